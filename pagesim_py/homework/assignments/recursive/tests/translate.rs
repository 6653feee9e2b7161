#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let mapped = /*{some}*/ 0x201008_u64;
    let missing = /*{far}*/ 0xdeadbeaf000_u64;
    for address in [mapped, missing] {
        match unsafe { osirs::recursive::translate(address, 511) } {
            Some(physical) => osirs::println!("{:#x} is at {:#x}", address, physical),
            None => osirs::println!("{:#x} is not mapped", address),
        }
    }
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
