//! Tables that are reached through a mapping of their frames: any (`MappedPageTable`), or one fixed offset (`OffsetPageTable`).

use super::super::PhysFrame;
use super::super::page_table::{PageTable, PageTableFlags};
use super::walk::Walk;
use crate::VirtAddr;

/// Where a frame can be reached.
pub unsafe trait PageTableFrameMapping {
    fn frame_to_pointer(&self, frame: PhysFrame) -> *mut PageTable;
}

#[derive(Debug)]
pub struct MappedPageTable<'a, P: PageTableFrameMapping> {
    level_4_table: &'a mut PageTable,
    page_table_frame_mapping: P,
}

impl<'a, P: PageTableFrameMapping> MappedPageTable<'a, P> {
    pub unsafe fn new(level_4_table: &'a mut PageTable, page_table_frame_mapping: P) -> Self {
        MappedPageTable { level_4_table, page_table_frame_mapping }
    }
    #[cfg(not(dialect = "0.15.4"))]
    pub fn level_4_table(&mut self) -> &mut PageTable { self.level_4_table }
    #[cfg(dialect = "0.15.4")]
    pub fn level_4_table(&self) -> &PageTable { self.level_4_table }
    #[cfg(dialect = "0.15.4")]
    pub fn level_4_table_mut(&mut self) -> &mut PageTable { self.level_4_table }
    pub fn page_table_frame_mapping(&self) -> &P { &self.page_table_frame_mapping }
}

impl<P: PageTableFrameMapping> Walk for MappedPageTable<'_, P> {
    const EXTRA: PageTableFlags = PageTableFlags::empty();
    fn root(&self) -> *mut PageTable { &*self.level_4_table as *const PageTable as *mut PageTable }
    fn table(&self, frame: PhysFrame, _address: VirtAddr, _level: u32) -> *mut PageTable {
        self.page_table_frame_mapping.frame_to_pointer(frame)
    }
}

#[derive(Debug)]
pub struct OffsetPageTable<'a> {
    level_4_table: &'a mut PageTable,
    offset: VirtAddr,
}

impl<'a> OffsetPageTable<'a> {
    /// All physical memory must be mapped from `phys_offset` on.
    pub unsafe fn new(level_4_table: &'a mut PageTable, phys_offset: VirtAddr) -> Self {
        OffsetPageTable { level_4_table, offset: phys_offset }
    }
    #[cfg(not(dialect = "0.15.4"))]
    pub fn level_4_table(&mut self) -> &mut PageTable { self.level_4_table }
    #[cfg(dialect = "0.15.4")]
    pub fn level_4_table(&self) -> &PageTable { self.level_4_table }
    #[cfg(dialect = "0.15.4")]
    pub fn level_4_table_mut(&mut self) -> &mut PageTable { self.level_4_table }
    pub fn phys_offset(&self) -> VirtAddr { self.offset }
}

impl Walk for OffsetPageTable<'_> {
    const EXTRA: PageTableFlags = PageTableFlags::empty();
    fn root(&self) -> *mut PageTable { &*self.level_4_table as *const PageTable as *mut PageTable }
    fn table(&self, frame: PhysFrame, _address: VirtAddr, _level: u32) -> *mut PageTable {
        (self.offset + frame.start_address().as_u64()).as_mut_ptr()
    }
}
