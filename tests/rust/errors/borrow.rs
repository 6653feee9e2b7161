//# closure_capture
fn f() { let x = 1; let mut c = || { x += 1; }; let mut y = 2; let d = || y += 1; d(); let e = || y; e(); }
//= 2:38 E0594 cannot assign to `x`, as it is not declared as mutable
//= 2:83 E0596 cannot borrow `d` as mutable, as it is not declared as mutable

//# self_mut
struct C { n: u32, v: [u8; 3] }
impl C { fn a(&self) { self.n += 1; self.v[0] = 1; } fn b(self) { self.n = 1; } fn c(&mut self) { self.n = 1; self.v[1] = 2; } fn d(mut self) { self.n = 1; } }
fn f() { let c = C { n: 1, v: [0; 3] }; c.c(); c.v[0] = 1; let r = &c; r.n = 1; r.c(); let m = &mut c; }
//= 3:24 E0594 cannot assign to `self.n`, which is behind a `&` reference
//= 3:37 E0594 cannot assign to `self.v[_]`, which is behind a `&` reference
//= 3:67 E0594 cannot assign to `self.n`, as `self` is not declared as mutable
//= 4:14 E0596 cannot borrow `c` as mutable, as it is not declared as mutable
//= 4:48 E0594 cannot assign to `c.v[_]`, as `c` is not declared as mutable
//= 4:72 E0594 cannot assign to `r.n`, which is behind a `&` reference
//= 4:81 E0596 cannot borrow `*r` as mutable, as it is behind a `&` reference

//# loops_moves
struct S; fn eat(s: S) {}
fn f(b: bool) { let s = S; while b { eat(s); } let t = S; for i in 0..3 { eat(t); break; } let u = S; loop { if b { eat(u); break; } } }
//= 3:42 E0382 use of moved value: `s`

//# match_moves
struct S; enum E { A(S), B }
fn f(e: E, r: &E, o: Option<S>) { match e { E::A(s) => {}, E::B => {} } match e { E::A(_) => {}, E::B => {} } match *r { E::A(s) => {}, E::B => {} } if let Some(s) = o {} o.is_some(); match r { E::A(s) => {}, E::B => {} } }
//= 3:79 E0382 use of partially moved value: `e`
//~ 3:117 E0507 cannot move out of `r` as enum variant `A` which is behind a shared reference
//= 3:172 E0382 borrow of partially moved value: `o`

//# field_moves
struct S; struct P { a: S, b: S, n: u8 }
fn eat(s: S) {}
fn f(p: P, r: &P, v: [S; 2]) { eat(p.a); eat(p.b); p.n; eat(p.a); eat(r.a); let q = P { a: S, b: S, n: 1 }; eat(q.a); let w = q; let x = v[0]; }
//= 4:61 E0382 use of moved value: `p.a`
//= 4:71 E0507 cannot move out of `r.a` which is behind a shared reference
//= 4:127 E0382 use of partially moved value: `q`
//= 4:138 E0508 cannot move out of type `[S; 2]`, a non-copy array

//# static_assign
static A: u8 = 1; static mut B: [u8; 2] = [0; 2]; const K: u8 = 1;
struct T { x: u8 } static TT: T = T { x: 1 };
fn f() { A = 2; TT.x = 1; unsafe { B[0] = 1; } K = 3; &mut A; }
//= 4:50 E0070 invalid left-hand side of assignment

