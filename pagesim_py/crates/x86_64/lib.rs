//! The x86_64 crate as lab code sees it, in three dialects: 0.14.13 (what a course's `x86_64 = "0.14.2"` gets), 0.14.2 and 0.15.4.
//! The compiler sets `cfg(dialect = "...")`.
#![no_std]

#[macro_use]
mod macros;

pub mod addr;
mod flag_iter;
pub mod instructions;
mod intrinsics;
pub mod registers;
pub mod structures;
mod volatile;

pub use addr::{PhysAddr, VirtAddr, align_down, align_up};

/// One of the four rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PrivilegeLevel {
    Ring0 = 0,
    Ring1 = 1,
    Ring2 = 2,
    Ring3 = 3,
}

impl PrivilegeLevel {
    /// Panics if `value` is larger than 3.
    pub const fn from_u16(value: u16) -> PrivilegeLevel {
        match value {
            0 => PrivilegeLevel::Ring0,
            1 => PrivilegeLevel::Ring1,
            2 => PrivilegeLevel::Ring2,
            3 => PrivilegeLevel::Ring3,
            _ => crate_panic!("lib.rs", [88:18, 90:18, 99:18], "invalid privilege level"),
        }
    }
}
