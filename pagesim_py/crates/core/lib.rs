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
pub mod time;
pub mod ascii;
pub mod error;
pub mod alloc;
pub mod prelude;
mod unit;
mod bool;
mod tuple;

pub mod u8 { pub const MIN: u8 = 0; pub const MAX: u8 = 0xff; }
pub mod u16 { pub const MIN: u16 = 0; pub const MAX: u16 = 0xffff; }
pub mod u32 { pub const MIN: u32 = 0; pub const MAX: u32 = 0xffff_ffff; }
pub mod u64 { pub const MIN: u64 = 0; pub const MAX: u64 = 0xffff_ffff_ffff_ffff; }
pub mod usize { pub const MIN: usize = 0; pub const MAX: usize = 0xffff_ffff_ffff_ffff; }
pub mod i32 { pub const MIN: i32 = -0x8000_0000; pub const MAX: i32 = 0x7fff_ffff; }
pub mod i64 { pub const MIN: i64 = -0x8000_0000_0000_0000; pub const MAX: i64 = 0x7fff_ffff_ffff_ffff; }
