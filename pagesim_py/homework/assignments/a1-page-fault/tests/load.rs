#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // Nothing is mapped there.
    let ptr = /*{spot}*/ 0xdeadbeaf as *const u8;
    let byte = unsafe { ptr.read_volatile() };

    osirs::println!("It did not crash: {}", byte);
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
