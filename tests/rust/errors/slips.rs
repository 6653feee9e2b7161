//# imports
use a::b::c;
use std::fmt::Display;
use crate::x;
use core::fmtt::nested::Write;
fn f() { use core::fmt::Wrte; use core::fmt::Write; use core::fmt::Write; }
//= 6:57 E0252 the name `Write` is defined multiple times
//= 2:5 E0433 cannot find module or crate `a` in this scope
//= 3:5 E0433 cannot find module or crate `std` in this scope
//= 5:11 E0433 cannot find `fmtt` in `core`
//= 4:5 E0432 unresolved import `crate::x`
//= 6:14 E0432 unresolved import `core::fmt::Wrte`

//# import_of_a_part
use core::super::z;
//= 2:11 E0433 `super` in paths can only be used in start position

//# unknown_attribute
#[inlin] fn f() {}
#[repr(u8)] #[derives(Debug)] enum E { A }
//= 3:15 - cannot find attribute `derives` in this scope
//= 2:3 - cannot find attribute `inlin` in this scope

//# unknown_macro_and_import
use crate::prnt;
fn f() { prnt!("x"); }
//= 2:5 E0432 unresolved import `crate::prnt`

//# macro_definition
macro_rules! a { ($) => { $::x } }
macro_rules! b { ($x:expr) => { $.y } }
//= 2:28 - expected identifier, found `::`
//= 3:34 - expected identifier, found `.`

//# handlers
#![feature(abi_x86_interrupt)]
use core::panic::PanicInfo as Frame;
extern "x86-interrupt" fn a() {}
extern "x86-interrupt" fn b(f: u64, c: u64, d: u64) {}
extern "x86-interrupt" fn c(f: u64) -> u64 { 0 }
extern "x86-interrupt" fn d(f: u64) -> ! { loop {} }
//= 4:1 - invalid signature for `extern "x86-interrupt"` function
//= 5:29 - invalid signature for `extern "x86-interrupt"` function
//= 6:40 - invalid signature for `extern "x86-interrupt"` function

//# self_as_a_value
struct S { a: u8 }
impl S { fn f() { Self.a; Self(1); Self; } }
//= 3:19 - the `Self` constructor can only be used with tuple or unit structs
//= 3:27 - the `Self` constructor can only be used with tuple or unit structs
//= 3:36 - the `Self` constructor can only be used with tuple or unit structs

//# macros_as_values
fn g() { todo; todo(); println("x"); m; m(); }
macro_rules! m { () => {} }
//= 2:10 E0423 expected value, found macro `todo`
//= 2:38 E0425 cannot find value `m` in this scope
//= 2:16 E0423 expected function, found macro `todo`
//= 2:24 E0425 cannot find function `println` in this scope
//= 2:41 E0425 cannot find function `m` in this scope

//# private_constructor
mod a { pub struct V(u8); pub struct W(pub u8); }
use a::{V, W};
fn f() { let v = V; V(3); W(3); V.x(); }
//= 4:18 E0423 expected value, found struct `V`
//= 4:21 E0423 cannot initialize a tuple struct which contains private fields
//= 4:33 E0423 expected value, found struct `V`

//# late_negation
fn h(n: u32) -> u32 { n + -1 }
fn i(n: u32) -> u32 { -n }
fn j() -> u32 { let x = -1; x }
//= 2:27 E0277 the trait bound `u32: Neg` is not satisfied
//= 3:23 E0600 cannot apply unary operator `-` to type `u32`
//= 4:25 E0277 the trait bound `u32: Neg` is not satisfied

//# named_as_a_variant
enum Col { Red, Green }
fn k(c: Col) -> u8 { match c { Red => 1, Green => 2 } }
//= 3:32 E0170 pattern binding `Red` is named the same as one of the variants of the type `Col`
//= 3:42 E0170 pattern binding `Green` is named the same as one of the variants of the type `Col`

//# named_as_a_variant_allowed
enum Col { Red, Green }
#[allow(bindings_with_variant_name)]
fn k(c: Col) -> u8 { match c { Red => 1 } }
fn l(c: Col) -> u8 { match c { Col::Red => 1, Col::Green => 2 } }
fn m(red: Col) -> Col { let Green = 1; red }

