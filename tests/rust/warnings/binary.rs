//# pub_fn
pub fn a() {}
//# pub_items
pub struct S { pub a: u8 }
pub const A: u8 = 1;
pub static B: u8 = 1;
pub enum E { A, B }
pub trait T {}
pub type X = u8;
//# pub_method
pub struct S;
impl S { pub fn a(&self) {} }
static T: S = S;
#[unsafe(no_mangle)]
fn x() { let _ = &T; }
//# pub_module
pub mod m { pub fn a() {} pub fn b() {} }
#[unsafe(no_mangle)]
fn x() { m::a() }
//# pub_use
mod m { pub fn a() {} }
pub use m::a;
//# pub_use_root
pub use core::mem;
//# use_unused
use core::mem;
//= 3:5 unused_imports unused import: `core::mem`
//# field
pub struct S { pub a: u8, b: u8 }
#[unsafe(no_mangle)]
fn x() { let _s = S { a: 1, b: 2 }; }
//= 3:27 dead_code field `b` is never read
//# variant
pub enum E { A, B }
#[unsafe(no_mangle)]
fn x() { let _s = E::A; }
//# start_loop
#[unsafe(no_mangle)]
fn x() { loop {} }
//# impl_trait
pub struct S;
impl core::fmt::Display for S { fn fmt(&self, _: &mut core::fmt::Formatter) -> core::fmt::Result { h(); Ok(()) } }
fn h() {}
//# global
static A: u8 = 1;
#[unsafe(no_mangle)]
fn x() -> u8 { A }
//# private_interface
struct S;
pub fn f(_: S) {}
//~ 4:1 private_interfaces type `S` is more private than the item `f`
