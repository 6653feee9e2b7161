//! The heap: holes by rising address, each with its size and the next one's address at its beginning.

use core::alloc::Layout;
use core::mem::{align_of, size_of};
use core::ptr::{self, NonNull};

#[repr(C)]
struct Hole {
    size: usize,
    next: *mut Hole,
}

pub struct Heap {
    bottom: *mut u8,
    size: usize,
    used: usize,
    first: *mut Hole,
}

unsafe impl Send for Heap {}

/// Where a heap begins.
pub trait Bottom {
    fn pointer(self) -> *mut u8;
}
impl Bottom for *mut u8 {
    fn pointer(self) -> *mut u8 { self }
}
impl Bottom for usize {
    fn pointer(self) -> *mut u8 { self as *mut u8 }
}

fn align_up(address: usize, align: usize) -> usize {
    (address + align - 1) & !(align - 1)
}

impl Heap {
    pub const fn empty() -> Heap { Heap { bottom: ptr::null_mut(), size: 0, used: 0, first: ptr::null_mut() } }

    pub unsafe fn new(heap_bottom: *mut u8, heap_size: usize) -> Heap {
        let mut heap = Heap::empty();
        unsafe { heap.init(heap_bottom, heap_size) };
        heap
    }

    /// Makes one hole of the whole memory; it is written to. (The bottom is a number in version 0.9, a pointer later.)
    pub unsafe fn init<A: Bottom>(&mut self, heap_bottom: A, heap_size: usize) {
        let heap_bottom = heap_bottom.pointer();
        let start = align_up(heap_bottom as usize, align_of::<Hole>());
        let size = (heap_size - (start - heap_bottom as usize)) & !(align_of::<Hole>() - 1);
        assert!(size >= size_of::<Hole>());
        self.bottom = heap_bottom;
        self.size = heap_size;
        self.used = 0;
        self.first = start as *mut Hole;
        unsafe { self.first.write(Hole { size, next: ptr::null_mut() }) };
    }

    pub fn bottom(&self) -> *mut u8 { self.bottom }
    pub fn top(&self) -> *mut u8 { (self.bottom as usize + self.size) as *mut u8 }
    pub fn size(&self) -> usize { self.size }
    pub fn used(&self) -> usize { self.used }
    pub fn free(&self) -> usize { self.size - self.used }

    /// What a request really takes: room for a hole at least, and a multiple of its alignment.
    fn rounded(layout: Layout) -> Layout {
        let size = if layout.size() < size_of::<Hole>() { size_of::<Hole>() } else { layout.size() };
        unsafe { Layout::from_size_align_unchecked(align_up(size, align_of::<Hole>()), layout.align()) }
    }

    /// The first hole that is large enough; what is left of it on both sides stays a hole.
    pub fn allocate_first_fit(&mut self, layout: Layout) -> Result<NonNull<u8>, ()> {
        let wanted = Heap::rounded(layout);
        let mut link: *mut *mut Hole = &raw mut self.first;
        unsafe {
            while !(*link).is_null() {
                let hole = *link;
                let (start, size, next) = (hole as usize, (*hole).size, (*hole).next);
                let mut at = align_up(start, wanted.align());
                if at != start && at - start < size_of::<Hole>() {
                    at = align_up(start + size_of::<Hole>(), wanted.align());
                }
                let end = at + wanted.size();
                if end <= start + size && (end == start + size || start + size - end >= size_of::<Hole>()) {
                    let mut rest = next;
                    if end < start + size {
                        rest = end as *mut Hole;
                        rest.write(Hole { size: start + size - end, next });
                    }
                    if at > start {
                        (*hole).size = at - start;
                        (*hole).next = rest;
                    } else {
                        *link = rest;
                    }
                    self.used += wanted.size();
                    return Ok(NonNull::new_unchecked(at as *mut u8));
                }
                link = &raw mut (*hole).next;
            }
        }
        Err(())
    }

    /// Makes a hole of it, joined with the holes that touch it.
    pub unsafe fn deallocate(&mut self, ptr: NonNull<u8>, layout: Layout) {
        let size = Heap::rounded(layout).size();
        let start = ptr.as_ptr() as usize;
        let mut before: *mut Hole = ptr::null_mut();
        let mut after = self.first;
        unsafe {
            while !after.is_null() && (after as usize) < start {
                before = after;
                after = (*after).next;
            }
            let freed = start as *mut Hole;
            if !after.is_null() && start + size == after as usize {
                let joined = Hole { size: size + (*after).size, next: (*after).next };
                freed.write(joined);
            } else {
                freed.write(Hole { size, next: after });
            }
            if before.is_null() {
                self.first = freed;
            } else if before as usize + (*before).size == start {
                (*before).size += (*freed).size;
                (*before).next = (*freed).next;
            } else {
                (*before).next = freed;
            }
        }
        self.used -= size;
    }
}
