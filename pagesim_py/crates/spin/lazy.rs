//! A value that is made at first use.

use crate::Once;
use core::cell::Cell;
use core::fmt;
use core::ops::{Deref, DerefMut};

pub struct Lazy<T, F = fn() -> T> {
    cell: Once<T>,
    init: Cell<Option<F>>,
}

unsafe impl<T: Send + Sync, F: Send> Sync for Lazy<T, F> {}

impl<T, F> Lazy<T, F> {
    pub const fn new(f: F) -> Lazy<T, F> { Lazy { cell: Once::new(), init: Cell::new(Some(f)) } }
}

impl<T, F: FnOnce() -> T> Lazy<T, F> {
    pub fn force(this: &Lazy<T, F>) -> &T {
        this.cell.call_once(|| match this.init.take() {
            Some(f) => f(),
            None => panic!("Lazy instance has previously been poisoned"),
        })
    }
}

impl<T, F: FnOnce() -> T> Deref for Lazy<T, F> {
    type Target = T;
    fn deref(&self) -> &T { Lazy::force(self) }
}
impl<T, F: FnOnce() -> T> DerefMut for Lazy<T, F> {
    fn deref_mut(&mut self) -> &mut T {
        Lazy::force(self);
        match self.cell.get_mut() { Some(value) => value, None => unreachable!() }
    }
}
impl<T: Default> Default for Lazy<T> {
    fn default() -> Lazy<T> { Lazy::new(T::default) }
}
impl<T: fmt::Debug, F> fmt::Debug for Lazy<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lazy").field("cell", &self.cell).field("init", &"..").finish()
    }
}
