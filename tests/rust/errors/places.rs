//# union_read
union U { a: u32, b: [u8; 4] }
fn f(u: U) -> u32 { let U { a } = u; u.a }
fn g(u: &mut U) { u.a = 3; u.b[0] = 1; }
//= 3:29 E0133 access to union field is unsafe and requires unsafe function or block
//= 3:38 E0133 access to union field is unsafe and requires unsafe function or block
//= 4:28 E0133 access to union field is unsafe and requires unsafe function or block

//# union_pattern
union U { a: u32, b: [u8; 4] }
fn h(u: &U) -> u8 { unsafe { match u { U { a: 1, b: [..] } => 1, _ => 2 } } }
//= 3:40 - union patterns should have exactly one field

//# union_right
#[derive(Clone, Copy)] struct H { lo: u8, hi: u8 } union U { a: u32, h: H }
pub fn f(u: &mut U) -> u8 { u.a = 5; u.h.lo = 1; unsafe { match *u { U { h: H { hi: 0, .. } } => 1, U { h: H { lo, .. } } => lo } } }


//# base_missing
struct P { x: u8, y: u8 }
fn i() -> P { P { x: 1, .. } }
//= 3:27 E0797 base expression required after `..`

//# assign_patterns
struct P { x: u8, y: u8 } struct T(u8, u16);
pub fn f(p: P, s: [u8; 3]) -> u16 { let (x, y, a, b); let mut z = [0; 3]; P { x, .. } = p; T(_, y) = T(1, 2); [a, .., b] = s; ([z[0], _, z[1]], z[2]) = (s, 9); x as u16 + y + (a + b + z[0]) as u16 }


//# assign_patterns_wrong
struct T(u8, u16);
fn k() { let a: u8; (a, _) = (1, "s"); (a, _) = (2, 3); }
fn l() -> u8 { let mut a = 0u8; T(_, a) = T(1, 2); a }
fn m() { let mut a = 0; Some(a) = Some(1); }
//= 4:38 E0308 mismatched types
//= 3:41 E0384 cannot assign twice to immutable variable `a`
//= 5:25 E0005 refutable pattern in local binding

//# const_format
const fn l(n: usize) -> usize { if n > 3 { panic!("{} and {}", n, 1) } n }
const fn m(n: usize) -> usize { assert!(n > 3, "{}", n); n }
pub const fn o(n: usize, why: &str) -> usize { assert!(n > 3, "plain"); if n == 4 { panic!("{}", why) } n }
//= 2:44 E0015 cannot call non-const formatting macro in constant functions
//= 3:33 - argument to `panic!()` in a const context must have type `&str`

//# captured_field_moved
struct D { a: V, b: V } struct V(u8); impl Drop for V { fn drop(&mut self) {} }
fn n(d: D) { let f = move || { let x = &d.a; }; f(); let y = d.b; let z = d.a; }
fn o(d: D) { let f = || { let x = d.a; }; let y = &d.b; let z = &d.a; f(); }
//= 3:75 E0382 use of moved value: `d.a`
//= 4:65 E0382 borrow of moved value: `d.a`

//# captured_fields
pub struct V(u8); impl Drop for V { fn drop(&mut self) {} } pub struct D { a: V, b: (V, u8), c: [u8; 4] }
pub fn n(d: D) -> u8 { let f = move || d.a.0; let r = f() + d.b.1; let V(_) = &d.b.0; drop(d.b.0); r + d.c[0] }
pub fn o(d: &mut D) -> u8 { let n = d.c.len(); let mut f = |x| { d.c[0] += x; d.c[0] }; d.b.1 = 3; f(1) + f(2) + n as u8 }
impl D { pub fn each(&self) -> impl Iterator<Item = u8> + '_ { (0..2).map(|i| self.c[i] + self.b.1) } pub fn keep(&mut self, k: u8) { let D { a, c, .. } = self; let mut g = || { a.0 = k; c[1] = k }; g(); g(); } }
pub fn p<'a>(s: &'a str) -> impl Fn(usize) -> &'a str { move |n| &s[n..] }


//# captured_drop_whole
pub struct G { a: [u8; 2], b: V } pub struct V(u8); impl Drop for G { fn drop(&mut self) {} }
pub fn f(g: G) -> u8 { let h = move || g.b.0; h() + g.a[0] }


//# try_flow
use core::ops::ControlFlow;
fn p(r: ControlFlow<u8, u16>) -> Option<u16> { Some(r?) }
pub fn q(r: ControlFlow<u8, u16>) -> ControlFlow<u8, char> { if r? > 3 { ControlFlow::Continue('c') } else { ControlFlow::Break(1) } }
//= 3:54 E0277 the `?` operator can only be used on `Option`s in a function that returns `Option`

//# unsized_structs
pub struct W<T: ?Sized> { n: u8, t: T } pub struct X<T>(T, u8);
pub fn f(w: &W<[u8; 2]>) -> usize { let s: &W<[u8]> = w; let d: &W<dyn Fn(u8) -> u8> = &W { n: 1, t: |x| x + s.n }; s.t.len() + (d.t)(1) as usize }


//# sized_blanket
pub fn f(a: &[u8]) -> [u8; 3] { a[..3].try_into().unwrap() }
pub fn g(a: &[u8]) -> Result<&[u8; 2], core::array::TryFromSliceError> { a[1..3].try_into() }

