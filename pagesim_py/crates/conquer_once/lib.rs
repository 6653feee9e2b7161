//! The conquer-once crate, 0.4: values that are made once, and can be asked for without waiting.
#![no_std]

mod cell;
mod lazy;

pub use cell::{TryGetError, TryInitError};

/// Whoever has to wait tries again and again.
pub mod spin {
    pub use crate::cell::{Once, OnceCell};
    pub use crate::lazy::Lazy;
}
/// Nobody waits.
pub mod noblock {
    pub use crate::cell::{Once, OnceCell};
}
