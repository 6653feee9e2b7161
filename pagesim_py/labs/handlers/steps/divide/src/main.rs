#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    osirs::println!("{}", share(42, 0)); // expect-not: 42
    osirs::println!("It did not crash!"); // expect-not: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}

fn share(sweets: u32, children: u32) -> u32 {
    sweets / children
    // expect: panicked at src/main.rs:{any}
    // expect: attempt to divide by zero
    // expect-end: panicked
}
