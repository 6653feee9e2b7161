//! The linked_list_allocator crate: a heap whose holes are a list that lies in the holes themselves.
#![no_std]

mod hole;
mod locked;

pub use hole::Heap;
pub use locked::LockedHeap;
