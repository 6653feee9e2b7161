//# sizeof
use core::mem::size_of;
pub struct H { a: u8, b: u64 }
pub static A: [u8; size_of::<H>()] = [0; 16];
pub const N: usize = core::mem::size_of::<[u16; 4]>() / size_of::<u8>();
pub fn f() -> [u8; N] { [1; 8] }
pub struct B<const M: usize>; impl<const M: usize> B<M> { const D: usize = M * 2; fn g() -> usize { Self::D } }
const fn max(a: usize, b: usize) -> usize { if a > b { a } else { b } }
pub fn h() -> [u8; max(3, 5)] { [0; 5] } pub fn i() -> usize { B::<3>::g() + B::<{ 1 + 2 }>::D }
const T: [u8; 3] = *b"abc"; pub fn j(x: u8) -> u8 { match x { 0 => T[1], b'a'..=b'c' => 1, _ => 2 } }
pub enum E { A = T.len() as isize, B = 1 << 4 }

//# unsafe_fn
pub unsafe fn rd(p: *const u8) -> u8 { unsafe { *p } }
pub fn g() -> ! { loop { core::hint::spin_loop(); } }
extern "C" fn cb(n: u64) -> u64 { n } pub type Cb = extern "C" fn(u64) -> u64;
pub fn t(f: Cb) -> u64 { f(1) + (cb as Cb)(2) + t2(cb) } fn t2(f: extern "C" fn(u64) -> u64) -> u64 { f(3) }
pub fn u() -> Option<unsafe fn(*const u8) -> u8> { Some(rd) }
pub fn w(x: Option<&mut [u8]>) -> usize { x.map(|s| { s[0] = 1; s.len() }).unwrap_or_default() }
pub fn z<'a>(v: &'a mut [u64; 4], i: usize) -> Option<&'a mut u64> { if i < 4 { Some(&mut v[i]) } else { None } }
pub fn y(mut n: u32) -> impl Iterator<Item = u32> { core::iter::from_fn(move || { n = n.checked_sub(1)?; Some(n) }) }
pub fn v() -> u32 { y(3).sum::<u32>() + (1..=3u32).map(|x| x.pow(2)).product::<u32>() }

//# lets
fn f(x: Option<u8>, t: (u8, u8)) -> u8 { let Some(y) = x else { 3 }; let (a, 1) = t; let z = if let Some(q) = x { q }; y }
//= 2:63 E0308 `else` clause of `let...else` does not diverge
//= 2:94 E0317 `if` may be missing an `else` clause

//# chains
fn f(a: Option<u8>, b: u8) -> u8 { if let Some(x) = a && x > b && let 3..=5 = x { x } else if b { 1 } else { 2 } }
//= 2:95 E0308 mismatched types

//# unsafe_blocks
unsafe fn g() -> u8 { 1 }
fn f(p: *mut u8) { let c = || unsafe { g() }; let d = || g(); unsafe { let e = || *p; e(); } }
//~ 3:58 E0133 call to unsafe function `g` is unsafe and requires unsafe function or block

//# generic_bounds
use core::ops::Add;
fn s<T: Add>(a: T, b: T) -> T { a + b } fn t<T: Add<Output = T>>(a: T, b: T) -> T { a + b } fn u<T>(a: &[T]) -> T { a[0] } fn v<T: Copy>(a: &[T]) -> T { a[0] } fn w<T: Clone>(a: &T) -> T { a.clone() } fn x<T>(a: &T) -> T { a.clone() }
//= 3:33 E0308 mismatched types
//= 3:224 E0308 mismatched types
//= 3:117 E0508 cannot move out of type `[T]`, a non-copy slice

//# method_args
struct S; impl S { fn a(&self, n: u8) -> u8 { n } fn b(self, o: &S, p: &mut u8) {} fn c<T: Into<u64>>(&self, t: T) -> u64 { t.into() } }
fn f(s: S) { s.a(); s.a("x"); s.a(1, 2); s.c(3u8); s.c("x"); let n = 1; s.b(&s, &n); s.b(S, &mut 1); }
//= 3:16 E0061 this method takes 1 argument but 0 arguments were supplied
//= 3:25 E0308 mismatched types
//= 3:33 E0061 this method takes 1 argument but 2 arguments were supplied
//= 3:56 E0277 the trait bound `u64: From<&str>` is not satisfied
//= 3:81 E0308 mismatched types
//= 3:90 E0308 mismatched types

