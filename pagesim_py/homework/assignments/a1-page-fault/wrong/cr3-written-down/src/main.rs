// fails: cr3-read
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    osirs::println!("Level 4 page table at: PhysAddr(0x1000)");

    // Then write to the kernel's own code, at this address:
    let code = /*{code}*/ 0x2031b2 as *mut u8;
    unsafe { code.write_volatile(0x90); }

    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