//# static_method
struct S { n: u8 } impl S { fn m(&mut self) {} fn s(&'static self) {} const fn new() -> S { S { n: 1 } } fn st(x: &'static S) {} }
static X: S = S::new();
fn f() { X.m(); X.s(); let l = S::new(); l.s(); S::st(&l); S::new().s(); let b: &'static S = &X; b.s(); S::st(&S { n: 1 }); }
//= 4:10 E0596 cannot borrow immutable static item `X` as mutable
//= 4:42 E0597 `l` does not live long enough
//= 4:55 E0597 `l` does not live long enough
//= 4:60 E0716 temporary value dropped while borrowed

//# consts_assign
fn f() { const N: usize = 4; let a = [1; N]; a[2] = 3; let mut b = a; b[9] = 1; let i = 10; b[i] = 2; let s = &b[..]; s[0] = 1; }
//= 2:46 E0594 cannot assign to `a[_]`, as `a` is not declared as mutable
//= 2:119 E0594 cannot assign to `s[_]`, which is behind a `&` reference

//# ptr
fn f(p: *const u8, q: *mut u8) { unsafe { *p = 1; *q = 2; p.write(3); *p.add(1) = 3; p.add(1).read(); (*q) += 1; } }
//= 2:61 E0599 no method named `write` found for raw pointer `*const u8` in the current scope

//# uninit2
fn f(b: bool) { let x: u8; loop { if b { x = 1; break; } } x; let y: u8; match b { true => y = 1, false => return } y; let z: u8; while b { z = 2; } z; let w; w = 5u8; w = 6; }
//= 2:141 E0384 cannot assign twice to immutable variable `z`
//= 2:150 E0381 used binding `z` is possibly-uninitialized
//= 2:169 E0384 cannot assign twice to immutable variable `w`

//# drop_use
struct D; impl Drop for D { fn drop(&mut self) {} }
struct H { d: D, n: u8 } impl Drop for H { fn drop(&mut self) {} }
fn f(h: H) { let d = h.d; let n = h.n; let x = D; drop(x); drop(x); }
//= 4:22 E0509 cannot move out of type `H`, which implements the `Drop` trait
//= 4:65 E0382 use of moved value: `x`

//# fn_once
fn call<F: FnOnce() -> u8>(f: F) -> u8 { f() } fn twice<F: FnOnce()>(f: F) { f(); f(); }
fn g<F: Fn()>(f: F) { f(); f(); } fn h<F: FnMut()>(f: F) { f(); }
//= 2:83 E0382 use of moved value: `f`
//= 3:60 E0596 cannot borrow `f` as mutable, as it is not declared as mutable

//# iter_moves
struct S; fn f(v: [S; 3]) { for s in v {} for t in v {} let a = [1, 2]; for i in a {} for j in a {} }
//= 2:52 E0382 use of moved value: `v`

//# two_phase
struct V { n: usize } impl V { fn len(&self) -> usize { self.n } fn set(&mut self, n: usize) {} }
fn f() { let mut v = V { n: 1 }; v.set(v.len()); let r = &mut v; r.set(r.len()); r.set(1); let q = r; q.set(2); r.set(3); }
//= 3:113 E0382 borrow of moved value: `r`

//# self_value
struct S; impl S { fn into(self) -> u8 { 1 } fn peek(&self) {} fn x(&self) { self.into(); } fn y(self) { self.into(); self.peek(); } fn z(&mut self) { let me = *self; } }
//= 2:83 E0283 type annotations needed
//= 2:119 E0382 borrow of moved value: `self`
//= 2:161 E0507 cannot move out of `*self` which is behind a mutable reference

//# a
struct N; fn eat<T>(t: T) {}
fn f(s: N) { let c = || eat(s); c(); c(); }
//= 3:38 E0382 use of moved value: `c`

//# b
struct N; fn eat<T>(t: T) {}
fn f(s: N) { let c = || eat(s); let d = c; let e = c; }
//= 3:52 E0382 use of moved value: `c`

//# c
struct N; fn eat<T>(t: T) {}
fn f(s: N) { let c = || eat(s); loop { c(); } }
//= 3:40 E0382 use of moved value: `c`

//# d
struct N; fn eat<T>(t: T) {} fn g<F: FnOnce()>(f: F) { f(); f(); }
fn h<F: FnOnce() + Copy>(f: F) { f(); f(); }
fn i<F: Fn()>(f: F) { f(); f(); eat(f); f(); }
//= 2:61 E0382 use of moved value: `f`
//= 4:41 E0382 borrow of moved value: `f`

//# e
struct N; fn eat<T>(t: T) {}
fn f(s: u8) { let c = move || eat(s); c(); c(); let d = c; c(); }

//# f
fn f(mut s: u8) { let mut c = || s += 1; c(); c(); let d = c; c(); }
//= 2:63 E0382 borrow of moved value: `c`

//# g
struct N; struct S { f: fn(), n: N } fn f(s: S) { (s.f)(); (s.f)(); let t = s; (s.f)(); }
//= 2:80 E0382 use of moved value: `s`

//# try_val
fn f(o: Option<u8>) -> Option<u8> { let a = o?; let b = o?; Some(a + b) }

//# while_cond_place
fn f(b: bool) { while b {} if b {} let c = b && b; }

//# match_never
enum Never {} fn f(n: Never) -> u8 { match n {} }

//# let_unit
fn f() { let () = (); let _ = (); let ((), x) = ((), 1); }

//# static_pat
static T: (u8, &str) = (1, "a"); fn f() -> u8 { let (n, s) = T; match T { (1, "a") => n, _ => s.len() as u8 } }

//# const_pat
const T: (u8, Option<u8>) = (1, None); fn f(t: (u8, Option<u8>)) -> bool { matches!(t, T) }

//# generic_pat
fn f<T, U>(t: (T, U)) -> (U, T) { let (a, b) = t; (b, a) } fn g<T>(o: Option<T>, d: T) -> T { match o { Some(x) => x, None => d } } fn h<T: Copy>(t: (T, T)) -> (T, T) { let (a, _) = t; (a, t.1) } fn i<T: Clone>(t: &(T, T)) -> T { let (a, _) = t; a.clone() }

//# assoc_upd
#[derive(Clone, Copy)] struct A<T> { a: T, b: u8 } fn f<T: Copy>(x: A<T>) -> A<T> { let y = A { b: 1, ..x }; let z = A { b: 2, ..x }; y } fn g<T>(x: A<T>) -> (A<T>, u8) { let y = A { b: 1, ..x }; (y, x.b) }

//# assoc_upd_bad
struct A<T> { a: T, b: u8 } fn g<T>(x: A<T>) { let y = A { b: 1, ..x }; let z = A { b: 1, ..x }; }
//= 2:81 E0382 use of moved value: `x.a`

//# packed
#[repr(C, packed)] #[derive(Clone, Copy)] struct P { a: u8, b: u32 } fn f(p: P) -> u32 { let P { a, b } = p; let q = P { a: 1, ..p }; b + { q.b } + a as u32 }

//# union
union U { a: u8, b: u16 } fn f(u: U) -> u8 { unsafe { let U { a } = u; match u { U { a: 1 } => 2, U { b } => b as u8 + a } } }