//# return_types
fn a() -> impl Iterator<Item = u8> { 0..3u16 }
fn b() -> impl core::fmt::Display { () }
fn c(n: bool) -> impl core::fmt::Debug { if n { return 1u8; } 2u16 }
//~ 2:11 E0271 expected `Range<u16>` to be an iterator that yields `u8`, but it yields `u16`
//= 3:11 E0277 `()` doesn't implement `Display`
//= 4:63 E0308 mismatched types

//# fn_items
fn a(x: u8) {} fn b(x: u16) {}
fn f(c: bool) { let t = [a, b]; let u = if c { a } else { b }; let v: [fn(u8); 2] = [a, a]; v[0](1u16); v[5](1); }
//= 3:29 E0308 mismatched types
//= 3:59 E0308 `if` and `else` have incompatible types
//= 3:98 E0308 mismatched types

//# strs2
fn f(s: &str) { let c: char = s[0]; let t = s + "a"; let u: &[u8] = s; let v: &str = s.as_bytes(); let w = s.len; if s == 'a' {} match s { 'a' => {}, _ => {} } let m = s.chars().nth("x"); }
//= 2:33 E0277 the type `str` cannot be indexed by `{integer}`
//= 2:47 E0369 cannot add `&str` to `&str`
//= 2:69 E0308 mismatched types
//= 2:86 E0308 mismatched types
//= 2:110 E0615 attempted to take value of method `len` on type `&str`
//= 2:140 E0308 mismatched types
//= 2:120 E0277 can't compare `&str` with `char`
//= 2:183 E0308 mismatched types

//# ptrs
fn f(a: u64, p: *mut u8, f: fn()) { let q: *mut u8 = a; let r: u64 = p; let s = p as u8; let t = p + 1; let u = *a; p.write(1); let v: *mut u16 = p; let w: *const u8 = p; let x: *mut u8 = w; if p == 0 {} p[0] = 1; let y: u64 = f as u64; let z = a as fn(); p += 1; }
//= 2:54 E0308 mismatched types
//= 2:70 E0308 mismatched types
//= 2:100 E0369 cannot add `{integer}` to `*mut u8`
//= 2:113 E0614 type `u64` cannot be dereferenced
//= 2:147 E0308 mismatched types
//= 2:189 E0308 mismatched types
//= 2:200 E0308 mismatched types
//= 2:206 E0608 cannot index into a value of type `*mut u8`
//= 2:257 E0368 binary assignment operation `+=` cannot be applied to type `*mut u8`
//= 2:246 E0605 non-primitive cast: `u64` as `fn()`

//# modules2
mod vga { pub struct Writer { pub row: usize, col: usize } impl Writer { pub fn new() -> Self { Writer { row: 0, col: 0 } } fn put(&mut self) {} } pub static W: Writer = Writer { row: 0, col: 0 }; static P: u8 = 1; pub const C: u8 = 1; }
use vga::Writer as Wr; use vga::{W, P}; use crate::vga;
fn f() { let mut w = Wr::new(); w.put(); w.col = 1; w.row = "a"; vga::W.row; Writer::new(); vga::Wr::new(); vga::P; self::vga::C = 2; let x = vga::Writer { row: 1, col: 2 }; }
//= 3:45 E0255 the name `vga` is defined multiple times
//= 4:98 E0433 cannot find `Wr` in `vga`
//= 4:78 E0433 cannot find type `Writer` in this scope
//= 3:37 E0603 static `P` is private
//= 4:114 E0603 static `P` is private
//= 4:35 E0624 method `put` is private
//= 4:44 E0616 field `col` of struct `Writer` is private
//= 4:61 E0308 mismatched types
//= 4:130 E0070 invalid left-hand side of assignment

//# atomics
use core::sync::atomic::{AtomicUsize, Ordering};
static N: AtomicUsize = 0; static M: AtomicUsize = AtomicUsize::new(0);
fn f() { M += 1; M.fetch_add(1); M.load(); M.store("x", Ordering::SeqCst); let x: u8 = M.load(Ordering::Relaxed); N = 3; }
//= 3:25 E0308 mismatched types
//= 4:10 E0368 binary assignment operation `+=` cannot be applied to type `AtomicUsize`
//= 4:20 E0061 this method takes 2 arguments but 1 argument was supplied
//= 4:36 E0061 this method takes 1 argument but 0 arguments were supplied
//= 4:52 E0308 mismatched types
//= 4:88 E0308 mismatched types
//= 4:119 E0308 mismatched types
