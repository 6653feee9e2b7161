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

//# arm
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { 0 => 1, #[allow(static_mut_refs)]  _ => unsafe { g(&X) } } }

//# arm_block
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(static_mut_refs)]  0 => { unsafe { g(&X) } } _ => unsafe { g(&X) } } }
//= 3:100 static_mut_refs creating a shared reference to mutable static

//# arm_guard
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(static_mut_refs)]  n if unsafe { g(&X) } == n => 1, _ => unsafe { g(&X) } } }
//= 3:107 static_mut_refs creating a shared reference to mutable static

//# arm_unsafe_nocomma
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(static_mut_refs)]  0 => unsafe { g(&X) } _ => unsafe { g(&X) } } }
//= 3:96 static_mut_refs creating a shared reference to mutable static

//# arm_pipe
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(static_mut_refs)]  | 0 | 1 => unsafe { g(&X) }, _ => 2 } }

//# stmt_loop
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(c: u8) { #[allow(static_mut_refs)]  loop { unsafe { g(&X); } break; } #[allow(static_mut_refs)]  for x in 0..2 { unsafe { g(&X); } } #[allow(static_mut_refs)]  while c > 1 { unsafe { g(&X); } } unsafe { g(&X); } }
//= 3:211 static_mut_refs creating a shared reference to mutable static

//# tail2
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() -> u8 { unsafe { #[allow(static_mut_refs)]  g(&X) } }

//# arg
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() -> u8 { unsafe { two(#[allow(static_mut_refs)]  &X, &X) } }
//= 3:60 static_mut_refs creating a shared reference to mutable static

//# array
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() -> [u8; 2] { unsafe { [#[allow(static_mut_refs)]  g(&X), g(&X)] } }
//= 3:67 static_mut_refs creating a shared reference to mutable static

//# tuple
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() -> (u8, u8) { unsafe { (#[allow(static_mut_refs)]  g(&X), g(&X)) } }
//= 3:68 static_mut_refs creating a shared reference to mutable static

//# field_init
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() -> S { unsafe { S { #[allow(static_mut_refs)]  a: g(&X), b: g(&X) } } }
//= 3:70 static_mut_refs creating a shared reference to mutable static

//# let_init
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { let a = #[allow(static_mut_refs)]  unsafe { g(&X) }; }
//= 3:18 E0658 attributes on expressions are experimental

//# paren
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { unsafe { let a = (#[allow(static_mut_refs)]  g(&X)); } }
//= 3:28 E0658 attributes on expressions are experimental

//# closure_arg
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { unsafe { Some(1).map(#[allow(static_mut_refs)]  |x: u8| unsafe { g(&X) }); } }

//# inner_fn
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { #![allow(static_mut_refs)] unsafe { g(&X); } }

//# inner_block
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { unsafe { { #![allow(static_mut_refs)] g(&X); } g(&X); } }
//= 3:59 static_mut_refs creating a shared reference to mutable static

//# inner_match
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { #![allow(static_mut_refs)] 0 => unsafe { g(&X); }, _ => {} } }

//# inner_mod
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
mod m { #![allow(static_mut_refs)] fn f() { unsafe { super::g(&super::X); } } }

//# inner_impl
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
impl S { #![allow(static_mut_refs)] fn f() { unsafe { g(&X); } } }

//# item_method
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
impl S { #[allow(static_mut_refs)]  fn f() { unsafe { g(&X); } } fn h() { unsafe { g(&X); } } }
//= 3:86 static_mut_refs creating a shared reference to mutable static

//# deny_in_allow_stmt
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { #[allow(static_mut_refs)]  { #[deny(static_mut_refs)] unsafe { g(&X); } unsafe { g(&X); } } }
//= 3:75 static_mut_refs creating a shared reference to mutable static

//# deny_in_allow_arm
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { #[allow(static_mut_refs)]  match k { #[deny(static_mut_refs)] 0 => unsafe { g(&X); }, _ => unsafe { g(&X); } } }
//= 3:93 static_mut_refs creating a shared reference to mutable static

//# deny_fn_in_allow_stmt
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { #[allow(static_mut_refs)]  { #[deny(static_mut_refs)] fn h() { unsafe { g(&X); } } unsafe { g(&X); } } }
//= 3:84 static_mut_refs creating a shared reference to mutable static

//# two_levels
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { #[deny(static_mut_refs)] #[allow(static_mut_refs)]  unsafe { g(&X); } }

//# two_levels2
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { #[allow(static_mut_refs)]  #[deny(static_mut_refs)] unsafe { g(&X); } }
//= 3:73 static_mut_refs creating a shared reference to mutable static

//# expect
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { #[expect(static_mut_refs)] 0 => unsafe { g(&X); }, _ => {} } }

//# group
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { #[allow(rust_2024_compatibility)] 0 => unsafe { g(&X); }, _ => {} } }

//# reason
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { #[allow(static_mut_refs, reason = "x")] 0 => unsafe { g(&X); }, _ => {} } }

//# arith
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(arithmetic_overflow)] 0 => 255u8 + 1, _ => 255u8 + 1 } }
//= 3:82 arithmetic_overflow this arithmetic operation will overflow

//# lit_arm
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(overflowing_literals)] 1 => 300, _ => 400 } }
//= 3:77 overflowing_literals literal out of range for `u8`

//# lit_pat
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) -> u8 { match k { #[allow(overflowing_literals)] 300 => 3, 0..=255 => 4, _ => 5 } }

//# lit_arr
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
const K: [u8; 2] = [#[allow(overflowing_literals)] 300, 1];

//# pat_field
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(s: S) { let S { #[allow(static_mut_refs)]  a, b } = s; match s { S { #[allow(static_mut_refs)]  a: 1, .. } => {}, _ => {} } }

//# binding_variant_arm
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
enum C { Red, Blue } fn f(c: C) -> u8 { match c { #[allow(bindings_with_variant_name)] Red => 1, C::Blue => 2 } }

//# mac2
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
macro_rules! m { ($e:expr) => { #[allow(static_mut_refs)]  $e } } fn f() { unsafe { m!(g(&X)); } }

//# mac4
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
macro_rules! m { ($p:pat => $e:expr) => { match 1u8 { #[allow(static_mut_refs)]  $p => $e, _ => 0 } } } fn f() { unsafe { m!(1 => g(&X)); } }

//# assign
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f() { let mut x = 1; unsafe { #[allow(static_mut_refs)]  x = g(&X); x = g(&X); } }
//= 3:34 E0658 attributes on expressions are experimental

//# dbl
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { #[allow(static_mut_refs)]  0 => match k { 1 => unsafe { g(&X); }, _ => {} }, _ => unsafe { g(&X); } } }
//= 3:118 static_mut_refs creating a shared reference to mutable static

//# empty_arm
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { 0 => {} #[allow(static_mut_refs)]  _ => unsafe { g(&X); }, } }

//# cfg_attr
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { 0 => {} #[cfg_attr(all(), allow(static_mut_refs))] _ => unsafe { g(&X); }, } }

//# cfg_arm
static mut X: u8 = 1; static mut A: [u8; 2] = [1; 2]; fn g(x: &u8) -> u8 { *x } fn two(a: &u8, b: &u8) -> u8 { *a } struct S { a: u8, b: u8 } struct T(u8, u8); enum E { V { a: u8 }, W(u8) }
fn f(k: u8) { match k { 0 => {} #[cfg(any())] #[allow(static_mut_refs)]  1 => nonsense(), _ => {} } }
