#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    // An address in the kernel's code. 0x205b06 is another one.
    let ptr = 0x2031b2 as *mut u8;

    let byte = unsafe { *ptr };
    osirs::println!("read worked"); // expect: read worked

    unsafe { *ptr = byte; }
    // expect-fault: #PF 0x3 0x2031b2
    // expect: EXCEPTION: PAGE FAULT
    // expect: Accessed Address: VirtAddr(0x2031b2)
    // expect: Error Code: PageFaultErrorCode(PROTECTION_VIOLATION | CAUSED_BY_WRITE)
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
    osirs::println!("write worked"); // expect-not: write worked
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
