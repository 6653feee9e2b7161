//! Raw pointers. A debug build checks what the unsafe functions here ask of their caller, as real ones do:
//! `read` and `write` want an aligned pointer that is not null, the volatile ones an aligned pointer.

mod methods;
mod non_null;

pub use non_null::NonNull;

use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::panicking::panic_precondition;

pub use crate::intrinsics::drop_in_place;

pub const fn null<T>() -> *const T {
    0 as *const T
}
pub const fn null_mut<T>() -> *mut T {
    0 as *mut T
}
pub const fn dangling<T>() -> *const T {
    intrinsics::align_of::<T>() as *const T
}
pub const fn dangling_mut<T>() -> *mut T {
    intrinsics::align_of::<T>() as *mut T
}
pub const fn without_provenance<T>(addr: usize) -> *const T {
    addr as *const T
}
pub const fn without_provenance_mut<T>(addr: usize) -> *mut T {
    addr as *mut T
}
pub const fn with_exposed_provenance<T>(addr: usize) -> *const T {
    addr as *const T
}
pub const fn with_exposed_provenance_mut<T>(addr: usize) -> *mut T {
    addr as *mut T
}
pub const fn from_ref<T: ?Sized>(r: &T) -> *const T {
    r
}
pub const fn from_mut<T: ?Sized>(r: &mut T) -> *mut T {
    r
}
pub const fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T] {
    intrinsics::slice_from_raw_parts(data, len)
}
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T] {
    intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]
}

pub(crate) const fn aligned<T>(address: usize) -> bool {
    address & (intrinsics::align_of::<T>() - 1) == 0
}
pub(crate) const fn aligned_and_non_null<T>(address: usize) -> bool {
    aligned::<T>(address) && (address != 0 || intrinsics::size_of::<T>() == 0)
}

#[track_caller]
pub const unsafe fn read<T>(src: *const T) -> T {
    if !aligned_and_non_null::<T>(src as usize) {
        panic_precondition("ptr::read requires that the pointer argument is aligned and non-null")
    }
    unsafe { intrinsics::read(src) }
}

#[track_caller]
pub const unsafe fn write<T>(dst: *mut T, src: T) {
    if !aligned_and_non_null::<T>(dst as usize) {
        panic_precondition("ptr::write requires that the pointer argument is aligned and non-null")
    }
    unsafe { intrinsics::write(dst, src) }
}

pub const unsafe fn read_unaligned<T>(src: *const T) -> T {
    unsafe { intrinsics::read(src) }
}
pub const unsafe fn write_unaligned<T>(dst: *mut T, src: T) {
    unsafe { intrinsics::write(dst, src) }
}

#[track_caller]
pub unsafe fn read_volatile<T>(src: *const T) -> T {
    if !aligned::<T>(src as usize) {
        panic_precondition("ptr::read_volatile requires that the pointer argument is aligned")
    }
    unsafe { intrinsics::volatile_load(src) }
}

#[track_caller]
pub unsafe fn write_volatile<T>(dst: *mut T, src: T) {
    if !aligned::<T>(dst as usize) {
        panic_precondition("ptr::write_volatile requires that the pointer argument is aligned")
    }
    unsafe { intrinsics::volatile_store(dst, src) }
}

#[track_caller]
pub const unsafe fn copy<T>(src: *const T, dst: *mut T, count: usize) {
    if count != 0 && !(aligned_and_non_null::<T>(src as usize) && aligned_and_non_null::<T>(dst as usize)) {
        panic_precondition("ptr::copy requires that both pointer arguments are aligned and non-null")
    }
    unsafe { intrinsics::copy(src, dst, count) }
}

#[track_caller]
pub const unsafe fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize) {
    let bytes = intrinsics::wrapping_mul(count, intrinsics::size_of::<T>());
    let (from, to) = (src as usize, dst as usize);
    let apart = if from < to { to - from >= bytes } else { from - to >= bytes };
    if count != 0 && !(apart && aligned_and_non_null::<T>(from) && aligned_and_non_null::<T>(to)) {
        panic_precondition(
            "ptr::copy_nonoverlapping requires that both pointer arguments are aligned and non-null and the specified memory ranges do not overlap",
        )
    }
    unsafe { intrinsics::copy_nonoverlapping(src, dst, count) }
}

#[track_caller]
pub const unsafe fn write_bytes<T>(dst: *mut T, val: u8, count: usize) {
    if count != 0 && !aligned_and_non_null::<T>(dst as usize) {
        panic_precondition("ptr::write_bytes requires that the destination pointer is aligned and non-null")
    }
    unsafe { intrinsics::write_bytes(dst, val, count) }
}

#[track_caller]
pub const unsafe fn replace<T>(dst: *mut T, src: T) -> T {
    if !aligned_and_non_null::<T>(dst as usize) {
        panic_precondition("ptr::replace requires that the pointer argument is aligned and non-null")
    }
    unsafe {
        let old = intrinsics::read(dst as *const T);
        intrinsics::write(dst, src);
        old
    }
}

#[track_caller]
pub const unsafe fn swap<T>(x: *mut T, y: *mut T) {
    unsafe {
        let left = read(x as *const T);
        let right = read(y as *const T);
        write(x, right);
        write(y, left);
    }
}

#[track_caller]
pub const unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    let mut at = 0;
    while at < count {
        unsafe { swap(x.add(at), y.add(at)) };
        at += 1;
    }
}

pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool {
    a == b
}
pub fn addr_eq<T: ?Sized, U: ?Sized>(p: *const T, q: *const U) -> bool {
    p as *const () as usize == q as *const () as usize
}
pub fn fn_addr_eq<T: Copy, U: Copy>(f: T, g: U) -> bool {
    unsafe { intrinsics::transmute_unchecked::<T, usize>(f) == intrinsics::transmute_unchecked::<U, usize>(g) }
}
pub fn hash<T: ?Sized, S: Hasher>(hashee: *const T, into: &mut S) {
    hashee.hash(into)
}

impl<T: ?Sized> Hash for *const T {
    fn hash<H: Hasher>(&self, state: &mut H) { state.write_usize(*self as *const () as usize) }
}
impl<T: ?Sized> Hash for *mut T {
    fn hash<H: Hasher>(&self, state: &mut H) { state.write_usize(*self as *const () as usize) }
}

/// `addr_of!(place)`: a raw pointer to a place without a reference in between.
pub use crate::{addr_of, addr_of_mut};
