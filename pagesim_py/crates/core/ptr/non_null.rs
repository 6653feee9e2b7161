//! A raw pointer that is never null.

use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::Unsize;
use crate::ops::CoerceUnsized;

#[lang = "NonNull"]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}

impl<T> NonNull<T> {
    pub const fn dangling() -> NonNull<T> { unsafe { NonNull { pointer: intrinsics::align_of::<T>() as *const T } } }
    pub const unsafe fn sub(self, count: usize) -> Self { unsafe { NonNull { pointer: self.pointer.sub(count) } } }
    pub const unsafe fn offset(self, count: isize) -> Self { unsafe { NonNull { pointer: self.pointer.offset(count) } } }
    pub const unsafe fn byte_add(self, count: usize) -> Self { unsafe { NonNull { pointer: self.pointer.byte_add(count) } } }
    pub const unsafe fn byte_sub(self, count: usize) -> Self { unsafe { NonNull { pointer: self.pointer.byte_sub(count) } } }
    pub const unsafe fn byte_offset(self, count: isize) -> Self { unsafe { NonNull { pointer: self.pointer.byte_offset(count) } } }
    pub const unsafe fn offset_from(self, origin: NonNull<T>) -> isize { unsafe { self.pointer.offset_from(origin.pointer) } }
    pub const unsafe fn byte_offset_from<U>(self, origin: NonNull<U>) -> isize { unsafe { self.pointer.byte_offset_from(origin.pointer) } }
    #[track_caller]
    pub const unsafe fn offset_from_unsigned(self, origin: NonNull<T>) -> usize {
        unsafe { self.pointer.offset_from_unsigned(origin.pointer) }
    }
    pub fn align_offset(self, align: usize) -> usize { self.pointer.align_offset(align) }
    pub fn is_aligned(self) -> bool { self.pointer.is_aligned() }
    #[track_caller]
    pub unsafe fn read_volatile(self) -> T { unsafe { self.pointer.read_volatile() } }
    pub const unsafe fn read_unaligned(self) -> T { unsafe { self.pointer.read_unaligned() } }
    #[track_caller]
    pub unsafe fn write_volatile(self, val: T) { unsafe { (self.pointer as *mut T).write_volatile(val) } }
    pub const unsafe fn write_unaligned(self, val: T) { unsafe { (self.pointer as *mut T).write_unaligned(val) } }
    #[track_caller]
    pub const unsafe fn write_bytes(self, val: u8, count: usize) { unsafe { (self.pointer as *mut T).write_bytes(val, count) } }
    #[track_caller]
    pub const unsafe fn replace(self, src: T) -> T { unsafe { (self.pointer as *mut T).replace(src) } }
    #[track_caller]
    pub const unsafe fn swap(self, with: NonNull<T>) { unsafe { (self.pointer as *mut T).swap(with.pointer as *mut T) } }
    #[track_caller]
    pub const unsafe fn copy_to(self, dest: NonNull<T>, count: usize) { unsafe { self.pointer.copy_to(dest.as_ptr(), count) } }
    #[track_caller]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: NonNull<T>, count: usize) {
        unsafe { self.pointer.copy_to_nonoverlapping(dest.as_ptr(), count) }
    }
    #[track_caller]
    pub const unsafe fn copy_from(self, src: NonNull<T>, count: usize) { unsafe { src.copy_to(self, count) } }
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: NonNull<T>, count: usize) { unsafe { src.copy_to_nonoverlapping(self, count) } }
    pub const unsafe fn add(self, count: usize) -> Self { unsafe { NonNull { pointer: intrinsics::ptr_add(self.pointer, count) } } }
    #[track_caller]
    pub const unsafe fn read(self) -> T { unsafe { self.pointer.read() } }
    #[track_caller]
    pub const unsafe fn write(self, val: T) { unsafe { (self.pointer as *mut T).write(val) } }
}

impl<T: ?Sized> NonNull<T> {
    #[track_caller]
    pub const unsafe fn new_unchecked(ptr: *mut T) -> NonNull<T> {
        if ptr.is_null() {
            crate::panicking::panic_precondition("NonNull::new_unchecked requires that the pointer is non-null")
        }
        unsafe { NonNull { pointer: ptr as *const T } }
    }
    pub const fn new(ptr: *mut T) -> Option<NonNull<T>> {
        if ptr.is_null() { None } else { unsafe { Some(NonNull { pointer: ptr as *const T }) } }
    }
    pub const fn from_ref(r: &T) -> NonNull<T> { unsafe { NonNull { pointer: r as *const T } } }
    pub const fn from_mut(r: &mut T) -> NonNull<T> { unsafe { NonNull { pointer: r as *mut T as *const T } } }
    pub const fn as_ptr(self) -> *mut T { self.pointer as *mut T }
    pub const unsafe fn as_ref<'a>(&self) -> &'a T { unsafe { &*self.pointer } }
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T { unsafe { &mut *(self.pointer as *mut T) } }
    pub const fn cast<U>(self) -> NonNull<U> { unsafe { NonNull { pointer: self.pointer as *const U } } }
}

impl<T: ?Sized> NonNull<T> {
    pub fn addr(self) -> crate::num::NonZero<usize> {
        unsafe { crate::num::NonZero::<usize>::new_unchecked(self.pointer as *const () as usize) }
    }
    pub fn expose_provenance(self) -> crate::num::NonZero<usize> { self.addr() }
    pub unsafe fn drop_in_place(self) { unsafe { intrinsics::drop_in_place(self.pointer as *mut T) } }
}
impl<T> NonNull<T> {
    pub const fn without_provenance(addr: crate::num::NonZero<usize>) -> NonNull<T> { unsafe { NonNull { pointer: addr.get() as *const T } } }
    pub fn with_exposed_provenance(addr: crate::num::NonZero<usize>) -> NonNull<T> { NonNull::without_provenance(addr) }
    pub fn with_addr(self, addr: crate::num::NonZero<usize>) -> NonNull<T> { NonNull::without_provenance(addr) }
    pub fn map_addr(self, f: impl FnOnce(crate::num::NonZero<usize>) -> crate::num::NonZero<usize>) -> NonNull<T> { self.with_addr(f(self.addr())) }
}
impl<T> NonNull<[T]> {
    pub const fn slice_from_raw_parts(data: NonNull<T>, len: usize) -> NonNull<[T]> {
        unsafe { NonNull { pointer: intrinsics::slice_from_raw_parts(data.pointer, len) } }
    }
    pub const fn len(self) -> usize { intrinsics::slice_len(self.pointer) }
    pub const fn is_empty(self) -> bool { self.len() == 0 }
}

impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized> Clone for NonNull<T> {
    fn clone(&self) -> Self { *self }
}
impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> {}

impl<T: ?Sized> PartialEq for NonNull<T> {
    fn eq(&self, other: &Self) -> bool { self.pointer == other.pointer }
}
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.pointer.partial_cmp(&other.pointer) }
}
impl<T: ?Sized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> Ordering { self.pointer.cmp(&other.pointer) }
}
impl<T: ?Sized> Hash for NonNull<T> {
    fn hash<H: Hasher>(&self, state: &mut H) { self.pointer.hash(state) }
}
impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.pointer, f) }
}
impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.pointer, f) }
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    fn from(r: &mut T) -> Self { NonNull::from_mut(r) }
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    fn from(r: &T) -> Self { NonNull::from_ref(r) }
}
