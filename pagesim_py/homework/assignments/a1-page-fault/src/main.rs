#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // Print here where the level-4 table is: "Level 4 page table at: PhysAddr(...)".

    // Then write to the kernel's own code, at this address:
    let code = /*{code}*/ 0x2031b2 as *mut u8;
    let _ = code;

    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
