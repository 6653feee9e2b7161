//# imports
use core::fmtt::Write;
use core::fmt::Writ;
use nope::x;
use crate::gone::Y;
use self::m::priv_fn;
use self::m::{Pub, Hidden, Missing};
use core::fmt::{self, Display, Zzz};
mod m { fn priv_fn() {} pub struct Pub; struct Hidden; }
//= 2:11 E0432 unresolved import `core::fmtt`
//= 3:5 E0432 unresolved import `core::fmt::Writ`
//= 4:5 E0432 unresolved import `nope`
//= 5:12 E0432 unresolved import `crate::gone`
//= 7:28 E0432 unresolved import `self::m::Missing`
//= 8:32 E0432 unresolved import `core::fmt::Zzz`
//= 6:14 E0603 function `priv_fn` is private
//= 7:20 E0603 struct `Hidden` is private

//# unknown
fn f() { y; let x: Foo = 1; bar(); Strct {}; Unk::new(); nomod::f(); let v = counter; }
fn counte() {}
//= 2:10 E0425 cannot find value `y` in this scope
//= 2:20 E0425 cannot find type `Foo` in this scope
//= 2:36 E0422 cannot find struct, variant or union type `Strct` in this scope
//= 2:78 E0425 cannot find value `counter` in this scope
//= 2:29 E0425 cannot find function `bar` in this scope
//= 2:46 E0433 cannot find type `Unk` in this scope
//= 2:58 E0433 cannot find module or crate `nomod` in this scope

//# unknown_in_module
mod a { pub fn ok() {} pub struct S; }
fn f() { a::zz(); let q: a::Zed; a::Q {}; a::b::c(); crate::a::okk(); self::nope(); super::x(); }
//= 3:46 E0433 cannot find `b` in `a`
//= 3:13 E0425 cannot find function `zz` in module `a`
//= 3:29 E0425 cannot find type `Zed` in module `a`
//= 3:37 E0422 cannot find struct, variant or union type `Q` in module `a`
//= 3:64 E0425 cannot find function `okk` in module `crate::a`
//~ 3:77 E0425 cannot find function `nope` in module `self`
//= 3:85 E0433 too many leading `super` keywords

//# dup
fn a() {}
fn a() {}
struct B; enum B {}
mod c {} mod c {}
const D: u8 = 1; static D: u8 = 1;
//= 3:1 E0428 the name `a` is defined multiple times
//= 4:11 E0428 the name `B` is defined multiple times
//= 5:10 E0428 the name `c` is defined multiple times
//= 6:18 E0428 the name `D` is defined multiple times

//# dup_use
use core::fmt::Display; use core::fmt::Debug as Display;
//= 2:29 E0252 the name `Display` is defined multiple times

//# traits
trait T { fn m(&self, x: u8); type A; const C: u8; fn d(&self) {} }
struct S; struct R; struct U; struct V; struct W;
impl T for S {}
impl T for R { fn m(&self, x: u16) {} type A = u8; const C: u8 = 1; fn q() {} }
impl T for U { fn m(&self) {} type A = u8; const C: u8 = 1; type Z = u8; }
impl T for V { fn m(x: u8) {} type A = u8; const C: u16 = 1; }
impl T for W { fn m(&mut self, x: u8) -> u8 { 1 } type A = u8; const C: u8 = 1; const K: u8 = 1; }
impl Nope for S {}
impl S for R {}
//= 5:69 E0407 method `q` is not a member of trait `T`
//= 6:61 E0437 type `Z` is not a member of trait `T`
//= 8:81 E0438 const `K` is not a member of trait `T`
//= 9:6 E0405 cannot find trait `Nope` in this scope
//= 10:6 E0404 expected trait, found struct `S`
//= 4:1 E0046 not all trait items implemented, missing: `m`, `A`, `C`
//= 5:31 E0053 method `m` has an incompatible type for trait
//= 6:21 E0050 method `m` has 1 parameter but the declaration in trait `T::m` has 2
//= 7:16 E0186 method `m` has a `&self` declaration in the trait, but not in the impl
//= 7:53 E0326 implemented const `C` has an incompatible type for trait
//= 8:21 E0053 method `m` has an incompatible type for trait

