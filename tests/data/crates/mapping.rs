// A walker by hand, three styles of frame allocators, and mappings of all sizes with all their errors.
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{} {}", i.location().unwrap().line() % 10, i.message()); loop { x86_64::instructions::hlt() } } // => 0 assertion failed: addr.is_aligned(Size4KiB::SIZE)
use x86_64::{VirtAddr, PhysAddr};
use x86_64::structures::paging::*;
use x86_64::structures::paging::{mapper::*, page_table::*, page::*, frame::*};
use x86_64::registers::control::{Cr3, Cr3Flags};
use bootloader::bootinfo::{MemoryMap, MemoryRegionType, MemoryRegion, FrameRange};

/// Three styles of frame allocators.
struct Empty;
unsafe impl FrameAllocator<Size4KiB> for Empty { fn allocate_frame(&mut self) -> Option<PhysFrame> { None } }

pub struct Counting { map: &'static MemoryMap, next: usize }
impl Counting {
    pub unsafe fn init(map: &'static MemoryMap) -> Self { Counting { map, next: 0 } }
    fn usable(&self) -> impl Iterator<Item = PhysFrame> {
        let regions = self.map.iter();
        let usable = regions.filter(|r| r.region_type == MemoryRegionType::Usable);
        let ranges = usable.map(|r| r.range.start_addr()..r.range.end_addr());
        let addresses = ranges.flat_map(|r| r.step_by(4096));
        addresses.map(|a| PhysFrame::containing_address(PhysAddr::new(a)))
    }
}
unsafe impl FrameAllocator<Size4KiB> for Counting {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        let frame = self.usable().nth(self.next);
        self.next += 1;
        frame
    }
}
/// Keeps its place and a list of frames that were given back.
struct Stack<'a> { regions: core::slice::Iter<'a, MemoryRegion>, now: core::ops::Range<u64>, free: [Option<PhysFrame>; 8], n: usize, given: usize, back: usize }
impl<'a> Stack<'a> {
    fn new(map: &'a MemoryMap) -> Self { Stack { regions: map.iter(), now: 0..0, free: [None; 8], n: 0, given: 0, back: 0 } }
}
unsafe impl FrameAllocator<Size4KiB> for Stack<'_> {
    fn allocate_frame(&mut self) -> Option<PhysFrame<Size4KiB>> {
        if self.n > 0 { self.n -= 1; return self.free[self.n].take(); }
        while self.now.is_empty() {
            let region = self.regions.next()?;
            if region.region_type == MemoryRegionType::Usable { self.now = region.range.start_frame_number..region.range.end_frame_number; }
        }
        self.given += 1;
        let number = self.now.start;
        self.now.start += 1;
        PhysFrame::from_start_address(PhysAddr::new(number * 4096)).ok()
    }
}
impl FrameDeallocator<Size4KiB> for Stack<'_> {
    unsafe fn deallocate_frame(&mut self, frame: PhysFrame) { self.free[self.n] = Some(frame); self.n += 1; self.back += 1; }
}

