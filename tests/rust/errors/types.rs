//# let_mismatch
fn f() { let x: u8 = "a"; }
//= 2:22 E0308 mismatched types

//# let_mismatch_bool
fn f() { let x: bool = 1; let y: u8 = true; let z: char = "c"; }
//= 2:24 E0308 mismatched types
//= 2:39 E0308 mismatched types
//= 2:59 E0308 mismatched types

//# arg_mismatch
fn g(a: u8, b: &str) {}
fn f() { g("x", 3); g(1u16, "a"); g(1, b"x"); }
//= 3:10 E0308 arguments to this function are incorrect
//= 3:23 E0308 mismatched types
//= 3:40 E0308 mismatched types

//# arg_count
fn g(a: u8, b: u8) {}
fn f() { g(); g(1); g(1, 2, 3); g(1, 2, 3, 4); }
//= 3:10 E0061 this function takes 2 arguments but 0 arguments were supplied
//= 3:15 E0061 this function takes 2 arguments but 1 argument was supplied
//= 3:21 E0061 this function takes 2 arguments but 3 arguments were supplied
//= 3:33 E0061 this function takes 2 arguments but 4 arguments were supplied

//# tail_mismatch
fn f() -> u8 { "a" }
fn g() -> u8 { let x = 1u16; x }
//= 2:16 E0308 mismatched types
//= 3:30 E0308 mismatched types

//# missing_tail
fn f() -> u8 { }
fn g() -> u8 { 1; }
fn h() -> u8 { let x = 1; }
//= 2:11 E0308 mismatched types
//= 3:11 E0308 mismatched types
//= 4:11 E0308 mismatched types

//# return_mismatch
fn f() -> u8 { return "a"; }
fn g() { return 1; }
fn h() -> u8 { return; }
//= 2:23 E0308 mismatched types
//= 3:17 E0308 mismatched types
//= 4:16 E0069 `return;` in a function whose return type is not `()`

//# if_no_else
fn f(b: bool) -> u8 { if b { 1 } }
fn g(b: bool) { let x: u8 = if b { 1 }; }
fn h(b: bool) { if b { 1 } }
//= 2:23 E0317 `if` may be missing an `else` clause
//= 3:29 E0317 `if` may be missing an `else` clause
//= 4:24 E0308 mismatched types

//# if_else_mismatch
fn f(b: bool) { let x = if b { 1u8 } else { "a" }; }
fn g(b: bool) -> u8 { if b { 1 } else { "a" } }
//= 2:45 E0308 `if` and `else` have incompatible types
//= 3:41 E0308 mismatched types

//# match_mismatch
fn f(b: u8) { let x = match b { 0 => 1u8, 1 => "a", _ => 2 }; }
fn g(b: u8) -> u8 { match b { 0 => 1, _ => "a" } }
//= 2:48 E0308 `match` arms have incompatible types
//~ 3:44 E0308 `match` arms have incompatible types

//# cond_not_bool
fn f(x: u8) { if x { } while x { } }
fn g(mut x: u8) { if x = 1 { } }
//= 2:18 E0308 mismatched types
//= 2:30 E0308 mismatched types
//= 3:22 E0308 mismatched types

//# stmt_unit
fn g() -> u8 { 1 }
fn f() { g() }
fn h(b: bool) { if b { g() } else { g() } g(); }
//= 3:10 E0308 mismatched types
//= 4:24 E0308 mismatched types
//= 4:37 E0308 mismatched types

//# assign_mismatch
fn f() { let mut x = 1u8; x = "a"; x = 300u16; let mut y: &str = "a"; y = 'c'; }
//= 2:31 E0308 mismatched types
//= 2:40 E0308 mismatched types
//= 2:75 E0308 mismatched types

//# add_mismatch
fn f(a: u8, b: u16, c: usize) { let x = a + b; let y = c + a; let z = a + "x"; let w = a == b; }
//= 2:45 E0308 mismatched types
//= 2:43 E0277 cannot add `u16` to `u8`
//= 2:60 E0308 mismatched types
//= 2:58 E0277 cannot add `u8` to `usize`
//= 2:73 E0277 cannot add `&str` to `u8`
//= 2:93 E0308 mismatched types

//# add_ref_str
fn f() { let a = "x" + "y"; let b = "x" + 1; let c = !"a"; let d = -"a"; }
//= 2:22 E0369 cannot add `&str` to `&str`
//= 2:41 E0369 cannot add `{integer}` to `&str`
//~ 2:54 E0600 cannot apply unary operator `!` to type `&'static str`
//~ 2:68 E0600 cannot apply unary operator `-` to type `&'static str`

//# neg_unsigned
fn f(a: u8) { let b = -a; let c = -1u32; let d: u8 = -1; }
//= 2:23 E0600 cannot apply unary operator `-` to type `u8`
//= 2:35 E0600 cannot apply unary operator `-` to type `u32`
//= 2:54 E0600 cannot apply unary operator `-` to type `u8`

//# deref_nonptr
fn f(a: u8) { let b = *a; let c = **&a; }
//= 2:23 E0614 type `u8` cannot be dereferenced
//= 2:35 E0614 type `u8` cannot be dereferenced

//# index
fn f(a: [u8; 3], i: u8, j: i32, s: &str, n: u8) { a[i]; a[j]; s[0]; n[0]; a["x"]; }
//= 2:53 E0277 the type `[u8]` cannot be indexed by `u8`
//= 2:59 E0277 the type `[u8]` cannot be indexed by `i32`
//= 2:65 E0277 the type `str` cannot be indexed by `{integer}`
//= 2:70 E0608 cannot index into a value of type `u8`
//= 2:77 E0277 the type `[u8]` cannot be indexed by `&str`