//# traits2
trait T { fn m(&self, x: u8); fn s(); }
struct S; struct R; struct V; struct Q;
impl T for S { fn m(&self) {} fn s(&self) {} }
impl T for R { fn m(x: u8) {} fn s() {} }
impl T for V { fn m(&mut self, x: u8) {} fn s() {} }
impl T for Q { fn m<X>(&self, x: u8) {} fn s() -> u8 { 1 } }
//= 4:21 E0050 method `m` has 1 parameter but the declaration in trait `T::m` has 2
//= 4:31 E0185 method `s` has a `&self` declaration in the impl, but not in the trait
//= 5:16 E0186 method `m` has a `&self` declaration in the trait, but not in the impl
//= 6:21 E0053 method `m` has an incompatible type for trait
//= 7:21 E0049 method `m` has 1 type parameter but its trait declaration has 0 type parameters
//= 7:51 E0053 method `s` has an incompatible type for trait

//# core_traits
struct S; struct P(u8);
impl core::fmt::Debug for S {}
impl core::ops::Add for S { fn add(self, o: S) -> S { self } }
impl Iterator for S { type Item = u8; fn next(&mut self) -> Option<u16> { None } }
impl core::fmt::Display for P { fn fmt(&self, f: &mut core::fmt::Formatter) { } }
//= 3:1 E0046 not all trait items implemented, missing: `fmt`
//= 4:1 E0046 not all trait items implemented, missing: `Output`
//= 5:61 E0053 method `next` has an incompatible type for trait
//= 6:76 E0053 method `fmt` has an incompatible type for trait

//# coherence
struct S; trait T {}
impl T for S {} impl T for S {}
impl<X> T for X {}
impl core::fmt::Display for u8 { fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result { Ok(()) } }
impl u8 { fn a() {} }
impl Option<u8> { fn a() {} }
impl<Q> S { fn a() {} }
//= 3:17 E0119 conflicting implementations of trait `T` for type `S`
//= 4:1 E0119 conflicting implementations of trait `T` for type `S`
//= 5:1 E0117 only traits defined in the current crate can be implemented for primitive types
//= 8:6 E0207 the type parameter `Q` is not constrained by the impl trait, self type, or predicates
//= 6:1 E0390 cannot define inherent `impl` for primitive types
//= 7:1 E0116 cannot define inherent `impl` for a type outside of the crate where the type is defined

//# drop
struct S; impl Drop for S { fn drop(&mut self) {} }
fn f(s: S) { s.drop(); }
#[derive(Clone, Copy)] struct C; impl Drop for C { fn drop(&mut self) {} }
//= 4:31 E0184 the trait `Copy` cannot be implemented for this type; the type has a destructor
//= 3:16 E0040 explicit use of destructor method

//# unsafe_impl
unsafe trait U {} trait T {} struct S;
impl U for S {}
unsafe impl T for S {}
//= 3:1 E0200 the trait `U` requires an `unsafe impl` declaration
//= 4:1 E0199 implementing the trait `T` is not unsafe

//# statics
static A: *mut u8 = 0 as *mut u8;
static B: core::cell::Cell<u8> = core::cell::Cell::new(0);
static mut C: *mut u8 = 0 as *mut u8;
struct P(*const u8); unsafe impl Sync for P {}
static D: P = P(0 as *const u8);
static E: &[&dyn Fn()] = &[];
//= 2:11 E0277 `*mut u8` cannot be shared between threads safely
//= 3:11 E0277 `Cell<u8>` cannot be shared between threads safely
//~ 7:11 E0277 `(dyn Fn() + 'static)` cannot be shared between threads safely

//# generics
struct A<T> { x: u8 }
fn f<T, T>() {}
fn g<T>(x: U) {}
fn h<T>() { fn i(x: T) {} }
struct S; impl S { fn m<T: Nope>() {} }
fn k<const N: usize>() -> [u8; M] { [0; N] }
//= 3:9 E0403 the name `T` is already used for a generic parameter in this item's generic parameters
//= 5:21 E0401 can't use generic parameters from outer item
//= 4:12 E0425 cannot find type `U` in this scope
//= 6:28 E0405 cannot find trait `Nope` in this scope
//= 7:32 E0425 cannot find value `M` in this scope
//= 2:10 E0392 type parameter `T` is never used

