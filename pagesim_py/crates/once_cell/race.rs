//! For statics: the first who writes wins, and nobody waits.

use alloc::boxed::Box;
use core::marker::PhantomData;
use core::num::NonZeroUsize;
use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// 0: nothing yet.
#[derive(Default, Debug)]
pub struct OnceNonZeroUsize {
    inner: AtomicUsize,
}
impl OnceNonZeroUsize {
    pub const fn new() -> OnceNonZeroUsize { OnceNonZeroUsize { inner: AtomicUsize::new(0) } }
    pub fn get(&self) -> Option<NonZeroUsize> { NonZeroUsize::new(self.inner.load(Ordering::Acquire)) }
    pub fn set(&self, value: NonZeroUsize) -> Result<(), ()> {
        match self.inner.compare_exchange(0, value.get(), Ordering::Release, Ordering::Relaxed) {
            Ok(_) => Ok(()),
            Err(_) => Err(()),
        }
    }
    pub fn get_or_init<F: FnOnce() -> NonZeroUsize>(&self, f: F) -> NonZeroUsize {
        enum Void {}
        match self.get_or_try_init(|| Ok::<NonZeroUsize, Void>(f())) {
            Ok(value) => value,
            Err(void) => match void {},
        }
    }
    pub fn get_or_try_init<F: FnOnce() -> Result<NonZeroUsize, E>, E>(&self, f: F) -> Result<NonZeroUsize, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = f()?;
        let _ = self.set(value);
        Ok(self.get().unwrap_or(value))
    }
}

#[derive(Default, Debug)]
pub struct OnceBool {
    inner: OnceNonZeroUsize,
}
impl OnceBool {
    pub const fn new() -> OnceBool { OnceBool { inner: OnceNonZeroUsize::new() } }
    fn number(value: bool) -> NonZeroUsize { NonZeroUsize::new(if value { 1 } else { 2 }).unwrap() }
    pub fn get(&self) -> Option<bool> { self.inner.get().map(|number| number.get() == 1) }
    pub fn set(&self, value: bool) -> Result<(), ()> { self.inner.set(OnceBool::number(value)) }
    pub fn get_or_init<F: FnOnce() -> bool>(&self, f: F) -> bool { self.inner.get_or_init(|| OnceBool::number(f())).get() == 1 }
    pub fn get_or_try_init<F: FnOnce() -> Result<bool, E>, E>(&self, f: F) -> Result<bool, E> {
        Ok(self.inner.get_or_try_init(|| f().map(OnceBool::number))?.get() == 1)
    }
}

pub struct OnceRef<'a, T> {
    inner: AtomicPtr<T>,
    ghost: PhantomData<&'a T>,
}
unsafe impl<T: Sync> Sync for OnceRef<'_, T> {}
impl<'a, T> OnceRef<'a, T> {
    pub const fn new() -> OnceRef<'a, T> { OnceRef { inner: AtomicPtr::new(ptr::null_mut()), ghost: PhantomData } }
    pub fn get(&self) -> Option<&'a T> { unsafe { self.inner.load(Ordering::Acquire).as_ref() } }
    pub fn set(&self, value: &'a T) -> Result<(), ()> {
        let value = value as *const T as *mut T;
        match self.inner.compare_exchange(ptr::null_mut(), value, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => Ok(()),
            Err(_) => Err(()),
        }
    }
    pub fn get_or_init<F: FnOnce() -> &'a T>(&self, f: F) -> &'a T {
        if let Some(value) = self.get() {
            return value;
        }
        let value = f();
        let _ = self.set(value);
        self.get().unwrap_or(value)
    }
}
impl<T> Default for OnceRef<'_, T> {
    fn default() -> Self { OnceRef::new() }
}

/// The value lies on the heap.
pub struct OnceBox<T> {
    inner: AtomicPtr<T>,
    ghost: PhantomData<Option<Box<T>>>,
}
unsafe impl<T: Sync + Send> Sync for OnceBox<T> {}
impl<T> OnceBox<T> {
    pub const fn new() -> OnceBox<T> { OnceBox { inner: AtomicPtr::new(ptr::null_mut()), ghost: PhantomData } }
    pub fn with_value(value: Box<T>) -> OnceBox<T> {
        OnceBox { inner: AtomicPtr::new(Box::into_raw(value)), ghost: PhantomData }
    }
    pub fn get(&self) -> Option<&T> { unsafe { self.inner.load(Ordering::Acquire).as_ref() } }
    pub fn set(&self, value: Box<T>) -> Result<(), Box<T>> {
        let raw = Box::into_raw(value);
        match self.inner.compare_exchange(ptr::null_mut(), raw, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(()),
            Err(_) => Err(unsafe { Box::from_raw(raw) }),
        }
    }
    pub fn get_or_init<F: FnOnce() -> Box<T>>(&self, f: F) -> &T {
        enum Void {}
        match self.get_or_try_init(|| Ok::<Box<T>, Void>(f())) {
            Ok(value) => value,
            Err(void) => match void {},
        }
    }
    pub fn get_or_try_init<F: FnOnce() -> Result<Box<T>, E>, E>(&self, f: F) -> Result<&T, E> {
        if self.get().is_none() {
            let _ = self.set(f()?);
        }
        Ok(unsafe { self.get().unwrap_unchecked() })
    }
}
impl<T> Default for OnceBox<T> {
    fn default() -> OnceBox<T> { OnceBox::new() }
}
impl<T> Drop for OnceBox<T> {
    fn drop(&mut self) {
        let raw = *self.inner.get_mut();
        if !raw.is_null() {
            drop(unsafe { Box::from_raw(raw) });
        }
    }
}