//# cast_bad
struct S;
fn f(a: u32, s: S, p: *const u8, r: &u8, b: bool) { a as char; a as bool; s as u8; 1 as S; r as u8; p as u8; "a" as u8; r as *mut u8; b as char; s as *const u8; 3.5 as char; p as &u8; }
//= 3:53 E0604 only `u8` can be cast as `char`, not `u32`
//= 3:64 E0054 cannot cast `u32` as `bool`
//= 3:75 E0605 non-primitive cast: `S` as `u8`
//= 3:84 E0605 non-primitive cast: `i32` as `S`
//= 3:92 E0606 casting `&u8` as `u8` is invalid
//~ 3:110 E0606 casting `&'static str` as `u8` is invalid
//= 3:121 E0606 casting `&u8` as `*mut u8` is invalid
//= 3:135 E0604 only `u8` can be cast as `char`, not `bool`
//= 3:146 E0605 non-primitive cast: `S` as `*const u8`
//= 3:162 E0604 only `u8` can be cast as `char`, not `f64`
//= 3:175 E0605 non-primitive cast: `*const u8` as `&u8`

//# cast_ok
fn g() {}
fn f(a: u32, p: *const u8, r: &mut [u8; 4]) { a as u8 as char; p as usize as u64; p as *mut u32; r as *mut [u8; 4] as *mut u8; g as fn() as usize; g as usize; g as *const () as u64; 'a' as u32; true as u8; &a as *const u32 as usize; }

//# fn_pointer
fn g(x: u8) -> u8 { x }
fn f() { let p: fn(u8) = g; let q: fn(u8) -> u8 = g; let r: fn(u16) -> u8 = g; let s: unsafe fn(u8) -> u8 = g; q("a"); q(); }
//= 3:26 E0308 mismatched types
//= 3:77 E0308 mismatched types
//= 3:114 E0308 mismatched types
//= 3:120 E0061 this function takes 1 argument but 0 arguments were supplied

//# call_non_fn
fn f() { let x = 1u8; x(); x(1); "a"(); struct S; S(); (|a: u8| a)(); }
//= 2:23 E0618 expected function, found `u8`
//= 2:28 E0618 expected function, found `u8`
//~ 2:34 E0618 expected function, found `&'static str`
//= 2:51 E0618 expected function, found struct `S`
//= 2:56 E0057 this function takes 1 argument but 0 arguments were supplied

//# struct_lit
struct S { a: u8, b: u8 }
fn f() { S { a: 1 }; S { a: 1, b: 2, c: 3 }; S { a: 1, aa: 3, b: 2 }; S { a: "x", b: 1 }; S { a: 1, a: 2, b: 3 }; S(1, 2); S; }
//= 3:124 E0423 expected value, found struct `S`
//= 3:10 E0063 missing field `b` in initializer of `S`
//= 3:38 E0560 struct `S` has no field named `c`
//= 3:56 E0560 struct `S` has no field named `aa`
//= 3:78 E0308 mismatched types
//= 3:101 E0062 field `a` specified more than once
//= 3:115 E0423 expected function, tuple struct or tuple variant, found struct `S`

//# field
struct S { alpha: u8, t: (u8, u8) }
fn f(s: S, r: &S, p: *mut S) { s.beta; s.alfa; s.0; s.t.2; s.t.a; r.zz; 1u8.x; p.alpha; s.alpha(); s.alpha.x; }
//= 3:34 E0609 no field `beta` on type `S`
//= 3:42 E0609 no field `alfa` on type `S`
//= 3:50 E0609 no field `0` on type `S`
//= 3:57 E0609 no field `2` on type `(u8, u8)`
//= 3:64 E0609 no field `a` on type `(u8, u8)`
//= 3:69 E0609 no field `zz` on type `&S`
//= 3:77 E0610 `u8` is a primitive type and therefore doesn't have fields
//= 3:82 E0609 no field `alpha` on type `*mut S`
//= 3:91 E0599 no method named `alpha` found for struct `S` in the current scope
//= 3:108 E0610 `u8` is a primitive type and therefore doesn't have fields

//# method
struct Foo { a: u8 }
impl Foo { fn push(&self) {} fn make() -> Foo { Foo { a: 1 } } }
fn f(x: Foo, p: &mut Foo, o: Option<u8>) { x.psh(); x.foo(); x.make(); Foo::push(); Foo::mak(); x.push; p.nope(); o.unwrp(); 5u8.foo(); "a".lenn(); x.a(); [1, 2].pusch(1); }
//= 4:46 E0599 no method named `psh` found for struct `Foo` in the current scope
//= 4:55 E0599 no method named `foo` found for struct `Foo` in the current scope
//= 4:64 E0599 no method named `make` found for struct `Foo` in the current scope
//~ 4:72 E0061 this function takes 1 argument but 0 arguments were supplied
//= 4:90 E0599 no function or associated item named `mak` found for struct `Foo` in the current scope
//= 4:99 E0615 attempted to take value of method `push` on type `Foo`
//= 4:107 E0599 no method named `nope` found for mutable reference `&mut Foo` in the current scope
//~ 4:117 E0599 no method named `unwrp` found for enum `Option<T>` in the current scope
//= 4:130 E0599 no method named `foo` found for type `u8` in the current scope
//~ 4:141 E0599 no method named `lenn` found for reference `&'static str` in the current scope
//= 4:151 E0599 no method named `a` found for struct `Foo` in the current scope
//= 4:163 E0599 no method named `pusch` found for array `[{integer}; 2]` in the current scope

