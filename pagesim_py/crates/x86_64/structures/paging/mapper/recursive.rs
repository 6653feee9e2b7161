//! Tables that are reached through an entry of the level 4 table that points to the table itself.

use super::super::page::Page;
use super::super::page_table::{PageTable, PageTableFlags, PageTableIndex};
use super::super::PhysFrame;
use super::walk::Walk;
use crate::VirtAddr;
use crate::registers::control::Cr3;
use core::fmt;

#[derive(Debug)]
pub struct RecursivePageTable<'a> {
    p4: &'a mut PageTable,
    recursive_index: PageTableIndex,
}

/// Why a table cannot be used.
#[derive(Debug)]
pub enum InvalidPageTable {
    /// It was not reached through a recursive entry.
    NotRecursive,
    /// It is not the one that CR3 points to.
    NotActive,
}

impl fmt::Display for InvalidPageTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidPageTable::NotRecursive => write!(f, "given page table address is not recursive"),
            InvalidPageTable::NotActive => write!(f, "given page table is not active"),
        }
    }
}

impl<'a> RecursivePageTable<'a> {
    pub fn new(table: &'a mut PageTable) -> Result<Self, InvalidPageTable> {
        let page: Page = Page::containing_address(VirtAddr::new(table as *const PageTable as u64));
        let recursive_index = page.p4_index();
        if page.p3_index() != recursive_index || page.p2_index() != recursive_index || page.p1_index() != recursive_index {
            return Err(InvalidPageTable::NotRecursive);
        }
        match table[recursive_index].frame() {
            Ok(frame) if frame == Cr3::read().0 => Ok(RecursivePageTable { p4: table, recursive_index }),
            _ => Err(InvalidPageTable::NotActive),
        }
    }
    pub unsafe fn new_unchecked(table: &'a mut PageTable, recursive_index: PageTableIndex) -> Self {
        RecursivePageTable { p4: table, recursive_index }
    }
    #[cfg(not(dialect = "0.15.4"))]
    pub fn level_4_table(&mut self) -> &mut PageTable { self.p4 }
    #[cfg(dialect = "0.15.4")]
    pub fn level_4_table(&self) -> &PageTable { self.p4 }
    #[cfg(dialect = "0.15.4")]
    pub fn level_4_table_mut(&mut self) -> &mut PageTable { self.p4 }
}

impl Walk for RecursivePageTable<'_> {
    const EXTRA: PageTableFlags = PageTableFlags::PRESENT.union(PageTableFlags::WRITABLE);
    fn root(&self) -> *mut PageTable { &*self.p4 as *const PageTable as *mut PageTable }
    /// One recursion for each level that the table is above the pages.
    fn table(&self, _frame: PhysFrame, address: VirtAddr, level: u32) -> *mut PageTable {
        let r = self.recursive_index;
        let page = match level {
            3 => Page::from_page_table_indices(r, r, r, address.p4_index()),
            2 => Page::from_page_table_indices(r, r, address.p4_index(), address.p3_index()),
            _ => Page::from_page_table_indices(r, address.p4_index(), address.p3_index(), address.p2_index()),
        };
        page.start_address().as_mut_ptr()
    }
}
