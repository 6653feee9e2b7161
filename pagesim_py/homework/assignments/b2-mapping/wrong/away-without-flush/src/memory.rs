// fails: gone, not-stale
//! Page tables, read and changed through the window that the boot loader has opened on all physical memory:
//! the physical address p is visible at the virtual address window + p.

use x86_64::VirtAddr;
use x86_64::structures::paging::{
    FrameAllocator, Mapper, OffsetPageTable, Page, PageTable, PageTableFlags, PhysFrame, Size4KiB,
};

/// The level-4 table that the CPU uses now.
///
/// # Safety
/// All physical memory must be visible from `window` on, and nobody else may hold the table.
pub unsafe fn level_4_table(window: VirtAddr) -> &'static mut PageTable {
    let (frame, _) = x86_64::registers::control::Cr3::read();
    let table = window + frame.start_address().as_u64();
    unsafe { &mut *table.as_mut_ptr() }
}

/// The tables, ready to be changed.
///
/// # Safety
/// As for `level_4_table`; call it once only.
pub unsafe fn init(window: VirtAddr) -> OffsetPageTable<'static> {
    unsafe { OffsetPageTable::new(level_4_table(window), window) }
}

/// Maps `page` to the frame of the text screen, 0xb8000, so that it can be read and written.
pub fn map_to_screen(page: Page, tables: &mut OffsetPageTable, frames: &mut impl FrameAllocator<Size4KiB>) {
    let screen = PhysFrame::containing_address(x86_64::PhysAddr::new(0xb8000));
    let flags = PageTableFlags::PRESENT | PageTableFlags::WRITABLE;
    let change = unsafe { tables.map_to(page, screen, flags, frames) };
    change.expect("map_to failed").flush();
}

/// Takes the mapping of `page` away again. After that an access faults.
pub fn take_away(page: Page, tables: &mut OffsetPageTable) {
    let (_frame, change) = tables.unmap(page).expect("unmap failed");
    change.ignore();
}

/// An allocator that has nothing to give.
pub struct NoFrames;

unsafe impl FrameAllocator<Size4KiB> for NoFrames {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        None
    }
}

/// Hands out the usable frames of the boot loader's memory map, each once.
pub struct BootFrames {
    memory_map: &'static bootloader::bootinfo::MemoryMap,
    next: usize,
}

impl BootFrames {
    pub fn new(memory_map: &'static bootloader::bootinfo::MemoryMap) -> Self {
        BootFrames { memory_map, next: 0 }
    }

    fn usable_frames(&self) -> impl Iterator<Item = PhysFrame> {
        let usable = self.memory_map.iter().filter(|region| {
            region.region_type == bootloader::bootinfo::MemoryRegionType::Usable
        });
        let ranges = usable.map(|region| region.range.start_addr()..region.range.end_addr());
        let addresses = ranges.flat_map(|range| range.step_by(4096));
        addresses.map(|address| PhysFrame::containing_address(x86_64::PhysAddr::new(address)))
    }
}

unsafe impl FrameAllocator<Size4KiB> for BootFrames {
    fn allocate_frame(&mut self) -> Option<PhysFrame> {
        let frame = self.usable_frames().nth(self.next);
        self.next += 1;
        frame
    }
}
