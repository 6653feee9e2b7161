//! The global descriptor table.

pub use crate::registers::segmentation::SegmentSelector;
use crate::structures::DescriptorTablePointer;
use crate::structures::tss::TaskStateSegment;
use crate::{PrivilegeLevel, VirtAddr};

/// Eight words (in dialect 0.15.4 as many as asked for), the first of them zero.
#[cfg(not(dialect = "0.15.4"))]
#[derive(Debug, Clone)]
pub struct GlobalDescriptorTable {
    table: [u64; 8],
    len: usize,
}
#[cfg(dialect = "0.15.4")]
#[derive(Debug, Clone)]
pub struct GlobalDescriptorTable<const MAX: usize = 8> {
    table: [Entry; MAX],
    len: usize,
}

/// One word of the table.
#[cfg(dialect = "0.15.4")]
#[derive(Clone, PartialEq, Eq)]
#[repr(transparent)]
pub struct Entry(u64);

#[cfg(dialect = "0.15.4")]
impl Entry {
    const fn new(raw: u64) -> Entry { Entry(raw) }
    pub fn raw(&self) -> u64 { self.0 }
}
#[cfg(dialect = "0.15.4")]
impl core::fmt::Debug for Entry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { write!(f, "Entry({:#018x})", self.0) }
}

#[cfg(not(dialect = "0.15.4"))]
impl GlobalDescriptorTable {
    pub const fn new() -> GlobalDescriptorTable { GlobalDescriptorTable { table: [0; 8], len: 1 } }

    /// Takes the words of a table as they are.
    pub const unsafe fn from_raw_slice(slice: &[u64]) -> GlobalDescriptorTable {
        assert!(slice.len() > 0, "cannot initialize GDT with empty slice");
        assert!(slice.len() <= 8, "cannot initialize a GDT with a slice exceeding the maximum length of 8");
        let mut table = [0; 8];
        let mut at = 0;
        while at < slice.len() {
            table[at] = slice[at];
            at += 1;
        }
        GlobalDescriptorTable { table, len: slice.len() }
    }

    pub fn as_raw_slice(&self) -> &[u64] { &self.table[..self.len] }

    /// Puts a descriptor at the end; panics if the table is full.
    pub const fn add_entry(&mut self, entry: Descriptor) -> SegmentSelector {
        let index = match entry {
            Descriptor::UserSegment(value) => {
                if self.len > 7 {
                    crate_panic!("structures/gdt.rs", [102:21, 105:21, 194:21], "GDT full")
                }
                self.push(value)
            }
            Descriptor::SystemSegment(low, high) => {
                if self.len > 6 {
                    crate_panic!("structures/gdt.rs", [108:21, 111:21, 200:21], "GDT requires two free spaces to hold a SystemSegment")
                }
                let index = self.push(low);
                self.push(high);
                index
            }
        };
        SegmentSelector::new(index as u16, entry.dpl())
    }

    const fn push(&mut self, value: u64) -> usize {
        let index = self.len;
        self.table[index] = value;
        self.len += 1;
        index
    }

    pub fn load(&'static self) { unsafe { self.load_unsafe() } }
    pub unsafe fn load_unsafe(&self) { unsafe { crate::instructions::tables::lgdt(&self.pointer()) } }

    fn pointer(&self) -> DescriptorTablePointer {
        DescriptorTablePointer { base: VirtAddr::new(self.table.as_ptr() as u64), limit: (self.len * 8 - 1) as u16 }
    }
}

#[cfg(dialect = "0.15.4")]
impl GlobalDescriptorTable {
    pub const fn new() -> Self { GlobalDescriptorTable::empty() }
}

#[cfg(dialect = "0.15.4")]
impl<const MAX: usize> GlobalDescriptorTable<MAX> {
    pub const fn empty() -> Self {
        assert!(MAX > 0, "A GDT cannot have 0 entries");
        assert!(MAX <= 1 << 13, "A GDT can only have at most 2^13 entries");
        const NULL: Entry = Entry::new(0);
        GlobalDescriptorTable { table: [NULL; MAX], len: 1 }
    }

    /// Takes the words of a table as they are.
    pub const fn from_raw_entries(slice: &[u64]) -> Self {
        let mut made = GlobalDescriptorTable::empty();
        assert!(slice.len() > 0, "cannot initialize GDT with empty slice");
        assert!(slice[0] == 0, "first GDT entry must be zero");
        assert!(slice.len() <= MAX, "cannot initialize GDT with slice exceeding the maximum length");
        let mut at = 0;
        while at < slice.len() {
            made.table[at] = Entry::new(slice[at]);
            at += 1;
        }
        made.len = slice.len();
        made
    }

    pub fn entries(&self) -> &[Entry] { &self.table[..self.len] }

