// A page-fault handler that mends what it finds, rights, accessed and dirty bits, stale and global translations.
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
use x86_64::{VirtAddr, PhysAddr, structures::{idt::*, paging::{*, mapper::*}}, registers::control::{Cr0, Cr0Flags, Cr2, Cr3, Cr4, Cr4Flags}, registers::model_specific::{Efer, EferFlags}, instructions::tlb};
use core::sync::atomic::{AtomicU64, Ordering::SeqCst};
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static OFFSET: AtomicU64 = AtomicU64::new(0);
static NEXT: AtomicU64 = AtomicU64::new(0x300_0000);
static RETURN_TO: AtomicU64 = AtomicU64::new(0);
struct Fresh;
unsafe impl FrameAllocator<Size4KiB> for Fresh { fn allocate_frame(&mut self) -> Option<PhysFrame> { Some(PhysFrame::containing_address(PhysAddr::new(NEXT.fetch_add(4096, SeqCst)))) } }
fn mapper() -> OffsetPageTable<'static> { let off = VirtAddr::new(OFFSET.load(SeqCst)); let l4 = Cr3::read().0.start_address(); unsafe { OffsetPageTable::new(&mut *(off + l4.as_u64()).as_mut_ptr(), off) } }
const RW: PageTableFlags = PageTableFlags::PRESENT.union(PageTableFlags::WRITABLE);
extern "x86-interrupt" fn pf(mut frame: InterruptStackFrame, code: PageFaultErrorCode) {
    let at = Cr2::read();
    let page = Page::<Size4KiB>::containing_address(at);
    w!("{at:?} {code:?}"); // => VirtAddr(0x500000000008) PageFaultErrorCode(CAUSED_BY_WRITE) // => VirtAddr(0x500000001000) PageFaultErrorCode(0x0) // => VirtAddr(0x500000000010) PageFaultErrorCode(PROTECTION_VIOLATION | CAUSED_BY_WRITE) // => VirtAddr(0x500000000020) PageFaultErrorCode(PROTECTION_VIOLATION | MALFORMED_TABLE) // => VirtAddr(0x500000000018) PageFaultErrorCode(CAUSED_BY_WRITE) // => VirtAddr(0x500000000000) PageFaultErrorCode(PROTECTION_VIOLATION | INSTRUCTION_FETCH)
    if code.contains(PageFaultErrorCode::INSTRUCTION_FETCH) {
        loop { x86_64::instructions::hlt() }
    } else if code.contains(PageFaultErrorCode::MALFORMED_TABLE) {
        unsafe { mapper().update_flags(page, RW).unwrap().flush() }
        let off = VirtAddr::new(OFFSET.load(SeqCst));
        let mut table = Cr3::read().0;
        for i in [at.p4_index(), at.p3_index(), at.p2_index()] { table = unsafe { &*(off + table.start_address().as_u64()).as_ptr::<PageTable>() }[i].frame().unwrap(); }
        let entry = &mut unsafe { &mut *(off + table.start_address().as_u64()).as_mut_ptr::<PageTable>() }[at.p1_index()];
        entry.set_addr(PhysAddr::new(entry.addr().as_u64() & 0xff_ffff_ffff), RW);
        tlb::flush(at);
    } else if code.contains(PageFaultErrorCode::PROTECTION_VIOLATION) {
        let old = mapper().translate_page(page).unwrap();
        let new = Fresh.allocate_frame().unwrap();
        let off = VirtAddr::new(OFFSET.load(SeqCst));
        unsafe { core::ptr::copy_nonoverlapping((off + old.start_address().as_u64()).as_ptr::<u8>(), (off + new.start_address().as_u64()).as_mut_ptr::<u8>(), 4096) }
        let mut m = mapper();
        m.unmap(page).unwrap().1.flush();
        unsafe { m.map_to(page, new, RW, &mut Fresh).unwrap().flush() }
    } else {
        let new = Fresh.allocate_frame().unwrap();
        unsafe { mapper().map_to(page, new, RW, &mut Fresh).unwrap().flush() }
    }
}
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    OFFSET.store(info.physical_memory_offset, SeqCst);
    unsafe { (*&raw mut IDT).page_fault.set_handler_fn(pf); (*&raw const IDT).load(); }
    let p = 0x5000_0000_0000 as *mut u64;
    // on demand
    unsafe { p.add(1).write_volatile(7); w!("{} {}", p.add(1).read_volatile(), p.read_volatile()); } // => 7 0
    unsafe { let v = p.add(512).read_volatile(); w!("{v}"); } // => 0
    // copy on write: two pages, one frame
    let a = Page::<Size4KiB>::containing_address(VirtAddr::from_ptr(p));
    let b = a + 16;
    let frame = mapper().translate_page(a).unwrap();
    unsafe { mapper().update_flags(a, PageTableFlags::PRESENT).unwrap().flush(); mapper().map_to(b, frame, PageTableFlags::PRESENT, &mut Fresh).unwrap().flush(); }
    unsafe { p.add(2).write_volatile(9); w!("{} {} {}", p.add(1).read_volatile(), p.add(2).read_volatile(), b.start_address().as_ptr::<u64>().add(2).read_volatile()); } // => 7 9 0
    // without CR0.WP the kernel writes everywhere
    unsafe { mapper().update_flags(b, PageTableFlags::PRESENT).unwrap().flush(); Cr0::update(|f| f.remove(Cr0Flags::WRITE_PROTECT)); b.start_address().as_mut_ptr::<u64>().add(2).write_volatile(11); Cr0::update(|f| f.insert(Cr0Flags::WRITE_PROTECT)); w!("{}", b.start_address().as_ptr::<u64>().add(2).read_volatile()); } // => 11
    // accessed and dirty
    unsafe { mapper().update_flags(a, RW).unwrap().flush(); }
    let flags = |page: Page| match mapper().translate(page.start_address()) { TranslateResult::Mapped { flags, .. } => flags, _ => PageTableFlags::empty() };
    w!("{:?}", flags(a)); // => PageTableFlags(PRESENT | WRITABLE)
    unsafe { p.read_volatile(); } w!("{:?}", flags(a)); // => PageTableFlags(PRESENT | WRITABLE | ACCESSED)
    unsafe { p.write_volatile(1); } w!("{:?}", flags(a)); // => PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    unsafe { mapper().update_flags(a, RW).unwrap().ignore(); p.write_volatile(2); } w!("{:?}", flags(a)); // => PageTableFlags(PRESENT | WRITABLE)
    tlb::flush(a.start_address()); unsafe { p.write_volatile(3); } w!("{:?}", flags(a)); // => PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    // a reserved bit: an address wider than the CPU's
    unsafe { mapper().unmap(a).unwrap().1.flush(); mapper().map_to(a, PhysFrame::containing_address(PhysAddr::new(1 << 45 | 0x310_0000)), RW, &mut Fresh).unwrap().flush(); let v = p.add(4).read_volatile(); w!("{}", v < u64::MAX); } // => true
    // global pages stay when CR3 is written
    unsafe { Cr4::update(|f| f.insert(Cr4Flags::PAGE_GLOBAL)); mapper().update_flags(a, RW | PageTableFlags::GLOBAL).unwrap().flush(); p.write_volatile(5); }
    mapper().unmap(a).unwrap().1.ignore(); tlb::flush_all();
    unsafe { w!("{}", p.read_volatile()); } // => 5
    tlb::flush(a.start_address());
    unsafe { p.add(3).write_volatile(6); w!("{} {}", p.read_volatile(), p.add(3).read_volatile()); } // => 0 6
    // a user page is nobody's problem until SMEP and SMAP
    unsafe { mapper().update_flags(a, RW | PageTableFlags::USER_ACCESSIBLE).unwrap().flush(); } w!("{}", unsafe { p.add(3).read_volatile() }); // => 6
    w!("{:?}", mapper().translate_addr(VirtAddr::from_ptr(p) + 24u64).map(|x| x.as_u64() & 0xfff)); // => Some(24)
    w!("{}", Efer::read().contains(EferFlags::NO_EXECUTE_ENABLE)); // => true
    // no execution
    unsafe { mapper().update_flags(a, RW | PageTableFlags::NO_EXECUTE).unwrap().flush(); let f: extern "C" fn() = core::mem::transmute(p); f(); w!("back"); }
    loop { x86_64::instructions::hlt() }
}
