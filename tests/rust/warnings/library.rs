//# fn_unused
fn helper() {}
pub fn used() {}
//= 2:4 dead_code function `helper` is never used
//# fn_unused_chain
fn a() { b() }
fn b() {}
pub fn used() {}
//= 2:4 dead_code function `a` is never used
//= 3:4 dead_code function `b` is never used
//# fn_recursive
fn a(n: u8) { if n > 0 { a(n - 1) } }
//= 2:4 dead_code function `a` is never used
//# fn_underscore
fn _a() {}
//# fn_allowed
#[allow(dead_code)]
fn a() { b() }
fn b() {}
//# fn_allowed_module
#[allow(dead_code)]
mod m { fn a() {} pub fn b() {} }
//# fn_pub_in_private_module
mod m { pub fn a() {} pub fn b() {} fn c() {} }
pub fn f() { m::a() }
//= 2:30 dead_code function `b` is never used
//= 2:40 dead_code function `c` is never used
//# fn_reexported
mod m { pub fn a() {} pub fn b() {} }
pub use m::a;
//= 2:30 dead_code function `b` is never used
//# fn_reexported_glob
mod m { pub fn a() {} fn b() {} }
pub use m::*;
//= 2:26 dead_code function `b` is never used
//# fn_pub_crate
pub(crate) fn a() {}
//= 2:15 dead_code function `a` is never used
//# no_mangle
#[unsafe(no_mangle)]
extern "C" fn a() { b() }
fn b() {}
//# export_name
#[unsafe(export_name = "x")]
fn a() {}
//# consts
const A: u8 = 1;
const B: u8 = 2;
const C: usize = 3;
const _: () = ();
pub fn f() -> u8 { B }
pub static S: [u8; C] = [0; C];
//= 2:7 dead_code constant `A` is never used
//# const_in_pattern
const A: u8 = 1;
pub fn f(x: u8) -> bool { match x { A => true, _ => false } }
//# const_by_dead_const
const A: u8 = 1;
const B: u8 = A + 1;
//= 2:7 dead_code constant `A` is never used
//= 3:7 dead_code constant `B` is never used
//# statics
static A: u8 = 1;
static mut B: u8 = 2;
static C: u8 = 3;
pub fn f() -> u8 { C }
//= 2:8 dead_code static `A` is never used
//= 3:12 dead_code static `B` is never used
//# static_link_section
#[unsafe(link_section = ".x")]
static A: u8 = 1;
#[used]
static B: u8 = 1;
//= 3:8 dead_code static `A` is never used
//# struct_never
struct S;
struct T { a: u8 }
struct U(u8);
//= 2:8 dead_code struct `S` is never constructed
//= 3:8 dead_code struct `T` is never constructed
//= 4:8 dead_code struct `U` is never constructed
//# struct_used_as_type
struct S { a: u8 }
pub fn f() { let _: Option<S> = None; }
//= 2:12 dead_code field `a` is never read
//# struct_with_impl
struct S { a: u8 }
impl S { fn new() -> S { S { a: 1 } } fn get(&self) -> u8 { self.a } }
//= 2:8 dead_code struct `S` is never constructed
//= 3:13 3:42 dead_code associated items `new` and `get` are never used
//# struct_some_methods
pub struct S { a: u8 }
impl S { pub fn new() -> S { S { a: 1 } } fn get(&self) -> u8 { self.a } fn make() {} const N: u8 = 1; }
//= 2:16 dead_code field `a` is never read
//= 3:46 3:77 3:93 dead_code associated items `get`, `make`, and `N` are never used
//# methods_two
pub struct S;
impl S { fn a(&self) {} fn b(&self) {} }
//= 3:13 3:28 dead_code methods `a` and `b` are never used
//# assoc_functions
pub struct S;
impl S { fn a() {} fn b() {} fn c() {} }
//= 3:13 3:23 3:33 dead_code associated functions `a`, `b`, and `c` are never used
//# method_one
pub struct S;
impl S { fn a(&self) {} }
//= 3:13 dead_code method `a` is never used
//# methods_in_two_impls
pub struct S;
impl S { fn a(&self) {} }
impl S { fn b(&self) {} }
//= 3:13 dead_code method `a` is never used
//= 4:13 dead_code method `b` is never used
//# field_never_read
pub struct S { a: u8, pub b: u8 }
pub fn f() -> S { S { a: 1, b: 2 } }
//= 2:16 dead_code field `a` is never read
//# fields_never_read
pub struct S { a: u8, b: u8, _c: u8 }
pub fn f() -> S { S { a: 1, b: 2, _c: 3 } }
//= 2:16 2:23 dead_code fields `a` and `b` are never read
//# field_written
pub struct S { a: u8 }
pub fn f(s: &mut S) { s.a = 1; }
//# field_added_to
pub struct S { a: u8 }
pub fn f(s: &mut S) { s.a += 1; }
//# field_pattern
pub struct S { a: u8, b: u8 }
pub fn f(s: &S) -> u8 { let S { a, .. } = s; *a }
//= 2:23 dead_code field `b` is never read
//# field_pattern_wild
pub struct S { a: u8, b: u8 }
pub fn f(s: &S) -> u8 { let S { a, b: _ } = s; *a }
//= 2:23 dead_code field `b` is never read
//# field_tuple
pub struct S(u8, u8);
pub fn f() -> S { S(1, 2) }
//= 2:14 2:18 dead_code fields `0` and `1` are never read
//# field_tuple_one
pub struct S(u8);
pub fn f() -> S { S(1) }
//= 2:14 dead_code field `0` is never read
//# field_debug
#[derive(Debug)]
pub struct S { a: u8 }
pub fn f() -> S { S { a: 1 } }
//= 3:16 dead_code field `a` is never read
//# field_clone_debug
#[derive(Clone, Debug)]
pub struct S { a: u8 }
pub fn f() -> S { S { a: 1 } }
//= 3:16 dead_code field `a` is never read
//# field_partial_eq
#[derive(PartialEq)]
pub struct S { a: u8 }
pub fn f() -> S { S { a: 1 } }
//# field_repr_c
#[repr(C)]
pub struct S { a: u8 }
pub fn f() -> S { S { a: 1 } }
//# field_repr_transparent
#[repr(transparent)]
pub struct S { a: u8 }
pub fn f() -> S { S { a: 1 } }
//# field_allowed
pub struct S { #[allow(dead_code)] a: u8 }
pub fn f() -> S { S { a: 1 } }
//# field_in_private
struct S { a: u8, b: u8 }
pub fn f() -> u8 { let s = S { a: 1, b: 2 }; s.a }
//= 2:19 dead_code field `b` is never read
//# enum_variant
enum E { A, B }
pub fn f() { let _x = E::A; }
//= 2:13 dead_code variant `B` is never constructed
//# enum_variants
enum E { A, B, C(u8) }
pub fn f() { let _x = E::A; }
//= 2:13 2:16 dead_code variants `B` and `C` are never constructed
//# enum_matched
enum E { A, B }
pub fn f() { match E::A { E::A => {} E::B => {} } }
//= 2:13 dead_code variant `B` is never constructed
//# enum_never
enum E { A, B }
//= 2:6 dead_code enum `E` is never used
//# enum_pub
pub enum E { A, B }
//# enum_derive
#[derive(Debug, Clone, Copy, PartialEq)]
enum E { A, B }
pub fn f() -> bool { E::A == E::A }
//= 3:13 dead_code variant `B` is never constructed
//# enum_repr
#[repr(u8)]
enum E { A = 1, B = 2 }
pub fn f() -> u8 { E::A as u8 }
//= 3:17 dead_code variant `B` is never constructed
//# enum_all_never
enum E { A, B }
pub fn f() { let _: Option<E> = None; }
//= 2:10 2:13 dead_code variants `A` and `B` are never constructed
//# enum_vga
#[allow(dead_code)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Color { Black = 0, Blue = 1 }
//# enum_vga_private
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Color { Black = 0, Blue = 1 }
pub fn f() -> u8 { Color::Black as u8 }
//= 4:25 dead_code variant `Blue` is never constructed
//# enum_variant_field
enum E { A(u8), B { x: u8, y: u8 } }
pub fn f() { let _a = E::A(1); let _b = E::B { x: 1, y: 2 }; }
//= 2:12 dead_code field `0` is never read
//= 2:21 2:28 dead_code fields `x` and `y` are never read
//# enum_use_star
enum E { A, B }
pub fn f() { use E::*; let _x = A; }
//= 2:13 dead_code variant `B` is never constructed
//# enum_self
pub enum E { A, B }
impl E { pub fn new() -> Self { Self::A } }
//# alias
type T = u8;
type U = u8;
pub fn f() -> U { 1 }
//= 2:6 dead_code type alias `T` is never used
//# trait_never
trait T { fn f(&self); }
//= 2:7 dead_code trait `T` is never used
//# trait_impl_only
trait T { fn f(&self); }
impl T for u8 { fn f(&self) {} }
//= 2:7 dead_code trait `T` is never used
//# trait_method_unused
trait T { fn f(&self); fn g(&self) {} }
impl T for u8 { fn f(&self) {} }
pub fn h() { 1u8.f() }
//= 2:27 dead_code method `g` is never used
//# trait_bound
trait T {}
fn g<X: T>() {}
impl T for u8 {}
pub fn f() { g::<u8>() }
//# trait_impl_struct
struct S;
pub trait T { fn f(&self); }
impl T for S { fn f(&self) { helper() } }
fn helper() {}
//= 2:8 dead_code struct `S` is never constructed
//= 5:4 dead_code function `helper` is never used
//# impl_default
struct S { a: u8 }
impl Default for S { fn default() -> S { S { a: 1 } } }
//= 2:8 dead_code struct `S` is never constructed
//# impl_drop
struct S { a: u8 }
impl Drop for S { fn drop(&mut self) { helper(self.a) } }
fn helper(_: u8) {}
pub fn f() { let _s = S { a: 1 }; }
//# display
use core::fmt;
pub struct S { a: u8 }
impl fmt::Display for S { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "{}", self.a) } }
//# import_unused
use core::fmt::Write;
//= 2:5 unused_imports unused import: `core::fmt::Write`
//# import_unused_two
use core::fmt::{Debug, Write};
//= 2:17 2:24 unused_imports unused imports: `Debug` and `Write`
//# import_unused_one_of_two
use core::fmt::{Debug, Write};
pub fn f(_: &dyn Debug) {}
//= 2:24 unused_imports unused import: `Write`
//# import_unused_three
use core::{fmt::{self, Debug, Write}, mem};
//= 2:18 2:24 2:31 2:39 unused_imports unused imports: `Debug`, `Write`, `mem`, and `self`
//# import_glob
use core::fmt::*;
//= 2:5 unused_imports unused import: `core::fmt::*`
//# import_glob_used
use core::fmt::*;
pub fn f(_: &dyn Debug) {}
//# import_renamed
use core::mem as m;
//= 2:5 unused_imports unused import: `core::mem as m`
//# import_self
use core::fmt::{self};
//= 2:17 unused_imports unused import: `self`
//# import_trait_used
use core::fmt::Write;
pub fn f(w: &mut dyn Write) { let _ = w.write_str(""); }
//# import_trait_by_macro
use core::fmt::Write;
pub struct S;
impl Write for S { fn write_str(&mut self, _: &str) -> core::fmt::Result { Ok(()) } }
pub fn f(s: &mut S) { let _ = write!(s, ""); }
//# import_trait_unnamed
use core::fmt::Write as _;
//= 2:5 unused_imports unused import: `core::fmt::Write as _`
//# import_in_function
pub fn f() { use core::mem; }
//= 2:18 unused_imports unused import: `core::mem`
//# import_super
mod m { use super::*; pub fn a() {} }
pub fn f() { m::a() }
//= 2:13 unused_imports unused import: `super::*`
//# import_super_used
mod m { use super::*; pub fn a() { b() } }
fn b() {}
pub fn f() { m::a() }
//# import_pub
pub use core::mem;
//# import_pub_crate
pub(crate) use core::mem;
//= 2:16 unused_imports unused import: `core::mem`
//# import_for_child
use core::mem;
mod m { pub fn a() -> usize { super::mem::size_of::<u8>() } }
pub fn f() -> usize { m::a() }
//# import_for_child_glob
use core::mem::swap;
mod m { use super::*; pub fn a(x: &mut u8, y: &mut u8) { swap(x, y) } }
pub fn f(x: &mut u8, y: &mut u8) { m::a(x, y) }
//# import_allowed
#[allow(unused_imports)]
use core::mem;
//# import_two_groups
use core::{mem, ptr};
use core::fmt::{Debug, Display};
pub fn f(_: &dyn Debug) { ptr::null::<u8>(); }
//= 2:12 unused_imports unused import: `mem`
//= 3:24 unused_imports unused import: `Display`
//~ 4:27 unused_must_use unused return value of `null` that must be used
//# mut_unused
pub fn f() -> u8 { let mut x = 1; x }
//= 2:24 unused_mut variable does not need to be mutable
//# mut_param
pub fn f(mut x: u8) -> u8 { x }
//= 2:10 unused_mut variable does not need to be mutable
//# mut_used
pub fn f(mut a: u8) -> u8 { a += 1; let mut b = a; b += 1; let mut c = [0u8; 2]; c[0] = b; let mut d = (1, 2); d.0 = 2; c[0] + d.0 }
//# mut_borrowed
fn g(_: &mut u8) {}
pub fn f() { let mut a = 1; g(&mut a); let mut b = [1u8, 2]; for x in b.iter_mut() { *x = 1; } let mut v = 1; let mut c = || v += 1; c(); }
//# mut_pattern
pub fn f(p: (u8, u8)) -> u8 { let (mut a, mut b) = p; a += 1; a + b }
//= 2:43 unused_mut variable does not need to be mutable
//# mut_late
pub fn f() -> u8 { let mut x; x = 1; x }
//~ 2:24 unused_mut variable does not need to be mutable
//# mut_self
pub struct S(pub u8);
impl S { pub fn f(mut self) -> u8 { self.0 } }
//= 3:19 unused_mut variable does not need to be mutable
//# mut_ref
pub fn f(x: &mut u8) { let mut y = x; *y = 1; }
//= 2:28 unused_mut variable does not need to be mutable
//# unreachable_after_loop
pub fn f() -> u8 { loop {} 1 }
//= 2:28 unreachable_code unreachable expression
//# unreachable_after_return
pub fn f() { return; g(); }
fn g() {}
//= 2:22 unreachable_code unreachable statement
//# unreachable_two
pub fn f() { loop {} g(); g(); }
fn g() {}
//= 2:22 unreachable_code unreachable statement
//# unreachable_panic
pub fn f() { panic!(); g(); }
fn g() {}
//= 2:24 unreachable_code unreachable statement
//# unreachable_let
pub fn f() { return; let x = 1; }
//= 2:22 unreachable_code unreachable statement
//# unreachable_break
pub fn f() { loop { break; g(); } }
fn g() {}
//= 2:28 unreachable_code unreachable statement
//# unreachable_call
fn halt() -> ! { loop {} }
pub fn f() { halt(); g(); }
fn g() {}
//= 3:22 unreachable_code unreachable statement
//# unreachable_expr
pub fn f() -> u8 { return 1; }
//# unreachable_if
pub fn f(a: bool) -> u8 { if a { return 1 } else { return 2 } 3 }
//= 2:63 unreachable_code unreachable expression
//# unused_unsafe
pub fn f() -> u8 { unsafe { 1 } }
//= 2:20 unused_unsafe unnecessary `unsafe` block
//# unused_unsafe_nested
pub unsafe fn g() {}
pub fn f() { unsafe { unsafe { g() } } }
//= 3:14 unused_unsafe unnecessary `unsafe` block
//# unused_unsafe_used
pub unsafe fn g() {}
pub fn f() { unsafe { g() } }
//# while_true
pub fn f() { while true {} }
//= 2:14 while_true denote infinite loops with `loop { ... }`
//# while_true_label
pub fn f() { 'a: while true { break 'a; } }
//= 2:14 while_true denote infinite loops with `loop { ... }`
//# parens_if
pub fn f(a: u8) { if (a == 1) {} }
//= 2:22 2:29 unused_parens unnecessary parentheses around `if` condition
//# parens_while
pub fn f(a: u8) { while (a == 1) {} }
//= 2:25 2:32 unused_parens unnecessary parentheses around `while` condition
//# parens_let
pub fn f(a: u8) -> u8 { let b = (a + 1); b }
//= 2:33 2:39 unused_parens unnecessary parentheses around assigned value
//# parens_return
pub fn f(a: u8) -> u8 { return (a + 1); }
//= 2:32 2:38 unused_parens unnecessary parentheses around `return` value
//# parens_needed
pub fn f(a: u8) -> u8 { let b = (a + 1) * 2; b }
//# parens_arg
fn g(_: u8) {}
pub fn f(a: u8) { g((a)); g((a + 1)); }
//= 3:21 3:23 unused_parens unnecessary parentheses around function argument
//= 3:29 3:35 unused_parens unnecessary parentheses around function argument
//# names_fn
pub fn myFunction(Arg: u8) -> u8 { let Loc = Arg; Loc }
//= 2:8 non_snake_case function `myFunction` should have a snake case name
//= 2:19 non_snake_case variable `Arg` should have a snake case name
//= 2:40 non_snake_case variable `Loc` should have a snake case name
//# names_const
pub const maxSize: u8 = 1;
pub static counter: u8 = 1;
//= 2:11 non_upper_case_globals constant `maxSize` should have an upper case name
//= 3:12 non_upper_case_globals static variable `counter` should have an upper case name
//# names_type
pub struct my_struct { pub Field: u8 }
pub enum my_enum { a, b }
pub trait my_trait { fn DoIt(&self); }
pub type my_type = u8;
//= 2:12 non_camel_case_types type `my_struct` should have an upper camel case name
//= 3:10 non_camel_case_types type `my_enum` should have an upper camel case name
//= 3:20 non_camel_case_types variant `a` should have an upper camel case name
//= 3:23 non_camel_case_types variant `b` should have an upper camel case name
//= 4:11 non_camel_case_types trait `my_trait` should have an upper camel case name
//= 5:10 non_camel_case_types type `my_type` should have an upper camel case name
//= 2:28 non_snake_case structure field `Field` should have a snake case name
//= 4:25 non_snake_case trait method `DoIt` should have a snake case name
//# names_mod
pub mod MyMod { pub fn f() {} }
//= 2:9 non_snake_case module `MyMod` should have a snake case name
//# names_ok
pub fn _x_1() {}
pub const A_1: u8 = 1;
pub struct S1;
pub struct X86;
pub const _A: u8 = 1;
pub fn a__b() {}
//= 7:8 non_snake_case function `a__b` should have a snake case name
//# path_statement
pub fn f(a: u8) { a; }
//= 2:19 path_statements path statement with no effect
//# semicolons
pub fn f() { g();; }
fn g() {}
//~ 2:18 redundant_semicolons unnecessary trailing semicolon
//# assigned_never_read
pub fn f() { let mut x = 1; x = 2; }
//= 2:18 unused_variables variable `x` is assigned to, but never used
//= 2:29 unused_assignments value assigned to `x` is never read
//# assigned_over
pub fn f() -> u8 { let mut x = 1; x = 2; x }
//~ 2:32 unused_assignments value assigned to `x` is never read
//# assigned_param
pub fn f(mut x: u8) { x = 2; }
//= 2:10 unused_variables variable `x` is assigned to, but never used
//= 2:23 unused_assignments value assigned to `x` is never read
//# assigned_op
pub fn f() { let mut x = 1; x += 2; }
//= 2:18 unused_variables variable `x` is assigned to, but never used
//= 2:29 unused_assignments value assigned to `x` is never read
//# macro_unused
macro_rules! m { () => {} }
//= 2:14 unused_macros unused macro definition: `m`
//# macro_used
macro_rules! m { () => {} }
pub fn f() { m!(); }
//# label_unused
pub fn f() { 'a: loop { break; } }
//~ 2:14 unused_labels unused label
//# must_use_fn
#[must_use]
pub fn g() -> u8 { 1 }
pub fn f() { g(); }
//= 4:14 unused_must_use unused return value of `g` that must be used
//# unreachable_pattern
pub fn f(a: u8) -> u8 { match a { _ => 1, 2 => 2 } }
//~ 2:43 unreachable_patterns unreachable pattern
//# irrefutable
pub fn f(a: u8) { if let b = a { g(b) } }
fn g(_: u8) {}
//~ 2:22 irrefutable_let_patterns irrefutable `if let` pattern
//# useless_comparison
pub fn f(a: u8) -> bool { a >= 0 }
//~ 2:27 unused_comparisons comparison is useless due to type limits
//# recursion
pub fn f() { f() }
//~ 2:1 unconditional_recursion function cannot return without recursing
//# unsafe_fn_body
pub unsafe fn g() {}
pub unsafe fn f() { g() }
//= 3:21 E0133 call to unsafe function `g` is unsafe and requires unsafe block
//# unsafe_fn_deref
pub unsafe fn f(p: *const u8) -> u8 { *p }
//= 2:39 E0133 dereference of raw pointer is unsafe and requires unsafe block
//# doc_comment
pub fn f() {
    /// doc
    let _x = 1;
}
//~ 3:5 unused_doc_comments unused doc comment
//# extern_crate
extern crate core as c;
//# cfg_test
#[cfg(test)]
mod tests { use super::*; fn a() {} }
//# method_by_path
pub struct S;
impl S { fn a(&self) {} }
pub fn f(s: &S) { S::a(s) }
//# fn_pointer
fn a() {}
pub static F: fn() = a;
//# fn_in_fn
pub fn f() { fn g() {} }
//= 2:17 dead_code function `g` is never used
//# struct_in_fn
pub fn f() { struct S; const N: u8 = 1; }
//= 2:21 dead_code struct `S` is never constructed
//= 2:30 dead_code constant `N` is never used
//# closure_dead
fn a() { let x = || b(); x() }
fn b() {}
//= 2:4 dead_code function `a` is never used
//= 3:4 dead_code function `b` is never used
//# macro_fn
macro_rules! make { ($n:ident) => { fn $n() {} } }
make!(a);
//= 3:7 dead_code function `a` is never used
//# union_field
pub union U { a: u8, b: u16 }
//= 2:15 2:22 dead_code fields `a` and `b` are never read
//# foreign_fn
unsafe extern "C" { fn a(); static B: u8; }
//= 2:24 dead_code function `a` is never used
//= 2:36 dead_code static `B` is never used
//# lifetimes_elided
pub struct S<'a>(pub &'a u8);
pub fn f(x: &u8) -> S { S(x) }
//~ 3:13 3:21 mismatched_lifetime_syntaxes hiding a lifetime that's elided elsewhere is confusing
//# bare_trait_lint
pub fn f(a: u8) -> u8 { let ref x = a; *x }
//# private_interface
struct S;
pub fn f(_: S) {}
//~ 3:1 private_interfaces type `S` is more private than the item `f`
//# private_bound
trait T {}
pub fn f<X: T>(_: X) {}
//~ 3:1 private_bounds trait `T` is more private than the item `f`
//# private_field
struct P;
pub struct S { pub p: P }
//~ 3:16 private_interfaces type `P` is more private than the item `S::p`
//# order
use core::mem;
macro_rules! nope { () => {} }
struct bad_name { a: u8 }
fn dead() {}
pub fn f(x: u8) -> u8 { let y = (1); let mut z = 2; unsafe { z; } while true {} z }
pub fn g() { return; dead2(); }
fn dead2() { let q = 1; h(); }
#[must_use]
fn h() -> u8 { 1 }
pub fn BadFn(Arg: u8) { let mut w = Arg; w = 2; }
pub const lower: u8 = 1;
//= 2:5 unused_imports unused import: `core::mem`
//= 3:14 unused_macros unused macro definition: `nope`
//= 4:8 non_camel_case_types type `bad_name` should have an upper camel case name
//= 6:33 6:35 unused_parens unnecessary parentheses around assigned value
//= 6:67 while_true denote infinite loops with `loop { ... }`
//= 7:22 unreachable_code unreachable statement
//= 6:53 unused_unsafe unnecessary `unsafe` block
//= 6:42 unused_mut variable does not need to be mutable
//= 6:10 unused_variables unused variable: `x`
//= 6:29 unused_variables unused variable: `y`
//= 8:18 unused_variables unused variable: `q`
//= 11:29 unused_variables variable `w` is assigned to, but never used
//= 11:42 unused_assignments value assigned to `w` is never read
//= 4:8 dead_code struct `bad_name` is never constructed
//= 5:4 dead_code function `dead` is never used
//= 6:62 path_statements path statement with no effect
//= 8:25 unused_must_use unused return value of `h` that must be used
//= 11:8 non_snake_case function `BadFn` should have a snake case name
//= 11:14 non_snake_case variable `Arg` should have a snake case name
//= 12:11 non_upper_case_globals constant `lower` should have an upper case name
//# order_two_mods
mod a { use core::mem; pub fn x() { let v = 1; } fn y() {} }
mod b { use core::ptr; pub fn x() { let v = 1; } fn y() {} }
pub fn f() { a::x(); b::x(); let m = 1; }
//= 2:13 unused_imports unused import: `core::mem`
//= 3:13 unused_imports unused import: `core::ptr`
//= 2:41 unused_variables unused variable: `v`
//= 3:41 unused_variables unused variable: `v`
//= 4:34 unused_variables unused variable: `m`
//= 2:53 dead_code function `y` is never used
//= 3:53 dead_code function `y` is never used
//# macro_parens
macro_rules! call { ($e:expr) => { g($e) } }
fn g(_: u8) {}
pub fn f(a: u8) { call!((a + 1)); if a == 1 { call!((a)); } }
//~ 4:25 4:31 unused_parens unnecessary parentheses around function argument
//~ 4:53 4:55 unused_parens unnecessary parentheses around function argument
//# closures_mut
pub fn f() -> u8 { let mut n = 0; { let mut add = |x: u8| n += x; add(1); add(2); } let mut v = [1u8, 2]; let mut g = move || v[0] += 1; g(); n }
//# boxed_dyn
pub trait Shape { fn area(&self) -> u32; }
struct A { w: u32 } struct B;
impl Shape for A { fn area(&self) -> u32 { self.w } }
impl Shape for B { fn area(&self) -> u32 { 1 } }
pub fn total() -> u32 { let all: [&dyn Shape; 2] = [&A { w: 1 }, &B]; all.iter().map(|s| s.area()).sum() }
//# deref_impl
use core::ops::{Deref, DerefMut};
pub struct W { inner: [u8; 4] }
impl Deref for W { type Target = [u8; 4]; fn deref(&self) -> &[u8; 4] { &self.inner } }
impl DerefMut for W { fn deref_mut(&mut self) -> &mut [u8; 4] { &mut self.inner } }
pub fn f(w: &mut W) -> u8 { w[0] = 1; w.len() as u8 }
//# index_impl
use core::ops::Index;
struct T { e: [u64; 512] }
impl Index<usize> for T { type Output = u64; fn index(&self, i: usize) -> &u64 { &self.e[i] } }
pub fn f() -> u64 { let t = T { e: [0; 512] }; t[3] }
//# iterator_impl
struct Up { n: u8, end: u8 }
impl Iterator for Up { type Item = u8; fn next(&mut self) -> Option<u8> { if self.n < self.end { self.n += 1; Some(self.n) } else { None } } }
pub fn f() -> u32 { Up { n: 0, end: 3 }.map(u32::from).sum() }
//# static_mut_counter
static mut COUNT: u64 = 0;
pub fn f() -> u64 { unsafe { COUNT += 1; COUNT } }
//# const_generic
struct Buf<const N: usize> { data: [u8; N] }
impl<const N: usize> Buf<N> { const fn new() -> Self { Self { data: [0; N] } } fn len(&self) -> usize { self.data.len() } fn cap() -> usize { N } }
const SIZE: usize = 16;
pub fn f() -> usize { Buf::<SIZE>::new().len() }
//= 3:126 dead_code associated function `cap` is never used
//# enum_methods
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level { Four = 4, Three = 3, Two = 2, One = 1 }
impl Level { fn below(self) -> Option<Level> { match self { Level::Four => Some(Level::Three), Level::Three => Some(Level::Two), Level::Two => Some(Level::One), Level::One => None } } fn above(self) -> Option<Level> { None } }
pub fn f() -> u8 { let mut at = Level::Four; while let Some(next) = at.below() { at = next; } at as u8 }
//= 4:188 dead_code method `above` is never used
//# from_impl
struct Frame(u64);
impl From<u64> for Frame { fn from(n: u64) -> Frame { Frame(n) } }
pub fn f() -> u64 { let x: Frame = 3.into(); x.0 }
//# error_enum
enum Fail { NotMapped(u64), Huge }
fn walk(a: u64) -> Result<u64, Fail> { if a == 0 { return Err(Fail::NotMapped(a)); } Ok(a) }
pub fn f() -> u64 { walk(3).unwrap_or(0) }
//= 2:23 dead_code field `0` is never read
//= 2:29 dead_code variant `Huge` is never constructed
//# match_guard
pub fn f(a: Option<u8>) -> u8 { match a { Some(n) if n > 3 => 1, Some(_) => 2, None => 3 } }
//# loop_value
pub fn f() -> u8 { let mut n = 0; let r = loop { n += 1; if n == 3 { break n; } }; r }
//# shadow
pub fn f(x: u8) -> u8 { let x = x + 1; let mut x = x; x += 1; x }
//# nested_modules
mod a { pub mod b { pub(super) fn x() -> u8 { super::y() } pub(crate) fn z() -> u8 { 1 } } fn y() -> u8 { 2 } pub fn w() -> u8 { b::x() } }
pub fn f() -> u8 { a::w() + a::b::z() }
//# imports_nested
mod a { use super::helper; use core::fmt::{self, Write}; pub struct S; impl Write for S { fn write_str(&mut self, s: &str) -> fmt::Result { helper(s.len()); Ok(()) } } }
fn helper(_: usize) {}
pub fn f() { let _ = core::fmt::Write::write_str(&mut a::S, "x"); }
//# import_enum_variants
mod e { pub enum E { A, B } }
use e::E::{self, A, B};
pub fn f(x: bool) -> bool { let e: E = if x { A } else { B }; matches!(e, A) }
//# import_only_derive
use core::hash::Hash;
#[derive(Hash)]
pub struct S(pub u8);
pub fn f<T: Hash>(_: T) {}
//# import_shadowed_by_block
use core::mem::size_of;
pub fn f() -> usize { size_of::<u8>() }
//# volatile_struct
#[repr(C)]
struct Cell { ch: u8, color: u8 }
#[repr(transparent)]
struct Buffer { chars: [[Cell; 80]; 25] }
pub struct Writer { column: usize, buffer: &'static mut Buffer }
impl Writer { pub fn byte(&mut self, b: u8) { self.buffer.chars[24][self.column] = Cell { ch: b, color: 7 }; self.column += 1; } fn line(&mut self) { self.column = 0; } }
//= 7:133 dead_code method `line` is never used
//# bit_consts
mod flags { pub const PRESENT: u64 = 1; pub const WRITABLE: u64 = 2; pub const USER: u64 = 4; }
pub fn f() -> u64 { flags::PRESENT | flags::WRITABLE }
//= 2:80 dead_code constant `USER` is never used
//# unread_assign_loop
pub fn f() { let mut last = 0; for i in 0..3 { last = i; } }
//= 2:18 unused_variables variable `last` is assigned to, but never used
//= 2:48 unused_assignments value assigned to `last` is never read
//# never_fn_tail
fn stop() -> ! { loop {} }
pub fn f(a: bool) -> u8 { if a { 1 } else { stop() } }
//# early_return
pub fn f(a: u8) -> u8 { if a == 0 { return 1; } match a { 1 => return 2, _ => {} } 3 }
//# let_else
pub fn f(a: Option<u8>) -> u8 { let Some(x) = a else { return 0 }; x }
//# unused_closure_param
pub fn f() -> u8 { let g = |a: u8, b: u8| a; g(1, 2) }
//= 2:36 unused_variables unused variable: `b`
//# unused_in_dead
fn dead(a: u8) { let b = 1; }
//= 2:9 unused_variables unused variable: `a`
//= 2:22 unused_variables unused variable: `b`
//= 2:4 dead_code function `dead` is never used
//# struct_update
#[derive(Default)]
struct Conf { a: u8, b: u8 }
pub fn f() -> u8 { let c = Conf { a: 1, ..Default::default() }; c.a }
//= 3:22 dead_code field `b` is never read
//# unit_test_attr
#[cfg(test)]
fn helper() {}
#[test]
fn t() { helper() }
//# trait_static_dispatch
trait Named { const NAME: &'static str; fn id() -> u8; }
struct X; struct Y;
impl Named for X { const NAME: &'static str = "x"; fn id() -> u8 { 1 } }
impl Named for Y { const NAME: &'static str = "y"; fn id() -> u8 { 2 } }
fn show<T: Named>() -> usize { T::NAME.len() + T::id() as usize }
pub fn f() -> usize { show::<X>() }
//= 3:18 dead_code struct `Y` is never constructed
