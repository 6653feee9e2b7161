#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(tested_os::check::run_all)]
#![reexport_test_harness_main = "run_tests"]

use core::panic::PanicInfo;
use tested_os::sayln;

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    sayln!("the kernel starts");
    tested_os::traps::load();

    #[cfg(test)]
    run_tests();

    loop {
        x86_64::instructions::hlt();
    }
}

#[cfg(not(test))]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    sayln!("{}", info);
    loop {
        x86_64::instructions::hlt();
    }
}

#[cfg(test)]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    tested_os::check::failed(info)
}

#[test_case]
fn one_is_one() {
    assert_eq!(1, 1);
}
