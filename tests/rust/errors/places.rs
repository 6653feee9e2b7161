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


//# a
static mut R: [u8; 8] = [1; 8]; static mut N: [[u8; 4]; 4] = [[0; 4]; 4];
fn b(x: &mut [u8]) {} fn c(x: &[u8]) {} fn d(x: &u8) {}
fn f() { unsafe { b(&mut R[..]); c(&R[1..3]); d(&R[0]); b(&mut N[1]); b(&mut N[1][..]); d(&N[1][2]); c(&R[..=2]); } }

//# whole
static mut R: [u8; 8] = [1; 8];
fn f() { unsafe { let a = &R; let b = &mut R; let c = R.len(); let d = R.iter(); for x in R.iter() {} for x in &R {} R.fill(1); let e = R[0]; R[1] = 2; R[1] += 1; R[..].len(); R[1..].iter(); R.as_ptr(); R.as_mut_ptr(); R.first(); let f = &(R); } }
//= 3:27 static_mut_refs creating a shared reference to mutable static
//= 3:39 static_mut_refs creating a mutable reference to mutable static
//= 3:55 static_mut_refs creating a shared reference to mutable static
//= 3:72 static_mut_refs creating a shared reference to mutable static
//= 3:91 static_mut_refs creating a shared reference to mutable static
//= 3:112 static_mut_refs creating a shared reference to mutable static
//= 3:118 static_mut_refs creating a mutable reference to mutable static
//= 3:192 static_mut_refs creating a shared reference to mutable static
//= 3:204 static_mut_refs creating a mutable reference to mutable static
//= 3:220 static_mut_refs creating a shared reference to mutable static
//= 3:239 static_mut_refs creating a shared reference to mutable static

//# fields
struct S { a: u8, t: (u8, u8), v: [u8; 2], o: Option<u8> } static mut X: S = S { a: 1, t: (1, 2), v: [0; 2], o: None };
fn f() { unsafe { let a = &X.a; let b = &mut X.t.0; let c = &X.v[0]; let d = &mut X.v[..]; let e = X.v.len(); X.v[0] = 1; X.o.is_some(); X.o = Some(1); let g = X.o.as_mut(); if let Some(x) = &X.o {} if let Some(ref x) = X.o {} match X.o { Some(ref mut x) => {}, None => {} } match X.o { Some(x) => {}, None => {} } match &mut X.o { Some(x) => {}, None => {} } X.v[1..].len(); X.v[0].clone(); X.a.clone(); } }
//= 3:27 static_mut_refs creating a shared reference to mutable static
//= 3:41 static_mut_refs creating a mutable reference to mutable static
//= 3:100 static_mut_refs creating a shared reference to mutable static
//= 3:123 static_mut_refs creating a shared reference to mutable static
//= 3:161 static_mut_refs creating a mutable reference to mutable static
//= 3:192 static_mut_refs creating a shared reference to mutable static
//= 3:322 static_mut_refs creating a mutable reference to mutable static
//= 3:393 static_mut_refs creating a shared reference to mutable static

//# index_methods
static mut R: [[u8; 4]; 2] = [[1; 4]; 2]; static mut S: [Option<u8>; 2] = [None; 2];
fn f() { unsafe { R[0].len(); R[0].iter(); R[0][..].len(); S[0].is_some(); S[0].as_mut(); S[1].take(); R[0][0].clone(); R[1].fill(2); for x in R[0].iter_mut() {} for x in &R[0] {} for x in &mut R[..] {} if let Some(ref x) = S[0] {} match S[1] { Some(ref mut x) => {}, None => {} } } }

//# deref
static mut P: *mut u8 = 0 as *mut u8; static mut Q: &'static mut [u8; 4] = &mut [1; 4]; static mut B: Option<&'static mut u8> = None;
fn f() { unsafe { let a = &*P; let b = &mut *P; let c = &Q[..]; let d = &mut Q[0]; Q.len(); Q[0] = 1; let e = &**&raw const Q; B.is_some(); if let Some(x) = &mut B {} let h = &mut *Q; let i = &*Q; } }
//= 3:84 static_mut_refs creating a shared reference to mutable static
//= 3:128 static_mut_refs creating a shared reference to mutable static
//= 3:158 static_mut_refs creating a mutable reference to mutable static

