// bit_field and cfg-if.
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} } // => value does not fit into bit range
use bit_field::{BitArray, BitField};
use cfg_if::cfg_if;
cfg_if! {
    if #[cfg(feature = "none")] { fn which() -> u8 { 1 } }
    else if #[cfg(all(target_arch = "x86_64", not(test)))] { fn which() -> u8 { 2 } fn more() -> u8 { 5 } }
    else { fn which() -> u8 { 3 } fn more() -> u8 { 6 } }
}
cfg_if! { if #[cfg(test)] { const ONLY: u8 = 1; } else { const ONLY: u8 = 2; } }
cfg_if! { if #[cfg(debug_assertions)] { mod made { pub fn here() -> &'static str { "debug" } } } }
cfg_if! { if #[cfg(target_os = "linux")] { compile_error!("not here"); } else if #[cfg(feature = "x")] { compile_error!("nor here"); } }
macro_rules! chosen { ($name:ident, $when:meta) => { #[cfg(any($when, feature = "y"))] fn $name() -> u8 { 1 } #[cfg(not($when))] fn $name() -> u8 { 0 } } }
chosen!(first, target_arch = "x86_64");
chosen!(second, feature = "x");
fn inside() -> u8 { cfg_if! { if #[cfg(target_arch = "x86_64")] { let found = 7; } else { let found = 8; } } found }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    w!("{} {} {ONLY} {} {} {}", which(), more(), made::here(), first(), second()); // => 2 5 2 debug 1 0
    w!("{}", inside()); // => 7
    let mut x = 0u64;
    x.set_bit(3, true).set_bits(8..12, 0b1010);
    w!("{:#x} {} {} {:#x}", x, x.get_bit(3), x.get_bit(4), x.get_bits(8..=11)); // => 0xa08 true false 0xa
    x.set_bit(3, false).set_bits(..4, 9).set_bits(60.., 0xf); w!("{:#x} {:#x} {:#x}", x, x.get_bits(..), x.get_bits(9..64)); // => 0xf000000000000a09 0xf000000000000a09 0x78000000000005
    w!("{} {} {}", u8::BIT_LENGTH, <usize as BitField>::BIT_LENGTH, i16::BIT_LENGTH); // => 8 64 16
    let mut i = -1i8; i.set_bit(7, false); w!("{} {} {}", i, (-1i8).get_bits(4..8), 0x55u8.get_bits(1..6)); // => 127 -1 10
    let mut a = [0u8; 4];
    a.set_bits(6..12, 0b11_0011); a.set_bit(31, true);
    w!("{:?} {:#b} {} {} {}", a, a.get_bits(6..12), a.bit_length(), a.get_bit(31), a.get_bit(30)); // => [192, 12, 0, 128] 0b110011 32 true false
    a.set_bits(8..16, 0xab); w!("{:?} {:#x} {:#x}", a, a.get_bits(8..16), a.get_bits(12..=19)); // => [192, 171, 0, 128] 0xab 0xa
    let entry = 0x8000_0000_1234_5067u64; w!("{:#x} {}", entry.get_bits(12..52) << 12, entry.get_bit(63)); // => 0x12345000 true
    x.set_bits(0..4, 16);
    loop { x86_64::instructions::hlt(); }
}
