#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // Where the level-1 table for a page far away would be seen, if there were one.
    let table = /*{absent}*/ 0xffff_ff86_f56d_f000_u64 as *const u64;

    let entry = unsafe { table.read_volatile() };
    osirs::println!("{:#x}", entry);
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