//# assoc
trait T { type A; }
fn f<X: T>(x: X::B, y: X::A) {}
fn g<X>(x: X::A) {}
fn h<X: T<Q = u8>>() {}
fn i(x: &dyn T) {}
fn j() { let x: T::A; }
//= 3:18 E0220 associated type `B` not found for `X`
//= 4:15 E0220 associated type `A` not found for `X`
//= 5:11 E0220 associated type `Q` not found for `T`
//= 6:14 E0191 the value of the associated type `A` in `T` must be specified
//= 7:17 E0223 ambiguous associated type

//# self_type
struct S { a: u8 }
fn f() { Self { a: 1 }; let x: Self; }
impl S { fn n() -> Self { Self { a: 1, b: 2 } } }
//= 3:10 E0411 cannot find struct, variant or union type `Self` in this scope
//= 3:32 E0411 cannot find type `Self` in this scope
//= 4:40 E0560 struct `S` has no field named `b`

//# wrong_kind
mod m {} trait T {} struct S { x: u8 } fn f() {} enum E { A } const C: u8 = 1;
fn g() { m; T; let a: m; let b: f; let c: C; S; E; E {}; f {}; let d = S(1); let e: E::A; m(); }
//= 3:10 E0423 expected value, found module `m`
//= 3:13 E0423 expected value, found trait `T`
//= 3:23 E0573 expected type, found module `m`
//= 3:33 E0573 expected type, found function `f`
//= 3:43 E0573 expected type, found constant `C`
//= 3:46 E0423 expected value, found struct `S`
//= 3:49 E0423 expected value, found enum `E`
//= 3:52 E0574 expected struct, variant or union type, found enum `E`
//= 3:58 E0574 expected struct, variant or union type, found function `f`
//~ 3:85 E0573 expected type, found variant `E::A`
//= 3:72 E0423 expected function, tuple struct or tuple variant, found struct `S`
//~ 3:91 E0423 expected function, found module `m`

