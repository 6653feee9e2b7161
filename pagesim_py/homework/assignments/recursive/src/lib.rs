//! osirs, a very small kernel: a screen to print on, a GDT with a spare stack, handlers for exceptions, page tables.

#![no_std]
#![feature(abi_x86_interrupt)]

pub mod gdt;
pub mod interrupts;
pub mod recursive;
pub mod screen;

/// Prepares the CPU: segments first, because the gates of the IDT name the code segment.
pub fn init() {
    gdt::load();
    interrupts::load();
}

/// Stops for good. Nobody switches interrupts on, so nothing ends the first `hlt`.
pub fn halt() -> ! {
    loop {
        x86_64::instructions::hlt();
    }
}
