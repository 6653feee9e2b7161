#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let address: usize = 0xdeadbeaf;
    let function: fn() = unsafe { core::mem::transmute(address) };
    function();
    // expect-fault: #PF 0x10 0xdeadbeaf
    // expect: EXCEPTION: PAGE FAULT
    // expect: Accessed Address: VirtAddr(0xdeadbeaf)
    // expect: Error Code: PageFaultErrorCode(INSTRUCTION_FETCH)
    // expect: InterruptStackFrame {
    // expect: instruction_pointer: VirtAddr(
    // expect: 0xdeadbeaf,
    osirs::println!("It did not crash!"); // expect-not: It did not crash!
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
