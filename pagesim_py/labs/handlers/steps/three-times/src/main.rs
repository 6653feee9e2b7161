#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    for round in 1..=3 {
        osirs::println!("round {}", round);
        // expect: round 1
        // expect-fault: #BP
        // expect: EXCEPTION: BREAKPOINT at VirtAddr({addr})
        // expect: round 2
        // expect-fault: #BP
        // expect: EXCEPTION: BREAKPOINT at VirtAddr({addr})
        // expect: round 3
        // expect-fault: #BP
        // expect: EXCEPTION: BREAKPOINT at VirtAddr({addr})
        x86_64::instructions::interrupts::int3();
    }
    osirs::println!("It did not crash!"); // expect: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
