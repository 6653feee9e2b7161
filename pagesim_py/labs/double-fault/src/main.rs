#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    overflow(1);
    osirs::println!("It did not crash!"); // expect-not: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}

/// Calls itself without end. Every call needs room on the stack for its return address and its locals.
#[allow(unconditional_recursion)]
fn overflow(depth: u64) -> u64 {
    let locals = [depth; 64];
    // expect-fault: #DF 0x0
    // expect: EXCEPTION: DOUBLE FAULT
    // expect: Error Code: 0
    // expect-not: PAGE FAULT
    overflow(depth + 1) + locals[63]
}
