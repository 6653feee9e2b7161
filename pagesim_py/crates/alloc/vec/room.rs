//! A vector's room: asked for with an answer instead of a panic, taken apart, written to directly.

use super::{Vec, layout_of};
use crate::alloc::{alloc, realloc};
use crate::collections::TryReserveError;
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ops::{Range, RangeBounds};

impl<T> Vec<T> {
    fn try_room(&mut self, wanted: usize) -> Result<(), TryReserveError> {
        let Ok(layout) = Layout::array::<T>(wanted) else { return Err(TryReserveError::overflow()) };
        let moved = unsafe {
            if self.cap == 0 { alloc(layout) } else { realloc(self.ptr as *mut u8, layout_of::<T>(self.cap), layout.size()) }
        };
        if moved.is_null() {
            return Err(TryReserveError::no_memory(layout));
        }
        self.ptr = moved as *mut T;
        self.cap = wanted;
        Ok(())
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        if self.capacity() - self.len >= additional {
            return Ok(());
        }
        let Some(needed) = self.len.checked_add(additional) else { return Err(TryReserveError::overflow()) };
        let size = core::mem::size_of::<T>();
        let least = if size == 1 { 8 } else if size <= 1024 { 4 } else { 1 };
        self.try_room(needed.max(self.cap * 2).max(least))
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        if self.capacity() - self.len >= additional {
            return Ok(());
        }
        match self.len.checked_add(additional) {
            Some(needed) => self.try_room(needed),
            None => Err(TryReserveError::overflow()),
        }
    }

    /// The room after the last value.
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        unsafe { core::slice::from_raw_parts_mut(self.ptr.add(self.len) as *mut MaybeUninit<T>, self.capacity() - self.len) }
    }
    pub fn into_raw_parts(self) -> (*mut T, usize, usize) {
        let parts = (self.ptr, self.len, self.capacity());
        core::mem::forget(self);
        parts
    }

    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T {
        self.insert(index, element);
        unsafe { &mut *self.ptr.add(index) }
    }
    pub fn push_mut(&mut self, value: T) -> &mut T {
        self.push(value);
        unsafe { &mut *self.ptr.add(self.len - 1) }
    }
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R)
    where
        T: Clone,
    {
        let Range { start, end } = core::slice::range_in(src, self.len);
        self.reserve(end - start);
        for at in start..end {
            let value = self[at].clone();
            self.push(value);
        }
    }
}

impl<T, const N: usize> Vec<[T; N]> {
    pub fn into_flattened(self) -> Vec<T> {
        let (ptr, len, cap) = self.into_raw_parts();
        let whole = len.checked_mul(N).expect("vec len overflow");
        unsafe { Vec::from_raw_parts(ptr as *mut T, whole, if core::mem::size_of::<T>() == 0 { 0 } else { cap * N }) }
    }
}
