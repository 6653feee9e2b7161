// volatile 0.3: as 0.2, around any type.
// releases: volatile 0.3
#![no_std]
#![no_main]
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} }
use volatile::{ReadOnly, Volatile, WriteOnly};
struct Screen { cells: [Volatile<u16>; 4], name: Volatile<&'static str> }
struct NoCopy(u8);
static HOLDER: Volatile<u8> = Volatile::new(3);
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut s = Screen { cells: [Volatile::new(0); 4], name: Volatile::new("vga") };
    s.cells[1].write(7); s.cells[1].update(|v| *v += 1); w!("{} {} {}", s.cells[1].read(), s.cells[0].read(), s.name.read()); // => 8 0 vga
    let _ = Volatile::new(NoCopy(1)); w!("{:?} {}", HOLDER, HOLDER.read()); // => Volatile(3) 3
    let r = ReadOnly::new(5); let mut o = WriteOnly::new(5); o.write(6); w!("{}", r.read()); // => 5
    loop { x86_64::instructions::hlt(); }
}
