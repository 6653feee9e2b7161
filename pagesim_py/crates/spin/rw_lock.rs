//! A value that many may read or one may write.

use core::cell::UnsafeCell;
use core::intrinsics::{lock_free, lock_taken, lock_waits};
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicUsize, Ordering};

/// The number of readers, or `WRITER`.
pub struct RwLock<T: ?Sized> {
    lock: AtomicUsize,
    data: UnsafeCell<T>,
}

const WRITER: usize = usize::MAX;

unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a AtomicUsize,
    data: &'a T,
}
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a AtomicUsize,
    data: &'a mut T,
}

impl<T> RwLock<T> {
    pub const fn new(user_data: T) -> RwLock<T> { RwLock { lock: AtomicUsize::new(0), data: UnsafeCell::new(user_data) } }
    pub fn into_inner(self) -> T { self.data.into_inner() }
}
impl<T: ?Sized> RwLock<T> {
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        loop {
            match self.try_read() {
                Some(guard) => return guard,
                None => {
                    lock_waits(&raw const self.lock as usize, 0);
                    core::hint::spin_loop()
                }
            }
        }
    }
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        let readers = self.lock.load(Ordering::Acquire);
        if readers == WRITER {
            return None;
        }
        self.lock.store(readers + 1, Ordering::Release);
        lock_taken(&raw const self.lock as usize);
        Some(RwLockReadGuard { lock: &self.lock, data: unsafe { &*self.data.get() } })
    }
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        loop {
            match self.try_write() {
                Some(guard) => return guard,
                None => {
                    lock_waits(&raw const self.lock as usize, 0);
                    core::hint::spin_loop()
                }
            }
        }
    }
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        if self.lock.load(Ordering::Acquire) != 0 {
            return None;
        }
        self.lock.store(WRITER, Ordering::Release);
        lock_taken(&raw const self.lock as usize);
        Some(RwLockWriteGuard { lock: &self.lock, data: unsafe { &mut *self.data.get() } })
    }
    pub fn get_mut(&mut self) -> &mut T { self.data.get_mut() }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { self.data }
}
impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.store(self.lock.load(Ordering::Acquire) - 1, Ordering::Release);
        lock_free(self.lock as *const AtomicUsize as usize);
    }
}
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { &*self.data }
}
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T { &mut *self.data }
}
impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.store(0, Ordering::Release);
        lock_free(self.lock as *const AtomicUsize as usize);
    }
}
