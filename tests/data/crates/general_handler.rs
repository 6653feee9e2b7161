// One function for all vectors: it is told which it is, and the error code where there is one.
// dialects: 0.14.2 0.14.13 0.15.4
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
use core::fmt::Write;
use x86_64::set_general_handler;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} } // => General handler returned on double fault
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
fn general(frame: InterruptStackFrame, index: u8, error_code: Option<u64>) {
    let somewhere = frame.instruction_pointer.as_u64() != 0;
    w!("{index} {error_code:?} {somewhere}"); // => 3 None true // => 255 None true // => 14 Some(2) true // => 8 Some(0) true
    if index == 14 {
        // What the fault handler does next has no gate, so that it becomes a double fault.
        unsafe { (&mut *&raw mut IDT).page_fault = InterruptDescriptorTable::new().page_fault };
        unsafe { (&mut *&raw mut IDT).segment_not_present = InterruptDescriptorTable::new().segment_not_present };
    }
}
fn other(_: InterruptStackFrame, index: u8, error_code: Option<u64>) {
    w!("other {index} {error_code:?}"); // => other 40 None // => other 41 None // => other 4 None
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let idt = unsafe { &mut *&raw mut IDT };
    set_general_handler!(idt, general);
    set_general_handler!(idt, other, 40..=41);
    set_general_handler!(idt, other, 4);
    unsafe { (&*&raw const IDT).load() };
    x86_64::instructions::interrupts::int3();
    unsafe {
        x86_64::instructions::interrupts::software_interrupt::<255>();
        x86_64::instructions::interrupts::software_interrupt::<40>();
        x86_64::instructions::interrupts::software_interrupt::<41>();
        x86_64::instructions::interrupts::software_interrupt::<4>();
        (0xdeadbeaf as *mut u8).write(1);
    }
    loop {}
}