    /// Puts a descriptor at the end; panics if the table is full.
    pub const fn append(&mut self, entry: Descriptor) -> SegmentSelector {
        let index = match entry {
            Descriptor::UserSegment(value) => {
                if self.len > MAX - 1 {
                    crate_panic!("structures/gdt.rs", [102:21, 105:21, 194:21], "GDT full")
                }
                self.push(value)
            }
            Descriptor::SystemSegment(low, high) => {
                if self.len > MAX - 2 {
                    crate_panic!("structures/gdt.rs", [108:21, 111:21, 200:21], "GDT requires two free spaces to hold a SystemSegment")
                }
                let index = self.push(low);
                self.push(high);
                index
            }
        };
        SegmentSelector::new(index as u16, entry.dpl())
    }

    const fn push(&mut self, value: u64) -> usize {
        let index = self.len;
        self.table[index] = Entry::new(value);
        self.len += 1;
        index
    }

    pub fn load(&'static self) { unsafe { self.load_unsafe() } }
    pub unsafe fn load_unsafe(&self) { unsafe { crate::instructions::tables::lgdt(&self.pointer()) } }
    pub const fn limit(&self) -> u16 { (self.len * 8 - 1) as u16 }

    fn pointer(&self) -> DescriptorTablePointer {
        DescriptorTablePointer { base: VirtAddr::new(self.table.as_ptr() as u64), limit: self.limit() }
    }
}

#[cfg(not(dialect = "0.15.4"))]
impl Default for GlobalDescriptorTable {
    fn default() -> Self { GlobalDescriptorTable::new() }
}
#[cfg(dialect = "0.15.4")]
impl Default for GlobalDescriptorTable {
    fn default() -> Self { GlobalDescriptorTable::new() }
}

/// What goes into the table: one word for code and data, two for a task state segment.
#[derive(Debug, Clone, Copy)]
pub enum Descriptor {
    UserSegment(u64),
    SystemSegment(u64, u64),
}

flags! {
    pub struct DescriptorFlags: u64 {
        const ACCESSED = 1 << 40;
        const WRITABLE = 1 << 41;
        const CONFORMING = 1 << 42;
        const EXECUTABLE = 1 << 43;
        const USER_SEGMENT = 1 << 44;
        const DPL_RING_3 = 3 << 45;
        const PRESENT = 1 << 47;
        const AVAILABLE = 1 << 52;
        const LONG_MODE = 1 << 53;
        const DEFAULT_SIZE = 1 << 54;
        const GRANULARITY = 1 << 55;
        const LIMIT_0_15 = 0xffff;
        const LIMIT_16_19 = 0xf << 48;
        const BASE_0_23 = 0xff_ffff << 16;
        const BASE_24_31 = 0xff << 56;
    }
}

impl DescriptorFlags {
    const COMMON: DescriptorFlags = DescriptorFlags::from_bits_truncate(0x008f_9300_0000_ffff);
    pub const KERNEL_DATA: DescriptorFlags = DescriptorFlags::COMMON.union(DescriptorFlags::DEFAULT_SIZE);
    pub const KERNEL_CODE32: DescriptorFlags =
        DescriptorFlags::COMMON.union(DescriptorFlags::EXECUTABLE).union(DescriptorFlags::DEFAULT_SIZE);
    pub const KERNEL_CODE64: DescriptorFlags =
        DescriptorFlags::COMMON.union(DescriptorFlags::EXECUTABLE).union(DescriptorFlags::LONG_MODE);
    pub const USER_DATA: DescriptorFlags = DescriptorFlags::KERNEL_DATA.union(DescriptorFlags::DPL_RING_3);
    pub const USER_CODE32: DescriptorFlags = DescriptorFlags::KERNEL_CODE32.union(DescriptorFlags::DPL_RING_3);
    pub const USER_CODE64: DescriptorFlags = DescriptorFlags::KERNEL_CODE64.union(DescriptorFlags::DPL_RING_3);
}

impl Descriptor {
    pub const fn dpl(self) -> PrivilegeLevel {
        let low = match self {
            Descriptor::UserSegment(value) => value,
            Descriptor::SystemSegment(low, _) => low,
        };
        PrivilegeLevel::from_u16((low >> 45 & 3) as u16)
    }

    pub const fn kernel_code_segment() -> Descriptor { Descriptor::UserSegment(DescriptorFlags::KERNEL_CODE64.bits()) }
    pub const fn kernel_data_segment() -> Descriptor { Descriptor::UserSegment(DescriptorFlags::KERNEL_DATA.bits()) }
    pub const fn user_code_segment() -> Descriptor { Descriptor::UserSegment(DescriptorFlags::USER_CODE64.bits()) }
    pub const fn user_data_segment() -> Descriptor { Descriptor::UserSegment(DescriptorFlags::USER_DATA.bits()) }

    pub fn tss_segment(tss: &'static TaskStateSegment) -> Descriptor { unsafe { Descriptor::tss_segment_unchecked(tss) } }

    /// An available 64-bit task state segment of 104 bytes at `tss`.
    pub unsafe fn tss_segment_unchecked(tss: *const TaskStateSegment) -> Descriptor {
        let base = tss as u64;
        let limit = core::mem::size_of::<TaskStateSegment>() as u64 - 1;
        let low = DescriptorFlags::PRESENT.bits() | 9 << 40 | (base & 0xff_ffff) << 16 | (base >> 24 & 0xff) << 56 | limit;
        Descriptor::SystemSegment(low, base >> 32)
    }
}
