#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    x86_64::instructions::interrupts::int3();

    osirs::println!("It did not crash!");
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
