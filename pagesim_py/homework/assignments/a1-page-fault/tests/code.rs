#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // The kernel's own code.
    let ptr = /*{code}*/ 0x2031b2 as *mut u8;
    let byte = unsafe { ptr.read_volatile() };
    osirs::println!("read");
    unsafe { ptr.write_volatile(byte); }
    osirs::println!("written");
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