fn active(offset: VirtAddr) -> &'static mut PageTable {
    let (frame, _) = Cr3::read();
    let virt = offset + frame.start_address().as_u64();
    let ptr: *mut PageTable = virt.as_mut_ptr();
    unsafe { &mut *ptr }
}
/// By hand through the four tables; tells on which level it ended.
fn walk(offset: VirtAddr, addr: VirtAddr) -> Result<PhysAddr, (u8, FrameError)> {
    let indices = [addr.p4_index(), addr.p3_index(), addr.p2_index(), addr.p1_index()];
    let mut frame = Cr3::read().0;
    let mut level = 4;
    for &index in &indices {
        let table: *const PageTable = (offset + frame.start_address().as_u64()).as_ptr();
        let entry = &unsafe { &*table }[index];
        frame = match entry.frame() {
            Ok(f) => f,
            Err(FrameError::HugeFrame) if level == 2 => return Ok(entry.addr() + (addr.as_u64() & 0x1f_ffff)),
            Err(e) => return Err((level, e)),
        };
        level -= 1;
    }
    Ok(frame.start_address() + u64::from(addr.page_offset()))
}
bootloader::entry_point!(main);
fn main(info: &'static bootloader::BootInfo) -> ! {
    let offset = VirtAddr::new(info.physical_memory_offset);
    let (p, flags) = Cr3::read();
    w!("{p:?} {flags:?}"); // => PhysFrame[4KiB](0x1000) Cr3Flags(0x0)
    let l4 = active(offset);
    w!("{:?}", l4.iter().enumerate().filter(|(_, e)| !e.is_unused()).map(|(i, _)| i).fold(0, |a, i| a * 100 + i)); // => 2030405
    w!("{:?} {:?}", l4[0].addr(), l4[0].flags()); // => PhysAddr(0x2000) PageTableFlags(PRESENT | WRITABLE | ACCESSED)
    w!("{:?}", l4[1]); // => PageTableEntry { addr: PhysAddr(0x0), flags: PageTableFlags(0x0) }
    w!("{:?} {:?}", l4[1].frame(), l4[0].frame()); // => Err(FrameNotPresent) Ok(PhysFrame[4KiB](0x2000))
    for a in [0xb8000u64, 0x201008, 0x0100_0020_1a10, offset.as_u64(), 0xdead_beaf, 0, 0x4000_0000_0000] { let v = VirtAddr::new(a); w!("{:?}", walk(offset, v)); } // => Ok(PhysAddr(0xb8000)) // => Ok(PhysAddr(0x401008)) // => Ok(PhysAddr(0x276a10)) // => Ok(PhysAddr(0x0)) // => Err((3, FrameNotPresent)) // => Err((1, FrameNotPresent)) // => Err((4, FrameNotPresent))
    let mut m = unsafe { OffsetPageTable::new(active(offset), offset) };
    let rw = PageTableFlags::PRESENT | PageTableFlags::WRITABLE;
    let vga = PhysFrame::containing_address(PhysAddr::new(0xb8000));
    // page 0 needs no table, 0xdeadbeaf000 three
    let zero = Page::<Size4KiB>::containing_address(VirtAddr::new(0));
    unsafe { m.map_to(zero, vga, rw, &mut Empty).expect("no table needed").flush(); (0 as *mut u16).write_volatile(0x0f58); }
    w!("{:#x}", unsafe { *(0xb8000 as *const u16) }); // => 0xf58
    let far = Page::<Size4KiB>::containing_address(VirtAddr::new(0xdeadbeaf000));
    w!("{:?}", unsafe { m.map_to(far, vga, rw, &mut Empty) }); // => Err(FrameAllocationFailed)
    w!("{:?}", l4[27].is_unused()); // => true
    let mut counting = unsafe { Counting::init(&info.memory_map) };
    w!("{:?}", counting.usable().take(2).last()); // => Some(PhysFrame[4KiB](0x278000))
    let flush = unsafe { m.map_to(far, vga, rw, &mut counting) }.unwrap();
    w!("{flush:?} {}", counting.next); // => MapperFlush(Page[4KiB](0xdeadbeaf000)) 3
    flush.flush();
    unsafe { far.start_address().as_mut_ptr::<u64>().add(400).write_volatile(0x_f021_f077_f065_f04e); }
    w!("{:?} {:#x}", m.translate(far.start_address() + 0xabcu64), unsafe { *((0xb8000 + 3200) as *const u32) }); // => Mapped { frame: Size4KiB(PhysFrame[4KiB](0xb8000)), offset: 2748, flags: PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY) } 0xf065f04e
    w!("{:?} {:?}", l4[27], m.translate_page(far)); // => PageTableEntry { addr: PhysAddr(0x277000), flags: PageTableFlags(PRESENT | WRITABLE | ACCESSED) } Ok(PhysFrame[4KiB](0xb8000))
    w!("{:?}", unsafe { m.map_to(far, PhysFrame::containing_address(PhysAddr::new(0x5000)), rw, &mut counting) }); // => Err(PageAlreadyMapped(PhysFrame[4KiB](0x5000)))
    match unsafe { m.map_to(far, vga, rw, &mut Empty) } { Err(MapToError::PageAlreadyMapped(frame)) => w!("{:?}", frame.start_address()), Err(MapToError::ParentEntryHugePage) | Err(MapToError::FrameAllocationFailed) => w!("other"), Ok(f) => f.ignore() } // => PhysAddr(0xb8000)
    let window = Page::<Size4KiB>::containing_address(offset + 0x5000u64);
    w!("{:?}", unsafe { m.map_to(window, vga, rw, &mut counting) }); // => Err(ParentEntryHugePage)
    w!("{:?} {:?}", m.unmap(window).map(|(f, fl)| { fl.ignore(); f }), m.translate_page(window)); // => Err(ParentEntryHugePage) Err(ParentEntryHugePage)
    w!("{:?}", unsafe { m.update_flags(window, rw) }); // => Err(ParentEntryHugePage)
    w!("{:?}", m.translate(offset + 0x123_4567u64)); // => Mapped { frame: Size2MiB(PhysFrame[2MiB](0x1200000)), offset: 214375, flags: PageTableFlags(PRESENT | WRITABLE | HUGE_PAGE) }
    if let TranslateResult::Mapped { frame, offset, .. } = m.translate(offset + 0x123_4567u64) { w!("{:?} {:#x} {}", frame.start_address(), offset, frame.size()); } // => PhysAddr(0x1200000) 0x34567 2097152
    match m.translate(VirtAddr::new(0x4000_0000_0000)) { TranslateResult::Mapped { frame: MappedFrame::Size4KiB(_), .. } => w!("4K"), TranslateResult::NotMapped => w!("none"), other => w!("{other:?}") } // => none
    let none = Page::<Size4KiB>::containing_address(VirtAddr::new(0x4000_0000_0000));
    w!("{:?} {:?} {:?}", m.translate_page(none), unsafe { m.update_flags(none, rw) }, m.unmap(none).is_err()); // => Err(PageNotMapped) Err(PageNotMapped) true
    w!("{:?}", m.unmap(none).unwrap_err()); // => PageNotMapped
    w!("{:?} {:?}", m.translate_addr(VirtAddr::new(0xb8001)), m.translate_addr(none.start_address())); // => Some(PhysAddr(0xb8001)) None
    // rights: a stale translation stays until it is flushed
    unsafe { m.update_flags(far, PageTableFlags::PRESENT).unwrap().ignore(); far.start_address().as_mut_ptr::<u8>().write_volatile(0x41); }
    w!("{}", unsafe { *(0xb8000 as *const u8) } as char); // => A
    w!("{:?}", m.translate(far.start_address())); // => Mapped { frame: Size4KiB(PhysFrame[4KiB](0xb8000)), offset: 0, flags: PageTableFlags(PRESENT) }
    unsafe { m.set_flags_p3_entry(far, rw | PageTableFlags::USER_ACCESSIBLE | PageTableFlags::NO_EXECUTE).unwrap().flush_all(); }
    w!("{:?}", unsafe { m.set_flags_p4_entry(none, rw) }.err()); // => Some(PageNotMapped)
    w!("{:?}", unsafe { m.set_flags_p2_entry(far, rw) }); // => Ok(MapperFlushAll(()))
    w!("{:?}", unsafe { m.set_flags_p2_entry(Page::<Size2MiB>::containing_address(offset), rw) }); // => Err(ParentEntryHugePage)
    // parents get what is missing
    let near = far + 1;
    let user = rw | PageTableFlags::USER_ACCESSIBLE;
    unsafe { m.map_to(near, PhysFrame::containing_address(PhysAddr::new(0x70_0000)), user | PageTableFlags::NO_EXECUTE | PageTableFlags::BIT_9, &mut counting).unwrap().flush() }
    w!("{:?} {:?}", l4[27].flags(), m.translate(near.start_address())); // => PageTableFlags(PRESENT | WRITABLE | USER_ACCESSIBLE | ACCESSED) Mapped { frame: Size4KiB(PhysFrame[4KiB](0x700000)), offset: 0, flags: PageTableFlags(PRESENT | WRITABLE | USER_ACCESSIBLE | BIT_9 | NO_EXECUTE) }
    let third = Page::<Size4KiB>::containing_address(VirtAddr::new(0x5555_0000_0000));
    unsafe { m.map_to_with_table_flags(third, vga, PageTableFlags::PRESENT, rw | PageTableFlags::WRITE_THROUGH, &mut counting).unwrap().flush() }
    w!("{:?}", l4[third.p4_index()].flags()); // => PageTableFlags(PRESENT | WRITABLE | WRITE_THROUGH)
    // 2 MiB and 1 GiB
    let mut stack = Stack::new(&info.memory_map);
    for _ in 0..16 { stack.allocate_frame(); }
    let big = Page::<Size2MiB>::containing_address(VirtAddr::new(0x6000_0020_0000));
    let bigf = PhysFrame::<Size2MiB>::containing_address(PhysAddr::new(0x40_0000));
    unsafe { m.map_to(big, bigf, rw, &mut stack).unwrap().flush() }
    w!("{} {:?} {:?}", stack.given, m.translate(big.start_address() + 0x1008u64), m.translate_page(big)); // => 18 Mapped { frame: Size2MiB(PhysFrame[2MiB](0x400000)), offset: 4104, flags: PageTableFlags(PRESENT | WRITABLE | HUGE_PAGE) } Ok(PhysFrame[2MiB](0x400000))
    w!("{}", unsafe { core::ptr::read_volatile((big.start_address() + 0x1008u64).as_ptr::<u8>()) == *(0x201008 as *const u8) }); // => true
    w!("{:?} {:?}", unsafe { m.map_to(big, bigf, rw, &mut stack) }, walk(offset, big.start_address() + 5u64)); // => Err(PageAlreadyMapped(PhysFrame[2MiB](0x400000))) Ok(PhysAddr(0x400005))
    unsafe { m.update_flags(big, PageTableFlags::PRESENT).unwrap().flush() }
    w!("{:?}", m.unmap(big).map(|(f, fl)| { fl.flush(); f })); // => Ok(PhysFrame[2MiB](0x400000))
    w!("{:?}", m.unmap(big).err()); // => Some(PageNotMapped)
    let giant = Page::<Size1GiB>::containing_address(VirtAddr::new(0x6040_0000_0000));
    unsafe { m.map_to(giant, PhysFrame::containing_address(PhysAddr::new(0)), rw, &mut stack).unwrap().flush() }
    w!("{:?} {:?}", m.translate(giant.start_address() + 0xb8000u64), m.translate_page(giant)); // => Mapped { frame: Size1GiB(PhysFrame[1GiB](0x0)), offset: 753664, flags: PageTableFlags(PRESENT | WRITABLE | HUGE_PAGE) } Ok(PhysFrame[1GiB](0x0))
    w!("{:?} {:?}", m.translate_page(Page::<Size2MiB>::containing_address(giant.start_address())), unsafe { m.set_flags_p3_entry(giant, rw) }); // => Err(ParentEntryHugePage) Err(ParentEntryHugePage)
    w!("{:?}", m.unmap(giant).unwrap().0); // => PhysFrame[1GiB](0x0)
    // a whole 2 MiB page asked for where a table is
    w!("{:?} {:?}", m.unmap(Page::<Size2MiB>::containing_address(VirtAddr::new(0x20_0000))).err(), m.translate_page(Page::<Size2MiB>::containing_address(VirtAddr::new(0x20_0000))).is_ok()); // => Some(ParentEntryHugePage) false
    unsafe { w!("{:?}", m.identity_map(PhysFrame::<Size4KiB>::containing_address(PhysAddr::new(0x50_0000)), rw, &mut stack).map(|f| f.flush())); } // => Ok(())
    // unmap, use again
    let (freed, flush) = m.unmap(near).unwrap(); flush.flush();
    w!("{freed:?} {:?}", m.translate(near.start_address())); // => PhysFrame[4KiB](0x700000) NotMapped
    unsafe { stack.deallocate_frame(freed); w!("{:?}", stack.allocate_frame()); } // => Some(PhysFrame[4KiB](0x700000))
    unsafe { m.clean_up_addr_range(Page::range_inclusive(Page::containing_address(big.start_address()), Page::containing_address(big.start_address())), &mut stack) }
    w!("{} {}", stack.back, l4[0xc0].is_unused()); // => 3 true
    // entries by hand
    let t = unsafe { &mut *(offset + 0x4000u64).as_mut_ptr::<PageTable>() };
    t[0x16].set_addr(PhysAddr::new(0xb8000), rw); x86_64::instructions::tlb::flush(VirtAddr::new(0x16000));
    w!("{}", unsafe { *(0x16000 as *const u8) } as char); // => A
    t[0x16].set_flags(PageTableFlags::PRESENT | PageTableFlags::HUGE_PAGE);
    w!("{:?} {:?}", t[0x16].frame(), t[0x16]); // => Err(HugeFrame) PageTableEntry { addr: PhysAddr(0xb8000), flags: PageTableFlags(PRESENT | HUGE_PAGE) }
    t[0x16].set_unused(); w!("{} {:?}", t[0x16].is_unused(), PageTableEntry::new()); // => true PageTableEntry { addr: PhysAddr(0x0), flags: PageTableFlags(0x0) }
    w!("{}", t.iter().filter(|e| e.flags().contains(PageTableFlags::WRITABLE)).count()); // => 53
    let rest = t.iter_mut().skip(0x100).all(|e| e.is_unused()); w!("{} {:?}", rest, t.iter().position(|e| e.addr() == PhysAddr::new(0xb9000))); // => true Some(185)
    let mut own = PageTable::new(); own[3].set_frame(vga, rw); w!("{} {:?}", own.is_empty(), own.iter().flat_map(|e| e.frame()).next()); // => false Some(PhysFrame[4KiB](0xb8000))
    own.zero(); w!("{}", own.is_empty()); // => true
    w!("{:?} {:?}", m.phys_offset(), m.level_4_table()[27].is_unused()); // => VirtAddr(0x18000000000) false
    // another level 4 table
    let frame = stack.allocate_frame().unwrap();
    let copy = unsafe { &mut *(offset + frame.start_address().as_u64()).as_mut_ptr::<PageTable>() };
    for (i, e) in active(offset).iter().enumerate() { copy[i] = e.clone(); }
    copy[27].set_unused();
    unsafe { Cr3::write(frame, Cr3Flags::empty()) };
    w!("{} {:?}", Cr3::read().0 == frame, walk(offset, far.start_address())); // => true Err((4, FrameNotPresent))
    unsafe { Cr3::write(p, Cr3Flags::PAGE_LEVEL_WRITETHROUGH) };
    w!("{:?} {:?}", Cr3::read(), walk(offset, far.start_address())); // => (PhysFrame[4KiB](0x1000), Cr3Flags(PAGE_LEVEL_WRITETHROUGH)) Ok(PhysAddr(0xb8000))
    own[9].set_addr(PhysAddr::new(0x123), rw);
    loop { x86_64::instructions::hlt() }
}
