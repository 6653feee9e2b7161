//! What the boot loader leaves for the kernel.

use core::fmt;
use core::ops::{Deref, DerefMut};

/// Lies at the address that `_start` gets. (The loader of pagesim is built with `map_physical_memory`, so the offset is there.)
#[derive(Debug)]
#[repr(C)]
pub struct BootInfo {
    pub memory_map: MemoryMap,
    /// Where all physical memory is mapped.
    #[cfg(not(boot = "recursive_page_table"))]
    pub physical_memory_offset: u64,
    #[cfg(boot = "recursive_page_table")]
    pub recursive_page_table_addr: u64,
    tls_template: TlsTemplate,
    _non_exhaustive: u8,
}

impl BootInfo {
    pub fn tls_template(&self) -> Option<TlsTemplate> { if self.tls_template.mem_size > 0 { Some(self.tls_template) } else { None } }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct TlsTemplate {
    pub start_addr: u64,
    pub file_size: u64,
    pub mem_size: u64,
}

/// The regions of physical memory, by rising address.
#[repr(C)]
pub struct MemoryMap {
    entries: [MemoryRegion; 64],
    next_entry_index: u64,
}

impl MemoryMap {
    pub fn new() -> MemoryMap { MemoryMap { entries: [MemoryRegion::empty(); 64], next_entry_index: 0 } }

    pub fn add_region(&mut self, region: MemoryRegion) {
        assert!(self.next_entry_index < 64, "too many memory regions in memory map");
        self.entries[self.next_entry_index as usize] = region;
        self.next_entry_index += 1;
        self.sort();
    }

    pub fn sort(&mut self) {
        self.entries.sort_unstable_by(|a, b| {
            let (left, right) = (&a.range, &b.range);
            if left.is_empty() || right.is_empty() {
                return left.is_empty().cmp(&right.is_empty());
            }
            left.start_frame_number.cmp(&right.start_frame_number)
        });
        let used = self.entries.iter().filter(|region| region.region_type != MemoryRegionType::Empty).count();
        self.next_entry_index = used as u64;
    }
}

impl Deref for MemoryMap {
    type Target = [MemoryRegion];
    fn deref(&self) -> &[MemoryRegion] { &self.entries[0..self.next_entry_index as usize] }
}
impl DerefMut for MemoryMap {
    fn deref_mut(&mut self) -> &mut [MemoryRegion] {
        let next = self.next_entry_index as usize;
        &mut self.entries[0..next]
    }
}
impl fmt::Debug for MemoryMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct MemoryRegion {
    pub range: FrameRange,
    pub region_type: MemoryRegionType,
}

impl MemoryRegion {
    pub fn empty() -> MemoryRegion {
        MemoryRegion { range: FrameRange { start_frame_number: 0, end_frame_number: 0 }, region_type: MemoryRegionType::Empty }
    }
}

/// Frames from one number to another, which is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct FrameRange {
    pub start_frame_number: u64,
    pub end_frame_number: u64,
}

impl FrameRange {
    /// By addresses; the frame of the last byte is the last one.
    pub fn new(start_addr: u64, end_addr: u64) -> FrameRange {
        if end_addr == 0 {
            core::panicking::panic_at(
                "bootloader-0.9.35/src/bootinfo/memory_map.rs", 133, 25, format_args!("attempt to subtract with overflow"),
            )
        }
        FrameRange { start_frame_number: start_addr / 4096, end_frame_number: (end_addr - 1) / 4096 + 1 }
    }
    pub fn is_empty(&self) -> bool { self.start_frame_number == self.end_frame_number }
    pub fn start_addr(&self) -> u64 { self.start_frame_number * 4096 }
    pub fn end_addr(&self) -> u64 { self.end_frame_number * 4096 }
}

impl fmt::Debug for FrameRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "FrameRange({:#x}..{:#x})", self.start_addr(), self.end_addr()) }
}

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
#[repr(C)]
#[non_exhaustive]
pub enum MemoryRegionType {
    Usable,
    InUse,
    Reserved,
    AcpiReclaimable,
    AcpiNvs,
    BadMemory,
    Kernel,
    KernelStack,
    PageTable,
    Bootloader,
    FrameZero,
    Empty,
    BootInfo,
    Package,
    NonExhaustive,
}
