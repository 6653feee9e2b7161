//! Asking the kernel's heap for memory.

pub use core::alloc::{GlobalAlloc, Layout, LayoutError};

use crate::intrinsics::global_allocator;

pub unsafe fn alloc(layout: Layout) -> *mut u8 {
    unsafe { global_allocator().alloc(layout) }
}
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
    unsafe { global_allocator().alloc_zeroed(layout) }
}
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout) {
    unsafe { global_allocator().dealloc(ptr, layout) }
}
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    unsafe { global_allocator().realloc(ptr, layout, new_size) }
}

/// There was no memory for `layout`.
pub fn handle_alloc_error(layout: Layout) -> ! {
    core::panicking::panic_at(
        "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/alloc.rs", 517, 9,
        format_args!("memory allocation of {} bytes failed", layout.size()),
    )
}

/// Memory for `layout`, or a panic; a dangling pointer if no bytes are needed.
pub(crate) fn allocate(layout: Layout) -> *mut u8 {
    if layout.size() == 0 {
        return layout.align() as *mut u8;
    }
    let ptr = unsafe { alloc(layout) };
    if ptr.is_null() {
        handle_alloc_error(layout)
    }
    ptr
}

pub(crate) unsafe fn release(ptr: *mut u8, layout: Layout) {
    if layout.size() != 0 {
        unsafe { dealloc(ptr, layout) }
    }
}
