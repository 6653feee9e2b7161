//! const pointer + add arithmetic, ptr::copy scrolling (one row too far as in some course's module), own put functions
pub const BASE: usize = 0xb8000;
pub const COLS: usize = 80;
pub const ROWS: usize = 25;
static mut CURSOR: isize = 0;
pub fn poke(offset: isize, byte: u8) { unsafe { (BASE as *mut u8).offset(offset).write_volatile(byte) } }
pub fn peek(offset: isize) -> u8 { unsafe { (BASE as *const u8).offset(offset).read_volatile() } }
unsafe fn scroll_if_needed() {
    unsafe {
        while CURSOR >= (COLS * ROWS * 2) as isize {
            core::ptr::copy((BASE + COLS * 2) as *const u8, BASE as *mut u8, COLS * ROWS * 2);
            core::ptr::write_bytes((BASE + COLS * (ROWS - 1) * 2) as *mut u8, 0, COLS * 2);
            CURSOR -= (COLS * 2) as isize;
        }
    }
}
pub unsafe fn put(byte: u8, color: u8) {
    unsafe {
        scroll_if_needed();
        poke(CURSOR, byte);
        poke(CURSOR + 1, color);
        CURSOR += 2;
    }
}
pub fn newline() { unsafe { CURSOR += (COLS * 2) as isize - CURSOR % (COLS as isize * 2); } }
pub fn text(s: &str) {
    let bytes: &[u8] = s.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == 10 { newline(); } else { unsafe { put(bytes[i], 0x0a); } }
        i += 1;
    }
}
pub struct Tty;
impl core::fmt::Write for Tty {
    fn write_str(&mut self, s: &str) -> Result<(), core::fmt::Error> { text(s); return Ok(()); }
    fn write_char(&mut self, c: char) -> core::fmt::Result { if c.is_ascii() { unsafe { put(c as u8, 0x0e) } } else { newline() } Ok(()) }
}
#[macro_export]
macro_rules! print { ($($arg:tt)*) => { { use core::fmt::Write; $crate::screen::Tty.write_fmt(core::format_args!($($arg)*)).unwrap() } } }
#[macro_export]
macro_rules! println {
    () => { print!("\n") };
    ($($arg:tt)*) => { { print!($($arg)*); print!("\n"); } };
}
pub fn extra() {
    println!("{:?}", (peek(0), peek(1), unsafe { CURSOR }));
    for i in (0..160).step_by(2) { poke(i + 1, (i as u8) ^ 0x55); }
    for i in (0..10).rev() { poke(i * 2 + 320, b'0' + i as u8); }
    println!("{:>5}{:-^9}{:*<7}", 'x', "mid", true);
}
