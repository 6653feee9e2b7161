//! Giving back tables that have become empty.

use super::super::frame_alloc::FrameDeallocator;
use super::super::page::{Page, PageRangeInclusive, Size4KiB};
use super::super::page_table::PageTable;
use super::mapped::{MappedPageTable, OffsetPageTable, PageTableFrameMapping};
use super::recursive::RecursivePageTable;
use super::walk::Walk;
use crate::VirtAddr;

pub trait CleanUp {
    /// Everywhere.
    unsafe fn clean_up<D: FrameDeallocator<Size4KiB>>(&mut self, frame_deallocator: &mut D);
    /// Only tables that cover a part of `range`.
    unsafe fn clean_up_addr_range<D: FrameDeallocator<Size4KiB>>(
        &mut self, range: PageRangeInclusive, frame_deallocator: &mut D,
    );
}

/// Gives back the empty tables below `table`; tells whether `table` itself is empty now. `base`: the first address that it covers.
unsafe fn clean<W: Walk, D: FrameDeallocator<Size4KiB>>(
    walk: &W, table: *mut PageTable, level: u32, base: u64, range: &PageRangeInclusive, deallocator: &mut D,
) -> bool {
    let covered = 1u64 << (12 + 9 * (level - 1));
    let (first, last) = (range.start.start_address().as_u64(), range.end.start_address().as_u64());
    let mut empty = true;
    let entries = unsafe { &mut *table };
    for index in 0..512usize {
        let address = VirtAddr::new_truncate(base.wrapping_add(index as u64 * covered));
        let start = address.as_u64();
        if level > 1 && start <= last && start + (covered - 1) >= first {
            if let Ok(frame) = entries[index].frame() {
                let below = walk.table(frame, address, level - 1);
                let itself = core::ptr::eq(below, walk.root());
                if !itself && unsafe { clean(walk, below, level - 1, start, range, deallocator) } {
                    entries[index].set_unused();
                    unsafe { deallocator.deallocate_frame(frame) }
                }
            }
        }
        if !entries[index].is_unused() {
            empty = false;
        }
    }
    empty
}

macro_rules! clean_up {
    ($([$($generics:tt)*] $Type:ty;)*) => { $(
        impl<$($generics)*> CleanUp for $Type {
            unsafe fn clean_up<D: FrameDeallocator<Size4KiB>>(&mut self, frame_deallocator: &mut D) {
                let all = PageRangeInclusive {
                    start: Page::containing_address(VirtAddr::new(0)),
                    end: Page::containing_address(VirtAddr::new(0xffff_ffff_ffff_f000)),
                };
                unsafe { self.clean_up_addr_range(all, frame_deallocator) }
            }
            unsafe fn clean_up_addr_range<D: FrameDeallocator<Size4KiB>>(
                &mut self, range: PageRangeInclusive, frame_deallocator: &mut D,
            ) {
                if !range.is_empty() {
                    unsafe { clean(self, self.root(), 4, 0, &range, frame_deallocator) };
                }
            }
        }
    )* };
}
clean_up! { ['a, P: PageTableFrameMapping] MappedPageTable<'a, P>; ['a] OffsetPageTable<'a>; ['a] RecursivePageTable<'a>; }
