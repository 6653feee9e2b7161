#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let slot = 511;
    let address = /*{near}*/ 0x50000_u64;
    osirs::println!("{:#x}", osirs::recursive::entry_address(address, 1, slot));
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
