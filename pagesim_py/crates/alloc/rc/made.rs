//! What else shared values can be made from and become: slices and text, raw addresses, another type.

use super::{Rc, RcInner, Weak};
use crate::alloc::{allocate, handle_alloc_error};
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::vec::Vec;
use core::alloc::Layout;
use core::any::Any;
use core::cell::Cell;
use core::hash::{Hash, Hasher};
use core::mem::{MaybeUninit, offset_of};
use core::ptr::NonNull;

impl<T> Rc<[T]> {
    /// Counters and room for `len` values that are not there yet.
    fn room(len: usize) -> *mut RcInner<[T]> {
        let Ok(values) = Layout::array::<T>(len) else { handle_alloc_error(Layout::new::<T>()) };
        let Ok((layout, _)) = Layout::new::<RcInner<()>>().extend(values) else { handle_alloc_error(values) };
        let place = allocate(layout.pad_to_align());
        let whole = core::ptr::slice_from_raw_parts_mut(place as *mut T, len) as *mut RcInner<[T]>;
        unsafe {
            core::ptr::write(&raw mut (*whole).strong, Cell::new(1));
            core::ptr::write(&raw mut (*whole).weak, Cell::new(1));
        }
        whole
    }
    /// Moves `len` values from an address.
    unsafe fn of_moved(values: *const T, len: usize) -> Rc<[T]> {
        unsafe {
            let place = Rc::<[T]>::room(len);
            core::ptr::copy_nonoverlapping(values, &raw mut (*place).value as *mut T, len);
            Rc { ptr: NonNull::new_unchecked(place) }
        }
    }
    pub fn new_uninit_slice(len: usize) -> Rc<[MaybeUninit<T>]> {
        unsafe { Rc { ptr: NonNull::new_unchecked(Rc::<[MaybeUninit<T>]>::room(len)) } }
    }
    pub fn new_zeroed_slice(len: usize) -> Rc<[MaybeUninit<T>]> {
        let made = Rc::<[T]>::new_uninit_slice(len);
        unsafe { core::ptr::write_bytes(Rc::as_ptr(&made) as *mut MaybeUninit<T>, 0, len) };
        made
    }
}
impl<T> Rc<T> {
    pub fn new_uninit() -> Rc<MaybeUninit<T>> { Rc::new(MaybeUninit::uninit()) }
    pub fn new_zeroed() -> Rc<MaybeUninit<T>> { Rc::new(MaybeUninit::zeroed()) }
}
impl<T> Rc<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Rc<T> {
        let ptr = self.ptr;
        core::mem::forget(self);
        Rc { ptr: ptr.cast() }
    }
}
impl<T> Rc<[MaybeUninit<T>]> {
    pub unsafe fn assume_init(self) -> Rc<[T]> {
        let place = self.ptr.as_ptr();
        core::mem::forget(self);
        unsafe { Rc { ptr: NonNull::new_unchecked(place as *mut RcInner<[T]>) } }
    }
}

/// Where the value lies after the start of its counters.
fn offset<T>() -> usize {
    offset_of!(RcInner<T>, value)
}

impl<T> Rc<T> {
    pub fn into_raw(this: Rc<T>) -> *const T {
        let place = Rc::as_ptr(&this);
        core::mem::forget(this);
        place
    }
    pub unsafe fn from_raw(ptr: *const T) -> Rc<T> {
        unsafe { Rc { ptr: NonNull::new_unchecked(ptr.byte_sub(offset::<T>()) as *mut RcInner<T>) } }
    }
    pub unsafe fn increment_strong_count(ptr: *const T) {
        unsafe {
            let this = Rc::from_raw(ptr);
            core::mem::forget(this.clone());
            core::mem::forget(this);
        }
    }
    pub unsafe fn decrement_strong_count(ptr: *const T) { unsafe { drop(Rc::from_raw(ptr)) } }
}
impl<T> Weak<T> {
    pub fn as_ptr(&self) -> *const T {
        let place = self.ptr.as_ptr();
        if place as usize == usize::MAX { place as *const T } else { unsafe { &raw const (*place).value } }
    }
    pub fn into_raw(self) -> *const T {
        let place = self.as_ptr();
        core::mem::forget(self);
        place
    }
    pub unsafe fn from_raw(ptr: *const T) -> Weak<T> {
        let place = if ptr as usize == usize::MAX { ptr } else { unsafe { ptr.byte_sub(offset::<T>()) } };
        unsafe { Weak { ptr: NonNull::new_unchecked(place as *mut RcInner<T>) } }
    }
}

