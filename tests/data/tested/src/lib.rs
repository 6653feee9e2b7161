#![no_std]
#![cfg_attr(test, no_main)]
#![feature(custom_test_frameworks, abi_x86_interrupt)]
#![test_runner(crate::check::run_all)]
#![reexport_test_harness_main = "run_tests"]

pub mod check;
pub mod line;
pub mod traps;

#[cfg(test)]
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    traps::load();
    run_tests();
    check::stop(check::Outcome::Good)
}

#[cfg(test)]
#[panic_handler]
fn on_panic(info: &core::panic::PanicInfo) -> ! {
    check::failed(info)
}
