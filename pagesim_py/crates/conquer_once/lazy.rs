//! A value that is made when it is first looked at.

use crate::cell::OnceCell;
use core::fmt;
use core::ops::Deref;

pub struct Lazy<T, F = fn() -> T> {
    cell: OnceCell<T>,
    init: F,
}

impl<T, F> Lazy<T, F> {
    pub const fn new(init: F) -> Lazy<T, F> { Lazy { cell: OnceCell::uninit(), init } }
}
impl<T, F: Fn() -> T> Deref for Lazy<T, F> {
    type Target = T;
    fn deref(&self) -> &T { self.cell.get_or_init(&self.init) }
}
impl<T: fmt::Debug, F: Fn() -> T> fmt::Debug for Lazy<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