//# enums
enum E { Aa, B(u8), C { x: u8 } }
fn f() { E::Bb; E::Aa(1); E::B; E::C; E::B(1, 2); E::C { y: 1 }; E::Q { x: 1 }; E::C { x: 1, y: 2 }; let e: E = E::B; }
//= 3:13 E0599 no variant or associated item named `Bb` found for enum `E` in the current scope
//= 3:17 E0618 expected function, found `E`
//= 3:33 E0533 expected value, found struct variant `E::C`
//= 3:39 E0061 this enum variant takes 1 argument but 2 arguments were supplied
//= 3:58 E0559 variant `E::C` has no field named `y`
//= 3:69 E0599 no variant named `Q` found for enum `E`
//= 3:94 E0559 variant `E::C` has no field named `y`
//= 3:113 E0308 mismatched types

//# patterns
enum E { A, B(u8, u8), C { x: u8, y: u8 } }
fn f(e: E) { match e { E::A(x) => {}, E::B => {}, E::B(a) => {}, E::C { x } => {}, E::C { z, .. } => {}, E::D => {}, _ => {} } }
//= 3:24 E0532 expected tuple struct or tuple variant, found unit variant `E::A`
//= 3:39 E0532 expected unit struct, unit variant or constant, found tuple variant `E::B`
//= 3:56 E0023 this pattern has 1 field, but the corresponding tuple variant has 2 fields
//= 3:66 E0027 pattern does not mention field `y`
//= 3:91 E0026 variant `E::C` does not have a field named `z`
//= 3:109 E0599 no variant or associated item named `D` found for enum `E` in the current scope

//# pat_types
fn f(x: u8, t: (u8, u8), o: Option<u8>, s: &str) { match x { "a" => {}, 'c' => {}, true => {}, 1.0 => {}, _ => {} } let (a, b, c) = t; let (a, b) = x; match o { Ok(x) => {}, Some("a") => {}, _ => {} } match s { 1 => {}, _ => {} } let [a, b] = x; let Some(y) = x else { return }; }
//= 2:62 E0308 mismatched types
//= 2:73 E0308 mismatched types
//= 2:84 E0308 mismatched types
//= 2:96 E0308 mismatched types
//= 2:121 E0308 mismatched types
//= 2:140 E0308 mismatched types
//= 2:162 E0308 mismatched types
//= 2:180 E0308 mismatched types
//= 2:212 E0308 mismatched types
//= 2:235 E0529 expected an array or slice, found `u8`
//= 2:251 E0308 mismatched types

//# exhaustive
enum E { A, B(bool), C { x: u8 } }
fn f(e: E, o: Option<u8>, b: bool, t: (bool, bool), i: i32, u: usize, c: char) {
    match e { E::A => {} }
    match e { E::A => {}, E::B(true) => {}, E::C { .. } => {} }
    match o { None => {} }
    match o { Some(x) if x > 1 => {}, None => {} }
    match b { true => {} }
    match t { (true, _) => {}, (_, true) => {} }
    match i { 0 => {}, 1..=5 => {} }
    match u { 0 => {}, 5.. => {} }
    match c { 'a'..='z' => {} }
    match (o, b) { (Some(1), true) => {}, (None, _) => {} }
    let Some(x) = o;
    let E::A = e;
    match "a" { "b" => {} }
    match [1u8, 2] { [0, _] => {} }
}
//= 4:11 E0004 non-exhaustive patterns: `E::B(_)` and `E::C { .. }` not covered
//= 5:11 E0004 non-exhaustive patterns: `E::B(false)` not covered
//= 6:11 E0004 non-exhaustive patterns: `Some(_)` not covered
//= 7:11 E0004 non-exhaustive patterns: `Some(_)` not covered
//= 8:11 E0004 non-exhaustive patterns: `false` not covered
//= 9:11 E0004 non-exhaustive patterns: `(false, false)` not covered
//= 10:11 E0004 non-exhaustive patterns: `i32::MIN..=-1_i32` and `6_i32..=i32::MAX` not covered
//= 11:11 E0004 non-exhaustive patterns: `1_usize..=4_usize` not covered
//= 12:11 E0004 non-exhaustive patterns: `'\0'..='`'`, `'{'..='\u{d7ff}'` and `'\u{e000}'..='\u{10ffff}'` not covered
//~ 13:11 E0004 non-exhaustive patterns: `(Some(0_u8), _)` and `(Some(2_u8..=u8::MAX), _)` not covered
//= 14:9 E0005 refutable pattern in local binding
//= 15:9 E0005 refutable pattern in local binding
//= 16:11 E0004 non-exhaustive patterns: `&_` not covered
//= 17:11 E0004 non-exhaustive patterns: `[1_u8..=u8::MAX, _]` not covered

//# exhaustive_ok
enum E { A, B(bool), C { x: u8 } }
fn f(e: E, o: Option<&E>, i: i8, s: &[u8], r: Result<u8, ()>) {
    match e { E::A | E::B(true) => {}, E::B(false) => {}, E::C { x: 0..=9 } => {}, E::C { x } => {} }
    match o { Some(E::A) => {}, Some(_) | None => {} }
    match i { i8::MIN..=-1 => {}, 0 => {}, 1.. => {} }
    match s { [] => {}, [a] => {}, [a, .., b] => {} }
    let (Ok(v) | Err(v)) = r.map_err(|_| 3u8);
}

