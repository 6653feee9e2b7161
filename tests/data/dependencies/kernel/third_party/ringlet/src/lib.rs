#![no_std]
#![deny(warnings)]

fn nobody_calls_this() {}

pub const VERSION: u32 = 23;
pub const FEATURES: u32 = cfg!(feature = "plain") as u32
    + 10 * cfg!(feature = "first") as u32
    + 100 * cfg!(feature = "wide") as u32
    + 1000 * cfg!(feature = "inner") as u32;

#[cfg(feature = "first")]
pub fn wide() -> u32 {
    inner::VALUE + FEATURES
}
