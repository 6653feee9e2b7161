//! There was no room: what should have gone in comes back.

use core::fmt;

#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub struct CapacityError<T = ()> {
    element: T,
}
impl<T> CapacityError<T> {
    pub const fn new(element: T) -> CapacityError<T> { CapacityError { element } }
    pub fn element(self) -> T { self.element }
    pub fn simplify(self) -> CapacityError { CapacityError { element: () } }
}
impl<T> fmt::Display for CapacityError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("insufficient capacity") }
}
impl<T> fmt::Debug for CapacityError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("CapacityError: insufficient capacity") }
}
impl<T> core::error::Error for CapacityError<T> {}