//# infer_unknown
fn f() { let x = None; }
fn g() { let v = core::mem::size_of(); }
fn h() { let c = |x| x; }
fn i() { let a = []; }
fn j() { let x = Default::default(); }
fn k() { let x = "5".parse().unwrap(); }
fn l() { let x = (0..3).sum(); }
//= 2:14 E0282 type annotations needed for `Option<_>`
//= 3:18 E0282 type annotations needed
//= 4:19 E0282 type annotations needed
//= 5:14 E0282 type annotations needed for `[_; 0]`
//= 6:18 E0790 cannot call associated function on trait without specifying the corresponding `impl` type
//= 7:14 E0284 type annotations needed
//= 8:14 E0283 type annotations needed

//# lit_range
fn f() { let a: u8 = 256; let b = 300u8; let c: i8 = 128; let d: i8 = -128; let e = -129i8; let g = 0xfffffffff; }
//= 2:22 overflowing_literals literal out of range for `u8`
//= 2:35 overflowing_literals literal out of range for `u8`
//= 2:54 overflowing_literals literal out of range for `i8`
//= 2:85 overflowing_literals literal out of range for `i8`
//= 2:101 overflowing_literals literal out of range for `i32`

//# overflow_lint
fn f() -> u8 { 255u8 + 1 }
fn g() { let x = 5u8; let y = x - 6; let z = 1 / 0; let w = 3 % 0; let s = 1u8 << 8; let n = -i8::MIN; let a = [1, 2, 3]; a[3]; a[1 + 2]; let i = 7; a[i]; }
//= 2:16 arithmetic_overflow this arithmetic operation will overflow
//= 3:31 arithmetic_overflow this arithmetic operation will overflow
//= 3:46 unconditional_panic this operation will panic at runtime
//= 3:61 unconditional_panic this operation will panic at runtime
//= 3:76 arithmetic_overflow this arithmetic operation will overflow
//= 3:94 arithmetic_overflow this arithmetic operation will overflow
//= 3:123 unconditional_panic this operation will panic at runtime
//= 3:129 unconditional_panic this operation will panic at runtime
//= 3:150 unconditional_panic this operation will panic at runtime

//# static_mut
static mut X: u32 = 0;
static mut A: [u8; 3] = [0; 3];
fn f() { unsafe { let a = &X; let b = &mut X; X += 1; let c = X; A[0] = 1; A.len(); let p = &raw const X; let q = &A[0]; A.iter(); } }
//= 4:27 static_mut_refs creating a shared reference to mutable static
//= 4:39 static_mut_refs creating a mutable reference to mutable static
//= 4:76 static_mut_refs creating a shared reference to mutable static
//= 4:122 static_mut_refs creating a shared reference to mutable static

//# static_mut_unsafe
static mut X: u32 = 0;
fn f() { X = 1; let a = X; let p = &raw mut X; X += 1; unsafe { X = 2; } }
//~ 3:10 E0133 use of mutable static is unsafe and requires unsafe function or block
//~ 3:25 E0133 use of mutable static is unsafe and requires unsafe function or block
//~ 3:48 E0133 use of mutable static is unsafe and requires unsafe function or block

//# unsafe_ops
unsafe fn u() {}
struct S; impl S { unsafe fn m(&self) {} }
fn f(p: *mut u8, s: S, g: unsafe fn()) { u(); *p = 1; let x = *p; s.m(); g(); let r = &*p; p.write(1); let q = &raw const *p; }
unsafe fn ok(p: *mut u8) { *p = 1; u(); }
//~ 4:42 E0133 call to unsafe function `u` is unsafe and requires unsafe function or block
//~ 4:47 E0133 dereference of raw pointer is unsafe and requires unsafe function or block
//~ 4:63 E0133 dereference of raw pointer is unsafe and requires unsafe function or block
//~ 4:67 E0133 call to unsafe function `S::m` is unsafe and requires unsafe function or block
//~ 4:74 E0133 call to unsafe function is unsafe and requires unsafe function or block
//~ 4:88 E0133 dereference of raw pointer is unsafe and requires unsafe function or block
//~ 4:92 E0133 call to unsafe function `core::ptr::mut_ptr::<impl *mut T>::write` is unsafe and requires unsafe function or block

//# mutability
struct S { a: u8 } impl S { fn m(&mut self) {} fn n(&self) { self.a = 1; self.m(); } }
static ST: u8 = 0;
fn f(p: u8, r: &u8, s: &S, c: *const u8, mut m: S) { let x = 1; x = 2; p = 2; *r = 3; s.a = 1; unsafe { *c = 1; } let t = S { a: 1 }; t.a = 2; t.m(); let y; y = 1; y = 2; ST = 1; let a = [1, 2]; a[0] = 3; &mut x; s.m(); m.m(); m.a += 1; let z = 1; z += 1; for i in 0..3 { i += 1; } }
//= 2:62 E0594 cannot assign to `self.a`, which is behind a `&` reference
//= 2:74 E0596 cannot borrow `*self` as mutable, as it is behind a `&` reference
//= 4:65 E0384 cannot assign twice to immutable variable `x`
//= 4:72 E0384 cannot assign to immutable argument `p`
//= 4:79 E0594 cannot assign to `*r`, which is behind a `&` reference
//= 4:87 E0594 cannot assign to `s.a`, which is behind a `&` reference
//= 4:105 E0594 cannot assign to `*c`, which is behind a `*const` pointer
//= 4:135 E0594 cannot assign to `t.a`, as `t` is not declared as mutable
//= 4:144 E0596 cannot borrow `t` as mutable, as it is not declared as mutable
//= 4:165 E0384 cannot assign twice to immutable variable `y`
//= 4:172 E0594 cannot assign to immutable static item `ST`
//= 4:196 E0594 cannot assign to `a[_]`, as `a` is not declared as mutable
//= 4:206 E0596 cannot borrow `x` as mutable, as it is not declared as mutable
//= 4:214 E0596 cannot borrow `*s` as mutable, as it is behind a `&` reference
//= 4:249 E0384 cannot assign twice to immutable variable `z`
//= 4:273 E0384 cannot assign twice to immutable variable `i`

