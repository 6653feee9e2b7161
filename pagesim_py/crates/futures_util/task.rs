//! Where a task leaves its waker for somebody who wakes it at any time.

use core::cell::UnsafeCell;
use core::fmt;

pub use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker, ready};

/// Takes wakers by `&self`; `wake` takes the waker out.
pub struct AtomicWaker {
    waker: UnsafeCell<Option<Waker>>,
}

unsafe impl Send for AtomicWaker {}
unsafe impl Sync for AtomicWaker {}

impl AtomicWaker {
    pub const fn new() -> AtomicWaker { AtomicWaker { waker: UnsafeCell::new(None) } }

    /// Keeps a copy of `waker` until `wake` or `take`, instead of the one before.
    pub fn register(&self, waker: &Waker) {
        let place = unsafe { &mut *self.waker.get() };
        let same = match place { Some(old) => old.will_wake(waker), None => false };
        if !same {
            let old = place.replace(waker.clone());
            drop(old);
        }
    }
    pub fn wake(&self) {
        if let Some(waker) = self.take() {
            waker.wake();
        }
    }
    pub fn take(&self) -> Option<Waker> { unsafe { (*self.waker.get()).take() } }
}
impl Default for AtomicWaker {
    fn default() -> AtomicWaker { AtomicWaker::new() }
}
impl fmt::Debug for AtomicWaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("AtomicWaker") }
}
