//! Boxes of room to be filled, and what else boxes can be made from.

use super::Box;
use crate::alloc::{alloc_zeroed, allocate, handle_alloc_error};
use crate::borrow::Cow;
use crate::vec::Vec;
use core::alloc::Layout;
use core::any::Any;
use core::error::Error;
use core::mem::MaybeUninit;

impl<T> Box<T> {
    pub fn new_uninit() -> Box<MaybeUninit<T>> { unsafe { Box::from_raw(allocate(Layout::new::<T>()) as *mut MaybeUninit<T>) } }
    pub fn new_zeroed() -> Box<MaybeUninit<T>> {
        let layout = Layout::new::<T>();
        if layout.size() == 0 {
            return Box::new_uninit();
        }
        let place = unsafe { alloc_zeroed(layout) };
        if place.is_null() {
            handle_alloc_error(layout)
        }
        unsafe { Box::from_raw(place as *mut MaybeUninit<T>) }
    }
    /// The value as a slice of one.
    pub fn into_boxed_slice(boxed: Box<T>) -> Box<[T]> {
        let place = Box::into_raw(boxed);
        unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(place, 1)) }
    }
}
impl<T> Box<[T]> {
    pub fn new_uninit_slice(len: usize) -> Box<[MaybeUninit<T>]> {
        let mut made: Vec<MaybeUninit<T>> = Vec::with_capacity(len);
        unsafe { made.set_len(len) };
        made.into_boxed_slice()
    }
    pub fn new_zeroed_slice(len: usize) -> Box<[MaybeUninit<T>]> {
        let mut made = Box::<[T]>::new_uninit_slice(len);
        unsafe { core::ptr::write_bytes(made.as_mut_ptr(), 0, len) };
        made
    }
}
impl<T> Box<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Box<T> { unsafe { Box::from_raw(Box::into_raw(self) as *mut T) } }
    pub fn write(mut boxed: Box<MaybeUninit<T>>, value: T) -> Box<T> {
        (*boxed).write(value);
        unsafe { boxed.assume_init() }
    }
}
impl<T> Box<[MaybeUninit<T>]> {
    pub unsafe fn assume_init(self) -> Box<[T]> { unsafe { Box::from_raw(Box::into_raw(self) as *mut [T]) } }
}
impl<T: ?Sized> Box<T> {
    pub unsafe fn from_non_null(ptr: core::ptr::NonNull<T>) -> Box<T> { unsafe { Box::from_raw(ptr.as_ptr()) } }
    pub fn into_non_null(b: Box<T>) -> core::ptr::NonNull<T> { unsafe { core::ptr::NonNull::new_unchecked(Box::into_raw(b)) } }
}

macro_rules! downcasts {
    ($($Kind:ident: $Object:ty;)*) => { $(
        impl Box<$Object> {
            pub fn downcast<T: $Kind + 'static>(self) -> Result<Box<T>, Box<$Object>> {
                if !self.is::<T>() {
                    return Err(self);
                }
                let object: *mut $Object = Box::into_raw(self);
                unsafe { Ok(Box::from_raw(object as *mut T)) }
            }
        }
    )* };
}
downcasts! {
    Any: dyn Any; Any: (dyn Any + Send); Any: (dyn Any + Send + Sync);
    Error: dyn Error; Error: (dyn Error + Send); Error: (dyn Error + Send + Sync);
}

impl<T: Clone> From<&mut [T]> for Box<[T]> {
    fn from(v: &mut [T]) -> Box<[T]> { v.to_vec().into_boxed_slice() }
}
impl<T, const N: usize> From<[T; N]> for Box<[T]> {
    fn from(v: [T; N]) -> Box<[T]> { Box::<[T; N]>::new(v) }
}
impl<T: Clone> From<Cow<'_, [T]>> for Box<[T]> {
    fn from(v: Cow<'_, [T]>) -> Box<[T]> { v.into_owned().into_boxed_slice() }
}
impl From<Box<str>> for Box<[u8]> {
    fn from(s: Box<str>) -> Box<[u8]> { s.into_boxed_bytes() }
}
impl<T, const N: usize> TryFrom<Box<[T]>> for Box<[T; N]> {
    type Error = Box<[T]>;
    fn try_from(slice: Box<[T]>) -> Result<Box<[T; N]>, Box<[T]>> {
        if slice.len() != N {
            return Err(slice);
        }
        unsafe { Ok(Box::from_raw(Box::into_raw(slice) as *mut [T; N])) }
    }
}
impl<T, const N: usize> TryFrom<Vec<T>> for Box<[T; N]> {
    type Error = Vec<T>;
    fn try_from(vec: Vec<T>) -> Result<Box<[T; N]>, Vec<T>> {
        if vec.len() != N {
            return Err(vec);
        }
        unsafe { Ok(Box::from_raw(Box::into_raw(vec.into_boxed_slice()) as *mut [T; N])) }
    }
}
impl<T> Default for Box<[T]> {
    fn default() -> Box<[T]> { Vec::new().into_boxed_slice() }
}
impl Default for Box<str> {
    fn default() -> Box<str> { Box::from("") }
}
impl<T> IntoIterator for Box<[T]> {
    type Item = T;
    type IntoIter = crate::vec::IntoIter<T>;
    fn into_iter(self) -> crate::vec::IntoIter<T> { self.into_vec().into_iter() }
}
impl<'a, T> IntoIterator for &'a Box<[T]> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> core::slice::Iter<'a, T> { self.iter() }
}
impl<'a, T> IntoIterator for &'a mut Box<[T]> {
    type Item = &'a mut T;
    type IntoIter = core::slice::IterMut<'a, T>;
    fn into_iter(self) -> core::slice::IterMut<'a, T> { self.iter_mut() }
}
impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for Box<I> {
    fn len(&self) -> usize { (**self).len() }
}
impl<H: core::hash::Hasher + ?Sized> core::hash::Hasher for Box<H> {
    fn finish(&self) -> u64 { (**self).finish() }
    fn write(&mut self, bytes: &[u8]) { (**self).write(bytes) }
}
impl<E: core::error::Error> core::error::Error for Box<E> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> { (**self).source() }
}
