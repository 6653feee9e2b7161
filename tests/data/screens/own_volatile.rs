//! Volatile wrapper of our own, const generics, enum by From/TryFrom, Index impls
use core::fmt;
use core::ops::{Index, IndexMut, Deref};
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Vol<T: Copy>(T);
impl<T: Copy> Vol<T> {
    pub fn get(&self) -> T { unsafe { core::ptr::read_volatile(&self.0) } }
    pub fn set(&mut self, v: T) { unsafe { core::ptr::write_volatile(&mut self.0, v) } }
    pub fn update<F: FnOnce(&mut T)>(&mut self, f: F) { let mut v = self.get(); f(&mut v); self.set(v) }
}
#[repr(C)] #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Glyph { pub ch: u8, pub attr: u8 }
impl From<(char, Attr)> for Glyph { fn from((c, a): (char, Attr)) -> Self { Glyph { ch: u8::try_from(c).unwrap_or(0xfe), attr: a.into() } } }
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attr { pub fg: Ink, pub bg: Ink, pub blink: bool }
impl From<Attr> for u8 { fn from(a: Attr) -> u8 { a.fg as u8 | ((a.bg as u8 & 7) << 4) | (u8::from(a.blink) << 7) } }
#[repr(u8)] #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink { Black = 0, Blue = 1, Green = 2, Red = 4, Grey = 7, Yellow = 0xe, White = 0xf }
impl TryFrom<u8> for Ink {
    type Error = u8;
    fn try_from(v: u8) -> Result<Self, Self::Error> { Ok(match v { 0 => Ink::Black, 1 => Self::Blue, 2 => Self::Green, 4 => Self::Red, 7 => Self::Grey, 14 => Self::Yellow, 15 => Self::White, n => return Err(n) }) }
}
pub struct Grid<const W: usize, const H: usize> { at: usize }
impl<const W: usize, const H: usize> Grid<W, H> {
    const fn new(at: usize) -> Self { Self { at } }
    const CELLS: usize = W * H;
}
impl<const W: usize, const H: usize> Index<(usize, usize)> for Grid<W, H> { type Output = Vol<Glyph>; fn index(&self, (r, c): (usize, usize)) -> &Self::Output { assert!(r < H && c < W, "{r},{c} outside"); unsafe { &*((self.at as *const Vol<Glyph>).add(r * W + c)) } } }
impl<const W: usize, const H: usize> IndexMut<(usize, usize)> for Grid<W, H> { fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut Self::Output { assert!(r < H && c < W, "{r},{c} outside"); unsafe { &mut *((self.at as *mut Vol<Glyph>).add(r * W + c)) } } }
pub struct Term { grid: Grid<80, 25>, row: usize, col: usize, attr: Attr }
static mut TERM: Term = Term { grid: Grid::new(0xb8000), row: 0, col: 0, attr: Attr { fg: Ink::Grey, bg: Ink::Black, blink: false } };
pub struct Handle(*mut Term);
pub fn term() -> Handle { Handle(&raw mut TERM) }
impl Deref for Handle { type Target = Term; fn deref(&self) -> &Term { unsafe { &*self.0 } } }
impl core::ops::DerefMut for Handle { fn deref_mut(&mut self) -> &mut Term { unsafe { &mut *self.0 } } }
impl Term {
    fn advance(&mut self) { self.col = 0; if self.row + 1 < 25 { self.row += 1; return; }
        for r in 0..24 { for c in 0..80 { let g = self.grid[(r + 1, c)].get(); self.grid[(r, c)].set(g); } }
        let blank = Glyph { ch: b' ', ..Glyph::from(('x', self.attr)) };
        (0..80).for_each(|c| self.grid[(24, c)].set(blank));
    }
    fn put(&mut self, c: char) { if c == '\n' { return self.advance(); } if self.col == 80 { self.advance(); } let (r, k) = (self.row, self.col); self.grid[(r, k)].set((c, self.attr).into()); self.col += 1; }
}
impl fmt::Write for Term { fn write_str(&mut self, s: &str) -> fmt::Result { s.chars().try_for_each(|c| { self.put(c); Ok(()) }) } }
#[macro_export] macro_rules! print { ($($t:tt)*) => { core::fmt::Write::write_fmt(&mut *$crate::screen::term(), format_args!($($t)*)).unwrap() }; }
#[macro_export] macro_rules! println { () => { $crate::print!("\n") }; ($f:literal $($t:tt)*) => { $crate::print!("{}\n", format_args!($f $($t)*)) }; }
pub fn extra() {
    term().attr = Attr { fg: Ink::try_from(14).unwrap(), bg: Ink::Red, blink: true };
    println!("{:?} {:?} {}", Ink::try_from(3), Ink::try_from(2u8), Grid::<80, 25>::CELLS);
    term().grid[(0, 0)].update(|g| g.ch = g.ch.to_ascii_uppercase().wrapping_add(1));
    println!("{:?} {:?}", term().grid[(0, 0)].get(), Ink::Blue < Ink::Red);
    println!("{:?}", term().attr);
    let _ = term().grid[(25, 0)];
}
