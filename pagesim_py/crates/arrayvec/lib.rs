//! The arrayvec crate, 0.7: vectors and texts with a fixed room, in the variable itself.
#![no_std]

mod array_string;
mod array_vec;
mod errors;

pub use array_string::ArrayString;
pub use array_vec::{ArrayVec, Drain, IntoIter};
pub use errors::CapacityError;
