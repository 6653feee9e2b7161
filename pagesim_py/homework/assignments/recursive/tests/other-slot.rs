#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let address = /*{near}*/ 0x50000_u64;
    for level in [4, 3, 2, 1] {
        let table = osirs::recursive::table_address(address, level, 300);
        let entry = osirs::recursive::entry_address(address, level, 300);
        osirs::println!("level {}: table {:#x}, entry {:#x}", level, table, entry);
    }
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