//# moves
struct S; impl S { fn eat(self) {} fn see(&self) {} }
fn eat(s: S) {}
fn f(b: bool) { let a = S; eat(a); eat(a); let c = S; let d = c; c.see(); let e = S; if b { eat(e); } eat(e); let g = S; loop { eat(g); } }
fn h(o: Option<S>, r: &Option<S>, s: &S) { let x = o.unwrap(); o.is_some(); let y = *s; let z = r.unwrap(); }
fn k() { let s = S; let c = move || s.see(); s.see(); let t = S; let d = || t.see(); t.see(); }
fn ok(b: bool) { let a = S; if b { eat(a); return; } eat(a); let mut c = S; eat(c); c = S; eat(c); let x; if b { x = 1; } else { x = 2; } let y = x; }
//= 4:40 E0382 use of moved value: `a`
//= 4:66 E0382 borrow of moved value: `c`
//= 4:107 E0382 use of moved value: `e`
//= 4:133 E0382 use of moved value: `g`
//= 5:64 E0382 borrow of moved value: `o`
//= 5:85 E0507 cannot move out of `*s` which is behind a shared reference
//= 5:97 E0507 cannot move out of `*r` which is behind a shared reference
//= 6:46 E0382 borrow of moved value: `s`

//# uninit
fn f(b: bool) { let x: u8; let y = x; let z: u8; if b { z = 1; } let w = z; }
//= 2:36 E0381 used binding `x` isn't initialized
//= 2:74 E0381 used binding `z` is possibly-uninitialized

//# return_ref
fn f() -> &'static u8 { let x = 1; &x }
fn g(x: u8) -> &'static u8 { return &x; }
fn h<'a>() -> &'a str { let s = [0u8; 3]; let t = &s; "a" }
//= 2:36 E0515 cannot return reference to local variable `x`
//= 3:37 E0515 cannot return reference to function parameter `x`

//# lifetimes
fn f() -> &u8 { &1 }
fn g(a: &u8, b: &u8) -> &u8 { a }
struct S { a: &u8 }
fn h(a: &'x u8) {}
struct T<'a> { a: &'a u8 }
impl T<'_> { fn m(&self, o: &u8) -> &u8 { self.a } }
//= 2:11 E0106 missing lifetime specifier
//= 3:25 E0106 missing lifetime specifier
//= 4:15 E0106 missing lifetime specifier
//= 5:10 E0261 use of undeclared lifetime name `'x`

//# consts
const A: u8 = f();
fn f() -> u8 { 1 }
static B: u8 = f();
const fn g() -> u8 { f() }
const C: [u8; 2] = [1, 2, 3];
const D: usize = 1 - 2;
const E: [u8; D2] = [0; 2];
const D2: usize = 3;
//= 2:15 E0015 cannot call non-const function `f` in constants
//= 4:16 E0015 cannot call non-const function `f` in statics
//= 6:20 E0308 mismatched types
//= 7:18 E0080 attempt to compute `1_usize - 2_usize`, which would overflow
//= 8:21 E0308 mismatched types
//= 5:22 E0015 cannot call non-const function `f` in constant functions

//# array_len
fn f(n: usize) { let a = [0; n]; let b: [u8; 2] = [1, 2, 3]; let c: [u8; 3] = [0; 4]; }
//= 2:30 E0435 attempt to use a non-constant value in a constant
//= 2:51 E0308 mismatched types
//= 2:79 E0308 mismatched types

//# bounds
use core::fmt::Display;
struct S;
fn show<T: Display>(t: T) {}
fn cmp<T: PartialOrd>(a: T, b: T) -> bool { a < b }
fn nocmp<T>(a: T, b: T) -> bool { a < b }
fn copy<T>(a: T) -> (T, T) { (a, a) }
fn f() { show(S); show(1); cmp(S, S); }
//= 6:37 E0369 binary operation `<` cannot be applied to type `T`
//= 8:15 E0277 `S` doesn't implement `Display`
//= 8:28 E0277 can't compare `S` with `S`
//= 7:34 E0382 use of moved value: `a`

//# fmt
struct S;
fn f(s: S, o: Option<u8>, u: ()) { format_args!("{}", s); format_args!("{:?}", s); format_args!("{}", o); format_args!("{:x}", "a"); format_args!("{}", u); format_args!("{:?} {}", o, 1); }
//= 3:55 E0277 `S` doesn't implement `Display`
//= 3:80 E0277 `S` doesn't implement `Debug`
//= 3:103 E0277 `Option<u8>` doesn't implement `Display`
//= 3:128 E0277 the trait bound `str: LowerHex` is not satisfied
//= 3:153 E0277 `()` doesn't implement `Display`

