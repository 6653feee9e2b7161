//! `Mapper` for all sizes and `Translate`, for each kind of mapper.

use super::super::page_table::FrameError;
use super::mapped::PageTableFrameMapping;
use super::walk::{Walk, entry, find, find_or_create};
use super::*;

/// Sets the flags of the entry of `level` above a page.
fn set_parent_flags<W: Walk>(walk: &W, address: VirtAddr, level: u32, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError> {
    let parent = find(walk, address, level)?;
    if parent.is_unused() {
        return Err(FlagUpdateError::PageNotMapped);
    }
    parent.set_flags(flags);
    Ok(MapperFlushAll::new())
}

fn translate<W: Walk>(walk: &W, addr: VirtAddr) -> TranslateResult {
    let mut table = walk.root();
    let mut level = 4;
    while level > 1 {
        let found = entry(table, addr, level);
        let frame = match found.frame() {
            Ok(frame) => frame,
            Err(FrameError::FrameNotPresent) => return TranslateResult::NotMapped,
            Err(FrameError::HugeFrame) => {
                let frame = match level {
                    2 => MappedFrame::Size2MiB(PhysFrame::containing_address(found.addr())),
                    3 => MappedFrame::Size1GiB(PhysFrame::containing_address(found.addr())),
                    _ => crate_panic!(
                        "structures/paging/mapper/mapped_page_table.rs", [566:17, 588:17, 589:17], "level 4 entry has huge page bit set"
                    ),
                };
                let offset = addr.as_u64() & (frame.size() - 1);
                return TranslateResult::Mapped { frame, offset, flags: found.flags() };
            }
        };
        level -= 1;
        table = walk.table(frame, addr, level);
    }
    let found = entry(table, addr, 1);
    if found.is_unused() {
        return TranslateResult::NotMapped;
    }
    match PhysFrame::from_start_address(found.addr()) {
        Ok(frame) => TranslateResult::Mapped {
            frame: MappedFrame::Size4KiB(frame),
            offset: u64::from(addr.page_offset()),
            flags: found.flags(),
        },
        Err(_) => TranslateResult::InvalidFrameAddress(found.addr()),
    }
}

/// `$level`: whose entry maps the page; `$huge`: the flag that such an entry has.
macro_rules! mapper {
    ([$($generics:tt)*] $Type:ty, $Size:ident, $level:literal, $huge:expr) => {
        impl<$($generics)*> Mapper<$Size> for $Type {
            unsafe fn map_to_with_table_flags<A: FrameAllocator<Size4KiB> + ?Sized>(
                &mut self, page: Page<$Size>, frame: PhysFrame<$Size>, flags: PageTableFlags, parent_table_flags: PageTableFlags,
                frame_allocator: &mut A,
            ) -> Result<MapperFlush<$Size>, MapToError<$Size>> {
                let slot = find_or_create(self, page.start_address(), $level, parent_table_flags, frame_allocator)?;
                if !slot.is_unused() {
                    return Err(MapToError::PageAlreadyMapped(frame));
                }
                slot.set_addr(frame.start_address(), flags | $huge);
                Ok(MapperFlush::new(page))
            }

            fn unmap(&mut self, page: Page<$Size>) -> Result<(PhysFrame<$Size>, MapperFlush<$Size>), UnmapError> {
                let slot = find(self, page.start_address(), $level)?;
                if !slot.flags().contains(PageTableFlags::PRESENT) {
                    return Err(UnmapError::PageNotMapped);
                }
                if slot.flags().contains(PageTableFlags::HUGE_PAGE) != ($level > 1) {
                    return Err(UnmapError::ParentEntryHugePage);
                }
                let Ok(frame) = PhysFrame::from_start_address(slot.addr()) else {
                    return Err(UnmapError::InvalidFrameAddress(slot.addr()));
                };
                slot.set_unused();
                Ok((frame, MapperFlush::new(page)))
            }

            unsafe fn update_flags(&mut self, page: Page<$Size>, flags: PageTableFlags) -> Result<MapperFlush<$Size>, FlagUpdateError> {
                let slot = find(self, page.start_address(), $level)?;
                if slot.is_unused() {
                    return Err(FlagUpdateError::PageNotMapped);
                }
                slot.set_flags(flags | $huge);
                Ok(MapperFlush::new(page))
            }

            unsafe fn set_flags_p4_entry(&mut self, page: Page<$Size>, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError> {
                set_parent_flags(self, page.start_address(), 4, flags)
            }

            unsafe fn set_flags_p3_entry(&mut self, page: Page<$Size>, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError> {
                if $level >= 3 {
                    return Err(FlagUpdateError::ParentEntryHugePage);
                }
                set_parent_flags(self, page.start_address(), 3, flags)
            }

            unsafe fn set_flags_p2_entry(&mut self, page: Page<$Size>, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError> {
                if $level >= 2 {
                    return Err(FlagUpdateError::ParentEntryHugePage);
                }
                set_parent_flags(self, page.start_address(), 2, flags)
            }

            fn translate_page(&self, page: Page<$Size>) -> Result<PhysFrame<$Size>, TranslateError> {
                let slot = find(self, page.start_address(), $level)?;
                if slot.is_unused() {
                    return Err(TranslateError::PageNotMapped);
                }
                match PhysFrame::from_start_address(slot.addr()) {
                    Ok(frame) => Ok(frame),
                    Err(_) => Err(TranslateError::InvalidFrameAddress(slot.addr())),
                }
            }
        }
    };
}

macro_rules! all_sizes {
    ($([$($generics:tt)*] $Type:ty;)*) => { $(
        mapper! { [$($generics)*] $Type, Size4KiB, 1, PageTableFlags::empty() }
        mapper! { [$($generics)*] $Type, Size2MiB, 2, PageTableFlags::HUGE_PAGE }
        mapper! { [$($generics)*] $Type, Size1GiB, 3, PageTableFlags::HUGE_PAGE }
        impl<$($generics)*> Translate for $Type {
            fn translate(&self, addr: VirtAddr) -> TranslateResult { translate(self, addr) }
        }
    )* };
}
all_sizes! { ['a, P: PageTableFrameMapping] MappedPageTable<'a, P>; ['a] OffsetPageTable<'a>; ['a] RecursivePageTable<'a>; }
