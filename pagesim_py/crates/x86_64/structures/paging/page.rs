//! Pages: aligned blocks of virtual memory.

use super::page_table::PageTableLevel;
use super::PageTableIndex;
use crate::VirtAddr;
use core::fmt;
#[cfg(not(dialect = "0.14.2"))]
use core::iter::Step;
use core::marker::PhantomData;
use core::ops::{Add, AddAssign, Sub, SubAssign};

/// The three sizes of pages and frames.
pub trait PageSize: Copy + Eq + PartialOrd + Ord {
    /// In bytes.
    const SIZE: u64;
    const DEBUG_STR: &'static str;
    const SIZE_AS_DEBUG_STR: &'static str = Self::DEBUG_STR;
}

/// A size that a level 2 table can map.
pub trait NotGiantPageSize: PageSize {}

macro_rules! sizes {
    ($($Name:ident $bytes:literal $text:literal;)*) => { $(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {}
        impl PageSize for $Name {
            const SIZE: u64 = $bytes;
            const DEBUG_STR: &'static str = $text;
        }
    )* };
}
sizes! { Size4KiB 0x1000 "4KiB"; Size2MiB 0x20_0000 "2MiB"; Size1GiB 0x4000_0000 "1GiB"; }

impl NotGiantPageSize for Size4KiB {}
impl NotGiantPageSize for Size2MiB {}

/// A block was to begin at an address that is not a multiple of its size.
#[derive(Debug)]
pub struct AddressNotAligned;

impl fmt::Display for AddressNotAligned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "the given address was not sufficiently aligned") }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Page<S: PageSize = Size4KiB> {
    start_address: VirtAddr,
    size: PhantomData<S>,
}

impl<S: PageSize> Page<S> {
    /// In bytes.
    pub const SIZE: u64 = S::SIZE;

    pub fn from_start_address(address: VirtAddr) -> Result<Page<S>, AddressNotAligned> {
        if address.is_aligned_u64(S::SIZE) { Ok(Page::containing_address(address)) } else { Err(AddressNotAligned) }
    }
    pub const unsafe fn from_start_address_unchecked(start_address: VirtAddr) -> Page<S> { Page { start_address, size: PhantomData } }
    pub const fn containing_address(address: VirtAddr) -> Page<S> {
        Page { start_address: address.align_down_u64(S::SIZE), size: PhantomData }
    }
    pub const fn start_address(self) -> VirtAddr { self.start_address }
    pub const fn size(self) -> u64 { S::SIZE }
    pub const fn p4_index(self) -> PageTableIndex { self.start_address.p4_index() }
    pub const fn p3_index(self) -> PageTableIndex { self.start_address.p3_index() }
    pub const fn page_table_index(self, level: PageTableLevel) -> PageTableIndex { self.start_address.page_table_index(level) }
    /// `start` to `end`, `end` left out.
    pub const fn range(start: Page<S>, end: Page<S>) -> PageRange<S> { PageRange { start, end } }
    pub const fn range_inclusive(start: Page<S>, end: Page<S>) -> PageRangeInclusive<S> { PageRangeInclusive { start, end } }
}

impl<S: NotGiantPageSize> Page<S> {
    pub const fn p2_index(self) -> PageTableIndex { self.start_address.p2_index() }
}

/// An address out of the indices of the tables.
const fn joined(p4: PageTableIndex, p3: PageTableIndex, p2: u64, p1: u64) -> VirtAddr {
    VirtAddr::new_truncate((p4.into_u64() << 39) | (p3.into_u64() << 30) | (p2 << 21) | (p1 << 12))
}

impl Page<Size1GiB> {
    pub const fn from_page_table_indices_1gib(p4_index: PageTableIndex, p3_index: PageTableIndex) -> Page<Size1GiB> {
        Page::containing_address(joined(p4_index, p3_index, 0, 0))
    }
}
impl Page<Size2MiB> {
    pub const fn from_page_table_indices_2mib(p4_index: PageTableIndex, p3_index: PageTableIndex, p2_index: PageTableIndex) -> Page<Size2MiB> {
        Page::containing_address(joined(p4_index, p3_index, p2_index.into_u64(), 0))
    }
}
impl Page<Size4KiB> {
    pub const fn from_page_table_indices(
        p4_index: PageTableIndex, p3_index: PageTableIndex, p2_index: PageTableIndex, p1_index: PageTableIndex,
    ) -> Page<Size4KiB> {
        Page::containing_address(joined(p4_index, p3_index, p2_index.into_u64(), p1_index.into_u64()))
    }
    pub const fn p1_index(self) -> PageTableIndex { self.start_address.p1_index() }
}

