#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // The level-4 table, through its own last entry.
    let table = 0xffff_ffff_ffff_f000 as *const u64;

    let own = unsafe { table.add(511).read_volatile() };
    let first = unsafe { table.read_volatile() };
    osirs::println!("{:#x}", own & 0x000f_ffff_ffff_f000);
    osirs::println!("{:#x}", first & 0x000f_ffff_ffff_f000);
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
