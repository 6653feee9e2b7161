//! The heap behind a lock, fit to be a `#[global_allocator]`.

use crate::Heap;
use core::alloc::{GlobalAlloc, Layout};
use core::ops::Deref;
use core::ptr::{self, NonNull};
use spin::Mutex;

pub struct LockedHeap(Mutex<Heap>);

impl LockedHeap {
    pub const fn empty() -> LockedHeap { LockedHeap(Mutex::new(Heap::empty())) }
    pub unsafe fn new(heap_bottom: *mut u8, heap_size: usize) -> LockedHeap {
        unsafe { LockedHeap(Mutex::new(Heap::new(heap_bottom, heap_size))) }
    }
}

impl Deref for LockedHeap {
    type Target = Mutex<Heap>;
    fn deref(&self) -> &Mutex<Heap> { &self.0 }
}

unsafe impl GlobalAlloc for LockedHeap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match self.0.lock().allocate_first_fit(layout) {
            Ok(allocation) => allocation.as_ptr(),
            Err(()) => ptr::null_mut(),
        }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { self.0.lock().deallocate(NonNull::new_unchecked(ptr), layout) }
    }
}
