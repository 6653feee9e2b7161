//! The spin crate, 0.5: locks that wait by trying again. On one CPU a lock that is held stays held: the second `lock` never ends.
#![no_std]

mod mutex;
mod once;
mod rw_lock;

pub use mutex::{Mutex, MutexGuard};
pub use once::Once;
pub use rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
