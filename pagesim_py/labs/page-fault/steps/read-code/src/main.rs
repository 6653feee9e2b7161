#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // An address in the kernel's code. 0x205b06 is another one.
    let ptr = 0x2031b2 as *mut u8;

    let byte = unsafe { *ptr };
    osirs::println!("read worked"); // expect: read worked
    let _ = byte;
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
