#![no_std]
pub const VERSION: &str = "0.3.1";
