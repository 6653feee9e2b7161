#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(osirs::checks::run_all)]
#![reexport_test_harness_main = "test_main"]

use core::panic::PanicInfo;
use osirs::println;

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    println!("hello, {}", "kernel");
    osirs::checks::run_all(&[&adds, &wraps, &(|| assert!(osirs::text::code_above(0) == 'h'))]);
    osirs::rest()
}

fn adds() {
    assert_eq!(1 + 1, 2);
}

fn wraps() {
    assert_ne!(255u8.wrapping_add(2), 0, "wrapped to {}", 1);
}

#[allow(dead_code)]
fn never() -> ! {
    println!("never");
    #[cfg(test)]
    test_main();

    println!("still here");
    osirs::rest()
}

#[cfg(not(test))]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    println!("{}", info);
    osirs::rest()
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
