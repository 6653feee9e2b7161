use super::Shared;
use alloc::alloc::{GlobalAlloc, Layout};
use core::{
    mem,
    ptr::{self, NonNull},
};

/// Powers of two, so that a block's size is its alignment too.
const SIZES: &[usize] = &[8, 16, 32, 64, 128, 256, 512, 1024, 2048];

fn class(layout: &Layout) -> Option<usize> {
    let needed = layout.size().max(layout.align());
    SIZES.iter().position(|&s| s >= needed)
}

struct Block {
    next: Option<&'static mut Block>,
}

/// Blocks of a few sizes; what is larger comes from a list.
pub struct Blocks {
    free: [Option<&'static mut Block>; SIZES.len()],
    large: linked_list_allocator::Heap,
}

impl Blocks {
    pub const fn new() -> Self {
        const NONE: Option<&'static mut Block> = None;
        Blocks { free: [NONE; SIZES.len()], large: linked_list_allocator::Heap::empty() }
    }

    pub unsafe fn begin(&mut self, start: usize, bytes: usize) {
        unsafe { self.large.init(start as *mut u8, bytes) }
    }

    fn from_large(&mut self, layout: Layout) -> *mut u8 {
        match self.large.allocate_first_fit(layout) {
            Ok(at) => at.as_ptr(),
            Err(_) => ptr::null_mut(),
        }
    }
}

unsafe impl GlobalAlloc for Shared<Blocks> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let mut heap = self.lock();
        match class(&layout) {
            Some(index) => match heap.free[index].take() {
                Some(block) => {
                    heap.free[index] = block.next.take();
                    block as *mut Block as *mut u8
                }
                None => {
                    let size = SIZES[index];
                    let layout = Layout::from_size_align(size, size).unwrap();
                    heap.from_large(layout)
                }
            },
            None => heap.from_large(layout),
        }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        let mut heap = self.lock();
        match class(&layout) {
            Some(index) => {
                let block = Block { next: heap.free[index].take() };
                assert!(mem::size_of::<Block>() <= SIZES[index]);
                assert!(mem::align_of::<Block>() <= SIZES[index]);
                let place = at as *mut Block;
                unsafe {
                    place.write(block);
                    heap.free[index] = Some(&mut *place);
                }
            }
            None => {
                let at = NonNull::new(at).unwrap();
                unsafe {
                    heap.large.deallocate(at, layout);
                }
            }
        }
    }
}
