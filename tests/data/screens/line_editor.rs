//! a line discipline with backspace and insertion; let-else, labels, while let, shadowing, slice patterns
use core::fmt::Write;
const COLS: usize = 80;
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key { Char(u8), Back, Left, Home, End, Enter, Bell(u8) }
struct Line { text: [u8; COLS], len: usize, at: usize }
static mut ROW: usize = 0;
static mut LINE: Line = Line { text: [b' '; COLS], len: 0, at: 0 };
impl Line {
    fn key(&mut self, key: Key) {
        match key {
            Key::Char(c) if self.len < COLS => { self.text.copy_within(self.at..self.len, self.at + 1); self.text[self.at] = c; self.at += 1; self.len += 1; }
            Key::Char(c) => { self.key(Key::Enter); self.key(Key::Char(c)) }
            Key::Back => { let Some(at) = self.at.checked_sub(1) else { return self.key(Key::Bell(1)) }; self.text[at..self.len].rotate_left(1); self.at = at; self.len -= 1; }
            Key::Left => self.at = self.at.saturating_sub(1),
            Key::Home | Key::End => self.at = if key == Key::Home { 0 } else { self.len },
            Key::Enter => { self.show(); self.len = 0; self.at = 0; let row = unsafe { &mut *(&raw mut ROW) }; *row += 1; 'scroll: while *row > 24 { let mut y = 0; loop { if y == 24 { clear(24); *row -= 1; continue 'scroll; } copy_row(y + 1, y); y += 1; } } return; }
            Key::Bell(n @ 1..=3) => unsafe { *(0xb8f9f as *mut u8) ^= n << 4 },
            Key::Bell(_) => (),
        }
        self.show()
    }
    fn show(&self) { let Line { text, len, .. } = self; let row = unsafe { ROW }; for (x, &c) in text[..*len].iter().enumerate() { cell(row, x, c, if x == self.at { 0x70 } else { 0x0a }) } for x in *len..COLS { cell(row, x, b' ', 0x0a) } }
}
fn cell(y: usize, x: usize, c: u8, a: u8) { let p = (0xb8000 + y * 160 + x * 2) as *mut u8; unsafe { p.write(c); *p.offset(1) = a } }
fn clear(y: usize) { for x in 0..COLS { cell(y, x, b' ', 7) } }
fn copy_row(from: usize, to: usize) { let row = |y: usize| (0xb8000 as *mut [u16; COLS]).wrapping_add(y); unsafe { *row(to) = *row(from) } }
struct Keys<'a> { bytes: &'a [u8] }
impl<'a> Iterator for Keys<'a> { type Item = Key; fn next(&mut self) -> Option<Key> {
    let (key, rest) = match self.bytes { [] => return None, [0x1b, b'[', b'D', rest @ ..] => (Key::Left, rest), [0x1b, b'[', b'H', rest @ ..] => (Key::Home, rest), [0x1b, b'[', b'F', rest @ ..] => (Key::End, rest), [b'\n', rest @ ..] => (Key::Enter, rest), [8, rest @ ..] => (Key::Back, rest), [b'\t', rest @ ..] => (Key::Char(b' '), rest), [c @ b' '..=b'~', rest @ ..] => (Key::Char(*c), rest), [other, rest @ ..] => (Key::Bell(*other), rest) };
    self.bytes = rest; Some(key) } }
pub struct Tty;
impl Write for Tty { fn write_str(&mut self, s: &str) -> core::fmt::Result { let mut keys = Keys { bytes: s.as_bytes() }; let line = unsafe { &mut *(&raw mut LINE) }; while let Some(key) = keys.next() { line.key(key) } Ok(()) } }
#[macro_export] macro_rules! print { ($($t:tt)*) => { match core::fmt::Write::write_fmt(&mut $crate::screen::Tty, format_args!($($t)*)) { Ok(()) => (), Err(e) => panic!("{e:?}") } } }
#[macro_export] macro_rules! println { () => { $crate::print!("\n") }; ($($t:tt)*) => { $crate::print!("{}\n", format_args!($($t)*)) } }
pub fn extra() {
    print!("helo\x1b[Dl\x1b[F, worls\x08d\x1b[H> \x1b[F!\x01\x02\x03\x04");
    println!(); print!("\x08\x08x\x08");
    println!("{:?} {:?}", Key::Char(b'x'), Keys { bytes: b"a\x1b[Dz" }.last());
    let [a, .., z] = [1, 2, 3, 4] else { unreachable!() }; let r = 'find: { for i in 1.. { if i * i % 7 == 2 && i > a { break 'find i * 10 } } 0 };
    println!("{a} {z} {r}", a = a, z = z, r = r);
}
