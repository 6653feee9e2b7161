//! The spin crate, 0.5 and later: locks that wait by trying again. On one CPU a lock that is held stays held: the second `lock` never ends.
#![no_std]

pub mod lazy;
pub mod mutex;
pub mod once;
mod rw_lock;

pub use lazy::Lazy;
pub use mutex::{Mutex, MutexGuard};
pub use once::Once;
pub use rw_lock::{RwLock, RwLockReadGuard, RwLockUpgradableGuard, RwLockUpgradableGuard as RwLockUpgradeableGuard, RwLockWriteGuard};

pub mod rwlock {
    pub use crate::rw_lock::{RwLock, RwLockReadGuard, RwLockUpgradableGuard, RwLockWriteGuard};
}
