#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let page = /*{near}*/ 0x50000_u64;
    unsafe { osirs::recursive::map(page, 0xb8000, 511) };

    // Four cells of the screen: "New!", white, as one number; the lowest byte is the first character.
    let screen = page as *mut u64;
    unsafe { screen.add(400).write_volatile(0x_0f21_0f77_0f65_0f4e); }
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
