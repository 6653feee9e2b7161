//! macros that make macros, a macro by `macro`, statics in functions, hygiene
use core::fmt::{Arguments, Result, Write};
macro_rules! cells { ($($name:ident = $value:expr),+ $(,)?) => { $(const $name: usize = $value;)+ const SUM: usize = 0 $(+ $name)+; }; }
cells! { WIDE = 80, HIGH = 25, CELL = { 1 << 1 }, }
macro_rules! table { ($vis:vis $name:ident : $t:ty { $($k:pat $(if $g:expr)? => $v:expr),* $(,)? }) => { $vis const fn $name(x: $t) -> u8 { match x { $($k $(if $g)? => $v),* } } }; }
table!(pub tint: u8 { 0..=31 | 127 => 0x0c, b'0'..=b'9' => 0x0e, b'A'..=b'Z' => 0x0b, x if x >= 128 => 0x0d, _ => 0x07 });
macro_rules! by_level { ($d:tt $($level:ident $mark:literal;)*) => { $(#[allow(unused_macros)] macro_rules! $level { ($d($d t:tt)*) => { { let mark = $mark; $crate::screen::put(format_args!("{}: {}\n", mark, format_args!($d($d t)*))) } }; })* }; }
by_level! { $ info "i"; warn "W"; }
pub fn put(a: Arguments<'_>) {
    struct Pen { at: usize }
    impl Pen { fn cell(&mut self, b: u8) { static mut COUNT: usize = 0; let p = 0xb8000 as *mut u8; unsafe { COUNT += 1; p.add(self.at * CELL).write_volatile(b); p.add(self.at * CELL + 1).write_volatile(tint(b)); } self.at += 1; self.wrap() }
        fn wrap(&mut self) { if self.at >= WIDE * HIGH { unsafe { core::ptr::copy((0xb8000 + WIDE * CELL) as *const u8, 0xb8000 as *mut u8, WIDE * (HIGH - 1) * CELL); for x in 0..WIDE { ((0xb8000 + (WIDE * (HIGH - 1) + x) * CELL) as *mut [u8; CELL]).write([b' ', 7]); } } self.at -= WIDE; } } }
    impl Write for Pen { fn write_str(&mut self, s: &str) -> Result { s.bytes().for_each(|b| match b { b'\n' => { self.at = (self.at / WIDE + 1) * WIDE; self.wrap() } b => self.cell(b) }); Ok(()) } }
    static mut AT: usize = 0;
    let mut pen = Pen { at: unsafe { AT } };
    pen.write_fmt(a).expect("never");
    unsafe { AT = pen.at };
}
#[macro_export] macro_rules! print { ($($t:tt)*) => ($crate::screen::put(::core::format_args!($($t)*))) }
#[macro_export] macro_rules! println { () => ($crate::print!("\n")); ($f:expr $(,)?) => ($crate::print!("{}\n", ::core::format_args!($f))); ($f:expr, $($t:tt)+) => ($crate::print!("{}\n", ::core::format_args!($f, $($t)+))) }
macro_rules! say { ($first:expr $(, $rest:expr)* $(,)?) => { { $crate::screen::put(format_args!("<{}", $first)); $($crate::screen::put(format_args!(",{}", $rest));)* $crate::screen::put(format_args!(">\n")) } }; }
macro_rules! count { () => { 0usize }; ($h:tt $($t:tt)*) => { 1usize + count!($($t)*) }; }
macro_rules! max { ($x:expr) => { $x }; ($x:expr, $($y:expr),+) => {{ let a = $x; let b = max!($($y),+); if a > b { a } else { b } }}; }
pub fn extra() {
    let mark = "mine"; let a = 9;
    info!("started with {} {mark}", SUM); warn!("{:>4}", a);
    say!(1, "two", '3',); say!(max!(3, a, 5) + count!(a b [c d] {e}));
    println!("{}", stringify!(a + b * (c)));
    println!("{}", tint(b'7') as char == '\u{e}');
}
