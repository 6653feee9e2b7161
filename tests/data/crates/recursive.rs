// Tables reached through an entry that points to themselves, generic and dynamic use of mappers.
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
use x86_64::{VirtAddr, PhysAddr};
use x86_64::structures::paging::{*, mapper::*, page_table::*};
use x86_64::registers::control::Cr3;
/// So many frames, no frame twice.
struct Some3(u64);
static NEXT: core::sync::atomic::AtomicU64 = core::sync::atomic::AtomicU64::new(0x100_0000);
unsafe impl FrameAllocator<Size4KiB> for Some3 { fn allocate_frame(&mut self) -> Option<PhysFrame> { if self.0 == 0 { return None } self.0 -= 1; PhysFrame::from_start_address(PhysAddr::new(NEXT.fetch_add(4096, core::sync::atomic::Ordering::Relaxed))).ok() } }
struct Log;
impl FrameDeallocator<Size4KiB> for Log { unsafe fn deallocate_frame(&mut self, f: PhysFrame) { w!("back {f:?}"); } } // => back PhysFrame[4KiB](0x1002000) // => back PhysFrame[4KiB](0x1001000) // => back PhysFrame[4KiB](0x1000000)
fn generic<M: Mapper<Size4KiB> + Translate>(m: &mut M, page: Page, name: &str) where M: Sized {
    let rw = PageTableFlags::PRESENT | PageTableFlags::WRITABLE;
    let frame = PhysFrame::containing_address(PhysAddr::new(0xb8000));
    let r = unsafe { m.map_to(page, frame, rw, &mut Some3(2)) };
    w!("{name} {:?}", r.map(|f| f.flush())); // => rec Err(FrameAllocationFailed) // => off Ok(())
    let r = unsafe { m.map_to(page, frame, rw, &mut Some3(1)) };
    w!("{name} {:?}", r.map(|f| f.flush())); // => rec Ok(()) // => off Err(PageAlreadyMapped(PhysFrame[4KiB](0xb8000)))
    w!("{name} {:?} {:?}", m.translate_addr(page.start_address() + 7u64), m.translate_page(page)); // => rec Some(PhysAddr(0xb8007)) Ok(PhysFrame[4KiB](0xb8000)) // => off Some(PhysAddr(0xb8007)) Ok(PhysFrame[4KiB](0xb8000))
}
fn dynamic(t: &dyn Translate, a: u64) -> Option<PhysAddr> { t.translate_addr(VirtAddr::new(a)) }
bootloader::entry_point!(main);
fn main(info: &'static bootloader::BootInfo) -> ! {
    let off = VirtAddr::new(info.physical_memory_offset);
    let l4 = unsafe { &mut *(off + 0x1000u64).as_mut_ptr::<PageTable>() };
    w!("{:?}", RecursivePageTable::new(l4).err()); // => Some(NotRecursive)
    let l4 = unsafe { &mut *(off + 0x1000u64).as_mut_ptr::<PageTable>() };
    let ri = PageTableIndex::new(0o777);
    l4[ri].set_frame(Cr3::read().0, PageTableFlags::PRESENT | PageTableFlags::WRITABLE);
    let at = Page::from_page_table_indices(ri, ri, ri, ri).start_address();
    w!("{at:?}"); // => VirtAddr(0xfffffffffffff000)
    let table = unsafe { &mut *at.as_mut_ptr::<PageTable>() };
    w!("{:?} {:?}", table[511].addr(), table[0].frame()); // => PhysAddr(0x1000) Ok(PhysFrame[4KiB](0x2000))
    // level 3, 2, 1 of 0xb8000 through the recursive slot
    for a in [0o177777_777_777_777_000_0000u64, 0o177777_777_777_000_000_0000, 0o177777_777_000_000_000_0000] { let t = unsafe { &*(a as *const PageTable) }; w!("{:?} {:?}", t[0].frame(), t[0xb8].addr()); } // => Ok(PhysFrame[4KiB](0x3000)) PhysAddr(0x0) // => Ok(PhysFrame[4KiB](0x4000)) PhysAddr(0x0) // => Err(FrameNotPresent) PhysAddr(0xb8000)
    let mut r = RecursivePageTable::new(table).unwrap();
    let page = Page::<Size4KiB>::containing_address(VirtAddr::new(0x1234_5678_9000));
    generic(&mut r, page, "rec");
    w!("{:?}", r.translate(off + 0x20_1234u64)); // => Mapped { frame: Size2MiB(PhysFrame[2MiB](0x200000)), offset: 4660, flags: PageTableFlags(PRESENT | WRITABLE | HUGE_PAGE) }
    w!("{:?} {:?}", dynamic(&r, 0xb8001), dynamic(&r, 0x7777_0000_0000)); // => Some(PhysAddr(0xb8001)) None
    w!("{:?}", unsafe { r.map_to(Page::<Size4KiB>::containing_address(off), PhysFrame::containing_address(PhysAddr::new(0)), PageTableFlags::PRESENT, &mut Some3(0)) }.map(|f| f.ignore())); // => Err(ParentEntryHugePage)
    w!("{:?}", unsafe { r.update_flags(page, PageTableFlags::PRESENT | PageTableFlags::NO_EXECUTE) }.map(|f| f.flush())); // => Ok(())
    w!("{:?}", unsafe { r.set_flags_p2_entry(page, PageTableFlags::PRESENT | PageTableFlags::WRITABLE | PageTableFlags::USER_ACCESSIBLE) }.map(|f| f.flush_all())); // => Ok(())
    w!("{:?}", r.unmap(page).map(|(f, fl)| { fl.flush(); f })); // => Ok(PhysFrame[4KiB](0xb8000))
    w!("{:?}", r.unmap(page).map(|(f, _)| f)); // => Err(PageNotMapped)
    w!("{:?} {:?}", r.translate_page(page), unsafe { r.update_flags(page, PageTableFlags::PRESENT) }.map(|f| f.ignore())); // => Err(PageNotMapped) Err(PageNotMapped)
    unsafe { r.clean_up(&mut Log) }
    w!("{:?} {}", r.translate(page.start_address()), r.level_4_table()[page.p4_index()].is_unused()); // => NotMapped true
    let big = Page::<Size2MiB>::containing_address(VirtAddr::new(0x1234_4000_0000));
    w!("{:?}", unsafe { r.map_to(big, PhysFrame::containing_address(PhysAddr::new(0x20_0000)), PageTableFlags::PRESENT | PageTableFlags::WRITABLE, &mut Some3(2)) }.map(|f| f.flush())); // => Ok(())
    w!("{:?} {:?}", r.translate_page(big), r.unmap(big).map(|x| x.0)); // => Ok(PhysFrame[2MiB](0x200000)) Ok(PhysFrame[2MiB](0x200000))
    let giant = Page::<Size1GiB>::containing_address(VirtAddr::new(0x1235_0000_0000));
    w!("{:?}", unsafe { r.map_to(giant, PhysFrame::containing_address(PhysAddr::new(0)), PageTableFlags::PRESENT, &mut Some3(1)) }.map(|f| f.flush())); // => Ok(())
    w!("{:?} {:?}", r.translate_addr(giant.start_address() + 0xb8000u64), r.unmap(giant).map(|x| x.0)); // => Some(PhysAddr(0xb8000)) Ok(PhysFrame[1GiB](0x0))
    let mut o = unsafe { OffsetPageTable::new(&mut *(off + 0x1000u64).as_mut_ptr(), off) };
    unsafe { o.map_to(page, PhysFrame::containing_address(PhysAddr::new(0xb8000)), PageTableFlags::PRESENT, &mut Some3(3)).unwrap().flush() }
    o.unmap(page).unwrap().1.flush();
    generic(&mut o, page, "off");
    loop { x86_64::instructions::hlt() }
}