//# let_
static mut R: [u8; 8] = [1; 8]; static mut T: (u8, u8) = (1, 2);
fn f() { unsafe { let ref a = R; let ref mut b = R; let ref c = R[0]; let (ref d, _) = T; let [ref e, ..] = R; let ref g = T.0; let &h = &R; } }
//= 3:31 static_mut_refs creating a shared reference to mutable static
//= 3:50 static_mut_refs creating a mutable reference to mutable static
//= 3:124 static_mut_refs creating a shared reference to mutable static
//= 3:138 static_mut_refs creating a shared reference to mutable static

//# macro_
static mut N: u8 = 1; static mut R: [u8; 8] = [1; 8];
fn f() { unsafe { assert!(N == 1); assert_eq!(N, 1); let x = N + 1; N += 1; assert_eq!(R[0], 1); let _ = format_args!("{}", N); let _ = format_args!("{}", R[0]); let _ = format_args!("{:?}", R); let _ = format_args!("{N}"); let _ = format_args!("{}", { N }); matches!(N, 1); matches!(R, [1, ..]); } }
//= 3:47 static_mut_refs creating a shared reference to mutable static
//= 3:125 static_mut_refs creating a shared reference to mutable static
//= 3:192 static_mut_refs creating a shared reference to mutable static
//= 3:219 static_mut_refs creating a shared reference to mutable static

//# ops
use core::ops::*; #[derive(Clone, Copy, PartialEq, PartialOrd)] struct W(u8); impl Add for W { type Output = W; fn add(self, o: W) -> W { self } } impl AddAssign for W { fn add_assign(&mut self, o: W) {} } impl Index<u8> for W { type Output = u8; fn index(&self, i: u8) -> &u8 { &self.0 } } impl IndexMut<u8> for W { fn index_mut(&mut self, i: u8) -> &mut u8 { &mut self.0 } } impl Deref for W { type Target = u8; fn deref(&self) -> &u8 { &self.0 } } impl DerefMut for W { fn deref_mut(&mut self) -> &mut u8 { &mut self.0 } } impl W { fn m(&self) {} fn n(&mut self) {} fn o(self) {} }
static mut X: W = W(1); static mut Y: [W; 2] = [W(1); 2];
fn f() { unsafe { let a = X == X; let b = X < X; let c = X + X; X += X; let d = X[1]; X[1] = 2; let e = &X[1]; let g = &mut X[1]; let h = *X; *X = 3; X.m(); X.n(); X.o(); Y[0].m(); Y[0].n(); Y[0].o(); let i = Y[0] == Y[1]; Y[0] += Y[1]; Y[0][1] = 2; let j = &Y[0][1]; *Y[0] = 1; let k = |x: u8| X.m(); let l = || Y[0].n(); let p = &*X; let q = &mut *X; } }
//= 4:151 static_mut_refs creating a shared reference to mutable static
//= 4:158 static_mut_refs creating a mutable reference to mutable static
//= 4:296 static_mut_refs creating a shared reference to mutable static

//# self_by_copy
static mut X: Option<u8> = None; fn t(x: &mut Option<u8>) {}
fn f() { unsafe { t(&mut X); X.unwrap(); X.map(|x| x); X.take(); X.insert(1); X.as_ref(); X.is_none(); X.clone(); core::mem::take(&mut X); core::mem::replace(&mut X, None); core::mem::swap(&mut X, &mut X); } }
//= 3:21 static_mut_refs creating a mutable reference to mutable static
//= 3:56 static_mut_refs creating a mutable reference to mutable static
//= 3:66 static_mut_refs creating a mutable reference to mutable static
//= 3:79 static_mut_refs creating a shared reference to mutable static
//= 3:91 static_mut_refs creating a shared reference to mutable static
//= 3:104 static_mut_refs creating a shared reference to mutable static
//= 3:131 static_mut_refs creating a mutable reference to mutable static
//= 3:159 static_mut_refs creating a mutable reference to mutable static
//= 3:190 static_mut_refs creating a mutable reference to mutable static
//= 3:198 static_mut_refs creating a mutable reference to mutable static
