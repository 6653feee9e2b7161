//! Page tables, pages, frames, and mapping one to the other.

pub mod frame;
pub mod frame_alloc;
pub mod mapper;
pub mod page;
pub mod page_table;

pub use frame::PhysFrame;
pub use frame_alloc::{FrameAllocator, FrameDeallocator};
pub use mapper::{MappedPageTable, Mapper, OffsetPageTable, RecursivePageTable, Translate};
/// Its name until 0.12.
#[cfg(dialect = "0.13.5")]
pub use mapper::Translate as MapperAllSizes;
pub use page::{Page, PageSize, Size1GiB, Size2MiB, Size4KiB};
pub use page_table::{PageOffset, PageTable, PageTableFlags, PageTableIndex};
