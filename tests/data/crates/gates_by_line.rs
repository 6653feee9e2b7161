// A vector from an enum's own conversion: 0.14 indexes its table by `usize` alone, so that `into` can only mean that.
// dialects: 0.14.13
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
use core::fmt::Write;
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i}"); loop {} }
#[derive(Clone, Copy)]
#[repr(u8)]
enum Line { Clock = 32, Keys }
impl Line { fn number(self) -> usize { usize::from(self) } }
impl From<Line> for usize { fn from(l: Line) -> usize { l as usize } }
impl From<Line> for u8 { fn from(l: Line) -> u8 { l as u8 } }
extern "x86-interrupt" fn on_clock(_: InterruptStackFrame) { w!("clock"); } // => clock
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let idt = unsafe { &mut *&raw mut IDT };
    idt[Line::Clock.into()].set_handler_fn(on_clock);
    idt[Line::Keys.number()].set_handler_fn(on_clock);
    unsafe { (&*&raw const IDT).load(); x86_64::instructions::interrupts::software_interrupt::<32>(); }
    let free = idt.slice(34..).iter().filter(|e| e.handler_addr().is_null()).count();
    w!("{free}"); // => 222
    loop {}
}
