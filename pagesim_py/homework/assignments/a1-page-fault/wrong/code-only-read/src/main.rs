// fails: code-written
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let (table, _) = x86_64::registers::control::Cr3::read();
    osirs::println!("Level 4 page table at: {:?}", table.start_address());

    // Then write to the kernel's own code, at this address:
    let code = /*{code}*/ 0x2031b2 as *mut u8;
    let _ = unsafe { code.read_volatile() };

    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
