#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // Nothing is mapped there.
    let ptr = 0xdeadbeaf as *mut u8;
    unsafe { *ptr = 42; }
    // expect-fault: #PF 0x2 0xdeadbeaf
    // expect: Hello World!
    // expect: EXCEPTION: PAGE FAULT
    // expect: Accessed Address: VirtAddr(0xdeadbeaf)
    // expect: Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)
    // expect: InterruptStackFrame {
    // expect: instruction_pointer: VirtAddr(
    // expect: {addr},
    // expect: ),
    // expect: code_segment: 8,
    // expect: cpu_flags: {any},
    // expect: stack_pointer: VirtAddr(
    // expect: {addr},
    // expect: ),
    // expect: stack_segment: 0,
    // expect: }

    osirs::println!("It did not crash!"); // expect-not: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
