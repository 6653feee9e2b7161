use super::{Shared, round_up};
use alloc::alloc::{GlobalAlloc, Layout};
use core::ptr;

/// Goes upwards, and starts again when all is free.
pub struct Upwards {
    start: usize,
    end: usize,
    next: usize,
    live: usize,
}

impl Upwards {
    pub const fn new() -> Self {
        Upwards { start: 0, end: 0, next: 0, live: 0 }
    }

    pub unsafe fn begin(&mut self, start: usize, bytes: usize) {
        self.start = start;
        self.end = start.saturating_add(bytes);
        self.next = start;
    }
}

unsafe impl GlobalAlloc for Shared<Upwards> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let mut heap = self.lock();
        let at = round_up(heap.next, layout.align());
        let end = match at.checked_add(layout.size()) {
            Some(end) => end,
            None => return ptr::null_mut(),
        };
        if end > heap.end {
            ptr::null_mut()
        } else {
            heap.next = end;
            heap.live += 1;
            at as *mut u8
        }
    }

    unsafe fn dealloc(&self, _at: *mut u8, _layout: Layout) {
        let mut heap = self.lock();
        heap.live -= 1;
        if heap.live == 0 {
            heap.next = heap.start;
        }
    }
}
