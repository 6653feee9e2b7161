//! The heap: pages for it, and one of three ways to hand it out.

use alloc::alloc::{GlobalAlloc, Layout};
use core::ptr::null_mut;
use x86_64::{
    VirtAddr,
    structures::paging::{FrameAllocator, Mapper, Page, PageTableFlags, Size4KiB, mapper::MapToError},
};

pub mod blocks;
pub mod list;
pub mod upwards;

pub const START: usize = 0x_4444_4444_0000;
pub const BYTES: usize = 100 * 1024;

#[global_allocator]
static HEAP: Shared<CHOSEN> = Shared::new(CHOSEN::new());

pub fn begin(
    mapper: &mut impl Mapper<Size4KiB>,
    frames: &mut impl FrameAllocator<Size4KiB>,
) -> Result<(), MapToError<Size4KiB>> {
    let pages = {
        let start = VirtAddr::new(START as u64);
        let end = start + BYTES as u64 - 1u64;
        let first = Page::containing_address(start);
        let last = Page::containing_address(end);
        Page::range_inclusive(first, last)
    };
    for page in pages {
        let frame = frames.allocate_frame().ok_or(MapToError::FrameAllocationFailed)?;
        let flags = PageTableFlags::PRESENT | PageTableFlags::WRITABLE;
        unsafe { mapper.map_to(page, frame, flags, frames)?.flush() };
    }
    unsafe {
        HEAP.lock().begin(START, BYTES);
    }
    Ok(())
}

/// Has nothing to give.
pub struct Nothing;

unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _layout: Layout) -> *mut u8 {
        null_mut()
    }

    unsafe fn dealloc(&self, _at: *mut u8, _layout: Layout) {
        panic!("nothing was given")
    }
}

/// A lock of our own type, so that we may implement the trait for it.
pub struct Shared<A> {
    inside: spin::Mutex<A>,
}

impl<A> Shared<A> {
    pub const fn new(inside: A) -> Self {
        Shared { inside: spin::Mutex::new(inside) }
    }

    pub fn lock(&self) -> spin::MutexGuard<A> {
        self.inside.lock()
    }
}

/// The next address from `address` on that is a multiple of `align`, a power of two.
fn round_up(address: usize, align: usize) -> usize {
    (address + align - 1) & !(align - 1)
}
