// Sets of flags with all their methods.
// dialects: 0.14.13 0.15.4
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
use x86_64::structures::paging::PageTableFlags as F;
use x86_64::structures::idt::PageFaultErrorCode as E;
const RW: F = F::PRESENT.union(F::WRITABLE);
const ALL3: F = F::from_bits_truncate(7);
fn show(f: F) -> &'static str { match f { F::PRESENT => "present", RW => "rw", _ if f.is_empty() => "none", _ => "more" } }
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    let mut f = F::PRESENT;
    w!("{} {} {} {}", show(f), show(RW), show(F::empty()), show(ALL3)); // => present rw none more
    f |= F::WRITABLE | F::NO_EXECUTE; w!("{f:?} {:#x}", f.bits()); // => PageTableFlags(PRESENT | WRITABLE | NO_EXECUTE) 0x8000000000000003
    f.insert(F::USER_ACCESSIBLE); f.remove(F::WRITABLE); w!("{f:?}"); // => PageTableFlags(PRESENT | USER_ACCESSIBLE | NO_EXECUTE)
    f.toggle(F::GLOBAL | F::PRESENT); w!("{f:?}"); // => PageTableFlags(USER_ACCESSIBLE | GLOBAL | NO_EXECUTE)
    f.set(F::NO_EXECUTE, false); f.set(F::BIT_9, true); w!("{f:?}"); // => PageTableFlags(USER_ACCESSIBLE | GLOBAL | BIT_9)
    f &= F::GLOBAL | F::BIT_9; f ^= F::BIT_9 | F::DIRTY; f -= F::DIRTY; w!("{f:?}"); // => PageTableFlags(GLOBAL)
    w!("{} {} {}", RW.contains(F::WRITABLE), RW.contains(F::WRITABLE | F::DIRTY), RW.intersects(F::WRITABLE | F::DIRTY)); // => true false true
    w!("{:?} {:?} {:?} {:?}", RW & F::WRITABLE, RW - F::WRITABLE, RW ^ F::DIRTY, RW | F::DIRTY); // => PageTableFlags(WRITABLE) PageTableFlags(PRESENT) PageTableFlags(PRESENT | WRITABLE | DIRTY) PageTableFlags(PRESENT | WRITABLE | DIRTY)
    w!("{:?} {:?} {:?}", RW.difference(F::PRESENT), RW.symmetric_difference(ALL3), RW.intersection(F::PRESENT)); // => PageTableFlags(WRITABLE) PageTableFlags(USER_ACCESSIBLE) PageTableFlags(PRESENT)
    w!("{:?} {:?}", F::from_bits(3), F::from_bits(1 << 20)); // => Some(PageTableFlags(PRESENT | WRITABLE)) None
    w!("{:?} {:?}", F::from_bits_truncate(0xfff0_0000_0000_0abc & !(1 << 63)), F::from_bits_retain(1 << 20)); // => PageTableFlags(USER_ACCESSIBLE | WRITE_THROUGH | NO_CACHE | ACCESSED | HUGE_PAGE | BIT_9 | BIT_11 | BIT_52 | BIT_53 | BIT_54 | BIT_55 | BIT_56 | BIT_57 | BIT_58 | BIT_59 | BIT_60 | BIT_61 | BIT_62) PageTableFlags(0x100000)
    w!("{} {} {}", F::all().is_all(), F::all().bits().count_ones(), RW.is_all()); // => true 24 false
    w!("{:?} {:?}", (!F::all()), (!RW).contains(F::DIRTY)); // => PageTableFlags(0x0) true
    w!("{:x} {:#b} {:X} {:o}", RW, ALL3, F::NO_EXECUTE, F::HUGE_PAGE); // => 3 0b111 8000000000000000 200
    w!("{:#?}", RW == F::PRESENT | F::WRITABLE); // => true
    w!("{:?}", RW.iter().count()); // => 2
    for x in RW { w!("{x:?}"); } // => PageTableFlags(PRESENT) // => PageTableFlags(WRITABLE)
    for (n, x) in RW.iter_names() { w!("{n} {}", x.bits()); } // => PRESENT 1 // => WRITABLE 2
    w!("{:?} {:?}", [F::PRESENT, F::DIRTY].into_iter().collect::<F>(), F::from_name("NO_CACHE")); // => PageTableFlags(PRESENT | DIRTY) Some(PageTableFlags(NO_CACHE))
    w!("{:?} {} {}", RW.max(ALL3), RW < ALL3, F::PRESENT == RW); // => PageTableFlags(PRESENT | WRITABLE | USER_ACCESSIBLE) true false
    let mut g = F::empty(); g.extend([F::PRESENT, F::GLOBAL]); w!("{g:?}"); // => PageTableFlags(PRESENT | GLOBAL)
    let e = E::PROTECTION_VIOLATION | E::CAUSED_BY_WRITE;
    w!("{e:?} {} {:?} {:?}", e.bits(), E::from_bits(2), E::empty()); // => PageFaultErrorCode(PROTECTION_VIOLATION | CAUSED_BY_WRITE) 3 Some(PageFaultErrorCode(CAUSED_BY_WRITE)) PageFaultErrorCode(0x0)
    w!("{} {:?}", E::from_bits(0x10) == Some(E::INSTRUCTION_FETCH), E::from_bits_truncate(0x8000_0041)); // => true PageFaultErrorCode(PROTECTION_VIOLATION | SHADOW_STACK | RMP)
    if e.contains(E::CAUSED_BY_WRITE) && !e.contains(E::USER_MODE) { w!("yes"); } // => yes
    loop { x86_64::instructions::hlt() }
}
