//! The crossbeam-queue crate, 0.2 and 0.3: queues that several sides use at once. On one CPU an interrupt handler is the other side.
#![no_std]

extern crate alloc;

mod array_queue;
#[cfg(before = "0.3")]
mod err;
mod seg_queue;

pub use array_queue::ArrayQueue;
#[cfg(before = "0.3")]
pub use err::{PopError, PushError};
pub use seg_queue::SegQueue;
