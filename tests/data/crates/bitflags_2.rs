// bitflags 2: what the macro makes, the trait behind it, and how sets print and are read.
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
use bitflags::{bitflags, Flag, Flags, bitflags_match};
bitflags! {
    /// The bits of a page table entry.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[repr(transparent)]
    pub struct Entry: u64 {
        /// Is there.
        const PRESENT = 1 << 0;
        const WRITABLE = 1 << 1;
        #[cfg(feature = "none")]
        const GONE = 1 << 5;
        const USER = 0b100;
        const ALL3 = Self::PRESENT.bits() | Self::WRITABLE.bits() | Self::USER.bits();
        const NO_EXECUTE = 1 << 63;
    }
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    struct Open: u8 { const A = 1; const B = 2; const _ = !0; }
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Own(u16);
bitflags! { impl Own: u16 { const LOW = 0xff; const HIGH = 0xff00; } }
mod inner { bitflags::bitflags! { #[derive(Debug)] pub(crate) struct Deep: i32 { const X = 1; const Y = 1 << 30; } } }
const RW: Entry = Entry::from_bits_truncate(3);
const BOTH: Entry = Entry::PRESENT.union(Entry::WRITABLE);
fn count<F: Flags>(flags: &F) -> usize { flags.iter().count() }
fn inside(bits: u8) -> bool {
    bitflags! { #[derive(Clone, Copy, PartialEq)] struct Here: u8 { const A = 1; const B = 2; } }
    Here::from_bits_truncate(bits) == Here::A | Here::B
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let e = Entry::PRESENT | Entry::WRITABLE;
    w!("{:?} {:?} {:?}", e, Entry::empty(), Entry::USER); // => Entry(PRESENT | WRITABLE) Entry(0x0) Entry(USER)
    w!("{:?}", Entry::all()); // => Entry(PRESENT | WRITABLE | USER | NO_EXECUTE)
    w!("{:#x} {:x} {:#b} {:#o} {:X}", e, e, e, e, Entry::all()); // => 0x3 3 0b11 0o3 8000000000000007
    w!("{} {} {}", e.bits(), e == RW, e == BOTH); // => 3 true true
    w!("{:?} {:?}", Entry::from_bits(3), Entry::from_bits(8)); // => Some(Entry(PRESENT | WRITABLE)) None
    w!("{:?} {:?}", Entry::from_bits_truncate(0xf1), Entry::from_bits_retain(0xf1)); // => Entry(PRESENT) Entry(PRESENT | 0xf0)
    w!("{:?} {:?}", Entry::from_bits_retain(0x10), Entry::from_bits_retain(0x8000_0000_0000_0008)); // => Entry(0x10) Entry(NO_EXECUTE | 0x8)
    w!("{:?} {:?} {:?}", Entry::from_name("USER"), Entry::from_name("user"), Entry::from_name("")); // => Some(Entry(USER)) None None
    let mut m = e;
    m.insert(Entry::USER); m.remove(Entry::WRITABLE); w!("{m:?}"); // => Entry(PRESENT | USER)
    m.toggle(Entry::PRESENT | Entry::NO_EXECUTE); w!("{m:?}"); // => Entry(USER | NO_EXECUTE)
    m.set(Entry::USER, false); m.set(Entry::PRESENT, true); w!("{m:?}"); // => Entry(PRESENT | NO_EXECUTE)
    w!("{} {} {}", e.contains(Entry::PRESENT), e.contains(Entry::ALL3), e.intersects(Entry::ALL3)); // => true false true
    w!("{} {} {} {}", e.is_empty(), Entry::empty().is_empty(), e.is_all(), Entry::all().is_all()); // => false true false true
    w!("{:?} {:?} {:?}", e & Entry::ALL3, e ^ Entry::ALL3, Entry::ALL3 - e); // => Entry(PRESENT | WRITABLE) Entry(USER) Entry(USER)
    w!("{:?} {:?}", !e, e.complement()); // => Entry(USER | NO_EXECUTE) Entry(USER | NO_EXECUTE)
    w!("{:?} {:?}", e.difference(Entry::PRESENT), e.symmetric_difference(Entry::USER)); // => Entry(WRITABLE) Entry(PRESENT | WRITABLE | USER)
    let mut a = e; a |= Entry::USER; a &= Entry::ALL3; a -= Entry::PRESENT; a ^= Entry::WRITABLE; w!("{a:?}"); // => Entry(USER)
    let c: Entry = [Entry::USER, Entry::PRESENT].into_iter().collect(); w!("{c:?} {}", c > e); // => Entry(PRESENT | USER) true
    a.extend([Entry::PRESENT]); w!("{a:?} {}", core::mem::size_of::<Entry>()); // => Entry(PRESENT | USER) 8
    for flag in Entry::from_bits_retain(0x15) { w!("{flag:?}"); } // => Entry(PRESENT) // => Entry(USER) // => Entry(0x10)
    for (name, flag) in Entry::ALL3.iter_names() { w!("{name} {:x}", flag); } // => PRESENT 1 // => WRITABLE 2 // => USER 4
    let rest = { let mut names = Entry::from_bits_retain(9).iter_names(); names.by_ref().count(); names.remaining().bits() }; w!("{rest}"); // => 8
    w!("{:?} {:?} {:?}", Open::all(), Open::from_bits(0xf1), !Open::A); // => Open(A | B | 0xfc) Some(Open(A | 0xf0)) Open(B | 0xfc)
    w!("{:?} {:?}", Open::default(), Open::FLAGS.len()); // => Open(0x0) 3
    w!("{:?} {:?} {:?}", Own::LOW | Own::HIGH, Own::HIGH.bits(), count(&Own(0x1ff))); // => Own(65535) 65280 2
    w!("{:?} {:?}", inner::Deep::X | inner::Deep::Y, inner::Deep::all().bits()); // => Deep(X | Y) 1073741825
    for flag in Entry::FLAGS { w!("{} {}", flag.name(), flag.value().bits() >> 1); } // => PRESENT 0 // => WRITABLE 1 // => USER 2 // => ALL3 3 // => NO_EXECUTE 4611686018427387904
    match e { Entry::ALL3 => w!("all"), RW => w!("rw"), _ => w!("other") } // => rw
    let word = bitflags_match!(e, { Entry::USER => 1, Entry::PRESENT | Entry::WRITABLE => 2, _ => 3 }); w!("{word}"); // => 2
    w!("{:?}", bitflags::parser::from_str::<Entry>("PRESENT | USER | 0x10")); // => Ok(Entry(PRESENT | USER | 0x10))
    w!("{}", bitflags::parser::from_str::<Entry>("PRESENT | NONE").unwrap_err()); // => unrecognized named flag
    w!("{:#?}", e.iter().count()); // => 2
    w!("{} {}", inside(7), inside(1)); // => true false
    loop { x86_64::instructions::hlt(); }
}
