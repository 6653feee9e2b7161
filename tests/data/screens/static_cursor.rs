//! static mut cursor, byte pointers, volatile moves
static mut X: usize = 0;
static mut Y: usize = 0;
static mut COLOR: u8 = 0x0f;
const VGA: *mut u8 = 0xb8000 as *mut u8;
fn put(x: usize, y: usize, c: u8) {
    unsafe {
        *VGA.offset(((y * 80 + x) * 2) as isize) = c;
        *VGA.offset(((y * 80 + x) * 2 + 1) as isize) = COLOR;
    }
}
fn scroll() {
    unsafe {
        for i in 0..(24 * 80 * 2) {
            let b = core::ptr::read_volatile((0xb8000 + 160 + i) as *const u8);
            core::ptr::write_volatile((0xb8000 + i) as *mut u8, b);
        }
        for x in 0..80 { put(x, 24, b' '); }
        Y = 24;
    }
}
pub fn print_char(c: char) {
    unsafe {
        if c == '\n' { X = 0; Y += 1; }
        else if c == '\t' { X = (X / 8 + 1) * 8; if X >= 80 { X = 0; Y += 1; } }
        else if c == '\r' { X = 0; }
        else if c == '\x08' { if X > 0 { X -= 1; put(X, Y, b' '); } }
        else {
            let b = if (c as u32) < 0x20 || (c as u32) > 0x7e { 0xfe } else { c as u8 };
            put(X, Y, b);
            X += 1;
            if X == 80 { X = 0; Y += 1; }
        }
        if Y > 24 { scroll(); }
    }
}
pub struct Out {}
impl core::fmt::Write for Out {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for c in s.chars() { print_char(c); }
        core::fmt::Result::Ok(())
    }
}
pub fn _print(args: core::fmt::Arguments) {
    use core::fmt::Write;
    Out {}.write_fmt(args).unwrap();
}
#[macro_export] macro_rules! print { ($($arg:tt)*) => { $crate::screen::_print(format_args!($($arg)*)) }; }
#[macro_export] macro_rules! println { () => { $crate::print!("\n") }; ($($arg:tt)*) => { $crate::print!("{}\n", format_args!($($arg)*)) }; }
pub fn extra() {
    unsafe { COLOR = 0x4e; }
    println!("in colour {}", unsafe { (X, Y, COLOR) }.0);
    unsafe { COLOR ^= 0x0f; X = 70; Y = 3; }
    println!("at (70,3) so this wraps");
}