//# closure_types
fn ap<F: Fn(u8) -> u8>(f: F) {}
fn f() { ap(|x| x); ap(|x, y| x); ap(|x: u16| 1); ap(|x| "a"); ap(3); let c = |a: u8| a; c(1, 2); c("a"); }
//= 3:21 E0593 closure is expected to take 1 argument, but it takes 2 arguments
//= 3:35 E0631 type mismatch in closure arguments
//= 3:58 E0308 mismatched types
//~ 3:67 E0277 expected a `Fn(u8)` closure, found `{integer}`
//= 3:90 E0057 this function takes 1 argument but 2 arguments were supplied
//= 3:101 E0308 mismatched types

//# closure_kind
fn ap<F: Fn()>(f: F) {}
struct S; fn eat(s: S) {}
fn f() { let mut n = 0; ap(|| n += 1); let s = S; ap(move || eat(s)); let c = || n += 1; c(); }
//= 4:31 E0594 cannot assign to `n`, as it is a captured variable in a `Fn` closure
//= 4:66 E0507 cannot move out of `s`, a captured variable in an `Fn` closure
//= 4:90 E0596 cannot borrow `c` as mutable, as it is not declared as mutable

//# loops
fn f() { for i in 5 {} for x in 1.5 {} let a = loop { break 1; break "a"; }; while true { break 1; } break; continue; 'a: loop { break 'b; } for i in Some(1) {} }
//= 2:136 E0426 use of undeclared label `'b`
//= 2:91 E0571 `break` with value from a `while` loop
//= 2:102 E0268 `break` outside of a loop or labeled block
//= 2:109 E0268 `continue` outside of a loop
//= 2:19 E0277 `{integer}` is not an iterator
//= 2:33 E0277 `{float}` is not an iterator
//= 2:70 E0308 mismatched types

//# try_op
fn f() { let x: Option<u8> = None; x?; }
fn g() -> Option<u8> { let r: Result<u8, u8> = Ok(1); r?; 1u8?; None }
fn h() -> Result<u8, u8> { let r: Result<u8, u16> = Ok(1); r?; Err("a") }
//= 2:37 E0277 the `?` operator can only be used in a function that returns `Result` or `Option` (or another type that implements `FromResidual`)
//= 3:56 E0277 the `?` operator can only be used on `Option`s, not `Result`s, in a function that returns `Option`
//= 3:59 E0277 the `?` operator can only be applied to values that implement `Try`
//= 4:61 E0277 `?` couldn't convert the error to `u8`
//= 4:68 E0308 mismatched types

//# dyn_trait
trait T { fn m(&self); }
struct S;
fn f() { let x: &dyn T = &S; let y: T = S; fn g(x: dyn T) {} let z: &T = &1; }
//= 4:37 E0782 expected a type, found a trait
//= 4:70 E0782 expected a type, found a trait
//= 4:26 E0277 the trait bound `S: T` is not satisfied
//~ 4:52 E0277 the size for values of type `(dyn T + 'static)` cannot be known at compilation time

//# wrong_self
fn f() { self.x; Self::y(); }
struct S; impl S { fn g() { self.h(); } fn h(&self) { Self; Self::zz(); h(); } }
//= 2:10 E0424 expected value, found module `self`
//= 3:29 E0424 expected value, found module `self`
//= 2:18 E0433 cannot find `Self` in this scope
//= 3:67 E0599 no function or associated item named `zz` found for struct `S` in the current scope
//= 3:73 E0425 cannot find function `h` in this scope

//# privacy
mod m { pub struct S { a: u8, pub b: u8 } impl S { fn p(&self) {} pub fn n() -> S { S { a: 1, b: 2 } } fn q() {} } pub struct T(u8); pub enum E { A } fn g() {} pub mod n { pub(super) fn z() {} } }
fn f() { let s = m::S::n(); s.a; s.b; s.p(); m::S::q(); m::T(1); m::S { a: 1, b: 2 }; m::g(); m::n::z(); let m::S { a, b } = s; }
//= 3:60 E0603 tuple struct constructor `T` is private
//= 3:90 E0603 function `g` is private
//= 3:101 E0603 function `z` is private
//= 3:31 E0616 field `a` of struct `S` is private
//= 3:41 E0624 method `p` is private
//= 3:52 E0624 associated function `q` is private

//# shadow_std
struct Option; fn f() { let o: Option = Option; Some(1).unwrap() + 1; }

//# never
fn f() -> ! { }
fn g() -> ! { 1 }
fn h() -> ! { loop { break; } }
fn ok() -> ! { loop {} }
fn ok2() -> u8 { panic!() }
//= 2:11 E0308 mismatched types
//= 3:15 E0308 mismatched types
//= 4:22 E0308 mismatched types

//# assign_lhs
fn f() { 1 = 2; f() = 3; 1 += 2; (1 + 2) = 3; }
//= 2:12 E0070 invalid left-hand side of assignment
//= 2:21 E0070 invalid left-hand side of assignment
//= 2:28 E0067 invalid left-hand side of assignment
//= 2:42 E0070 invalid left-hand side of assignment

//# tuple_index
fn f(t: (u8, u8)) { t.0; t.5; let x: (u8,) = (1); let y: (u8, u8) = (1, "a"); let (mut a, b) = t; (a, b) = (1, 2); }
//= 2:28 E0609 no field `5` on type `(u8, u8)`
//= 2:46 E0308 mismatched types
//= 2:73 E0308 mismatched types

