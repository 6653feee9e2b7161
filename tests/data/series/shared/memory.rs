//! Page tables through the window on physical memory, and frames from the boot loader's map.

use bootloader::bootinfo::{MemoryMap, MemoryRegionType};
use x86_64::{
    PhysAddr, VirtAddr,
    structures::paging::{FrameAllocator, Mapper, OffsetPageTable, Page, PageTable, PhysFrame, Size4KiB},
};

/// Must be called once only: the table is handed out as `&mut`.
pub unsafe fn mapper(window: VirtAddr) -> OffsetPageTable<'static> {
    unsafe {
        let top = top_table(window);
        OffsetPageTable::new(top, window)
    }
}

/// The level-4 table in use.
pub unsafe fn top_table(window: VirtAddr) -> &'static mut PageTable {
    use x86_64::registers::control::Cr3;

    let (frame, _) = Cr3::read();
    let place = window + frame.start_address().as_u64();
    let table: *mut PageTable = place.as_mut_ptr();
    unsafe { &mut *table }
}

/// Where an address leads, found by hand.
pub unsafe fn follow(address: VirtAddr, window: VirtAddr) -> Option<PhysAddr> {
    follow_safely(address, window)
}

fn follow_safely(address: VirtAddr, window: VirtAddr) -> Option<PhysAddr> {
    use x86_64::registers::control::Cr3;
    use x86_64::structures::paging::page_table::FrameError;

    let (top, _) = Cr3::read();
    let way = [address.p4_index(), address.p3_index(), address.p2_index(), address.p1_index()];
    let mut frame = top;
    for &index in &way {
        let place = window + frame.start_address().as_u64();
        let table: *const PageTable = place.as_ptr();
        let table = unsafe { &*table };
        let entry = &table[index];
        frame = match entry.frame() {
            Ok(frame) => frame,
            Err(FrameError::FrameNotPresent) => return None,
            Err(FrameError::HugeFrame) => panic!("a huge page"),
        };
    }
    Some(frame.start_address() + u64::from(address.page_offset()))
}

/// Maps the frame of the text screen at `page`.
pub fn map_screen(page: Page, mapper: &mut OffsetPageTable, frames: &mut impl FrameAllocator<Size4KiB>) {
    use x86_64::structures::paging::PageTableFlags as Flags;

    let frame = PhysFrame::containing_address(PhysAddr::new(0xb8000));
    let flags = Flags::PRESENT | Flags::WRITABLE;
    let mapped = unsafe { mapper.map_to(page, frame, flags, frames) };
    mapped.expect("not mapped").flush();
}

/// Never has a frame.
pub struct NoFrames;

unsafe impl FrameAllocator<Size4KiB> for NoFrames {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        None
    }
}

/// Hands out the usable frames in order.
pub struct UsableFrames {
    map: &'static MemoryMap,
    next: usize,
}

impl UsableFrames {
    pub unsafe fn of(map: &'static MemoryMap) -> Self {
        UsableFrames { map, next: 0 }
    }

    fn all(&self) -> impl Iterator<Item = PhysFrame> {
        let regions = self.map.iter();
        let usable = regions.filter(|r| r.region_type == MemoryRegionType::Usable);
        let ranges = usable.map(|r| r.range.start_addr()..r.range.end_addr());
        let starts = ranges.flat_map(|r| r.step_by(4096));
        starts.map(|start| PhysFrame::containing_address(PhysAddr::new(start)))
    }
}

unsafe impl FrameAllocator<Size4KiB> for UsableFrames {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        let frame = self.all().nth(self.next);
        self.next += 1;
        frame
    }
}