impl<S: PageSize> fmt::Debug for Page<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(format_args!("Page[{}]({:#x})", S::DEBUG_STR, self.start_address.as_u64()))
    }
}

impl<S: PageSize> Add<u64> for Page<S> {
    type Output = Page<S>;
    fn add(self, rhs: u64) -> Page<S> { Page::containing_address(self.start_address + rhs * S::SIZE) }
}
impl<S: PageSize> AddAssign<u64> for Page<S> {
    fn add_assign(&mut self, rhs: u64) { *self = *self + rhs; }
}
impl<S: PageSize> Sub<u64> for Page<S> {
    type Output = Page<S>;
    fn sub(self, rhs: u64) -> Page<S> { Page::containing_address(self.start_address - rhs * S::SIZE) }
}
impl<S: PageSize> SubAssign<u64> for Page<S> {
    fn sub_assign(&mut self, rhs: u64) { *self = *self - rhs; }
}
impl<S: PageSize> Sub<Page<S>> for Page<S> {
    type Output = u64;
    fn sub(self, rhs: Page<S>) -> u64 { (self.start_address - rhs.start_address) / S::SIZE }
}

/// Ranges of pages can be counted through, over the gap between the halves of the address space.
#[cfg(not(dialect = "0.14.2"))]
impl<S: PageSize> Step for Page<S> {
    fn steps_between(start: &Page<S>, end: &Page<S>) -> (usize, Option<usize>) {
        let (bytes, known) = Step::steps_between(&start.start_address, &end.start_address);
        (bytes / S::SIZE as usize, known.map(|bytes| bytes / S::SIZE as usize))
    }
    fn forward_checked(start: Page<S>, count: usize) -> Option<Page<S>> {
        let bytes = count.checked_mul(S::SIZE as usize)?;
        Some(Page { start_address: Step::forward_checked(start.start_address, bytes)?, size: PhantomData })
    }
    fn backward_checked(start: Page<S>, count: usize) -> Option<Page<S>> {
        let bytes = count.checked_mul(S::SIZE as usize)?;
        Some(Page { start_address: Step::backward_checked(start.start_address, bytes)?, size: PhantomData })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct PageRange<S: PageSize = Size4KiB> {
    pub start: Page<S>,
    pub end: Page<S>,
}

impl<S: PageSize> PageRange<S> {
    pub fn is_empty(&self) -> bool { self.start >= self.end }
    #[cfg(dialect = "0.15.4")]
    pub fn len(&self) -> u64 { if self.is_empty() { 0 } else { self.end - self.start } }
    #[cfg(dialect = "0.15.4")]
    pub fn size(&self) -> u64 { S::SIZE * self.len() }
}
impl<S: PageSize> Iterator for PageRange<S> {
    type Item = Page<S>;
    fn next(&mut self) -> Option<Page<S>> {
        if self.start >= self.end {
            return None;
        }
        let page = self.start;
        self.start += 1;
        Some(page)
    }
}
impl PageRange<Size2MiB> {
    pub fn as_4kib_page_range(&self) -> PageRange<Size4KiB> {
        PageRange {
            start: Page::containing_address(self.start.start_address()),
            end: Page::containing_address(self.end.start_address()),
        }
    }
}
impl<S: PageSize> fmt::Debug for PageRange<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageRange").field("start", &self.start).field("end", &self.end).finish()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct PageRangeInclusive<S: PageSize = Size4KiB> {
    pub start: Page<S>,
    pub end: Page<S>,
}

impl<S: PageSize> PageRangeInclusive<S> {
    pub fn is_empty(&self) -> bool { self.start > self.end }
    #[cfg(dialect = "0.15.4")]
    pub fn len(&self) -> u64 { if self.is_empty() { 0 } else { self.end - self.start + 1 } }
    #[cfg(dialect = "0.15.4")]
    pub fn size(&self) -> u64 { S::SIZE * self.len() }
}
impl<S: PageSize> Iterator for PageRangeInclusive<S> {
    type Item = Page<S>;
    fn next(&mut self) -> Option<Page<S>> {
        if self.start > self.end {
            return None;
        }
        let page = self.start;
        // The last page of all has no next one: then the end moves instead.
        if self.start.start_address().as_u64() < u64::MAX - (S::SIZE - 1) {
            self.start += 1;
        } else {
            self.end -= 1;
        }
        Some(page)
    }
}
impl<S: PageSize> fmt::Debug for PageRangeInclusive<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageRangeInclusive").field("start", &self.start).field("end", &self.end).finish()
    }
}