//# handler
#![allow(dead_code)]
fn h(a: &mut u8) {}
fn f() { let x = 1; h(&x); h(x); h(&mut 5); let mut y = 2u16; h(&mut y); }
//= 4:23 E0308 mismatched types
//= 4:30 E0308 mismatched types
//= 4:65 E0308 mismatched types

//# recursion
fn f() { struct A { b: B } struct B { a: A } enum L { N(L), E } }
//~ 2:10 E0072 recursive types `A` and `B` have infinite size
//= 2:46 E0072 recursive type `L` has infinite size

//# type_alias
type A = u8; type R<T> = Result<T, u8>;
fn f() -> R<u16> { let x: A = 1u16; Ok(1u8) }
//= 3:31 E0308 mismatched types
//= 3:40 E0308 mismatched types

//# option_mismatch
fn f() -> Option<u8> { 1 }
fn g() -> Result<u8, ()> { 1 }
fn h() -> Option<u8> { Some("a") }
fn i() -> u8 { Some(1) }
fn j(x: Option<u8>) { let y: u8 = x; if x { } if x == 1 {} }
//= 2:24 E0308 mismatched types
//= 3:28 E0308 mismatched types
//= 4:29 E0308 mismatched types
//= 5:16 E0308 mismatched types
//= 6:35 E0308 mismatched types
//= 6:41 E0308 mismatched types
//= 6:55 E0308 mismatched types

//# generic_e
fn pass<E>(r: Result<u8, E>) -> Result<u8, E> { Ok(r? + 1) }

//# generic_no_from
fn pass<E, F>(r: Result<u8, E>) -> Result<u8, F> { Ok(r? + 1) }
//= 2:56 E0277 `?` couldn't convert the error to `F`

//# assoc_from
trait Disk { type Error; fn get(&self) -> Result<u8, Self::Error>; }
enum Fail<E> { Io(E), Gone }
impl<E> From<E> for Fail<E> { fn from(e: E) -> Self { Fail::Io(e) } }
fn find<D: Disk>(d: &D) -> Result<u8, Fail<D::Error>> { let n = d.get()?; Ok(n) }

//# w11
trait Disk { type Error; }
enum Fail<E> { Io(E), Gone }
fn find<D: Disk>(o: Option<u8>) -> Result<u8, Fail<D::Error>> { let n = o.ok_or(Fail::Gone)?; Ok(n) }
struct Ram;
impl Disk for Ram { type Error = u8; }
fn f() { match find::<Ram>(Some(b'7')) { Ok(n) => {} , Err(Fail::Io(n)) => {}, Err(Fail::Gone) => {} } }

//# w11_param_err
enum Fail<E> { Io(E), Gone }
fn find<E>(o: Option<u8>) -> Result<u8, Fail<E>> { if o.is_none() { Err(Fail::Gone)? } Ok(1) }

//# w11_from_impl
enum Fail<E> { Io(E), Gone }
struct Other;
impl<E> From<Other> for Fail<E> { fn from(o: Other) -> Self { Fail::Gone } }
fn find<E>(o: Option<u8>) -> Result<u8, Fail<E>> { let n = o.ok_or(Fail::Gone)?; Ok(n) }

//# try_chain
enum Fail<E> { Io(E), Gone }
struct R; impl R { fn get<E>(&self) -> Result<R, Fail<E>> { Err(Fail::Gone) } fn n(&self) -> u8 { 1 } }
fn f<E>(r: R) -> Result<u8, Fail<E>> { let n = r.get()?.get()?.n(); Ok(n) }

//# tuple_err
fn f<E>(o: Option<u8>, e: E) -> Result<u8, (E, u8)> { Ok(o.ok_or((e, 1))?) }
fn g<E>(o: Option<u8>) -> Result<u8, Option<E>> { Ok(o.ok_or(None)?) }
fn h<E>(o: Option<u8>) -> Result<u8, Option<u8>> { Ok(o.ok_or(None)?) }
fn i(o: Option<u8>) -> Result<u8, &'static str> { Ok(o.ok_or("x")?) }

//# control_flow
use core::ops::ControlFlow;
fn f<B>(c: ControlFlow<B, u8>) -> ControlFlow<B, u8> { let x = c?; ControlFlow::Continue(x + 1) }

//# a
fn f() -> bool { 'D' == (68) as char && 'D' == ((68)) as char && (100 as char) as u8 == 100 && ((100) as char) as u32 > 1 }

//# b
fn f() -> char { (8 + 60) as char }
//= 2:18 E0604 only `u8` can be cast as `char`, not `i32`

//# c2
fn f() -> char { ({68}) as char }

//# c3
fn f() -> char { (if true { 68 } else { 69 }) as char }
//= 2:18 E0604 only `u8` can be cast as `char`, not `i32`

//# c7
fn f() -> char { let x = 68; x as char }
//= 2:30 E0604 only `u8` can be cast as `char`, not `i32`

//# c10
fn f() -> char { 68i32 as char }
//= 2:18 E0604 only `u8` can be cast as `char`, not `i32`

//# c13
fn f() -> char { (!68) as char }

//# c14
fn f() -> char { -68 as char }
//= 2:18 E0600 cannot apply unary operator `-` to type `u8`

//# c16
macro_rules! m { ($e:expr) => { $e as char } } fn f() -> char { m!(68) }

//# c21
const N: u8 = (68) as char as u8; static C: char = (0x41) as char; const A: [char; 2] = [(65) as char, 66 as char];

