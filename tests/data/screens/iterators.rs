//! closures and iterators everywhere
use core::fmt;
pub type Cell = (u8, u8);
fn screen() -> impl Iterator<Item = &'static mut Cell> + DoubleEndedIterator + ExactSizeIterator { unsafe { core::slice::from_raw_parts_mut(0xb8000 as *mut Cell, 80 * 25) }.iter_mut() }
struct Cursor<F: FnMut(u8) -> bool> { sink: F, refused: usize }
impl<F: FnMut(u8) -> bool> fmt::Write for Cursor<F> { fn write_str(&mut self, s: &str) -> fmt::Result { let sink = &mut self.sink; self.refused += s.bytes().filter(|&b| !sink(b)).count(); Ok(()) } }
static mut AT: usize = 0;
pub fn with_sink(args: fmt::Arguments, mut after: impl FnMut(usize)) {
    let mut at = unsafe { AT };
    let mut cursor = Cursor { sink: |b: u8| {
        let line = |at: usize| at - at % 80;
        let step = |to: usize| { if to < 2000 { to } else { let all = unsafe { core::slice::from_raw_parts_mut(0xb8000 as *mut Cell, 2000) }; (80..2000).zip(0..).for_each(|(from, to): (usize, usize)| all[to] = all[from]); all.iter_mut().rev().take(80).for_each(|c| *c = (b' ', 0x70)); to - 80 } };
        match b { b'\n' => { at = step(line(at) + 80); true } b'\t' => { at = step(at + (4 - at % 4)); true } b if b.is_ascii_control() => false, b => { screen().nth(at).map(|c| *c = (if b.is_ascii() { b } else { 0xb1 }, if b.is_ascii_uppercase() { 0x71 } else { 0x70 })); at = step(at + 1); true } }
    }, refused: 0 };
    let _ = fmt::Write::write_fmt(&mut cursor, args);
    after(cursor.refused);
    unsafe { AT = at }
}
pub fn ignore(_: usize) {}
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::screen::with_sink(format_args!($($t)*), $crate::screen::ignore) } }
#[macro_export] macro_rules! println { () => { print!("\n") }; ($($t:tt)*) => { print!("{}\n", format_args!($($t)*)) } }
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
fn apply(fs: &[&dyn Fn(i32) -> i32], x: i32) -> i32 { fs.iter().fold(x, |acc, f| f(acc)) }
pub fn extra() {
    let mut refused = 0; with_sink(format_args!("a\x01b\x02\n"), |n| refused += n); println!("{refused} refused", refused = refused);
    let k = 3; println!("{} {}", compose(|x: u8| x as u32 * k, |y| y.leading_zeros())(5), apply(&[&|x| x + 1, &|x| x * k as i32, &i32::abs], -5));
    let mut counter = { let mut n = 10; move || { n -= 3; n } }; println!("{} {} {:?}", counter(), counter(), core::iter::from_fn(|| Some(counter())).take_while(|n| *n > -5).last());
    print!("{:?} ", (1..=4).scan(1, |a, x| { *a *= x; Some(*a) }).collect_sum()); print!("{:?}\n", "a-b--c".split('-').map(str::len).rev().enumerate().max_by_key(|&(i, n)| (n, i)));
    let evens = screen().map(|c| c.0).filter(u8::is_ascii_digit).step_by(3).skip(1).map(|b| b - b'0').take(6); evens.clone_sum();
    let (a, b): (usize, usize) = screen().rev().skip_while(|c| c.0 == b' ' || c.0 == 0).fold((0, 0), |(d, o), c| if c.0 == b'.' { (d + 1, o) } else { (d, o + 1) }); println!("{a} {b}", a = a, b = b);
    let mut it = [1, 2, 3, 4, 5, 6, 7].iter().peekable(); while let Some(x) = it.next() { if it.peek().is_some_and(|&&y| y % 3 == 0) { print!("{}|", x); it.next(); } } println!();
    let w: [i32; 3] = core::array::from_fn(|i| (i as i32 - 1).pow(3)); println!("{:?} {:?} {:?}", w, w.iter().copied().reduce(i32::wrapping_sub), w.windows(2).all(|p| p[0] < p[1]));
    println!("{:?}", [3, 1, 2].iter().min_by(|a, b| b.cmp(a)).into_iter().chain(&[9]).zip("xy".chars()).unzip_str());
}
trait CollectSum: Iterator<Item = u64> + Sized { fn collect_sum(self) -> (u64, u64) { self.fold((0, 1), |(s, p), x| (s + x, p * x)) } } impl<I: Iterator<Item = u64>> CollectSum for I {}
trait CloneSum: Iterator<Item = u8> + Sized { fn clone_sum(self) { println!("{}", self.map(u32::from).sum::<u32>()) } } impl<I: Iterator<Item = u8>> CloneSum for I {}
trait UnzipStr<'a>: Iterator<Item = (&'a i32, char)> + Sized { fn unzip_str(self) -> [Option<(i32, char)>; 3] { let mut out = [None; 3]; for (o, (n, c)) in out.iter_mut().zip(self) { *o = Some((*n, c)) } out } } impl<'a, I: Iterator<Item = (&'a i32, char)>> UnzipStr<'a> for I {}
