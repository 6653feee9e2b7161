// The later interface of the serial crate.
// dialects: 0.15.4
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
use uart_16550::{Config, Uart16550Tty, backend::PioBackend};
use core::fmt::Write as W2;
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    let mut tty = unsafe { Uart16550Tty::<PioBackend>::new_port(0x3F8, Config::default()) }.expect("uart");
    write!(tty, "{} hello {}\n", line!(), 5).unwrap(); // => hello 5
    w!("{:?}", x86_64::registers::control::Cr2::read()); // => Ok(VirtAddr(0x0))
    loop { x86_64::instructions::hlt() }
}
