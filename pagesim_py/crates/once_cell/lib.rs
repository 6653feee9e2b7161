//! The once_cell crate, 1: values that are written once. What needs an operating system (`sync`) is not there.
#![no_std]

extern crate alloc;

pub mod race;
pub mod unsync;
