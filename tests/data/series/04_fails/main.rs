#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(osirs::checks::run_all)]
#![reexport_test_harness_main = "test_main"]

use core::panic::PanicInfo;
use osirs::println;
use osirs::{checks, com_print, com_println};

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    println!("hello, {}", "kernel");
    com_print!("must fail...\t");
    assert_eq!(6 * 7, 41, "the answer {}", "is wrong");

    #[cfg(test)]
    test_main();

    println!("still here");
    osirs::rest()
}

#[cfg(not(test))]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    com_println!();
    checks::failed(info)
}

#[cfg(test)]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    osirs::checks::failed(info)
}

#[test_case]
fn one_is_one() {
    assert_eq!(1, 1);
}
