//! The pic8259_simple crate, 0.2: what pic8259 was called before.
#![no_std]

pub use pic8259::ChainedPics;
