//! The core library as lab code sees it: what `use core::...` can reach without an operating system.
//!
//! Order: macros (textual scope), then the smallest traits, then types that stand on them.
#![no_core]

#[macro_use]
mod macros;

pub mod intrinsics;
pub mod marker;
pub mod ops;
pub mod clone;
pub mod cmp;
pub mod convert;
pub mod default;
pub mod borrow;
pub mod mem;
pub mod ptr;
pub mod option;
pub mod result;
pub mod pin;
pub mod task;
pub mod future;
pub mod panic;
pub mod panicking;
pub mod num;
pub mod char;
pub mod iter;
pub mod slice;
pub mod array;
pub mod str;
pub mod fmt;
pub mod hash;
pub mod any;
pub mod cell;
pub mod sync;
pub mod hint;
pub mod arch;
pub mod time;
pub mod ascii;
pub mod error;
pub mod ffi;
mod symbols;
pub mod alloc;
pub mod prelude;
mod unit;
mod bool;
mod tuple;

mod limits;

pub use limits::{f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize};
