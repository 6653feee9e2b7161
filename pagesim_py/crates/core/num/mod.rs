//! Methods and constants of the integer types.

mod common;
mod signed;
mod strict;
mod unsigned;
mod parse;
mod wrapping;
mod nonzero;
mod float;

pub use nonzero::{
    NonZero, NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroU128, NonZeroUsize,
};
pub use float::{FpCategory, ParseFloatError};
pub use parse::{IntErrorKind, ParseIntError};
pub use wrapping::{Saturating, Wrapping};

use crate::fmt;

/// The value does not fit into the smaller type.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromIntError(pub(crate) ());

impl fmt::Display for TryFromIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("out of range integral type conversion attempted") }
}
impl crate::error::Error for TryFromIntError {}
impl From<crate::convert::Infallible> for TryFromIntError {
    fn from(x: crate::convert::Infallible) -> TryFromIntError { match x {} }
}
