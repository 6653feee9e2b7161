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
    osirs::begin();
    loop {
        use core::fmt::Write;
        let mut typist = osirs::text::TYPIST.lock();
        typist.byte(b'-');
        typist.write_char('\n').unwrap();
    }
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
