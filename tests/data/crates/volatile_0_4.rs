// volatile 0.4: around references.
// releases: volatile 0.4
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
#[repr(C)]
#[derive(Clone, Copy, Debug)]
struct Regs { status: u32, data: u8 }
use volatile::Volatile;
use volatile::access::{ReadOnly, ReadWrite, WriteOnly};
struct Screen { buffer: Volatile<&'static mut [[u16; 80]]> }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut number = 1u32;
    let mut v = Volatile::new(&mut number);
    v.write(5); v.update(|n| *n *= 2); w!("{} {:?}", v.read(), v); // => 10 Volatile(10)
    w!("{}", v.extract_inner()); // => 10
    let mut regs = Regs { status: 1, data: 2 };
    let mut v = Volatile::new(&mut regs);
    v.map_mut(|r| &mut r.data).write(9); w!("{} {:?}", v.map(|r| &r.status).read(), v.map(|r| &r.data).read()); // => 1 9
    let slice = &mut [1u8, 2, 3, 4][..];
    let mut v = Volatile::new(slice);
    v.index_mut(1).write(20); w!("{} {}", v.index(1).read(), v.index(3).read()); // => 20 4
    let mut two = [0; 2]; v.index(1..3).copy_into_slice(&mut two); w!("{two:?}"); // => [20, 3]
    v.index_mut(..2).copy_from_slice(&[8, 9]); w!("{:?}", v.extract_inner()); // => [8, 9, 3, 4]
    let fixed = 3u8; let r: Volatile<&u8, ReadOnly> = Volatile::new_read_only(&fixed); w!("{}", r.read()); // => 3
    let mut o = 0u8; let mut w: Volatile<&mut u8, WriteOnly> = Volatile::new_write_only(&mut o); w.write(4); w!("{w:?}"); w!("{o}"); // => Volatile("[write-only]") // => 4
    let vga = Volatile::new(unsafe { core::slice::from_raw_parts_mut(0xb8000 as *mut [u16; 80], 25) });
    let mut screen = Screen { buffer: vga };
    screen.buffer.index_mut(3).map_mut(|row| &mut row[5]).write(0x0f41);
    w!("{:#x} {}", unsafe { *((0xb8000 + 2 * 245) as *const u16) }, screen.buffer.map(|rows| &rows[3][5]).read() == 0xf41); // => 0xf41 true
    loop { x86_64::instructions::hlt(); }
}
