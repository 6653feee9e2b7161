//! A value that is made once, by whoever needs it first.

use core::cell::UnsafeCell;
use core::fmt;
use core::intrinsics::{lock_free, lock_taken, lock_waits};
use core::sync::atomic::{AtomicUsize, Ordering};

pub struct Once<T = ()> {
    state: AtomicUsize,
    data: UnsafeCell<Option<T>>,
}

const INCOMPLETE: usize = 0;
const RUNNING: usize = 1;
const COMPLETE: usize = 2;

unsafe impl<T: Send + Sync> Sync for Once<T> {}
unsafe impl<T: Send> Send for Once<T> {}

impl<T> Once<T> {
    pub const INIT: Once<T> = Once { state: AtomicUsize::new(INCOMPLETE), data: UnsafeCell::new(None) };

    pub const fn new() -> Once<T> { Once { state: AtomicUsize::new(INCOMPLETE), data: UnsafeCell::new(None) } }

    /// Runs `builder` unless somebody has done so. Called again while it runs, waits for ever.
    pub fn call_once<F: FnOnce() -> T>(&self, builder: F) -> &T {
        if self.state.load(Ordering::SeqCst) == INCOMPLETE {
            self.state.store(RUNNING, Ordering::SeqCst);
            lock_taken(&raw const self.state as usize);
            let value = builder();
            unsafe { *self.data.get() = Some(value) };
            self.state.store(COMPLETE, Ordering::SeqCst);
            lock_free(&raw const self.state as usize);
        }
        while self.state.load(Ordering::SeqCst) == RUNNING {
            lock_waits(&raw const self.state as usize, 1);
            core::hint::spin_loop();
        }
        match self.get() {
            Some(value) => value,
            None => unreachable!(),
        }
    }

    pub fn get(&self) -> Option<&T> {
        if self.state.load(Ordering::SeqCst) == COMPLETE { unsafe { (*self.data.get()).as_ref() } } else { None }
    }
    pub fn get_mut(&mut self) -> Option<&mut T> { self.data.get_mut().as_mut() }
    pub fn r#try(&self) -> Option<&T> { self.get() }
    /// Waits while it is being made.
    pub fn poll(&self) -> Option<&T> {
        while self.state.load(Ordering::SeqCst) == RUNNING {
            lock_waits(&raw const self.state as usize, 1);
            core::hint::spin_loop();
        }
        self.get()
    }
    #[cfg(before = "0.7")]
    pub fn wait(&self) -> Option<&T> { self.poll() }
    /// Waits until it has been made, by whomever.
    #[cfg(not(before = "0.7"))]
    pub fn wait(&self) -> &T {
        loop {
            match self.poll() {
                Some(value) => return value,
                None => core::hint::spin_loop(),
            }
        }
    }
    pub const fn initialized(data: T) -> Once<T> {
        Once { state: AtomicUsize::new(COMPLETE), data: UnsafeCell::new(Some(data)) }
    }
    /// What fails may be tried again.
    pub fn try_call_once<F: FnOnce() -> Result<T, E>, E>(&self, builder: F) -> Result<&T, E> {
        if let Some(value) = self.poll() {
            return Ok(value);
        }
        self.state.store(RUNNING, Ordering::SeqCst);
        lock_taken(&raw const self.state as usize);
        let made = builder();
        self.state.store(INCOMPLETE, Ordering::SeqCst);
        lock_free(&raw const self.state as usize);
        let value = made?;
        Ok(self.call_once(|| value))
    }
    pub fn into_inner(self) -> Option<T> { self.data.into_inner() }
    pub fn try_into_inner(self) -> Option<T> { self.data.into_inner() }
    pub fn as_mut_ptr(&self) -> *mut T {
        match unsafe { &mut *self.data.get() } {
            Some(value) => value,
            None => core::ptr::null_mut(),
        }
    }
    pub fn is_completed(&self) -> bool { self.state.load(Ordering::SeqCst) == COMPLETE }
}
impl<T> Default for Once<T> {
    fn default() -> Once<T> { Once::new() }
}
impl<T> From<T> for Once<T> {
    fn from(data: T) -> Once<T> { Once::initialized(data) }
}
impl<T: fmt::Debug> fmt::Debug for Once<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.get() {
            Some(value) => write!(f, "Once {{ data: ").and_then(|()| value.fmt(f)).and_then(|()| write!(f, "}}")),
            None => write!(f, "Once {{ <uninitialized> }}"),
        }
    }
}
