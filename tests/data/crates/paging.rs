// Tables, mappers, gates and locks; what each line prints stands behind it.
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
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
use x86_64::{VirtAddr, PhysAddr};
use x86_64::structures::paging::{*, mapper::*, page_table::PageTableLevel};
use x86_64::structures::idt::InterruptDescriptorTable;
#[repr(C)] struct Off { a: u8, b: u32 }
fn mk() -> spin::Mutex<u32> {
    w!("made"); // => made
    spin::Mutex::new(4)
}
static LAZY: spin::Lazy<spin::Mutex<u32>> = spin::Lazy::new(mk);
static ONCE: spin::Once<u32> = spin::Once::new();
static RW: spin::RwLock<u8> = spin::RwLock::new(1);
struct Offset(u64);
unsafe impl PageTableFrameMapping for Offset { fn frame_to_pointer(&self, frame: PhysFrame) -> *mut PageTable { (self.0 + frame.start_address().as_u64()) as *mut PageTable } }
struct Frames(u64);
unsafe impl FrameAllocator<Size4KiB> for Frames { fn allocate_frame(&mut self) -> Option<PhysFrame> { self.0 += 0x1000; Some(PhysFrame::containing_address(PhysAddr::new(self.0))) } }
impl FrameDeallocator<Size4KiB> for Frames { unsafe fn deallocate_frame(&mut self, frame: PhysFrame) { w!("free {frame:?}"); } } // => free PhysFrame[4KiB](0x504000) // => free PhysFrame[4KiB](0x503000) // => free PhysFrame[4KiB](0x502000)
bootloader::entry_point!(kernel);
fn kernel(info: &'static bootloader::BootInfo) -> ! {
    w!("{} {}", core::mem::offset_of!(Off, b), core::mem::size_of::<Off>()); // => 4 8
    let o = Off { a: 1, b: 2 }; let p = core::ptr::addr_of!(o.b);
    w!("{}", unsafe { *p }); // => 2
    w!("{} {}", core::u8::MAX, core::f64::consts::PI); // => 255 3.141592653589793
    *LAZY.lock() += 1;
    w!("{} {:?}", LAZY.lock(), LAZY.try_lock().is_some()); // => 5 false
    w!("{} {:?}", ONCE.call_once(|| 7), ONCE.get()); // => 7 Some(7)
    let reader = RW.read();
    w!("{} {}", *reader, RW.try_write().is_none()); // => 1 true
    drop(reader);
    *RW.write() = 9;
    w!("{}", *RW.read()); // => 9
    for a in VirtAddr::new(0x7fff_ffff_fffe)..VirtAddr::new(0xffff_8000_0000_0001) { w!("{a:?}"); } // => VirtAddr(0x7ffffffffffe) // => VirtAddr(0x7fffffffffff) // => VirtAddr(0xffff800000000000)
    let mut idt = InterruptDescriptorTable::new();
    extern "x86-interrupt" fn h(_: x86_64::structures::idt::InterruptStackFrame) {}
    for e in idt.slice_mut(40..44) { e.set_handler_fn(h).set_present(true).disable_interrupts(false); }
    w!("{}", idt[41].handler_addr().as_u64() == h as *const () as u64); // => true
    w!("{}", idt.slice(32..).len()); // => 224
    w!("{:?}", core::any::type_name::<InterruptDescriptorTable>()); // => "x86_64::structures::idt::InterruptDescriptorTable"
    let l4 = unsafe { &mut *((info.physical_memory_offset + x86_64::registers::control::Cr3::read().0.start_address().as_u64()) as *mut PageTable) };
    let mut m = unsafe { MappedPageTable::new(l4, Offset(info.physical_memory_offset)) };
    let mut f = Frames(0x50_0000);
    let flags = PageTableFlags::PRESENT | PageTableFlags::WRITABLE;
    let page = Page::<Size4KiB>::from_page_table_indices(PageTableIndex::new(100), PageTableIndex::new(1), PageTableIndex::new(2), PageTableIndex::new(3));
    w!("{page:?} {:?}", page.start_address().page_table_index(PageTableLevel::Two)); // => Page[4KiB](0x320040403000) PageTableIndex(2)
    let frame = f.allocate_frame().unwrap();
    unsafe { m.map_to(page, frame, flags, &mut f).unwrap().flush(); }
    w!("{:?}", m.translate(page.start_address() + 5u64)); // => Mapped { frame: Size4KiB(PhysFrame[4KiB](0x501000)), offset: 5, flags: PageTableFlags(PRESENT | WRITABLE) }
    w!("{:?}", unsafe { m.map_to(page, frame, flags, &mut f) }.map(|f| f.ignore())); // => Err(PageAlreadyMapped(PhysFrame[4KiB](0x501000)))
    unsafe { m.update_flags(page, flags | PageTableFlags::NO_EXECUTE).unwrap().flush(); }
    w!("{:?}", m.translate(page.start_address())); // => Mapped { frame: Size4KiB(PhysFrame[4KiB](0x501000)), offset: 0, flags: PageTableFlags(PRESENT | WRITABLE | NO_EXECUTE) }
    unsafe { w!("{:?}", m.set_flags_p3_entry(page, flags | PageTableFlags::USER_ACCESSIBLE).map(|f| f.flush_all())); } // => Ok(())
    let big = Page::<Size2MiB>::containing_address(VirtAddr::new(0x7000_0000_0000));
    unsafe { m.map_to(big, PhysFrame::containing_address(PhysAddr::new(0x20_0000)), flags, &mut f).unwrap().flush(); }
    w!("{:?} {:?}", m.translate(big.start_address() + 0x1234u64), m.translate_page(big)); // => Mapped { frame: Size2MiB(PhysFrame[2MiB](0x200000)), offset: 4660, flags: PageTableFlags(PRESENT | WRITABLE | HUGE_PAGE) } Ok(PhysFrame[2MiB](0x200000))
    w!("{:?}", m.translate_page(Page::<Size4KiB>::containing_address(big.start_address()))); // => Err(ParentEntryHugePage)
    w!("{:?}", m.unmap(big).map(|x| x.0)); // => Ok(PhysFrame[2MiB](0x200000))
    w!("{:?}", m.unmap(page).map(|(f, flush)| { flush.flush(); f })); // => Ok(PhysFrame[4KiB](0x501000))
    unsafe { m.clean_up_addr_range(Page::range_inclusive(page, page), &mut f); }
    w!("{:?}", m.translate(page.start_address())); // => NotMapped
    unsafe { w!("{:?}", m.identity_map(PhysFrame::<Size4KiB>::containing_address(PhysAddr::new(0x70_0000)), flags, &mut f).is_ok()); } // => true
    w!("{:?}", m.translate_addr(VirtAddr::new(0x70_0123))); // => Some(PhysAddr(0x700123))
    // recursive
    let l4 = m.level_4_table();
    let own = PhysFrame::containing_address(PhysAddr::new(0x1000));
    l4[510].set_frame(own, flags);
    x86_64::instructions::tlb::flush_all();
    let r = PageTableIndex::new(510);
    let table = Page::from_page_table_indices(r, r, r, r).start_address().as_mut_ptr::<PageTable>();
    let mut rec = RecursivePageTable::new(unsafe { &mut *table }).unwrap();
    w!("{:?}", rec.translate_addr(VirtAddr::new(0xb8123))); // => Some(PhysAddr(0xb8123))
    unsafe { rec.map_to(page, frame, flags, &mut f).unwrap().flush(); }
    w!("{:?} {:?}", rec.translate_page(page), rec.unmap(page).map(|x| x.0)); // => Ok(PhysFrame[4KiB](0x501000)) Ok(PhysFrame[4KiB](0x501000))
    w!("{:?}", RecursivePageTable::new(unsafe { &mut *(0xb8000 as *mut PageTable) }).err()); // => Some(NotRecursive)
    w!("{:?}", x86_64::instructions::tables::sidt().limit + 0); // => 0
    w!("{:?}", x86_64::instructions::port::Port::<u16>::new(0x60)); // => PortGeneric { port: 96, size: 2, access: ReadWrite }
    w!("{:?} {:?}", x86_64::PrivilegeLevel::from_u16(3), x86_64::structures::gdt::DescriptorFlags::KERNEL_CODE64); // => Ring3 DescriptorFlags(ACCESSED | WRITABLE | EXECUTABLE | USER_SEGMENT | PRESENT | LONG_MODE | GRANULARITY | LIMIT_0_15 | LIMIT_16_19)
    for (name, flag) in (PageTableFlags::PRESENT | PageTableFlags::GLOBAL).iter_names() { w!("{name} {flag:?}"); } // => PRESENT PageTableFlags(PRESENT) // => GLOBAL PageTableFlags(GLOBAL)
    w!("{:?} {:?}", PageTableFlags::from_name("DIRTY"), PageTableFlags::PRESENT.complement().bits()); // => Some(PageTableFlags(DIRTY)) 18442240474082185214
    let mut fl = PageTableFlags::empty(); fl.set(PageTableFlags::DIRTY, true); fl |= PageTableFlags::PRESENT; fl -= PageTableFlags::DIRTY;
    w!("{fl:?} {:?}", !fl & PageTableFlags::WRITABLE); // => PageTableFlags(PRESENT) PageTableFlags(WRITABLE)
    loop { x86_64::instructions::hlt() }
}
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i} {:?} {}", i.location().map(|l| l.line()), i.message()); loop {} }
