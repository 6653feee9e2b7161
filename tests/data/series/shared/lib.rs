#![no_std]
#![cfg_attr(test, no_main)]
#![feature(custom_test_frameworks)]
#![feature(abi_x86_interrupt)]
#![test_runner(crate::checks::run_all)]
#![reexport_test_harness_main = "test_main"]

extern crate alloc;

#[cfg(test)]
use bootloader::{BootInfo, entry_point};
#[cfg(test)]
use core::panic::PanicInfo;

pub mod checks;
pub mod com;
pub mod heap;
pub mod memory;
pub mod tables;
pub mod text;
pub mod traps;

pub fn begin() {
    tables::load();
    traps::load();
    unsafe { traps::CONTROLLERS.lock().initialize() };
    x86_64::instructions::interrupts::enable();
}

pub fn rest() -> ! {
    loop {
        x86_64::instructions::hlt();
    }
}

#[cfg(test)]
entry_point!(test_begin);

#[cfg(test)]
fn test_begin(_boot: &'static BootInfo) -> ! {
    begin();
    test_main();
    rest();
}

#[cfg(test)]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    checks::failed(info)
}
