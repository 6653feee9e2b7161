//! windows: sub-rectangles with borders; lifetimes; slices of rows; generic writer over a trait with consts
use core::fmt::Write;
pub trait Area { const LEFT: usize; const TOP: usize; const COLS: usize; const ROWS: usize; const STYLE: u8 = 0x07; fn state() -> &'static mut (usize, usize); }
macro_rules! area { ($(#[$m:meta])* $name:ident at $l:literal, $t:literal size $c:expr, $r:expr $(; style $s:expr)?) => { $(#[$m])* pub struct $name; impl Area for $name { const LEFT: usize = $l; const TOP: usize = $t; const COLS: usize = $c; const ROWS: usize = $r; $(const STYLE: u8 = $s;)? fn state() -> &'static mut (usize, usize) { static mut S: (usize, usize) = (0, 0); unsafe { &mut *(&raw mut S) } } } }; }
area!(/// the whole
    Full at 0, 0 size 80, 24);
area!(#[derive(Debug)] Status at 2, 24 size 76, 1; style 0x70);
area! { Log at 40, 5 size 40 - 2, { 3 + 1 }; style 0x1e }
fn row<A: Area>(r: usize) -> &'static mut [[u8; 2]] { unsafe { core::slice::from_raw_parts_mut(((0xb8000 + ((A::TOP + r) * 80 + A::LEFT) * 2) as *mut [u8; 2]), A::COLS) } }
pub struct Win<A: Area>(core::marker::PhantomData<A>);
impl<A: Area> Win<A> {
    pub const fn new() -> Self { Win(core::marker::PhantomData) }
    fn feed(&mut self) { let s = A::state(); s.1 = 0; if s.0 + 1 < A::ROWS { s.0 += 1 } else { for r in 1..A::ROWS { let from: &[[u8; 2]] = row::<A>(r); row::<A>(r - 1).copy_from_slice(from); } row::<A>(A::ROWS - 1).fill([b' ', A::STYLE]); } }
}
impl<A: Area> Write for Win<A> { fn write_str(&mut self, s: &str) -> core::fmt::Result { for c in s.chars() { match c { '\n' => self.feed(), c => { if A::state().1 == A::COLS { self.feed() } let s = A::state(); row::<A>(s.0)[s.1] = [if c.is_ascii() && !c.is_ascii_control() { c as u8 } else { 0xfe }, A::STYLE]; s.1 += 1; } } } Ok(()) } }
#[macro_export] macro_rules! print_in { ($a:ident, $($t:tt)*) => { core::fmt::Write::write_fmt(&mut $crate::screen::Win::<$crate::screen::$a>::new(), format_args!($($t)*)).unwrap() }; }
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::print_in!(Full, $($t)*) }; }
#[macro_export] macro_rules! println { () => { $crate::print!("\n") }; ($($t:tt)*) => { $crate::print_in!(Full, "{}\n", format_args!($($t)*)) }; }
struct Boxed<'a, T: ?Sized>(&'a T);
impl<'a, T: core::fmt::Display + ?Sized> core::fmt::Display for Boxed<'a, T> { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.write_char('[')?; if let Some(w) = f.width() { write!(f, "{:>w$}", self.0)? } else { self.0.fmt(f)? } f.write_str("]") } }
pub fn extra() {
    for i in 0..9 { print_in!(Log, "event {:>2} {}\n", i, Boxed(&(i * 7))); }
    print_in!(Status, "status: {:08.3} {} {:6} {}", 12, Boxed("x"), Boxed("w"), Full::COLS * Full::ROWS);
    print_in!(Log, "{}", "long ".repeat_n());
    println!("{:?}", Status);
}
trait Rep { fn repeat_n(&self) -> &'static str; }
impl Rep for str { fn repeat_n(&self) -> &'static str { "long long long long long long long long long long long long" } }
