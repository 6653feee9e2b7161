//! trait objects: a sink trait with several implementations, a tee; word wrap; generic numbers by hand
use core::fmt::{Display, Debug};
pub trait Sink { fn byte(&mut self, b: u8); fn width(&self) -> usize { 80 } fn text(&mut self, s: &str) { for b in s.bytes() { self.byte(b) } } }
pub struct Vga { pos: usize }
pub struct Count { pub n: u32, pub lines: u32 }
impl Sink for Vga {
    fn byte(&mut self, b: u8) {
        let p = 0xb8000 as *mut u16;
        if b == b'\n' { self.pos += 80 - self.pos % 80; } else { unsafe { *p.wrapping_add(self.pos) = 0x0b00 + b as u16; } self.pos += 1; }
        if self.pos >= 2000 { unsafe { p.copy_from(p.add(80), 1920); for i in 1920..2000 { p.add(i).write(0x0b20); } } self.pos -= 80; }
    }
}
impl Sink for Count { fn byte(&mut self, b: u8) { self.n += 1; if b == b'\n' { self.lines += 1 } } fn width(&self) -> usize { usize::MAX } }
pub struct Tee<'a, A: Sink + ?Sized> { first: &'a mut A, rest: &'a mut dyn Sink }
impl<A: Sink + ?Sized> Sink for Tee<'_, A> { fn byte(&mut self, b: u8) { self.first.byte(b); self.rest.byte(b); } }
static mut V: Vga = Vga { pos: 0 };
static mut C: Count = Count { n: 0, lines: 0 };
struct Words<'s>(&'s mut dyn Sink, usize);
impl<'s> core::fmt::Write for Words<'s> {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for (i, line) in s.split('\n').enumerate() {
            if i > 0 { self.0.byte(b'\n'); self.1 = 0; }
            for word in line.split_inclusive(' ') {
                if self.1 + word.trim_end().len() > self.0.width() { self.0.byte(b'\n'); self.1 = 0; }
                self.0.text(word); self.1 += word.len();
            }
        }
        Ok(())
    }
}
static mut AT: usize = 0;
pub fn out(a: core::fmt::Arguments) {
    use core::fmt::Write;
    unsafe {
        let mut tee = Tee { first: &mut *(&raw mut V), rest: &mut *(&raw mut C) };
        let mut w = Words(&mut tee, AT);
        match a.as_str() { Some(s) => w.write_str(s), None => w.write_fmt(a) }.expect("sink");
        AT = w.1;
    }
}
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::screen::out(format_args!($($t)*)) } }
#[macro_export] macro_rules! println { ($fmt:literal $(, $($t:tt)*)?) => { $crate::screen::out(format_args!(concat!($fmt, "\n") $(, $($t)*)?)) }; () => { $crate::screen::out(format_args!("\n")) } }
pub fn show<T: Display + Debug + ?Sized>(t: &T) { println!("{0} {0:?} {0:>8}", t); }
pub fn extra() {
    let c = unsafe { &*(&raw const C) };
    println!("{} {}", c.n, c.lines);
    show("str"); show(&12); show(&'\n'); show(&-15i64.leading_zeros().cast_signed());
    let mut list: [(&str, &dyn Display); 3] = [("a", &1), ("b", &"two"), ("c", &'3')];
    list.sort_unstable_by(|x, y| y.0.cmp(x.0));
    for (k, v) in list.iter() { print!("{}={};", k, v); }
}
