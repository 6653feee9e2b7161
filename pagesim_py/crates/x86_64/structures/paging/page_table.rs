//! Page tables and their entries.

use super::{PageSize, PhysFrame, Size4KiB};
use crate::PhysAddr;
use core::fmt;
use core::ops::{Index, IndexMut};

/// Why an entry does not give a frame of 4 KiB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FrameError {
    FrameNotPresent,
    HugeFrame,
}

/// 64 bits: the address of a frame and flags.
#[derive(Clone)]
#[repr(transparent)]
pub struct PageTableEntry {
    entry: u64,
}

const ADDRESS: u64 = 0x000f_ffff_ffff_f000;

impl PageTableEntry {
    pub const fn new() -> PageTableEntry { PageTableEntry { entry: 0 } }
    pub const fn is_unused(&self) -> bool { self.entry == 0 }
    pub fn set_unused(&mut self) { self.entry = 0; }
    pub const fn flags(&self) -> PageTableFlags { PageTableFlags::from_bits_truncate(self.entry) }
    pub fn addr(&self) -> PhysAddr { PhysAddr::new(self.entry & ADDRESS) }

    pub fn frame(&self) -> Result<PhysFrame, FrameError> {
        if !self.flags().contains(PageTableFlags::PRESENT) {
            Err(FrameError::FrameNotPresent)
        } else if self.flags().contains(PageTableFlags::HUGE_PAGE) {
            Err(FrameError::HugeFrame)
        } else {
            Ok(PhysFrame::containing_address(self.addr()))
        }
    }

    /// Panics if the address is not a multiple of 4 KiB.
    pub fn set_addr(&mut self, addr: PhysAddr, flags: PageTableFlags) {
        if !addr.is_aligned_u64(Size4KiB::SIZE) {
            crate_panic!(
                "structures/paging/page_table.rs", [80:9, 80:9, 90:9], "assertion failed: addr.is_aligned(Size4KiB::SIZE)"
            )
        }
        self.entry = addr.as_u64() | flags.bits();
    }

    /// Panics if `flags` contain HUGE_PAGE.
    pub fn set_frame(&mut self, frame: PhysFrame, flags: PageTableFlags) {
        if flags.contains(PageTableFlags::HUGE_PAGE) {
            crate_panic!(
                "structures/paging/page_table.rs", [87:9, 87:9, 97:9],
                "assertion failed: !flags.contains(PageTableFlags::HUGE_PAGE)"
            )
        }
        self.set_addr(frame.start_address(), flags)
    }

    pub fn set_flags(&mut self, flags: PageTableFlags) { self.entry = self.entry & ADDRESS | flags.bits(); }
}

impl Default for PageTableEntry {
    fn default() -> Self { PageTableEntry::new() }
}

impl fmt::Debug for PageTableEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageTableEntry").field("addr", &self.addr()).field("flags", &self.flags()).finish()
    }
}

flags! {
    pub struct PageTableFlags: u64 {
        const PRESENT = 1;
        const WRITABLE = 1 << 1;
        const USER_ACCESSIBLE = 1 << 2;
        const WRITE_THROUGH = 1 << 3;
        const NO_CACHE = 1 << 4;
        const ACCESSED = 1 << 5;
        const DIRTY = 1 << 6;
        const HUGE_PAGE = 1 << 7;
        const GLOBAL = 1 << 8;
        const BIT_9 = 1 << 9;
        const BIT_10 = 1 << 10;
        const BIT_11 = 1 << 11;
        const BIT_52 = 1 << 52;
        const BIT_53 = 1 << 53;
        const BIT_54 = 1 << 54;
        const BIT_55 = 1 << 55;
        const BIT_56 = 1 << 56;
        const BIT_57 = 1 << 57;
        const BIT_58 = 1 << 58;
        const BIT_59 = 1 << 59;
        const BIT_60 = 1 << 60;
        const BIT_61 = 1 << 61;
        const BIT_62 = 1 << 62;
        const NO_EXECUTE = 1 << 63;
    }
}

const ENTRY_COUNT: usize = 512;

#[derive(Clone)]
#[repr(C, align(4096))]
pub struct PageTable {
    entries: [PageTableEntry; ENTRY_COUNT],
}

impl PageTable {
    pub const fn new() -> PageTable {
        const EMPTY: PageTableEntry = PageTableEntry::new();
        PageTable { entries: [EMPTY; ENTRY_COUNT] }
    }

