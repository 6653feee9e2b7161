// bitflags 1: what the macro makes, and how sets print.
// releases: bitflags 1
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
use bitflags::bitflags;
bitflags! {
    /// The bits of a page table entry.
    #[derive(Default)]
    #[repr(transparent)]
    pub struct Entry: u64 {
        /// Is there.
        const PRESENT = 1 << 0;
        const WRITABLE = 1 << 1;
        #[cfg(feature = "none")]
        const GONE = 1 << 5;
        const USER = 0b100;
        const ALL3 = Self::PRESENT.bits | Self::WRITABLE.bits | Self::USER.bits;
        const NO_EXECUTE = 1 << 63;
    }
    struct Small: u8 { const NONE = 0; const A = 1; const B = 2; }
}
mod inner { bitflags::bitflags! { pub(crate) struct Deep: i32 { const X = 1; const Y = 1 << 30; } } }
const RW: Entry = Entry::from_bits_truncate(3);
impl Entry { fn raw(bits: u64) -> Entry { Entry { bits } } }
fn inside(bits: u8) -> bool {
    bitflags! { struct Here: u8 { const A = 1; const B = 2; } }
    Here::from_bits_truncate(bits) == Here::A | Here::B
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let e = Entry::PRESENT | Entry::WRITABLE;
    w!("{:?} {:?} {:?}", e, Entry::empty(), Entry::USER); // => PRESENT | WRITABLE (empty) USER
    w!("{:?}", Entry::all()); // => PRESENT | WRITABLE | USER | ALL3 | NO_EXECUTE
    w!("{:?} {:?}", Small::empty(), Small::A); // => NONE A
    w!("{:#x} {:x} {:#b} {:#o} {:X}", e, e, e, e, Entry::all()); // => 0x3 3 0b11 0o3 8000000000000007
    w!("{} {} {}", e.bits(), e.bits, e == RW); // => 3 3 true
    w!("{:?} {:?}", Entry::from_bits(3), Entry::from_bits(8)); // => Some(PRESENT | WRITABLE) None
    w!("{:?} {:?}", Entry::from_bits_truncate(0xf1), unsafe { Entry::from_bits_unchecked(0xf1) }); // => PRESENT PRESENT | 0xf0
    w!("{:?} {:?}", Entry::raw(0x10), Entry::default()); // => 0x10 (empty)
    let mut m = e;
    m.insert(Entry::USER); m.remove(Entry::WRITABLE); w!("{m:?}"); // => PRESENT | USER
    m.toggle(Entry::PRESENT | Entry::NO_EXECUTE); w!("{m:?}"); // => USER | NO_EXECUTE
    m.set(Entry::USER, false); m.set(Entry::PRESENT, true); w!("{m:?}"); // => PRESENT | NO_EXECUTE
    w!("{} {} {}", e.contains(Entry::PRESENT), e.contains(Entry::ALL3), e.intersects(Entry::ALL3)); // => true false true
    w!("{} {} {} {}", e.is_empty(), Entry::empty().is_empty(), e.is_all(), Entry::all().is_all()); // => false true false true
    w!("{:?} {:?} {:?}", e & Entry::ALL3, e ^ Entry::ALL3, Entry::ALL3 - e); // => PRESENT | WRITABLE USER USER
    w!("{:?} {:?}", !e, (!Small::A).bits()); // => USER | NO_EXECUTE 2
    w!("{:?} {:?}", e.union(Entry::USER), e.intersection(Entry::WRITABLE)); // => PRESENT | WRITABLE | USER | ALL3 WRITABLE
    w!("{:?} {:?} {:?}", e.difference(Entry::PRESENT), e.symmetric_difference(Entry::USER).bits(), e.complement()); // => WRITABLE 7 USER | NO_EXECUTE
    let mut a = e; a |= Entry::USER; a &= Entry::ALL3; a -= Entry::PRESENT; a ^= Entry::WRITABLE; w!("{a:?}"); // => USER
    let c: Entry = [Entry::USER, Entry::PRESENT].iter().copied().collect(); w!("{c:?} {}", c > e); // => PRESENT | USER true
    a.extend([Entry::PRESENT]); w!("{a:?} {}", core::mem::size_of::<Entry>()); // => PRESENT | USER 8
    match e { Entry::ALL3 => w!("all"), RW => w!("rw"), _ => w!("other") } // => rw
    w!("{:?} {:?}", inner::Deep::X | inner::Deep::Y, inner::Deep::all().bits()); // => X | Y 1073741825
    w!("{:>9?}|{:#?}", Entry::USER, e); // => USER|PRESENT | WRITABLE
    w!("{} {}", inside(7), inside(1)); // => true false
    loop { x86_64::instructions::hlt(); }
}
