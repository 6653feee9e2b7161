//! The heapless crate, 0.7 to 0.9: collections with a fixed room, without a heap.
#![no_std]

pub mod binary_heap;
mod deque;
mod linear_map;
pub mod spsc;
mod string;
mod vec;

pub use binary_heap::BinaryHeap;
pub use deque::Deque;
pub use linear_map::LinearMap;
pub use string::String;
pub use vec::Vec;

/// There is no room. (Until 0.8, `()` says so.)
#[cfg(not(before = "0.9"))]
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct CapacityError;
#[cfg(not(before = "0.9"))]
impl core::fmt::Display for CapacityError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.write_str("insufficient capacity") }
}
#[cfg(not(before = "0.9"))]
impl core::error::Error for CapacityError {}
#[cfg(not(before = "0.9"))]
const FULL: CapacityError = CapacityError;

#[cfg(before = "0.9")]
type CapacityError = ();
#[cfg(before = "0.9")]
const FULL: () = ();
