#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // All four indices are 511. The sign bits are ones, as those of every address with bit 47 set.
    let level_4 = 0xffff_ffff_ffff_f000 as *const u64;

    for index in 0..512 {
        let entry = unsafe { level_4.add(index).read_volatile() };
        if entry != 0 {
            osirs::println!("{}: {:#x}", index, entry);
        }
    }
    // expect: 0: 0x2023
    // expect: 511: 0x1063
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
