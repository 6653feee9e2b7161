//! Where the heap comes from.

use core::alloc::GlobalAlloc;

/// The program's `#[global_allocator]`.
#[intrinsic]
pub fn global_allocator() -> &'static dyn GlobalAlloc;
