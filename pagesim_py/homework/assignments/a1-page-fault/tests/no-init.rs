#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");

    // Nothing is mapped there, and init() was not called.
    let ptr = /*{spot}*/ 0xdeadbeaf as *mut u8;
    unsafe { *ptr = 42; }

    osirs::println!("It did not crash!");
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
