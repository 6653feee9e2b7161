#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // Not mapped, until the handler in src/interrupts.rs repairs that.
    let ptr = 0x90f00 as *mut u16;
    unsafe { ptr.write_volatile(0x0f52); } // R, white on black
    // expect-fault: #PF 0x2 0x90f00

    let cell = 0xb8f00 as *const u8;
    osirs::println!("on the screen: {}", unsafe { cell.read_volatile() } as char);
    // expect: on the screen: R
    // expect: R
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
