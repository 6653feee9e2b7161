//! The buddy_system_allocator crate: a heap of blocks whose sizes are powers of two, each of which has a buddy that it is joined with. A
//! heap has 32 orders; from 0.9 on the program says how many.
#![no_std]

mod heap;
pub mod linked_list;

pub use heap::{Heap, LockedHeap};
