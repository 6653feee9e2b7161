// The timer at another rate, enable_and_hlt, masks, raw scan codes.
// keys: aB\n
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(unused)]
use core::fmt::Write;
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i}"); loop {} }
use x86_64::instructions::port::*;
use x86_64::structures::idt::*; use pic8259::ChainedPics;
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut PICS: ChainedPics = unsafe { ChainedPics::new(32, 40) };
static mut N: u64 = 0; static mut SPUR: u64 = 0;
extern "x86-interrupt" fn timer(f: InterruptStackFrame) { unsafe { N += 1; (*&raw mut PICS).notify_end_of_interrupt(32); } }
extern "x86-interrupt" fn kb(f: InterruptStackFrame) { let s: u8 = unsafe { PortReadOnly::new(0x60).read() }; w!("{s:#04x}"); unsafe { (*&raw mut PICS).notify_end_of_interrupt(33); } } // => 0x1e // => 0x9e // => 0x2a // => 0x30 // => 0xb0 // => 0xaa // => 0x1c // => 0x9c
fn count() -> u64 { unsafe { (&raw const N).read_volatile() } }
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    unsafe { (*&raw mut IDT)[32].set_handler_fn(timer); (*&raw mut IDT)[33].set_handler_fn(kb); (*&raw const IDT).load(); (*&raw mut PICS).initialize(); }
    // the timer alone, at 1000 a second
    unsafe { Port::<u8>::new(0x21).write(0xfe); Port::<u8>::new(0xa1).write(0xff); let mut cmd = PortWriteOnly::<u8>::new(0x43); let mut data = Port::<u8>::new(0x40); cmd.write(0x36); data.write(0xa9); data.write(0x04); }
    w!("{:#x} {:#x}", unsafe { Port::<u8>::new(0x21).read() }, unsafe { Port::<u8>::new(0xa1).read() }); // => 0xfe 0xff
    x86_64::instructions::interrupts::enable();
    while count() < 5 { x86_64::instructions::hlt(); }
    w!("five"); // => five
    let before = count(); x86_64::instructions::interrupts::without_interrupts(|| { let c = count(); for _ in 0..10_000 { core::hint::spin_loop(); } w!("{}", count() == c) }); // => true
    for _ in 0..3 { x86_64::instructions::interrupts::enable_and_hlt(); }
    w!("{}", count() > before); // => true
    unsafe { Port::<u8>::new(0x21).write(0xfd) };
    loop { x86_64::instructions::hlt(); }
}