impl Rc<dyn Any> {
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Rc<dyn Any>> {
        if !(*self).is::<T>() {
            return Err(self);
        }
        unsafe { Ok(self.assume_is::<T>()) }
    }
}
impl<D: ?Sized> Rc<D> {
    /// The same value as a `T`, which the caller knows it to be.
    pub(crate) unsafe fn assume_is<T>(self) -> Rc<T> {
        let place = self.ptr.as_ptr();
        core::mem::forget(self);
        unsafe { Rc { ptr: NonNull::new_unchecked(place as *mut RcInner<T>) } }
    }
}

impl<T: Clone> From<&[T]> for Rc<[T]> {
    fn from(v: &[T]) -> Rc<[T]> { Rc::from(v.to_vec()) }
}
impl<T: Clone> From<&mut [T]> for Rc<[T]> {
    fn from(v: &mut [T]) -> Rc<[T]> { Rc::from(v.to_vec()) }
}
impl<T> From<Vec<T>> for Rc<[T]> {
    fn from(mut v: Vec<T>) -> Rc<[T]> {
        unsafe {
            let made = Rc::of_moved(v.as_ptr(), v.len());
            v.set_len(0);
            made
        }
    }
}
impl<T, const N: usize> From<[T; N]> for Rc<[T]> {
    fn from(v: [T; N]) -> Rc<[T]> { Rc::<[T; N]>::new(v) }
}
impl From<&str> for Rc<str> {
    fn from(v: &str) -> Rc<str> {
        let bytes: Rc<[u8]> = Rc::from(v.as_bytes());
        let place = bytes.ptr.as_ptr();
        core::mem::forget(bytes);
        unsafe { Rc { ptr: NonNull::new_unchecked(place as *mut RcInner<str>) } }
    }
}
impl From<&mut str> for Rc<str> {
    fn from(v: &mut str) -> Rc<str> { Rc::from(&*v) }
}
impl From<Rc<str>> for Rc<[u8]> {
    fn from(rc: Rc<str>) -> Rc<[u8]> {
        let place = rc.ptr.as_ptr();
        core::mem::forget(rc);
        unsafe { Rc { ptr: NonNull::new_unchecked(place as *mut RcInner<[u8]>) } }
    }
}
impl<T> From<Box<T>> for Rc<T> {
    fn from(v: Box<T>) -> Rc<T> { Rc::new(*v) }
}
impl<T> From<Box<[T]>> for Rc<[T]> {
    fn from(v: Box<[T]>) -> Rc<[T]> { Rc::from(v.into_vec()) }
}
impl From<Box<str>> for Rc<str> {
    fn from(v: Box<str>) -> Rc<str> { Rc::from(&*v) }
}
impl<'a, B: ?Sized + ToOwned> From<Cow<'a, B>> for Rc<B>
where
    Rc<B>: From<&'a B> + From<B::Owned>,
{
    fn from(cow: Cow<'a, B>) -> Rc<B> {
        match cow { Cow::Borrowed(borrowed) => Rc::from(borrowed), Cow::Owned(owned) => Rc::from(owned) }
    }
}
impl<T, const N: usize> TryFrom<Rc<[T]>> for Rc<[T; N]> {
    type Error = Rc<[T]>;
    fn try_from(boxed_slice: Rc<[T]>) -> Result<Rc<[T; N]>, Rc<[T]>> {
        if boxed_slice.len() != N {
            return Err(boxed_slice);
        }
        let place = boxed_slice.ptr.as_ptr();
        core::mem::forget(boxed_slice);
        unsafe { Ok(Rc { ptr: NonNull::new_unchecked(place as *mut RcInner<[T; N]>) }) }
    }
}
impl<T> FromIterator<T> for Rc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Rc<[T]> { Rc::from(iter.into_iter().collect::<Vec<T>>()) }
}
impl<T> Default for Rc<[T]> {
    fn default() -> Rc<[T]> { Rc::from([]) }
}
impl Default for Rc<str> {
    fn default() -> Rc<str> { Rc::from("") }
}
impl<T: ?Sized + Hash> Hash for Rc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state) }
}

/// What can be copied behind a shared pointer to it.
pub trait Recount {
    fn recount(&self) -> Rc<Self>;
}
impl<T: Clone> Recount for T {
    fn recount(&self) -> Rc<T> { Rc::new(self.clone()) }
}
impl<T: Clone> Recount for [T] {
    fn recount(&self) -> Rc<[T]> { Rc::from(self) }
}
impl Recount for str {
    fn recount(&self) -> Rc<str> { Rc::from(self) }
}
impl<T: ?Sized + Recount> Rc<T> {
    pub fn make_mut(this: &mut Rc<T>) -> &mut T {
        if Rc::strong_count(this) != 1 || Rc::weak_count(this) != 0 {
            *this = (**this).recount();
        }
        unsafe { &mut (*this.ptr.as_ptr()).value }
    }
}
