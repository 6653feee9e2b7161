//! A value that is made once. Asked for while it is made, by an interrupt handler, it is not there; who waits for it then, waits for ever.

use core::cell::UnsafeCell;
use core::fmt;
use core::intrinsics::{lock_free, lock_taken, lock_waits};
use core::sync::atomic::{AtomicUsize, Ordering};

const UNINIT: usize = 0;
const WOULD_BLOCK: usize = 1;
const READY: usize = 2;

/// Why a value was not made.
#[derive(Copy, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum TryInitError {
    AlreadyInit,
    WouldBlock,
}
impl fmt::Display for TryInitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryInitError::AlreadyInit => "the once cell is initialized already",
            TryInitError::WouldBlock => "the once cell is being initialized",
        })
    }
}
impl core::error::Error for TryInitError {}

/// Why there is no value.
#[derive(Copy, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum TryGetError {
    Uninit,
    WouldBlock,
}
impl fmt::Display for TryGetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryGetError::Uninit => "the once cell is not initialized",
            TryGetError::WouldBlock => "the once cell is being initialized",
        })
    }
}
impl core::error::Error for TryGetError {}

pub struct OnceCell<T> {
    state: AtomicUsize,
    value: UnsafeCell<Option<T>>,
}

/// A cell for what is done once and gives no value.
pub type Once = OnceCell<()>;

unsafe impl<T: Send> Send for OnceCell<T> {}
unsafe impl<T: Send + Sync> Sync for OnceCell<T> {}

impl<T> OnceCell<T> {
    pub const fn uninit() -> OnceCell<T> { OnceCell { state: AtomicUsize::new(UNINIT), value: UnsafeCell::new(None) } }
    pub const fn new(value: T) -> OnceCell<T> {
        OnceCell { state: AtomicUsize::new(READY), value: UnsafeCell::new(Some(value)) }
    }
    pub fn into_inner(self) -> Option<T> { self.value.into_inner() }

    pub fn is_initialized(&self) -> bool { self.state.load(Ordering::SeqCst) == READY }
    pub fn is_poisoned(&self) -> bool { false }

    pub fn try_init_once(&self, func: impl FnOnce() -> T) -> Result<(), TryInitError> {
        match self.state.load(Ordering::SeqCst) {
            READY => Err(TryInitError::AlreadyInit),
            WOULD_BLOCK => Err(TryInitError::WouldBlock),
            _ => {
                self.make(func);
                Ok(())
            }
        }
    }
    pub fn init_once(&self, func: impl FnOnce() -> T) {
        if let Err(TryInitError::WouldBlock) = self.try_init_once(func) {
            self.wait();
        }
    }
    fn make(&self, func: impl FnOnce() -> T) {
        self.state.store(WOULD_BLOCK, Ordering::SeqCst);
        lock_taken(&raw const self.state as usize);
        let value = func();
        unsafe { *self.value.get() = Some(value) };
        self.state.store(READY, Ordering::SeqCst);
        lock_free(&raw const self.state as usize);
    }
    fn wait(&self) {
        while self.state.load(Ordering::SeqCst) == WOULD_BLOCK {
            lock_waits(&raw const self.state as usize, 1);
            core::hint::spin_loop();
        }
    }

    pub fn try_get(&self) -> Result<&T, TryGetError> {
        match self.state.load(Ordering::SeqCst) {
            READY => Ok(unsafe { self.get_unchecked() }),
            WOULD_BLOCK => Err(TryGetError::WouldBlock),
            _ => Err(TryGetError::Uninit),
        }
    }
    pub fn get(&self) -> Option<&T> {
        self.wait();
        self.try_get().ok()
    }
    pub fn get_mut(&mut self) -> Option<&mut T> { self.value.get_mut().as_mut() }
    #[track_caller]
    pub unsafe fn get_unchecked(&self) -> &T {
        match unsafe { &*self.value.get() } {
            Some(value) => value,
            None => panic!("the once cell is not initialized"),
        }
    }
    pub fn get_or_init(&self, func: impl FnOnce() -> T) -> &T {
        self.init_once(func);
        unsafe { self.get_unchecked() }
    }
    pub fn try_get_or_init(&self, func: impl FnOnce() -> T) -> Result<&T, TryGetError> {
        match self.try_init_once(func) {
            Err(TryInitError::WouldBlock) => Err(TryGetError::WouldBlock),
            _ => Ok(unsafe { self.get_unchecked() }),
        }
    }
}
impl<T> Default for OnceCell<T> {
    fn default() -> OnceCell<T> { OnceCell::uninit() }
}
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> OnceCell<T> { OnceCell::new(value) }
}
impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("OnceCell").field("inner", &self.try_get().ok()).finish() }
}