//# recursion
struct A { a: A } struct B { b: Option<B> } enum L { N, C(u8, L) } struct P { p: *const P, r: &'static P }
//= 2:1 E0072 recursive type `A` has infinite size
//= 2:19 E0072 recursive type `B` has infinite size
//= 2:45 E0072 recursive type `L` has infinite size

//# enums
enum D { A = 1, B = 1 }
#[repr(u8)] enum E { A = 256 }
enum F { A, A }
//= 4:13 E0428 the name `A` is defined multiple times
//= 2:1 E0081 discriminant value `1` assigned more than once

//# type_in_expr
fn f() { let x = u8; let y = u8::MAX(); let z = u8::MAXX; let w = u8::foo(); let v = <u8>::MIN; let t = str::len("a"); }
//= 2:18 E0423 expected value, found builtin type `u8`
//= 2:30 E0618 expected function, found `u8`
//= 2:53 E0599 no associated item named `MAXX` found for type `u8` in the current scope
//= 2:71 E0599 no function or associated item named `foo` found for type `u8` in the current scope

//# macros_missing
fn f() { println!("a"); nothing!(); }
//= 2:25 - cannot find macro `nothing` in this scope
//= 2:10 - cannot find macro `println` in this scope

//# main_things
fn f() { let x = 5; fn g() -> u8 { x } }
fn h() { let n = 3; const K: usize = n; static Z: usize = n; }
//= 2:36 E0434 can't capture dynamic environment in a fn item
//= 3:38 E0435 attempt to use a non-constant value in a constant
//= 3:59 E0435 attempt to use a non-constant value in a constant

//# method_on_trait_not_imported
mod m { pub trait Tr { fn go(&self) {} } impl Tr for u8 {} }
fn f() { 1u8.go(); use core::fmt::Arguments; let mut s = S; s.write_str("a"); }
struct S; impl core::fmt::Write for S { fn write_str(&mut self, s: &str) -> core::fmt::Result { Ok(()) } }
//= 3:14 E0599 no method named `go` found for type `u8` in the current scope
//= 3:63 E0599 no method named `write_str` found for struct `S` in the current scope

//# visibility
pub mod a { pub mod b { pub(in crate::a) fn x() {} pub(super) fn y() {} pub(crate) fn z() {} fn w() {} pub(self) fn v() {} } pub fn t() { b::x(); b::y(); b::z(); b::w(); b::v(); } }
fn f() { a::b::x(); a::b::y(); a::b::z(); a::b::w(); }
//= 2:166 E0603 function `w` is private
//= 2:174 E0603 function `v` is private
//= 3:16 E0603 function `x` is private
//= 3:27 E0603 function `y` is private
//= 3:49 E0603 function `w` is private

//# reexport
mod a { fn p() {} pub struct Q; struct R; pub mod n {} }
pub use a::p; pub use a::Q; pub use a::R;
//= 3:12 E0603 function `p` is private
//= 3:40 E0603 struct `R` is private

//# constructor_hidden_by_a_private_field
mod q { pub mod r { pub struct W(u32); pub fn w() -> W { W(1) } } pub use r::W; }
fn a() { let _ = q::W(5); }
fn b(v: q::W) { let q::W(_) = v; }
fn c() { use q::W; let _ = W(5); }
fn d(v: q::W) { use q::W; let W(_) = v; }
fn e() { use q::W; let _ = [1u32].map(W); }
fn f() { let _ = q::r::W(5); }
//= 3:18 E0423 cannot initialize a tuple struct which contains private fields
//= 4:21 E0532 cannot match against a tuple struct which contains private fields
//= 5:28 E0423 cannot initialize a tuple struct which contains private fields
//= 6:31 E0532 cannot match against a tuple struct which contains private fields
//= 7:39 E0423 expected value, found struct `W`
//= 8:24 E0603 tuple struct constructor `W` is private

//# constructor_seen_where_the_field_is
mod q { pub struct W(pub(crate) u32); pub mod r { pub struct V(pub(super) u8); } pub fn v() -> u8 { use r::V; V(2).0 } }
use q::W;
pub fn f() -> u32 { let W(x) = W(2); x }

//# pattern_names_nothing
mod q { pub mod f {} }
fn a(w: u8) { let q::f(_) = w; }
fn b(w: u8) { let q::g(_) = w; }
fn c(w: u8) { let g(_) = w; }
//= 3:19 E0532 expected tuple struct or tuple variant, found module `q::f`
//= 4:22 E0531 cannot find tuple struct or tuple variant `g` in module `q`
//= 5:19 E0531 cannot find tuple struct or tuple variant `g` in this scope

//# inline_sub
extern crate alloc;
mod list { pub fn three() -> alloc::vec::Vec<u8> { let mut v = alloc::vec::Vec::new(); v.push(1); v } pub fn m() -> alloc::vec::Vec<u8> { alloc::vec![1] } pub fn s() -> alloc::string::String { alloc::format!("{}", 1) } }

//# no_extern_macro
fn f() { let v = alloc::vec![1]; }
//= 2:18 E0433 cannot find module or crate `alloc` in this scope

//# extern_in_sub2
mod a { extern crate alloc; pub mod b { pub fn f() -> super::alloc::vec::Vec<u8> { super::alloc::vec::Vec::new() } } }
mod c { use crate::a; pub fn g() -> a::b::X { 1 } }
//= 3:43 E0425 cannot find type `X` in module `a::b`

//# extern_as
extern crate alloc as std;
mod a { use std::vec::Vec; pub fn f() -> Vec<u8> { std::vec![1] } pub fn g() -> std::string::String { std::string::String::new() } }

//# extern_as_2
extern crate alloc as heap;
mod a { pub fn f() -> heap::vec::Vec<u8> { heap::vec![1] } pub fn g() -> ::heap::vec::Vec<u8> { ::heap::vec::Vec::new() } pub fn h() -> alloc::vec::Vec<u8> { alloc::vec::Vec::new() } }
//= 3:137 E0433 cannot find module or crate `alloc` in this scope
//= 3:159 E0433 cannot find module or crate `alloc` in this scope

//# extern_self
extern crate self as me;
pub fn n() -> u8 { 1 }
mod a { pub fn f() -> u8 { me::n() + ::me::n() } }

//# shadow
extern crate alloc;
mod a { mod alloc { pub struct V; } pub fn f() -> alloc::V { alloc::V } pub fn g() -> ::alloc::string::String { ::alloc::string::String::new() } }

//# expr_path_fn_block
extern crate alloc;
mod a { pub fn f() { fn g() -> alloc::boxed::Box<u8> { alloc::boxed::Box::new(1) } let x: alloc::rc::Rc<u8> = alloc::rc::Rc::new(1); match alloc::borrow::Cow::Borrowed("x") { alloc::borrow::Cow::Borrowed(s) => {} , _ => {} } } impl alloc::string::ToString for X { fn to_string(&self) -> alloc::string::String { alloc::string::String::new() } } struct X; impl<T: alloc::string::ToString> Tr for T {} trait Tr {} }

//# import_macro_via_path
extern crate alloc;
mod a { use super::alloc::{vec, format, vec::Vec, string::String}; pub fn f() -> Vec<u8> { vec![1] } pub fn g() -> String { format!("x") } }

//# pub_extern
mod x { pub extern crate alloc; }
mod a { pub fn f() { let v = crate::x::alloc::vec::Vec::<u8>::new(); let w = crate::x::alloc::vec![1u8]; } }

//# two
extern crate alloc; extern crate alloc as al2;
mod m { fn f() { let x = alloc::vec::Vec::<u8>::new(); let y: al2::vec::Vec<u8> = x; } }

//# fn_extern
fn f() { extern crate alloc; let y = alloc::vec::Vec::<u8>::new(); }
fn g() { let y = alloc::vec::Vec::<u8>::new(); }
//= 3:18 E0433 cannot find module or crate `alloc` in this scope

//# use_core
use core::{str, u64, usize};
fn total(n: usize, s: &str, k: u64) -> usize { n + s.len() + k as usize + (usize::MAX - usize::MAX) }

//# assoc
use core::{char, f32, f64, i32, str, u8};
fn f(n: u8, s: &[u8]) -> Option<char> { let x = u8::from_str_radix("1", 10); let y = u8::BITS; let z = u8::MAX; let c = char::from_u32(1); let d = char::from_digit(1, 10); let s = str::from_utf8(s); let b: [u8; u8::MAX as usize] = [0; 255]; let g = i32::MAX.wrapping_add(1); let p = f64::consts::PI; let q = f32::EPSILON; let m = u8::max_value(); let t = <u8>::MAX; c }

//# own_module
mod u8 { pub fn f() -> u16 { 1 } pub const MAX: u32 = 7; }
fn f(x: u8) -> u32 { let a = u8::f(); let b: u32 = u8::MAX; let c: u8 = u8::MIN; let d = u8::BITS; let e = u8::nothing(); b }
//= 3:112 E0599 no function or associated item named `nothing` found for type `u8` in the current scope

//# generics
use core::u8; struct W<T>(T); type B = [u8; 4]; trait Tr { type O; } impl Tr for u8 { type O = u8; } impl<T> W<T> { fn f(x: W<u8>) -> <u8 as Tr>::O { x.0 as u8 } } enum E { A(u8), B { x: u8 } } static N: u8 = 1; const K: &[u8] = &[1]; fn g<const N: usize>() -> impl Fn(u8) -> u8 { |x: u8| x as u8 } fn h(p: *const u8, f: fn(u8) -> u8) -> u64 { core::mem::size_of::<u8>() as u64 }

//# value
use core::u8; fn f() { let x = u8; }
//= 2:32 E0423 expected value, found builtin type `u8`

//# missing
use core::u8; fn f() { let x = u8::foo; let y: u8::Foo = 1; }
//= 2:36 E0599 no function or associated item named `foo` found for type `u8` in the current scope
//= 2:48 E0223 ambiguous associated type

//# self_path
mod char { pub fn x() {} } fn f(c: self::char) {} fn g(c: crate::char) {} fn h(c: char) { self::char::x(); char::x(); }
//= 2:36 E0573 expected type, found module `self::char`
//= 2:59 E0573 expected type, found module `crate::char`

//# shadow_struct
struct u8; fn f(x: u8) -> u8 { u8 }

//# unused parameters that bounds name
struct A<'a, I: Iterator<Item = &'a str>> { it: I }
struct B<'a, F> where F: Fn(u8) -> &'a str { f: F }
struct C<I: Iterator<Item = T>, T> { it: I }
struct D<'a, F> where F: Fn(&'a str) { f: F }
struct E<'a, I: Iterator> where I::Item: Into<&'a str> { it: I }
struct G<F: Fn(T) -> U, T, U> { f: F }
//= 5:10 E0392 lifetime parameter `'a` is never used
//= 6:10 E0392 lifetime parameter `'a` is never used
//= 7:25 E0392 type parameter `T` is never used
//= 7:28 E0392 type parameter `U` is never used
