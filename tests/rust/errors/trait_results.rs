use core::fmt::Display;
pub trait T { fn a(&self) -> impl Iterator<Item = u8>; fn b(&self) -> impl Display; async fn d(&self) -> u8; }
//# right
pub struct A;
impl T for A {
    fn a(&self) -> impl Iterator<Item = u8> { 0..3u8 }
    fn b(&self) -> impl Display { 1.5 }
    async fn d(&self) -> u8 { 1 }
}
//# another item
pub struct A;
impl T for A {
    fn a(&self) -> impl Iterator<Item = u16> { 0..3u16 }
    fn b(&self) -> impl Display { 1.5 }
    async fn d(&self) -> u8 { 1 }
}
//= 6:20 E0271 expected `impl Iterator<Item = u16>` to be an iterator that yields `u8`, but it yields `u16`
//# not shown
pub struct A;
impl T for A {
    fn a(&self) -> impl Iterator<Item = u8> { 0..3u8 }
    fn b(&self) -> A { A }
    async fn d(&self) -> u8 { 1 }
}
//= 7:20 E0277 `A` doesn't implement `Display`
//# another output
pub struct A;
impl T for A {
    fn a(&self) -> impl Iterator<Item = u8> { 0..3u8 }
    fn b(&self) -> impl Display { 1.5 }
    async fn d(&self) -> u16 { 1 }
}
//= 8:26 E0271 expected `impl Future<Output = u16>` to be a future that resolves to `u8`, but it resolves to `u16`
//# no iterator at all
pub struct A;
impl T for A {
    fn a(&self) -> u8 { 0 }
    fn b(&self) -> impl Display { 1.5 }
    async fn d(&self) -> u8 { 1 }
}
//= 6:20 E0277 `u8` is not an iterator
//# no objects
pub fn o(_: &dyn T) {}
//= 4:14 E0038 the trait `T` is not dyn compatible
//# a missing one
pub struct A;
impl T for A {
    fn a(&self) -> impl Iterator<Item = u8> { 0..3u8 }
    async fn d(&self) -> u8 { 1 }
}
//= 5:1 E0046 not all trait items implemented, missing: `b`
//# what only one impl has
pub struct A;
impl T for A {
    fn a(&self) -> impl Iterator<Item = u8> { 0..3u8 }
    fn b(&self) -> impl Display { 1.5 }
    async fn d(&self) -> u8 { 1 }
}
pub fn len<X: T>(x: &X) -> usize { x.a().len() }
//= 10:42 E0599 no method named `len` found for associated type `impl Iterator<Item = u8>` in the current scope
