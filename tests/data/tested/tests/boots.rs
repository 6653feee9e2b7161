#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(tested_os::check::run_all)]
#![reexport_test_harness_main = "run_tests"]

use core::panic::PanicInfo;
use tested_os::sayln;

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    run_tests();
    loop {}
}

#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    tested_os::check::failed(info)
}

#[test_case]
fn sends_before_anything_is_set_up() {
    sayln!("sent");
}
