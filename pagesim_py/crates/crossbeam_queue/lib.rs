//! The crossbeam-queue crate, 0.3: queues that several sides use at once. On one CPU an interrupt handler is the other side.
#![no_std]

extern crate alloc;

mod array_queue;
mod seg_queue;

pub use array_queue::ArrayQueue;
pub use seg_queue::SegQueue;
