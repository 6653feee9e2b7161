//! Letting interrupts in, keeping them out, raising them.

use crate::intrinsics;

pub fn are_enabled() -> bool {
    intrinsics::read_rflags() & 0x200 != 0
}

pub fn enable() {
    intrinsics::sti()
}

pub fn disable() {
    intrinsics::cli()
}

/// Runs `f` with interrupts off, then puts them back as they were.
pub fn without_interrupts<F: FnOnce() -> R, R>(f: F) -> R {
    let were_enabled = are_enabled();
    if were_enabled {
        disable();
    }
    let result = f();
    if were_enabled {
        enable();
    }
    result
}

/// Enables interrupts and halts in one: none can come in between.
pub fn enable_and_hlt() {
    intrinsics::sti_hlt()
}

/// Raises a breakpoint exception.
pub fn int3() {
    intrinsics::int3()
}

/// `int NUM`.
pub unsafe fn software_interrupt<const NUM: u8>() {
    unsafe { intrinsics::int(NUM) }
}

/// `int NUMBER`, in `unsafe`: the older way to write `software_interrupt`.
#[cfg(not(dialect = "0.15.4"))]
#[macro_export]
macro_rules! software_interrupt {
    ($number:expr) => {
        $crate::instructions::interrupts::software_interrupt::<{ $number }>()
    };
}
