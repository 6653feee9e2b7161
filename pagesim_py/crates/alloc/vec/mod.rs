//! Growing arrays.

mod drain;
mod into_iter;
mod room;
mod splice;
mod traits;

pub use drain::Drain;
pub use into_iter::IntoIter;
pub use splice::{ExtractIf, Splice};

use crate::alloc::{allocate, handle_alloc_error, realloc, release};
use crate::boxed::Box;
use core::alloc::Layout;
use core::ops::{Deref, DerefMut, RangeBounds};

/// Room for `cap` values at `ptr`, of which the first `len` are there.
pub struct Vec<T> {
    cap: usize,
    ptr: *mut T,
    len: usize,
}

unsafe impl<T: Send> Send for Vec<T> {}
unsafe impl<T: Sync> Sync for Vec<T> {}

#[cold]
fn capacity_overflow() -> ! {
    core::panicking::panic_at(
        "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/raw_vec/mod.rs", 28, 5, format_args!("capacity overflow"),
    )
}

fn layout_of<T>(cap: usize) -> Layout {
    match Layout::array::<T>(cap) { Ok(layout) => layout, Err(_) => capacity_overflow() }
}

impl<T> Vec<T> {
    pub const fn new() -> Vec<T> { Vec { cap: 0, ptr: core::mem::align_of::<T>() as *mut T, len: 0 } }

    pub fn with_capacity(capacity: usize) -> Vec<T> {
        if capacity == 0 || core::mem::size_of::<T>() == 0 {
            return Vec::new();
        }
        Vec { cap: capacity, ptr: allocate(layout_of::<T>(capacity)) as *mut T, len: 0 }
    }
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Vec<T> { Vec { cap: capacity, ptr, len: length } }

    pub fn capacity(&self) -> usize { if core::mem::size_of::<T>() == 0 { usize::MAX } else { self.cap } }
    pub fn len(&self) -> usize { self.len }
    pub fn is_empty(&self) -> bool { self.len == 0 }
    pub fn as_ptr(&self) -> *const T { self.ptr as *const T }
    pub fn as_mut_ptr(&mut self) -> *mut T { self.ptr }
    pub fn as_slice(&self) -> &[T] { self }
    pub fn as_mut_slice(&mut self) -> &mut [T] { self }
    pub unsafe fn set_len(&mut self, new_len: usize) { self.len = new_len; }

    /// Moves the values to room for `cap`.
    fn resize_room(&mut self, cap: usize) {
        if core::mem::size_of::<T>() == 0 {
            capacity_overflow()
        }
        let wanted = layout_of::<T>(cap);
        if self.cap == 0 {
            self.ptr = allocate(wanted) as *mut T;
        } else if cap == 0 {
            unsafe { release(self.ptr as *mut u8, layout_of::<T>(self.cap)) };
            self.ptr = core::mem::align_of::<T>() as *mut T;
        } else {
            let moved = unsafe { realloc(self.ptr as *mut u8, layout_of::<T>(self.cap), wanted.size()) };
            if moved.is_null() {
                handle_alloc_error(wanted)
            }
            self.ptr = moved as *mut T;
        }
        self.cap = cap;
    }

    /// Room for `additional` more: twice the old room at least, and 8, 4 or 1 values by their size.
    pub fn reserve(&mut self, additional: usize) {
        if self.capacity() - self.len >= additional {
            return;
        }
        let Some(needed) = self.len.checked_add(additional) else { capacity_overflow() };
        let size = core::mem::size_of::<T>();
        let least = if size == 1 { 8 } else if size <= 1024 { 4 } else { 1 };
        self.resize_room(needed.max(self.cap * 2).max(least));
    }
    pub fn reserve_exact(&mut self, additional: usize) {
        if self.capacity() - self.len < additional {
            match self.len.checked_add(additional) { Some(needed) => self.resize_room(needed), None => capacity_overflow() }
        }
    }
    pub fn shrink_to_fit(&mut self) {
        if self.cap > self.len {
            self.resize_room(self.len);
        }
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let wanted = self.len.max(min_capacity);
        if self.cap > wanted {
            self.resize_room(wanted);
        }
    }