    /// Clears all entries.
    pub fn zero(&mut self) {
        for entry in self.entries.iter_mut() {
            entry.set_unused();
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &PageTableEntry> { self.entries.iter() }
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut PageTableEntry> { self.entries.iter_mut() }
    #[cfg(not(dialect = "0.14.2"))]
    pub fn is_empty(&self) -> bool { self.entries.iter().all(|entry| entry.is_unused()) }
}

impl Index<usize> for PageTable {
    type Output = PageTableEntry;
    #[track_caller]
    fn index(&self, index: usize) -> &PageTableEntry { &self.entries[index] }
}
impl IndexMut<usize> for PageTable {
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut PageTableEntry { &mut self.entries[index] }
}
impl Index<PageTableIndex> for PageTable {
    type Output = PageTableEntry;
    fn index(&self, index: PageTableIndex) -> &PageTableEntry { &self.entries[index.0 as usize] }
}
impl IndexMut<PageTableIndex> for PageTable {
    fn index_mut(&mut self, index: PageTableIndex) -> &mut PageTableEntry { &mut self.entries[index.0 as usize] }
}

impl Default for PageTable {
    fn default() -> Self { PageTable::new() }
}

impl fmt::Debug for PageTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.entries[..].fmt(f) }
}

/// 9 bits: which entry of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageTableIndex(u16);

impl PageTableIndex {
    /// Panics if the index is larger than 511.
    #[cfg(not(dialect = "0.15.4"))]
    pub const fn new(index: u16) -> PageTableIndex {
        if index as usize >= ENTRY_COUNT {
            crate_panic!(
                "structures/paging/page_table.rs", [289:9, 308:9, 0:0], "assertion failed: usize::from(index) < ENTRY_COUNT"
            )
        }
        PageTableIndex(index)
    }
    /// Panics if the index is larger than 511.
    #[cfg(dialect = "0.15.4")]
    pub const fn new(index: u16) -> PageTableIndex {
        if index as usize >= ENTRY_COUNT {
            crate_panic!(
                "structures/paging/page_table.rs", [0:0, 0:0, 329:9], "assertion failed: (index as usize) < ENTRY_COUNT"
            )
        }
        PageTableIndex(index)
    }
    pub const fn new_truncate(index: u16) -> PageTableIndex { PageTableIndex(index & 511) }
    pub(crate) const fn into_u64(self) -> u64 { self.0 as u64 }
}

impl core::iter::Step for PageTableIndex {
    fn steps_between(start: &PageTableIndex, end: &PageTableIndex) -> (usize, Option<usize>) {
        core::iter::Step::steps_between(&start.0, &end.0)
    }
    fn forward_checked(start: PageTableIndex, count: usize) -> Option<PageTableIndex> {
        let index = (start.0 as usize).checked_add(count)?;
        if index < ENTRY_COUNT { Some(PageTableIndex(index as u16)) } else { None }
    }
    fn backward_checked(start: PageTableIndex, count: usize) -> Option<PageTableIndex> {
        Some(PageTableIndex((start.0 as usize).checked_sub(count)? as u16))
    }
    fn forward_one(start: PageTableIndex) -> PageTableIndex { PageTableIndex::new(start.0 + 1) }
    fn backward_one(start: PageTableIndex) -> PageTableIndex { PageTableIndex(start.0 - 1) }
}

/// 12 bits: where in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageOffset(u16);

impl PageOffset {
    /// Panics if the offset is larger than 4095.
    pub fn new(offset: u16) -> PageOffset {
        if offset >= 1 << 12 {
            crate_panic!("structures/paging/page_table.rs", [340:9, 359:9, 405:9], "assertion failed: offset < (1 << 12)")
        }
        PageOffset(offset)
    }
    pub const fn new_truncate(offset: u16) -> PageOffset { PageOffset(offset & 0xfff) }
}

macro_rules! into_integers {
    ($($Name:ident: $($t:ty)*;)*) => { $($(
        impl From<$Name> for $t {
            fn from(value: $Name) -> $t { value.0 as $t }
        }
    )*)* };
}
into_integers! { PageTableIndex: u16 u32 u64 usize; PageOffset: u16 u32 u64 usize; }

/// 4 is the table that CR3 points to, 1 the one that points to pages of 4 KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageTableLevel {
    One = 1,
    Two,
    Three,
    Four,
}

impl PageTableLevel {
    pub const fn next_lower_level(self) -> Option<PageTableLevel> {
        match self {
            PageTableLevel::Four => Some(PageTableLevel::Three),
            PageTableLevel::Three => Some(PageTableLevel::Two),
            PageTableLevel::Two => Some(PageTableLevel::One),
            PageTableLevel::One => None,
        }
    }
    pub const fn next_higher_level(self) -> Option<PageTableLevel> {
        match self {
            PageTableLevel::Four => None,
            PageTableLevel::Three => Some(PageTableLevel::Four),
            PageTableLevel::Two => Some(PageTableLevel::Three),
            PageTableLevel::One => Some(PageTableLevel::Two),
        }
    }
    /// Bytes that one table of this level covers.
    pub const fn table_address_space_alignment(self) -> u64 { 1 << (self as u8 as u32 * 9 + 12) }
    /// Bytes that one entry of this level covers.
    pub const fn entry_address_space_alignment(self) -> u64 { 1 << ((self as u8 as u32 - 1) * 9 + 12) }
}
