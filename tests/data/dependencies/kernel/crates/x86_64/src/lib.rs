//! Not the crate of that name that pagesim has: both are there.
#![no_std]
pub const VERSION: u32 = 77;
pub mod inside {
    pub use crate::VERSION;
}