//# elided_lifetimes
struct Q<'a>(&'a u8);
fn l() -> Q { loop {} }
fn l2(a: u8) -> Option<Q> { loop {} }
fn l3(a: &mut u8) -> Q { loop {} }
fn l4<'a>(a: &'a u8, b: &u8) -> Q<'a> { Q(a) }
fn l5(a: &u8, b: Q) -> Q<'_> { loop {} }
impl Q { fn f(&self) -> Q { loop {} } }
impl Q<'_> { fn g(&self) -> Q<'_> { loop {} } }
struct W { q: Q, r: Q<'_> }
static ST: Q = Q(&1);
type Al = Q;
//= 3:11 E0106 missing lifetime specifier
//= 4:24 E0106 missing lifetime specifier
//= 7:26 E0106 missing lifetime specifier
//= 8:6 E0726 implicit elided lifetime not allowed here
//= 10:15 E0106 missing lifetime specifier
//= 10:23 E0106 missing lifetime specifier
//= 12:11 E0106 missing lifetime specifier

//# unused_lifetimes
struct Un<'a>;
struct Two<'a, 'b> { a: &'a u8 }
enum Three<'c> { A, B }
//= 2:11 E0392 lifetime parameter `'a` is never used
//= 3:16 E0392 lifetime parameter `'b` is never used
//= 4:12 E0392 lifetime parameter `'c` is never used

//# never_as_a_type
fn e(x: !) -> ! { loop {} }
struct S { a: ! }
//= 2:9 E0658 the `!` type is experimental
//= 3:15 E0658 the `!` type is experimental

//# repr_hints
#[repr(align(3))] struct A;
#[repr(align(1.5))] struct B;
#[repr(align("a"))] struct C;
#[repr(align())] struct D;
#[repr(align)] struct E;
#[repr(foo)] struct F;
#[repr(u8)] struct G;
#[repr(align(5000000000))] struct K;
#[repr(align = 8)] struct N;
#[repr(packed(3))] struct Q(u8);
#[repr(Align(16))] struct X;
#[repr(C, align(16))] struct Y;
//= 2:14 E0589 invalid `repr(align)` attribute: not a power of two
//= 3:14 E0589 invalid `repr(align)` attribute: not an unsuffixed integer
//= 4:14 E0589 invalid `repr(align)` attribute: not an unsuffixed integer
//= 5:8 E0693 incorrect `repr(align)` attribute format: `align` takes exactly one argument in parentheses
//= 6:8 E0589 invalid `repr(align)` attribute: `align` needs an argument
//= 7:8 E0552 unrecognized representation hint
//= 9:14 E0589 invalid `repr(align)` attribute: not a power of two
//= 10:8 E0693 incorrect `repr(align)` attribute format
//= 11:15 E0589 invalid `repr(packed)` attribute: not a power of two
//= 12:8 E0552 unrecognized representation hint
//= 8:8 E0517 attribute should be applied to an enum

//# discriminant_overflow
#[repr(u8)] enum I { A = 255, B }
#[repr(i8)] enum J { A = 127, B, C }
#[repr(u8)] enum K { A = 254, B }
//= 2:31 E0370 enum discriminant overflowed
//= 3:31 E0370 enum discriminant overflowed

//# alias_cycles
type A = B; type B = A;
type D = Option<E>; type E = u8;
//= 2:10 E0391 cycle detected when expanding type alias `A`

//# trait_cycles
trait X: Y {} trait Y: X {}
trait Z: Z {}
trait V: W {} trait W {}
//= 2:10 E0391 cycle detected when computing the super predicates of `X`
//= 3:10 E0391 cycle detected when computing the super predicates of `Z`

//# const_cycles
const P: u8 = Q; const Q: u8 = P + 1;
const R: u8 = R;
const fn g() -> u8 { S } const S: u8 = g();
const T: u8 = U; const U: u8 = 3;
//~ 2:1 E0391 cycle detected when simplifying constant for the type system `P`
//~ 3:1 E0391 cycle detected when checking if `R` is a trivial const
//~ 4:26 E0391 cycle detected when simplifying constant for the type system `S`

//# static_cycles
static T: u8 = T + 1;
static V: &u8 = W; static W: &u8 = V;
static X: (&'static Y, u8) = (&YY, 1); struct Y(&'static (&'static Y, u8)); static YY: Y = Y(&X);
//= 2:16 E0080 encountered static that tried to access itself during initialization
//= 3:17 E0391 cycle detected when evaluating initializer of static `V`

//# const_in_its_type
const U: [u8; U.len()] = [];
struct F([u8; core::mem::size_of::<F>()]);
//= 2:15 E0391 cycle detected when evaluating type-level constant
//= 3:15 E0391 cycle detected when evaluating type-level constant

//# duplicates
fn f() {}
/// words
#[inline] pub fn f() {}
#[derive(Clone)] struct S;
#[derive(Clone)] struct S;
//= 4:11 E0428 the name `f` is defined multiple times
//= 6:18 E0428 the name `S` is defined multiple times
//= 6:10 E0119 conflicting implementations of trait `Clone` for type `S`

//# paths_after_a_dot
fn f(x: u8) { x.y::z(); }
//= 2:18 - expected one of `(`, `.`, `;`, `?`, `}`, or an operator, found `::`

//# item_paths
core::mem::swap;
//= 2:16 - expected one of `!` or `::`, found `;`

//# import_keyword
import core::fmt;
//= 2:1 - expected item, found `import`

//# static_as_a_length
static N: usize = 4 + 1;
static A: [u8; N] = [1; N];
const M: usize = N * 2;
fn f() -> [u8; M] { [0; 10] }

//# mutable_static_as_a_length
static mut K: usize = 3;
const L: usize = unsafe { K };
static B: [u8; L] = [0; L];
//= 3:27 E0080 constant accesses mutable global memory

//# dyn_compatible
trait A { fn f() -> u8; }
trait B { fn f<T>(&self, t: T); }
trait C { fn f(&self) -> Self; }
trait D { fn f(&self, o: &Self); }
trait E { const N: u8; }
trait F: Sized { fn f(&self); }
trait G { fn f(&self, x: impl Fn()); }
trait Good { type I; fn a(&self) -> Self::I; fn b() -> u8 where Self: Sized; fn c<T>(&self) where Self: Sized; fn d<'a>(&'a self, x: &'a u8) -> &'a u8; fn e(self); }
fn f(a: &dyn A, b: &dyn B, c: &dyn C, d: &dyn D, e: &dyn E, g: &dyn F, h: &dyn G, i: &dyn Good<I = u8>) {}
//= 10:10 E0038 the trait `A` is not dyn compatible
//= 10:21 E0038 the trait `B` is not dyn compatible
//= 10:32 E0038 the trait `C` is not dyn compatible
//= 10:43 E0038 the trait `D` is not dyn compatible
//= 10:54 E0038 the trait `E` is not dyn compatible
//= 10:65 E0038 the trait `F` is not dyn compatible
//= 10:76 E0038 the trait `G` is not dyn compatible

//# abi_literal
pub extern 5 fn f() {}
pub extern b"C" fn g() {}
//= 2:12 - non-string ABI literal
//= 3:12 - non-string ABI literal

//# ty
macro_rules! m { ($n:ident : $t:ty = $e:expr) => { let $n: $t = $e; }; }
fn f() { m!(a: Option<u8>=Some(1)); m!(b: Option<Option<u8>>=Some(None)); m!(c: Option<Option<Option<u8>>>=None); m!(d: &[u8]=&[1]); m!(e: Option<u8> = None); }

//# ty_shift
macro_rules! m { ($t:ty > $e:expr) => { let x: $t = $e; }; }
fn f() { m!(Option<u8>> Some(1)); m!(Option<Option<u8>>> None); }

//# path
macro_rules! m { ($p:path = $e:expr) => { let x: $p = $e; }; }
fn f() { m!(Option<u8>=Some(1)); m!(core::option::Option<Option<u8>>=None); }

//# rep
macro_rules! m { ($($n:ident : $t:ty = $e:expr);* $(;)?) => { $(let $n: $t = $e;)* }; }
fn f() { m!(a: Option<u8>=Some(1); b: Option<Option<u8>>=None;); }

//# rule_retry
macro_rules! m { ($t:ty , $e:expr) => { 1 }; ($t:ty = $e:expr) => { 2 }; }
fn f() { let a: i32 = m!(Option<u8>=3); }

//# rule_retry_tt
macro_rules! m { ($t:ty , $e:expr) => { 1 }; ($($t:tt)*) => { 2 }; }
fn f() { let a: i32 = m!(Option<u8>=3); }

//# fn_ret
macro_rules! m { (fn $n:ident ( $($a:ident : $t:ty),* ) -> $r:ty $b:block) => { fn $n($($a: $t),*) -> $r $b }; }
m! { fn g(a: Option<u8>, b: Option<Option<u8>>) -> Option<Option<u8>> { Some(a) } }

//# generics_sep
macro_rules! m { ($n:ident < $g:ty > = $e:expr) => { 1 }; }
fn f() { let x = m!(A<u8>= 3); let y = m!(A<u8> = 3); }
//= 3:25 - no rules expected `>=`

//# ty_pass_on
macro_rules! inner { ($n:ident : $t:ty = $e:expr) => { let $n: $t = $e; }; }
macro_rules! outer { ($n:ident : $t:ty = $e:expr) => { inner!($n: $t=$e) }; }
fn f() { outer!(a: Option<Option<u8>>=None); }

//# vis_item
macro_rules! m { ($v:vis $n:ident : $t:ty = $e:expr) => { $v static $n: $t = $e; }; }
m!(pub A: Option<u8>=None); m!(B: Option<u8>=None);

//# real_ge_error
macro_rules! m { ($t:ty = $e:expr) => { 1 }; }
fn f() { m!(u8 >= 1); }
//= 3:16 - no rules expected `>=`
