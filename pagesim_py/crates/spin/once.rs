//! A value that is made once, by whoever needs it first.

use core::cell::UnsafeCell;
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
    pub fn wait(&self) -> Option<&T> {
        while self.state.load(Ordering::SeqCst) == RUNNING {
            lock_waits(&raw const self.state as usize, 1);
            core::hint::spin_loop();
        }
        self.get()
    }
    pub fn is_completed(&self) -> bool { self.state.load(Ordering::SeqCst) == COMPLETE }
}
