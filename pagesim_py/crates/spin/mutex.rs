//! A value that one at a time may use.

use core::cell::UnsafeCell;
use core::fmt;
use core::intrinsics::{lock_free, lock_taken, lock_waits};
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicBool, Ordering};

pub struct Mutex<T: ?Sized> {
    lock: AtomicBool,
    data: UnsafeCell<T>,
}

unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}

#[cfg_attr(before = "0.6", derive(Debug))]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a AtomicBool,
    data: &'a mut T,
}

impl<T> Mutex<T> {
    pub const fn new(user_data: T) -> Mutex<T> { Mutex { lock: AtomicBool::new(false), data: UnsafeCell::new(user_data) } }
    pub fn into_inner(self) -> T { self.data.into_inner() }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until nobody else holds the lock.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        if self.lock.swap(true, Ordering::Acquire) {
            self.wait();
        }
        lock_taken(&raw const self.lock as usize);
        MutexGuard { lock: &self.lock, data: unsafe { &mut *self.data.get() } }
    }

    fn wait(&self) {
        loop {
            lock_waits(&raw const self.lock as usize, 0);
            while self.lock.load(Ordering::Relaxed) {
                core::hint::spin_loop();
            }
            if !self.lock.swap(true, Ordering::Acquire) {
                return;
            }
        }
    }

    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        if self.lock.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            lock_taken(&raw const self.lock as usize);
            Some(MutexGuard { lock: &self.lock, data: unsafe { &mut *self.data.get() } })
        } else {
            None
        }
    }

    pub unsafe fn force_unlock(&self) {
        self.lock.store(false, Ordering::Release);
        lock_free(&raw const self.lock as usize);
    }
    pub fn is_locked(&self) -> bool { self.lock.load(Ordering::Relaxed) }
    pub fn get_mut(&mut self) -> &mut T { self.data.get_mut() }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Some(guard) => write!(f, "Mutex {{ data: ").and_then(|()| (&*guard).fmt(f)).and_then(|()| write!(f, "}}")),
            None => write!(f, "Mutex {{ <locked> }}"),
        }
    }
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Self { Mutex::new(T::default()) }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { &*self.data }
}
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T { &mut *self.data }
}
impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.store(false, Ordering::Release);
        lock_free(self.lock as *const AtomicBool as usize);
    }
}
#[cfg(not(before = "0.6"))]
impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) }
}
impl<T> From<T> for Mutex<T> {
    fn from(data: T) -> Mutex<T> { Mutex::new(data) }
}
impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// The lock stays taken for good.
    pub fn leak(this: MutexGuard<'a, T>) -> &'a mut T {
        let data: *mut T = &mut *core::mem::ManuallyDrop::new(this).data;
        unsafe { &mut *data }
    }
}

/// The kinds that later versions have: on one CPU it is all the same.
pub type SpinMutex<T> = Mutex<T>;
pub type SpinMutexGuard<'a, T> = MutexGuard<'a, T>;
pub type TicketMutex<T> = Mutex<T>;
pub type TicketMutexGuard<'a, T> = MutexGuard<'a, T>;
pub mod spin {
    pub use super::{SpinMutex, SpinMutexGuard};
}
pub mod ticket {
    pub use super::{TicketMutex, TicketMutexGuard};
}
