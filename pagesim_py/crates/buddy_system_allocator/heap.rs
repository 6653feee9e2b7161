//! The heap: a list of free blocks for each order.

use crate::linked_list::LinkedList;
use core::alloc::{GlobalAlloc, Layout};
use core::fmt;
use core::mem::size_of;
use core::ops::Deref;
use core::ptr::{self, NonNull};
use spin::Mutex;

macro_rules! heap {
    ([$($generics:tt)*] [$($args:tt)*] $orders:expr) => {
        pub struct Heap<$($generics)*> {
            free: [LinkedList; $orders],
            asked: usize,
            taken: usize,
            whole: usize,
        }

        impl<$($generics)*> Heap<$($args)*> {
            pub const fn new() -> Self { Heap { free: [LinkedList::new(); $orders], asked: 0, taken: 0, whole: 0 } }
            pub const fn empty() -> Self { Self::new() }

            /// Adds the memory between two addresses.
            pub unsafe fn add_to_heap(&mut self, start: usize, end: usize) {
                let word = size_of::<usize>();
                let start = (start + word - 1) & !(word - 1);
                let end = end & !(word - 1);
                assert!(start <= end);
                let mut at = start;
                while at + word <= end {
                    let mut size = largest_power(end - at);
                    if at != 0 && size > at & at.wrapping_neg() {
                        size = at & at.wrapping_neg();
                    }
                    let most = 1 << ($orders - 1);
                    if size > most {
                        size = most;
                    }
                    unsafe { self.free[size.trailing_zeros() as usize].push(at as *mut usize) };
                    at += size;
                    self.whole += size;
                }
            }
            pub unsafe fn init(&mut self, start: usize, size: usize) { unsafe { self.add_to_heap(start, start + size) } }

            pub fn alloc(&mut self, layout: Layout) -> Result<NonNull<u8>, ()> {
                let size = rounded(layout);
                let class = size.trailing_zeros() as usize;
                for order in class..$orders {
                    if self.free[order].is_empty() {
                        continue;
                    }
                    for split in (class + 1..order + 1).rev() {
                        let block = self.free[split].pop().unwrap();
                        unsafe {
                            self.free[split - 1].push((block as usize + (1 << (split - 1))) as *mut usize);
                            self.free[split - 1].push(block);
                        }
                    }
                    let block = self.free[class].pop().unwrap();
                    self.asked += layout.size();
                    self.taken += size;
                    return NonNull::new(block as *mut u8).ok_or(());
                }
                Err(())
            }

            pub fn dealloc(&mut self, ptr: NonNull<u8>, layout: Layout) {
                let size = rounded(layout);
                let mut class = size.trailing_zeros() as usize;
                let mut block = ptr.as_ptr() as usize;
                while class < $orders - 1 && self.free[class].remove((block ^ 1 << class) as *mut usize) {
                    block &= !(1 << class);
                    class += 1;
                }
                unsafe { self.free[class].push(block as *mut usize) };
                self.asked -= layout.size();
                self.taken -= size;
            }
            pub fn stats_alloc_user(&self) -> usize { self.asked }
            pub fn stats_alloc_actual(&self) -> usize { self.taken }
            pub fn stats_total_bytes(&self) -> usize { self.whole }
        }
        impl<$($generics)*> fmt::Debug for Heap<$($args)*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Heap")
                    .field("user", &self.asked)
                    .field("allocated", &self.taken)
                    .field("total", &self.whole)
                    .finish()
            }
        }
        impl<$($generics)*> Default for Heap<$($args)*> {
            fn default() -> Self { Self::new() }
        }

        /// Behind a lock, fit to be a `#[global_allocator]`.
        pub struct LockedHeap<$($generics)*>(Mutex<Heap<$($args)*>>);

        impl<$($generics)*> LockedHeap<$($args)*> {
            pub const fn new() -> Self { LockedHeap(Mutex::new(Heap::new())) }
            pub const fn empty() -> Self { LockedHeap(Mutex::new(Heap::new())) }
        }
        impl<$($generics)*> Default for LockedHeap<$($args)*> {
            fn default() -> Self { Self::new() }
        }
        impl<$($generics)*> Deref for LockedHeap<$($args)*> {
            type Target = Mutex<Heap<$($args)*>>;
            fn deref(&self) -> &Mutex<Heap<$($args)*>> { &self.0 }
        }
        unsafe impl<$($generics)*> GlobalAlloc for LockedHeap<$($args)*> {
            unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
                match self.0.lock().alloc(layout) {
                    Ok(block) => block.as_ptr(),
                    Err(()) => ptr::null_mut(),
                }
            }
            unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
                self.0.lock().dealloc(unsafe { NonNull::new_unchecked(ptr) }, layout)
            }
        }
    };
}
#[cfg(before = "0.9")]
heap! { [] [] 32 }
#[cfg(not(before = "0.9"))]
heap! { [const ORDER: usize] [ORDER] ORDER }

fn largest_power(number: usize) -> usize { 1 << (usize::BITS - 1 - number.leading_zeros()) }

/// What a request really takes.
fn rounded(layout: Layout) -> usize {
    let size = layout.size().next_power_of_two();
    let least = if layout.align() > size_of::<usize>() { layout.align() } else { size_of::<usize>() };
    if size > least { size } else { least }
}
