//! A value that many may read or one may write.

use core::cell::UnsafeCell;
use core::fmt;
use core::intrinsics::{lock_free, lock_taken, lock_waits};
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicUsize, Ordering};

/// The number of readers, or `WRITER`.
pub struct RwLock<T: ?Sized> {
    lock: AtomicUsize,
    data: UnsafeCell<T>,
}

const WRITER: usize = usize::MAX;
/// Added to the number of readers: one of them may become the writer.
const RESERVED: usize = 1 << 32;

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
        if readers == WRITER || readers & RESERVED != 0 {
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
    /// Reads now, may write later. Others may read meanwhile, but not reserve this too.
    pub fn upgradeable_read(&self) -> RwLockUpgradableGuard<'_, T> {
        loop {
            match self.try_upgradeable_read() {
                Some(guard) => return guard,
                None => {
                    lock_waits(&raw const self.lock as usize, 0);
                    core::hint::spin_loop()
                }
            }
        }
    }
    pub fn try_upgradeable_read(&self) -> Option<RwLockUpgradableGuard<'_, T>> {
        let readers = self.lock.load(Ordering::Acquire);
        if readers & RESERVED != 0 {
            return None;
        }
        self.lock.store(readers | RESERVED, Ordering::Release);
        lock_taken(&raw const self.lock as usize);
        Some(RwLockUpgradableGuard { lock: self })
    }
    pub fn reader_count(&self) -> usize {
        match self.lock.load(Ordering::Relaxed) {
            WRITER => 0,
            state => (state & !RESERVED) + (state / RESERVED),
        }
    }
    pub fn writer_count(&self) -> usize { if self.lock.load(Ordering::Relaxed) == WRITER { 1 } else { 0 } }
    pub unsafe fn force_write_unlock(&self) {
        self.lock.store(0, Ordering::Release);
        lock_free(&raw const self.lock as usize);
    }
    pub unsafe fn force_read_decrement(&self) {
        self.lock.store(self.lock.load(Ordering::Acquire) - 1, Ordering::Release);
        lock_free(&raw const self.lock as usize);
    }
    pub fn get_mut(&mut self) -> &mut T { self.data.get_mut() }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_read() {
            Some(guard) => write!(f, "RwLock {{ data: ").and_then(|()| (&*guard).fmt(f)).and_then(|()| write!(f, "}}")),
            None => write!(f, "RwLock {{ <locked> }}"),
        }
    }
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> Self { RwLock::new(T::default()) }
}
impl<T> From<T> for RwLock<T> {
    fn from(data: T) -> Self { RwLock::new(data) }
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
impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on reading.
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let this = core::mem::ManuallyDrop::new(self);
        this.lock.store(1, Ordering::Release);
        let data: *const T = &*this.data;
        RwLockReadGuard { lock: this.lock, data: unsafe { &*data } }
    }
}

pub struct RwLockUpgradableGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
}
impl<'a, T: ?Sized> RwLockUpgradableGuard<'a, T> {
    /// Waits until nobody reads.
    pub fn upgrade(self) -> RwLockWriteGuard<'a, T> {
        let mut this = self;
        loop {
            this = match this.try_upgrade() {
                Ok(guard) => return guard,
                Err(this) => this,
            };
            lock_waits(&raw const this.lock.lock as usize, 0);
            core::hint::spin_loop();
        }
    }
    pub fn try_upgrade(self) -> Result<RwLockWriteGuard<'a, T>, Self> {
        let state = &self.lock.lock;
        if state.compare_exchange(RESERVED, WRITER, Ordering::Acquire, Ordering::Relaxed).is_err() {
            return Err(self);
        }
        let this = core::mem::ManuallyDrop::new(self);
        Ok(RwLockWriteGuard { lock: &this.lock.lock, data: unsafe { &mut *this.lock.data.get() } })
    }
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let this = core::mem::ManuallyDrop::new(self);
        let state = &this.lock.lock;
        state.store((state.load(Ordering::Acquire) & !RESERVED) + 1, Ordering::Release);
        RwLockReadGuard { lock: state, data: unsafe { &*this.lock.data.get() } }
    }
}
impl<T: ?Sized> Deref for RwLockUpgradableGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { unsafe { &*self.lock.data.get() } }
}
impl<T: ?Sized> Drop for RwLockUpgradableGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.lock.store(self.lock.lock.load(Ordering::Acquire) & !RESERVED, Ordering::Release);
        lock_free(&raw const self.lock.lock as usize);
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
