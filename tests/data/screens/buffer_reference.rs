//! struct with &'static mut buffer, bottom row, as in the blog but without Volatile
use core::fmt;
#[allow(dead_code)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Color { Black, Blue, Green, Cyan, Red, Magenta, Brown, LightGray, DarkGray, LightBlue, LightGreen, LightCyan, LightRed, Pink, Yellow, White }
#[derive(Clone, Copy)]
#[repr(C)]
struct Cell { ch: u8, attr: u8 }
#[repr(transparent)]
struct Buf([[Cell; 80]; 25]);
pub struct Writer { col: usize, attr: u8, buf: &'static mut Buf }
pub const fn attr(fg: Color, bg: Color) -> u8 { (bg as u8) << 4 | fg as u8 }
static mut WRITER: Option<Writer> = None;
impl Writer {
    fn get() -> &'static mut Writer {
        unsafe {
            let w = &mut *(&raw mut WRITER);
            if w.is_none() {
                *w = Some(Writer { col: 0, attr: attr(Color::Yellow, Color::Blue), buf: &mut *(0xb8000 as *mut Buf) });
            }
            w.as_mut().unwrap()
        }
    }
    fn byte(&mut self, b: u8) {
        match b {
            b'\n' => self.nl(),
            b => {
                if self.col >= 80 { self.nl(); }
                self.buf.0[24][self.col] = Cell { ch: b, attr: self.attr };
                self.col += 1;
            }
        }
    }
    fn nl(&mut self) {
        for r in 1..25 { self.buf.0[r - 1] = self.buf.0[r]; }
        self.buf.0[24] = [Cell { ch: b' ', attr: self.attr }; 80];
        self.col = 0;
    }
}
impl fmt::Write for Writer {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for b in s.bytes() {
            match b { 0x20..=0x7e | b'\n' => self.byte(b), _ => self.byte(0xfe) }
        }
        Ok(())
    }
}
pub fn _print(a: fmt::Arguments<'_>) { fmt::Write::write_fmt(Writer::get(), a).expect("printing failed"); }
#[macro_export] macro_rules! print { ($($arg:tt)*) => ($crate::screen::_print(::core::format_args!($($arg)*))); }
#[macro_export] macro_rules! println { () => ($crate::print!("\n")); ($fmt:expr) => ($crate::print!(concat!($fmt, "\n"))); ($fmt:expr, $($arg:tt)*) => ($crate::print!(concat!($fmt, "\n"), $($arg)*)); }
pub fn extra() {
    let w = Writer::get();
    let old = core::mem::replace(&mut w.attr, attr(Color::White, Color::Red));
    println!("{:?} {:?} {}", Color::Pink, Color::Pink as u8, old);
    Writer::get().attr = old;
    println!("back {:?}", Color::Black == Color::White);
}
