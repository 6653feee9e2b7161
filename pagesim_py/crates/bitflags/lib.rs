//! The bitflags crate, 1 and 2: types whose values are sets of named bits.
#![no_std]

#[cfg(not(before = "2"))]
pub mod iter;
#[cfg(not(before = "2"))]
#[macro_use]
mod macros;
#[cfg(before = "2")]
mod old;
#[cfg(not(before = "2"))]
pub mod parser;
#[cfg(not(before = "2"))]
mod traits;

#[cfg(not(before = "2"))]
pub use traits::{Bits, Flag, Flags};
#[cfg(not(before = "2"))]
#[doc(hidden)]
pub use traits::PublicFlags;

/// What the macros name, wherever they are used.
#[doc(hidden)]
pub use core as __core;
