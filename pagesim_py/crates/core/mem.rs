//! Sizes, moving values about, and values that are not dropped.

use crate::intrinsics;
use crate::ops::{Deref, DerefMut};

pub const fn size_of<T>() -> usize {
    intrinsics::size_of::<T>()
}
pub const fn align_of<T>() -> usize {
    intrinsics::align_of::<T>()
}
pub const fn min_align_of<T>() -> usize {
    intrinsics::align_of::<T>()
}
pub fn min_align_of_val<T: ?Sized>(value: &T) -> usize {
    intrinsics::align_of_val(value as *const T)
}
pub const fn size_of_val<T: ?Sized>(value: &T) -> usize {
    intrinsics::size_of_val(value as *const T)
}
pub const fn align_of_val<T: ?Sized>(value: &T) -> usize {
    intrinsics::align_of_val(value as *const T)
}
pub const fn needs_drop<T: ?Sized>() -> bool {
    intrinsics::needs_drop::<T>()
}

pub use crate::intrinsics::transmute;

pub fn drop<T>(_value: T) {}

pub const fn forget<T>(value: T) {
    let _kept = ManuallyDrop::new(value);
}

pub const fn swap<T>(x: &mut T, y: &mut T) {
    unsafe {
        let left = intrinsics::read_aligned(x as *const T);
        let right = intrinsics::read_aligned(y as *const T);
        intrinsics::write_aligned(x as *mut T, right);
        intrinsics::write_aligned(y as *mut T, left);
    }
}

pub const fn replace<T>(dest: &mut T, value: T) -> T {
    unsafe {
        let old = intrinsics::read_aligned(dest as *const T);
        intrinsics::write_aligned(dest as *mut T, value);
        old
    }
}

pub fn take<T: Default>(dest: &mut T) -> T {
    replace(dest, T::default())
}

pub const unsafe fn zeroed<T>() -> T {
    intrinsics::uninit::<T>()
}

pub const unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst {
    unsafe { intrinsics::read(src as *const Src as *const Dst) }
}

/// Which variant an enum value is.
pub struct Discriminant<T>(isize, crate::marker::PhantomData<T>);

impl<T> Copy for Discriminant<T> {}
impl<T> Clone for Discriminant<T> {
    fn clone(&self) -> Discriminant<T> { *self }
}
impl<T> PartialEq for Discriminant<T> {
    fn eq(&self, other: &Discriminant<T>) -> bool { self.0 == other.0 }
}
impl<T> Eq for Discriminant<T> {}
impl<T> crate::hash::Hash for Discriminant<T> {
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) { self.0.hash(state) }
}
impl<T> crate::fmt::Debug for Discriminant<T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.debug_tuple("Discriminant").field(&self.0).finish() }
}

pub const fn discriminant<T>(value: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(value) as isize, crate::marker::PhantomData)
}

/// A value whose `Drop` does not run by itself.
#[lang = "manually_drop"]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ManuallyDrop<T> {
    value: T,
}

impl<T> ManuallyDrop<T> {
    pub const fn new(value: T) -> ManuallyDrop<T> { ManuallyDrop { value } }
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T { slot.value }
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T { unsafe { intrinsics::read_aligned(&raw const slot.value) } }
}
impl<T> ManuallyDrop<T> {
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>) { unsafe { intrinsics::drop_in_place(&raw mut slot.value) } }
}
impl<T> Deref for ManuallyDrop<T> {
    type Target = T;
    fn deref(&self) -> &T { &self.value }
}
impl<T> DerefMut for ManuallyDrop<T> {
    fn deref_mut(&mut self) -> &mut T { &mut self.value }
}

/// Room for a value that may not be there yet.
#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
pub struct MaybeUninit<T> {
    value: ManuallyDrop<T>,
}

impl<T: Copy> Clone for MaybeUninit<T> {
    fn clone(&self) -> Self { *self }
}

impl<T> MaybeUninit<T> {
    pub const fn new(value: T) -> MaybeUninit<T> { MaybeUninit { value: ManuallyDrop::new(value) } }
    pub const fn uninit() -> MaybeUninit<T> { intrinsics::uninit() }
    pub const fn zeroed() -> MaybeUninit<T> { intrinsics::uninit() }

    pub const fn write(&mut self, value: T) -> &mut T {
        unsafe {
            intrinsics::write(self.as_mut_ptr(), value);
            &mut *self.as_mut_ptr()
        }
    }

    pub const fn as_ptr(&self) -> *const T { self as *const MaybeUninit<T> as *const T }
    pub const fn as_mut_ptr(&mut self) -> *mut T { self as *mut MaybeUninit<T> as *mut T }
    pub const unsafe fn assume_init(self) -> T { ManuallyDrop::into_inner(self.value) }
    pub const unsafe fn assume_init_read(&self) -> T { unsafe { intrinsics::read(self.as_ptr()) } }
    pub unsafe fn assume_init_drop(&mut self) { unsafe { intrinsics::drop_in_place(self.as_mut_ptr()) } }
    pub const unsafe fn assume_init_ref(&self) -> &T { unsafe { &*self.as_ptr() } }
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T { unsafe { &mut *self.as_mut_ptr() } }
}

impl<T> [MaybeUninit<T>] {
    #[track_caller]
    pub const fn write_copy_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Copy,
    {
        if self.len() != src.len() {
            crate::panicking::panic_fmt(format_args!(
                "copy_from_slice: source slice length ({}) does not match destination slice length ({})", src.len(), self.len()
            ))
        }
        unsafe {
            intrinsics::copy_nonoverlapping(src.as_ptr(), self.as_mut_ptr() as *mut T, src.len());
            self.assume_init_mut()
        }
    }
    #[track_caller]
    pub fn write_clone_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Clone,
    {
        if self.len() != src.len() { crate::panicking::panic("destination and source slices have different lengths") }
        let mut at = 0;
        while at < src.len() {
            self[at].write(src[at].clone());
            at += 1;
        }
        unsafe { self.assume_init_mut() }
    }
    pub const unsafe fn assume_init_ref(&self) -> &[T] { unsafe { &*(self as *const [MaybeUninit<T>] as *const [T]) } }
    pub const unsafe fn assume_init_mut(&mut self) -> &mut [T] { unsafe { &mut *(self as *mut [MaybeUninit<T>] as *mut [T]) } }
    pub unsafe fn assume_init_drop(&mut self) { unsafe { intrinsics::drop_in_place(self as *mut [MaybeUninit<T>] as *mut [T]) } }
}

impl<T> crate::fmt::Debug for MaybeUninit<T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.write_str("MaybeUninit<")?;
        f.write_str(intrinsics::type_name::<T>())?;
        f.write_str(">")
    }
}
