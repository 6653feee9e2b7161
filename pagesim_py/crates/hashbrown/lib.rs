//! The hashbrown crate, 0.9 and later: maps and sets by hashes, on the heap of the program.
#![no_std]

extern crate alloc;

pub mod hash_map;
pub mod hash_set;
mod entry;
mod hasher;
mod table;

pub use hash_map::HashMap;
pub use hash_set::HashSet;
pub use hasher::DefaultHashBuilder;

use core::borrow::Borrow;

/// A key may be looked up by what is equivalent to it.
pub trait Equivalent<K: ?Sized> {
    fn equivalent(&self, key: &K) -> bool;
}
impl<Q: ?Sized + Eq, K: ?Sized + Borrow<Q>> Equivalent<K> for Q {
    fn equivalent(&self, key: &K) -> bool { *self == *key.borrow() }
}