//# p3
fn f() { let p = (!0) as *mut u8; let n = (-1) as *const u8; }
//= 2:43 E0600 cannot apply unary operator `-` to type `usize`

//# lab
fn f() -> char { ('a: { 68 }) as char }

//# with
extern crate alloc;
fn f(v: &mut [u8], s: &str) { v.sort(); v.sort_by(|a, b| b.cmp(a)); v.sort_by_key(|a| *a); v.sort_by_cached_key(|a| *a); let w = v.to_vec(); let r = v.repeat(2); s.to_lowercase(); s.to_uppercase(); s.repeat(2); s.replace("a", "b"); s.replacen("a", "b", 1); s.to_ascii_lowercase(); [[1, 2], [3, 4]].concat(); [[1, 2], [3, 4]].join(&0); ["a", "b"].concat(); ["a", "b"].join("-"); v.to_ascii_uppercase(); v.to_ascii_lowercase(); }

//# without
fn f(v: &mut [u8]) { v.sort_unstable(); v.sort_unstable_by(|a, b| b.cmp(a)); v.sort_unstable_by_key(|a| *a); v.sort(); v.sort_by(|a, b| b.cmp(a)); v.sort_by_key(|a| *a); v.sort_by_cached_key(|a| *a); }
//= 2:112 E0599 no method named `sort` found for mutable reference `&mut [u8]` in the current scope
//= 2:122 E0599 no method named `sort_by` found for mutable reference `&mut [u8]` in the current scope
//= 2:150 E0599 no method named `sort_by_key` found for mutable reference `&mut [u8]` in the current scope
//= 2:173 E0599 no method named `sort_by_cached_key` found for mutable reference `&mut [u8]` in the current scope

//# without2
fn f(v: &mut [u8], s: &str) { let w = v.to_vec(); let r = v.repeat(2); s.to_lowercase(); s.to_uppercase(); s.repeat(2); s.replace("a", "b"); s.replacen("a", "b", 1); s.to_ascii_lowercase(); s.to_ascii_uppercase(); v.to_ascii_uppercase(); v.to_ascii_lowercase(); }
//= 2:41 E0599 no method named `to_vec` found for mutable reference `&mut [u8]` in the current scope
//= 2:61 E0599 no method named `repeat` found for mutable reference `&mut [u8]` in the current scope
//= 2:74 E0599 no method named `to_lowercase` found for reference `&str` in the current scope
//= 2:92 E0599 no method named `to_uppercase` found for reference `&str` in the current scope
//= 2:110 E0599 no method named `repeat` found for reference `&str` in the current scope
//= 2:123 E0599 no method named `replace` found for reference `&str` in the current scope
//= 2:144 E0599 no method named `replacen` found for reference `&str` in the current scope
//= 2:169 E0599 no method named `to_ascii_lowercase` found for reference `&str` in the current scope
//= 2:193 E0599 no method named `to_ascii_uppercase` found for reference `&str` in the current scope
//= 2:217 E0599 no method named `to_ascii_uppercase` found for mutable reference `&mut [u8]` in the current scope
//= 2:241 E0599 no method named `to_ascii_lowercase` found for mutable reference `&mut [u8]` in the current scope

//# without3
fn f() { [[1, 2], [3, 4]].concat(); [[1, 2], [3, 4]].join(&0); ["a", "b"].concat(); ["a", "b"].join("-"); }
//= 2:27 E0599 no method named `concat` found for array `[[{integer}; 2]; 2]` in the current scope
//= 2:54 E0599 no method named `join` found for array `[[{integer}; 2]; 2]` in the current scope
//= 2:75 E0599 no method named `concat` found for array `[&str; 2]` in the current scope
//= 2:96 E0599 no method named `join` found for array `[&str; 2]` in the current scope

//# without4
fn f(s: &str, n: u8) { s.to_owned(); s.to_string(); n.to_string(); [1].to_owned(); s.into_string(); [1].into_vec(); s.into_boxed_bytes(); }
//= 2:26 E0599 no method named `to_owned` found for reference `&str` in the current scope
//= 2:40 E0599 no method named `to_string` found for reference `&str` in the current scope
//= 2:55 E0599 no method named `to_string` found for type `u8` in the current scope
//= 2:72 E0599 no method named `to_owned` found for array `[{integer}; 1]` in the current scope
//= 2:86 E0599 no method named `into_string` found for reference `&str` in the current scope
//= 2:105 E0599 no method named `into_vec` found for array `[{integer}; 1]` in the current scope
//= 2:119 E0599 no method named `into_boxed_bytes` found for reference `&str` in the current scope

//# with5
extern crate alloc;
use alloc::{borrow::ToOwned, string::ToString, boxed::Box};
fn f(s: &str, n: u8, b: Box<str>, v: Box<[u8]>) { s.to_owned(); s.to_string(); n.to_string(); [1].to_owned(); b.into_string(); v.into_vec(); }

//# array
fn f() { let mut a = [3, 1, 2]; a.sort(); let b = a.map(|x| x + 1); a.sort_unstable(); a.to_vec(); }
//= 2:35 E0599 no method named `sort` found for array `[{integer}; 3]` in the current scope
//= 2:90 E0599 no method named `to_vec` found for array `[{integer}; 3]` in the current scope

//# names_clash
trait Sorts { fn sort(&mut self); fn to_vec(&self) -> u8; } impl Sorts for [u8] { fn sort(&mut self) {} fn to_vec(&self) -> u8 { 1 } }
fn f(v: &mut [u8]) { v.sort(); let n: u8 = v.to_vec(); }
