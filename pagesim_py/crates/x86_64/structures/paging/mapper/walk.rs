//! The way down from the level 4 table to the entry that is asked for. Tables are numbered by level, 4 to 1.

use super::super::frame_alloc::FrameAllocator;
use super::super::page::Size4KiB;
use super::super::page_table::{FrameError, PageTable, PageTableEntry, PageTableFlags};
use super::super::{PhysFrame, PageTableIndex};
use super::{FlagUpdateError, MapToError, PageSize, TranslateError, UnmapError};
use crate::VirtAddr;

/// A kind of mapper: where its tables can be reached.
pub trait Walk {
    /// Flags that a new table's entry gets besides those that the caller wants.
    const EXTRA: PageTableFlags;
    fn root(&self) -> *mut PageTable;
    /// Where the table of `level` on the way to `address`, which lies in `frame`, can be reached.
    fn table(&self, frame: PhysFrame, address: VirtAddr, level: u32) -> *mut PageTable;
}

/// Why the way down ended early.
pub enum WalkError {
    NotMapped,
    MappedToHugePage,
}

pub enum CreateError {
    MappedToHugePage,
    FrameAllocationFailed,
}

impl From<WalkError> for UnmapError {
    fn from(error: WalkError) -> UnmapError {
        match error { WalkError::MappedToHugePage => UnmapError::ParentEntryHugePage, WalkError::NotMapped => UnmapError::PageNotMapped }
    }
}
impl From<WalkError> for FlagUpdateError {
    fn from(error: WalkError) -> FlagUpdateError {
        match error { WalkError::MappedToHugePage => FlagUpdateError::ParentEntryHugePage, WalkError::NotMapped => FlagUpdateError::PageNotMapped }
    }
}
impl From<WalkError> for TranslateError {
    fn from(error: WalkError) -> TranslateError {
        match error { WalkError::MappedToHugePage => TranslateError::ParentEntryHugePage, WalkError::NotMapped => TranslateError::PageNotMapped }
    }
}
impl From<FrameError> for WalkError {
    fn from(error: FrameError) -> WalkError {
        match error { FrameError::FrameNotPresent => WalkError::NotMapped, FrameError::HugeFrame => WalkError::MappedToHugePage }
    }
}
impl<S: PageSize> From<CreateError> for MapToError<S> {
    fn from(error: CreateError) -> MapToError<S> {
        match error {
            CreateError::MappedToHugePage => MapToError::ParentEntryHugePage,
            CreateError::FrameAllocationFailed => MapToError::FrameAllocationFailed,
        }
    }
}

pub fn entry<'a>(table: *mut PageTable, address: VirtAddr, level: u32) -> &'a mut PageTableEntry {
    let index = PageTableIndex::new_truncate((address.as_u64() >> (12 + 9 * (level - 1))) as u16);
    unsafe { &mut (&mut *table)[index] }
}

/// The entry of `level` for `address`; all tables down to there must exist.
pub fn find<'a, W: Walk>(walk: &W, address: VirtAddr, level: u32) -> Result<&'a mut PageTableEntry, WalkError> {
    let mut table = walk.root();
    let mut at = 4;
    while at > level {
        let frame = entry(table, address, at).frame()?;
        at -= 1;
        table = walk.table(frame, address, at);
    }
    Ok(entry(table, address, level))
}

/// The same, making the tables that are missing. Entries on the way get `flags` in addition to those that they have.
pub fn find_or_create<'a, W: Walk, A: FrameAllocator<Size4KiB> + ?Sized>(
    walk: &W, address: VirtAddr, level: u32, flags: PageTableFlags, allocator: &mut A,
) -> Result<&'a mut PageTableEntry, CreateError> {
    let mut table = walk.root();
    let mut at = 4;
    while at > level {
        let above = entry(table, address, at);
        let created = above.is_unused();
        if created {
            match allocator.allocate_frame() {
                Some(frame) => above.set_frame(frame, flags | W::EXTRA),
                None => return Err(CreateError::FrameAllocationFailed),
            }
        } else if !flags.is_empty() && !above.flags().contains(flags) {
            above.set_flags(above.flags() | flags);
        }
        let frame = match above.frame() {
            Ok(frame) => frame,
            Err(FrameError::HugeFrame) => return Err(CreateError::MappedToHugePage),
            Err(FrameError::FrameNotPresent) => crate_panic!(
                "structures/paging/mapper/mapped_page_table.rs", [648:17, 670:17, 671:17], "entry should be mapped at this point"
            ),
        };
        at -= 1;
        table = walk.table(frame, address, at);
        if created {
            unsafe { (&mut *table).zero() }
        }
    }
    Ok(entry(table, address, level))
}
