#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let cell = 0xb8000 as *mut u8;
    let (character, colour) = unsafe { (*cell, *cell.add(1)) };
    osirs::println!("at 0xb8000: {:?} in colour {:#04x}", character as char, colour);

    unsafe {
        *cell = b'J';
        *cell.add(1) = 0x0e; // yellow on black
    }
    // expect: Jello World!
    // expect: at 0xb8000: 'H' in colour 0x07
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
