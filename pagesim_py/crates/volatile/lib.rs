//! The volatile crate, 0.2 to 0.6: reads and writes that are never left out. Until 0.3 a cell, in 0.4 around a reference, then around a
//! pointer.
#![no_std]

#[cfg(not(before = "0.4"))]
pub mod access;
#[cfg(before = "0.4")]
mod cell;
#[cfg(not(before = "0.5"))]
mod pointer;
#[cfg(before = "0.5")]
#[cfg(not(before = "0.4"))]
mod reference;
#[cfg(not(before = "0.5"))]
mod slices;

#[cfg(before = "0.4")]
pub use cell::{ReadOnly, ReadWrite, Volatile, WriteOnly};
#[cfg(not(before = "0.5"))]
pub use pointer::{VolatilePtr, VolatileRef};
#[cfg(before = "0.5")]
#[cfg(not(before = "0.4"))]
pub use reference::Volatile;
