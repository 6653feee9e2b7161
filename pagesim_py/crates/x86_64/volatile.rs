//! Volatile access behind a reference, as `InterruptStackFrame::as_mut` gives it.

use core::ops::{Deref, DerefMut};

#[derive(Clone)]
#[repr(transparent)]
pub struct Volatile<R> {
    reference: R,
}

impl<R> Volatile<R> {
    pub const fn new(reference: R) -> Volatile<R> { Volatile { reference } }
    pub fn extract_inner(self) -> R { self.reference }
}

impl<R: Deref> Volatile<R>
where
    R::Target: Copy,
{
    pub fn read(&self) -> R::Target { unsafe { core::ptr::read_volatile(&*self.reference) } }

    pub fn write(&mut self, value: R::Target)
    where
        R: DerefMut,
    {
        unsafe { core::ptr::write_volatile(&mut *self.reference, value) }
    }

    /// Reads the value, lets `f` change it, writes it back.
    pub fn update<F: FnOnce(&mut R::Target)>(&mut self, f: F)
    where
        R: DerefMut,
    {
        let mut value = self.read();
        f(&mut value);
        self.write(value);
    }
}
