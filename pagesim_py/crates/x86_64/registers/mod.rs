//! Registers of the CPU.

pub mod control;
pub mod debug;
pub mod model_specific;
pub mod rflags;
pub mod segmentation;
pub mod xcontrol;

pub use crate::instructions::read_rip;
