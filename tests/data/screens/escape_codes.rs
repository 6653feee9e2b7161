//! bit-field attribute by newtype + ops; PhantomData ports; state machine for ANSI escapes
use core::fmt;
use core::marker::PhantomData;
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Attr(u8);
impl core::ops::BitOr for Attr { type Output = Attr; fn bitor(self, o: Attr) -> Attr { Attr(self.0 | o.0) } }
impl core::ops::BitOrAssign for Attr { fn bitor_assign(&mut self, o: Attr) { *self = *self | o } }
impl core::ops::Shl<u32> for Attr { type Output = Self; fn shl(self, n: u32) -> Self { Self(self.0.checked_shl(n).unwrap_or(0)) } }
impl core::ops::Not for Attr { type Output = Self; fn not(self) -> Self { Self(!self.0 & 0x7f) } }
impl fmt::Debug for Attr { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Attr").field("fg", &(self.0 & 15)).field("bg", &format_args!("{:#b}", self.0 >> 4)).finish() } }
impl fmt::LowerHex for Attr { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::LowerHex::fmt(&self.0, f) } }
pub const BRIGHT: Attr = Attr(8);
pub const RED: Attr = Attr(4);
enum State { Ground, Escape, Params { value: u16, seen: [u16; 4], count: usize } }
pub struct Cells<M> { base: usize, _mode: PhantomData<M> }
pub struct Text;
impl Cells<Text> { const fn at(base: usize) -> Self { Cells { base, _mode: PhantomData } } fn set(&self, i: usize, b: u8, a: Attr) { assert!(i < 2000); unsafe { (self.base as *mut (u8, u8)).add(i).write_volatile((b, a.0)) } } fn get(&self, i: usize) -> (u8, Attr) { let (b, a) = unsafe { (self.base as *const (u8, u8)).add(i).read_volatile() }; (b, Attr(a)) } }
pub struct Ansi { cells: Cells<Text>, at: usize, attr: Attr, state: State }
static mut ANSI: Ansi = Ansi { cells: Cells::at(0xb8000), at: 0, attr: Attr(7), state: State::Ground };
impl Ansi {
    fn step(&mut self, b: u8) {
        self.state = match (core::mem::replace(&mut self.state, State::Ground), b) {
            (State::Ground, 0x1b) => State::Escape,
            (State::Ground, b) => { self.plain(b); State::Ground }
            (State::Escape, b'[') => State::Params { value: 0, seen: [0; 4], count: 0 },
            (State::Escape, other) => { self.plain(other); State::Ground }
            (State::Params { value, seen, count }, d @ b'0'..=b'9') => State::Params { value: value * 10 + u16::from(d - b'0'), seen, count },
            (State::Params { value, mut seen, count }, b';') if count < seen.len() => { seen[count] = value; State::Params { value: 0, seen, count: count + 1 } }
            (State::Params { value, seen, count }, b'm') => { for v in seen[..count].iter().copied().chain(core::iter::once(value)) { self.sgr(v) } State::Ground }
            (State::Params { value, .. }, b'J') if value == 2 => { (0..2000).for_each(|i| self.cells.set(i, b' ', self.attr)); self.at = 0; State::Ground }
            (State::Params { value: col, seen: [row, ..], count: 1 }, b'H') => { self.at = (row as usize - 1) * 80 + col as usize - 1; State::Ground }
            _ => State::Ground,
        }
    }
    fn sgr(&mut self, v: u16) { const MAP: [u8; 8] = [0, 4, 2, 6, 1, 5, 3, 7]; match v { 0 => self.attr = Attr(7), 1 => self.attr |= BRIGHT, 30..=37 => self.attr = Attr(self.attr.0 & 0xf8 | MAP[v as usize - 30]), 40..=47 => self.attr = Attr(self.attr.0 & 0x8f) | (Attr(MAP[(v - 40) as usize]) << 4), _ => {} } }
    fn plain(&mut self, b: u8) {
        match b { b'\n' => self.at = (self.at / 80 + 1) * 80, b'\r' => self.at -= self.at % 80, 0x20..0x7f => { self.cells.set(self.at, b, self.attr); self.at += 1 } _ => { self.cells.set(self.at, 0xfe, !self.attr); self.at += 1 } }
        if self.at >= 2000 { for i in 80..2000 { let (b, a) = self.cells.get(i); self.cells.set(i - 80, b, a) } for i in 1920..2000 { self.cells.set(i, 0, Attr(0)) } self.at -= 80 }
    }
}
impl fmt::Write for Ansi { fn write_str(&mut self, s: &str) -> fmt::Result { s.as_bytes().iter().for_each(|&b| self.step(b)); Ok(()) } }
pub fn with<T, F>(f: F) -> T where F: for<'a> FnOnce(&'a mut Ansi) -> T { f(unsafe { &mut *core::ptr::addr_of_mut!(ANSI) }) }
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::screen::with(|a| core::fmt::Write::write_fmt(a, format_args!($($t)*))).unwrap() }; }
#[macro_export] macro_rules! println { () => { $crate::print!("\n") }; ($($t:tt)*) => {{ $crate::print!($($t)*); $crate::print!("\n"); }}; }
pub fn extra() {
    println!("\x1b[31;44mred on blue \x1b[1mbright\x1b[0m plain {:?} {:#04x}", RED | BRIGHT, !RED);
    print!("\x1b[10;20H<here>\x1b[9;99;99;99;99mx");
    println!("{:?}", core::mem::size_of::<Cells<Text>>());
}
