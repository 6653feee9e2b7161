#![no_std]
pub const VALUE: u32 = if cfg!(feature = "deep") { 100_000 } else { 50_000 };
