//! Mapping pages to frames and looking mappings up.

mod cleanup;
mod impls;
mod mapped;
mod recursive;
mod walk;

pub use cleanup::CleanUp;
pub use mapped::{MappedPageTable, OffsetPageTable, PageTableFrameMapping};
pub use recursive::{InvalidPageTable, RecursivePageTable};

use super::frame_alloc::FrameAllocator;
use super::page::{Page, PageSize, Size1GiB, Size2MiB, Size4KiB};
use super::page_table::PageTableFlags;
use super::PhysFrame;
use crate::{PhysAddr, VirtAddr};

/// Looks addresses up, whatever the size of their pages.
pub trait Translate {
    fn translate(&self, addr: VirtAddr) -> TranslateResult;

    fn translate_addr(&self, addr: VirtAddr) -> Option<PhysAddr> {
        match self.translate(addr) {
            TranslateResult::Mapped { frame, offset, .. } => Some(frame.start_address() + offset),
            TranslateResult::NotMapped | TranslateResult::InvalidFrameAddress(_) => None,
        }
    }
}

#[derive(Debug)]
pub enum TranslateResult {
    Mapped { frame: MappedFrame, offset: u64, flags: PageTableFlags },
    NotMapped,
    InvalidFrameAddress(PhysAddr),
}

#[derive(Debug)]
pub enum MappedFrame {
    Size4KiB(PhysFrame<Size4KiB>),
    Size2MiB(PhysFrame<Size2MiB>),
    Size1GiB(PhysFrame<Size1GiB>),
}

impl MappedFrame {
    pub const fn start_address(&self) -> PhysAddr {
        match self {
            MappedFrame::Size4KiB(frame) => frame.start_address,
            MappedFrame::Size2MiB(frame) => frame.start_address,
            MappedFrame::Size1GiB(frame) => frame.start_address,
        }
    }
    pub const fn size(&self) -> u64 {
        match self {
            MappedFrame::Size4KiB(_) => Size4KiB::SIZE,
            MappedFrame::Size2MiB(_) => Size2MiB::SIZE,
            MappedFrame::Size1GiB(_) => Size1GiB::SIZE,
        }
    }
}

/// Maps pages of one size.
pub trait Mapper<S: PageSize> {
    /// New tables above the page get the page's PRESENT, WRITABLE and USER_ACCESSIBLE.
    unsafe fn map_to<A: FrameAllocator<Size4KiB> + ?Sized>(
        &mut self, page: Page<S>, frame: PhysFrame<S>, flags: PageTableFlags, frame_allocator: &mut A,
    ) -> Result<MapperFlush<S>, MapToError<S>>
    where
        Self: Sized,
    {
        let parents = PageTableFlags::PRESENT | PageTableFlags::WRITABLE | PageTableFlags::USER_ACCESSIBLE;
        unsafe { self.map_to_with_table_flags(page, frame, flags, flags & parents, frame_allocator) }
    }

    unsafe fn map_to_with_table_flags<A: FrameAllocator<Size4KiB> + ?Sized>(
        &mut self, page: Page<S>, frame: PhysFrame<S>, flags: PageTableFlags, parent_table_flags: PageTableFlags, frame_allocator: &mut A,
    ) -> Result<MapperFlush<S>, MapToError<S>>
    where
        Self: Sized;

    fn unmap(&mut self, page: Page<S>) -> Result<(PhysFrame<S>, MapperFlush<S>), UnmapError>;
    unsafe fn update_flags(&mut self, page: Page<S>, flags: PageTableFlags) -> Result<MapperFlush<S>, FlagUpdateError>;
    unsafe fn set_flags_p4_entry(&mut self, page: Page<S>, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError>;
    unsafe fn set_flags_p3_entry(&mut self, page: Page<S>, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError>;
    unsafe fn set_flags_p2_entry(&mut self, page: Page<S>, flags: PageTableFlags) -> Result<MapperFlushAll, FlagUpdateError>;
    fn translate_page(&self, page: Page<S>) -> Result<PhysFrame<S>, TranslateError>;

    /// Maps the page with the frame's own address.
    unsafe fn identity_map<A: FrameAllocator<Size4KiB> + ?Sized>(
        &mut self, frame: PhysFrame<S>, flags: PageTableFlags, frame_allocator: &mut A,
    ) -> Result<MapperFlush<S>, MapToError<S>>
    where
        Self: Sized,
    {
        let page = Page::containing_address(VirtAddr::new(frame.start_address().as_u64()));
        unsafe { self.map_to(page, frame, flags, frame_allocator) }
    }
}

/// A page whose old translation the CPU may still remember.
#[derive(Debug)]
#[must_use = "Page Table changes must be flushed or ignored."]
pub struct MapperFlush<S: PageSize>(Page<S>);

impl<S: PageSize> MapperFlush<S> {
    #[cfg(not(dialect = "0.15.4"))]
    fn new(page: Page<S>) -> MapperFlush<S> { MapperFlush(page) }
    #[cfg(dialect = "0.15.4")]
    pub fn new(page: Page<S>) -> MapperFlush<S> { MapperFlush(page) }
    /// Drops the translation (`invlpg`).
    pub fn flush(self) { crate::instructions::tlb::flush(self.0.start_address()) }
    pub fn ignore(self) {}
    #[cfg(dialect = "0.15.4")]
    pub fn page(&self) -> Page<S> { self.0 }
}

/// The same after a change that touches many pages.
#[derive(Debug)]
#[must_use = "Page Table changes must be flushed or ignored."]
pub struct MapperFlushAll(());

impl MapperFlushAll {
    #[cfg(not(dialect = "0.15.4"))]
    fn new() -> MapperFlushAll { MapperFlushAll(()) }
    #[cfg(dialect = "0.15.4")]
    pub fn new() -> MapperFlushAll { MapperFlushAll(()) }
    pub fn flush_all(self) { crate::instructions::tlb::flush_all() }
    pub fn ignore(self) {}
}

#[derive(Debug)]
pub enum MapToError<S: PageSize> {
    FrameAllocationFailed,
    ParentEntryHugePage,
    PageAlreadyMapped(PhysFrame<S>),
}

#[derive(Debug)]
pub enum UnmapError {
    ParentEntryHugePage,
    PageNotMapped,
    InvalidFrameAddress(PhysAddr),
}

#[derive(Debug)]
pub enum FlagUpdateError {
    PageNotMapped,
    ParentEntryHugePage,
}

#[derive(Debug)]
pub enum TranslateError {
    PageNotMapped,
    ParentEntryHugePage,
    InvalidFrameAddress(PhysAddr),
}
