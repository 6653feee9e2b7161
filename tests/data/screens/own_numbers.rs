//! no format machinery of core's for numbers: own digits; const tables; a trait for what can be shown; wrapping arithmetic; statics with interior cells
use core::cell::{Cell, OnceCell};
struct Global<T>(T);
unsafe impl<T> Sync for Global<T> {}
static AT: Global<Cell<u16>> = Global(Cell::new(0));
static LOGO: Global<OnceCell<&'static str>> = Global(OnceCell::new());
const fn shades() -> [u8; 16] { let mut t = [0; 16]; let mut i = 0; while i < 16 { t[i] = (i as u8).wrapping_mul(17) >> 1 | 1; i += 1 } t }
const SHADES: [u8; 16] = shades();
static DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
pub trait Show { fn show(&self); fn shown(&self, n: usize) where Self: Sized { for _ in 0..n { self.show() } } }
impl Show for u8 { fn show(&self) { let at = AT.0.get(); unsafe { *((0xb8000 + at as usize * 2) as *mut u16) = u16::from(SHADES[(at % 16) as usize]) << 8 | *self as u16 } AT.0.set((at + 1) % 2000) } }
impl Show for str { fn show(&self) { for b in self.bytes() { if b == b'\n' { let at = AT.0.take(); AT.0.set((at - at % 80 + 80) % 2000) } else { b.show() } } } }
macro_rules! show_ints { ($($t:ty)*) => { $(impl Show for $t { fn show(&self) { number(*self as i128, 10) } })* } } show_ints!(u16 u32 u64 usize i8 i16 i32 i64 isize);
impl<T: Show + ?Sized> Show for &T { fn show(&self) { T::show(self) } }
impl<T: Show> Show for [T] { fn show(&self) { let mut first = true; for t in self { if !core::mem::take(&mut first) { ",".show() } t.show() } } }
impl<T: Show, const N: usize> Show for [T; N] { fn show(&self) { "[".show(); self[..].show(); "]".show() } }
impl<A: Show, B: Show> Show for (A, B) { fn show(&self) { "(".show(); self.0.show(); ";".show(); self.1.show(); ")".show() } }
impl<T: Show> Show for Option<T> { fn show(&self) { match *self { None => "-".show(), Some(ref t) => t.show() } } }
impl Show for bool { fn show(&self) { ["no", "yes"][*self as usize].show() } }
pub struct Hex<T>(pub T);
impl<T: Into<u64> + Copy> Show for Hex<T> { fn show(&self) { "0x".show(); number(self.0.into() as i128, 16) } }
fn number(n: i128, base: u32) { if n < 0 { b'-'.show(); return number(-n, base) } if n >= base as i128 { number(n / base as i128, base) } DIGITS[(n % base as i128) as usize].show() }
struct W; impl core::fmt::Write for W { fn write_str(&mut self, s: &str) -> core::fmt::Result { s.show(); Ok(()) } }
pub fn put(a: core::fmt::Arguments) { core::fmt::Write::write_fmt(&mut W, a).unwrap_or_default() }
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::screen::put(format_args!($($t)*)) } }
#[macro_export] macro_rules! println { () => { print!("\n") }; ($($t:tt)*) => { print!("{}\n", format_args!($($t)*)) } }
macro_rules! show { ($($e:expr),* $(,)?) => { { $($e.show();)* "\n".show() } } }
pub fn extra() {
    show!("ints ", 0u16, " ", i64::MIN, " ", u64::MAX, " ", -128i8, " ", Hex(0xb8000u32), " ", Hex(u64::MAX), " ", Hex(b'a'));
    show!([1i32, -2, 3], (true, Some("x")), None::<(bool, u16)>, [[1u32; 2]; 2], &&"refs", 7u16.pow(4).wrapping_mul(1000), LOGO.0.get_or_init(|| "once"), LOGO.0.get().copied());
    3u32.shown(3); b'*'.shown(5); show!(SHADES.len(), " ", (i32::MAX).checked_add(1), " ", 200u8.checked_add(50).map(u32::from), " ", (-7i32).rem_euclid(3), " ", (-7i32 / 2, -7i32 % 2), " ", 1u32.rotate_right(1), " ", 0xf0u8.count_ones(), " ", (5i8 as u8 as char == '\u{5}'), " ", u16::from_str_radix("zz", 36).ok(), " ", (300i32 as u8 as u32, -1i32 as u16));
    let x: u8 = 255; let y = LOGO.0.set("again").is_err(); show!(y); show!((x + AT.0.get() as u8 % 2 + 1) as u16);
}
