//! The cell behind a lazy static.

use core::cell::UnsafeCell;
use core::intrinsics::{lock_free, lock_taken, lock_waits};
use core::sync::atomic::{AtomicUsize, Ordering};

pub struct Lazy<T: Sync> {
    state: AtomicUsize,
    value: UnsafeCell<Option<T>>,
}

const UNMADE: usize = 0;
const RUNNING: usize = 1;
const MADE: usize = 2;

unsafe impl<T: Sync> Sync for Lazy<T> {}

impl<T: Sync> Lazy<T> {
    pub const INIT: Lazy<T> = Lazy { state: AtomicUsize::new(UNMADE), value: UnsafeCell::new(None) };

    /// The value, made by `builder` at first use. Used again while it is made, waits for ever.
    pub fn get(&'static self, builder: fn() -> T) -> &'static T {
        if self.state.load(Ordering::SeqCst) == UNMADE {
            self.state.store(RUNNING, Ordering::SeqCst);
            lock_taken(&raw const self.state as usize);
            let made = builder();
            unsafe { *self.value.get() = Some(made) };
            self.state.store(MADE, Ordering::SeqCst);
            lock_free(&raw const self.state as usize);
        }
        while self.state.load(Ordering::SeqCst) == RUNNING {
            lock_waits(&raw const self.state as usize, 1);
            core::hint::spin_loop();
        }
        match unsafe { &*self.value.get() } {
            Some(value) => value,
            None => unreachable!(),
        }
    }
}