    pub fn push(&mut self, value: T) {
        if self.len == self.capacity() {
            self.reserve(1);
        }
        unsafe { core::intrinsics::write(self.ptr.add(self.len), value) };
        self.len += 1;
    }
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        unsafe { Some(core::intrinsics::read(self.ptr.add(self.len) as *const T)) }
    }
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.last_mut()?;
        if predicate(last) { self.pop() } else { None }
    }

    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let len = self.len;
        if index > len {
            panic!("insertion index (is {index}) should be <= len (is {len})")
        }
        if len == self.capacity() {
            self.reserve(1);
        }
        unsafe {
            let place = self.ptr.add(index);
            core::intrinsics::copy(place as *const T, place.add(1), len - index);
            core::intrinsics::write(place, element);
        }
        self.len = len + 1;
    }
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            panic!("removal index (is {index}) should be < len (is {len})")
        }
        unsafe {
            let place = self.ptr.add(index);
            let value = core::intrinsics::read(place as *const T);
            core::intrinsics::copy(place.add(1) as *const T, place, len - index - 1);
            self.len = len - 1;
            value
        }
    }
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            core::panicking::panic_at(
                "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/vec/mod.rs", 2202, 13,
                format_args!("swap_remove index (is {index}) should be < len (is {len})"),
            )
        }
        self.swap(index, len - 1);
        self.len = len - 1;
        unsafe { core::intrinsics::read(self.ptr.add(len - 1) as *const T) }
    }

    pub fn truncate(&mut self, len: usize) {
        while self.len > len {
            self.len -= 1;
            unsafe { core::ptr::drop_in_place(self.ptr.add(self.len)) };
        }
    }
    pub fn clear(&mut self) { self.truncate(0) }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { self.retain_mut(|x| f(x)) }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len;
        let mut kept = 0;
        self.len = 0;
        for at in 0..len {
            unsafe {
                let place = self.ptr.add(at);
                if f(&mut *place) {
                    if kept != at {
                        core::intrinsics::copy(place as *const T, self.ptr.add(kept), 1);
                    }
                    kept += 1;
                } else {
                    core::ptr::drop_in_place(place);
                }
            }
        }
        self.len = kept;
    }
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.dedup_by(|a, b| a == b)
    }
    pub fn dedup_by_key<K: PartialEq, F: FnMut(&mut T) -> K>(&mut self, mut key: F) { self.dedup_by(|a, b| key(a) == key(b)) }
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same: F) {
        let mut at = 1;
        while at < self.len {
            let equal = unsafe { same(&mut *self.ptr.add(at), &mut *self.ptr.add(at - 1)) };
            if equal {
                drop(self.remove(at));
            } else {
                at += 1;
            }
        }
    }

    pub fn append(&mut self, other: &mut Vec<T>) {
        self.reserve(other.len);
        unsafe { core::intrinsics::copy_nonoverlapping(other.ptr as *const T, self.ptr.add(self.len), other.len) };
        self.len += other.len;
        other.len = 0;
    }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Vec<T> {
        let len = self.len;
        if at > len {
            panic!("`at` split index (is {at}) should be <= len (is {len})")
        }
        let mut other = Vec::with_capacity(len - at);
        unsafe { core::intrinsics::copy_nonoverlapping(self.ptr.add(at) as *const T, other.ptr, len - at) };
        other.len = len - at;
        self.len = at;
        other
    }
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> { Drain::new(self, range) }

    pub fn resize(&mut self, new_len: usize, value: T)
    where
        T: Clone,
    {
        if new_len <= self.len {
            return self.truncate(new_len);
        }
        self.reserve(new_len - self.len);
        while self.len + 1 < new_len {
            self.push(value.clone());
        }
        self.push(value);
    }
    pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, mut f: F) {
        self.truncate(new_len);
        while self.len < new_len {
            self.push(f());
        }
    }
    pub fn extend_from_slice(&mut self, other: &[T])
    where
        T: Clone,
    {
        self.reserve(other.len());
        for item in other {
            self.push(item.clone());
        }
    }

    pub fn into_boxed_slice(mut self) -> Box<[T]> {
        self.shrink_to_fit();
        let slice = core::ptr::slice_from_raw_parts_mut(self.ptr, self.len);
        core::mem::forget(self);
        unsafe { Box::from_raw(slice) }
    }
    pub fn leak<'a>(self) -> &'a mut [T] {
        let (ptr, len) = (self.ptr, self.len);
        core::mem::forget(self);
        unsafe { core::slice::from_raw_parts_mut(ptr, len) }
    }
}

impl<T> Drop for Vec<T> {
    fn drop(&mut self) {
        if core::mem::needs_drop::<T>() {
            let mut at = 0;
            while at < self.len {
                unsafe { core::ptr::drop_in_place(self.ptr.add(at)) };
                at += 1;
            }
        }
        if self.cap != 0 {
            unsafe { release(self.ptr as *mut u8, layout_of::<T>(self.cap)) }
        }
    }
}

impl<T> Deref for Vec<T> {
    type Target = [T];
    fn deref(&self) -> &[T] { unsafe { &*core::ptr::slice_from_raw_parts(self.ptr as *const T, self.len) } }
}
impl<T> DerefMut for Vec<T> {
    fn deref_mut(&mut self) -> &mut [T] { unsafe { &mut *core::ptr::slice_from_raw_parts_mut(self.ptr, self.len) } }
}

/// What `vec![elem; n]` makes.
#[doc(hidden)]
pub fn from_elem<T: Clone>(elem: T, n: usize) -> Vec<T> {
    let mut made = Vec::with_capacity(n);
    made.resize(n, elem);
    made
}

/// What `vec![a, b, c]` makes.
#[doc(hidden)]
pub fn from_array<T, const N: usize>(array: [T; N]) -> Vec<T> {
    let mut made = Vec::with_capacity(N);
    unsafe { core::intrinsics::write(made.ptr as *mut [T; N], array) };
    made.len = N;
    made
}
