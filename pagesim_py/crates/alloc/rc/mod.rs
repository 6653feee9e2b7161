//! Shared values, counted.

mod made;

pub use made::Recount;

use crate::alloc::{allocate, release};
use core::alloc::Layout;
use core::borrow::Borrow;
use core::cell::Cell;
use core::cmp::Ordering;
use core::fmt;
use core::marker::Unsize;
use core::ops::{CoerceUnsized, Deref};
use core::pin::Pin;
use core::ptr::NonNull;

#[repr(C)]
struct RcInner<T: ?Sized> {
    strong: Cell<usize>,
    weak: Cell<usize>,
    value: T,
}

pub struct Rc<T: ?Sized> {
    ptr: NonNull<RcInner<T>>,
}
/// Does not keep the value. One that was made of nothing points to the last address.
pub struct Weak<T: ?Sized> {
    ptr: NonNull<RcInner<T>>,
}

impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
impl<T: ?Sized> Unpin for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Rc<U>> for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}

impl<T> Rc<T> {
    pub fn new(value: T) -> Rc<T> {
        let place = allocate(Layout::new::<RcInner<T>>()) as *mut RcInner<T>;
        unsafe {
            core::intrinsics::write(place, RcInner { strong: Cell::new(1), weak: Cell::new(1), value });
            Rc { ptr: NonNull::new_unchecked(place) }
        }
    }
    pub fn try_unwrap(this: Rc<T>) -> Result<T, Rc<T>> {
        if Rc::strong_count(&this) != 1 {
            return Err(this);
        }
        unsafe {
            let place = this.ptr.as_ptr();
            core::mem::forget(this);
            let value = core::intrinsics::read(&raw const (*place).value);
            (*place).strong.set(0);
            free_if_unused(place);
            Ok(value)
        }
    }
    pub fn into_inner(this: Rc<T>) -> Option<T> { Rc::try_unwrap(this).ok() }
    pub fn pin(value: T) -> Pin<Rc<T>> { unsafe { Pin::new_unchecked(Rc::new(value)) } }
    /// The count stays raised until `from_raw` takes the pointer back.
    pub fn into_raw(this: Rc<T>) -> *const T {
        let value = Rc::as_ptr(&this);
        core::mem::forget(this);
        value
    }
    pub unsafe fn from_raw(ptr: *const T) -> Rc<T> {
        let start = ptr as usize - core::mem::offset_of!(RcInner<T>, value);
        unsafe { Rc { ptr: NonNull::new_unchecked(start as *mut RcInner<T>) } }
    }
    pub unsafe fn increment_strong_count(ptr: *const T) {
        unsafe {
            let shared = core::mem::ManuallyDrop::new(Rc::from_raw(ptr));
            core::mem::forget((*shared).clone());
        }
    }
    pub unsafe fn decrement_strong_count(ptr: *const T) { unsafe { drop(Rc::from_raw(ptr)) } }
    /// A value that knows its own place: `make` gets a weak reference that leads nowhere until it has returned.
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(make: F) -> Rc<T> {
        let place = allocate(Layout::new::<RcInner<T>>()) as *mut RcInner<T>;
        unsafe {
            core::intrinsics::write(&raw mut (*place).strong, Cell::new(0));
            core::intrinsics::write(&raw mut (*place).weak, Cell::new(1));
            let weak = Weak { ptr: NonNull::new_unchecked(place) };
            let value = make(&weak);
            core::intrinsics::write(&raw mut (*place).value, value);
            (*place).strong.set(1);
            core::mem::forget(weak);
            Rc { ptr: NonNull::new_unchecked(place) }
        }
    }
}
impl<T: Clone> Rc<T> {
    pub fn unwrap_or_clone(this: Rc<T>) -> T { Rc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone()) }
}

/// All strong references together hold one weak one.
unsafe fn free_if_unused<T: ?Sized>(place: *mut RcInner<T>) {
    unsafe {
        let inner = &*place;
        inner.weak.set(inner.weak.get() - 1);
        if inner.weak.get() == 0 {
            release(place as *mut u8, Layout::for_value(inner));
        }
    }
}

impl<T: ?Sized> Rc<T> {
    pub fn downgrade(this: &Rc<T>) -> Weak<T> {
        let inner = this.inner();
        inner.weak.set(inner.weak.get() + 1);
        Weak { ptr: this.ptr }
    }
    fn inner(&self) -> &RcInner<T> { unsafe { &*self.ptr.as_ptr() } }
    pub fn strong_count(this: &Rc<T>) -> usize { this.inner().strong.get() }
    pub fn weak_count(this: &Rc<T>) -> usize { this.inner().weak.get() - 1 }
    pub fn ptr_eq(this: &Rc<T>, other: &Rc<T>) -> bool { core::ptr::addr_eq(this.ptr.as_ptr(), other.ptr.as_ptr()) }
    pub fn as_ptr(this: &Rc<T>) -> *const T { &raw const this.inner().value }
    pub fn get_mut(this: &mut Rc<T>) -> Option<&mut T> {
        let inner = this.inner();
        if inner.strong.get() == 1 && inner.weak.get() == 1 { unsafe { Some(&mut (*this.ptr.as_ptr()).value) } } else { None }
    }
}
impl<T: ?Sized> Deref for Rc<T> {
    type Target = T;
    fn deref(&self) -> &T { &self.inner().value }
}
impl<T: ?Sized> Clone for Rc<T> {
    fn clone(&self) -> Rc<T> {
        let inner = self.inner();
        inner.strong.set(inner.strong.get() + 1);
        Rc { ptr: self.ptr }
    }
}
impl<T: ?Sized> Drop for Rc<T> {
    fn drop(&mut self) {
        let inner = self.inner();
        inner.strong.set(inner.strong.get() - 1);
        if inner.strong.get() == 0 {
            unsafe {
                let place = self.ptr.as_ptr();
                core::ptr::drop_in_place(&raw mut (*place).value);
                free_if_unused(place);
            }
        }
    }
}

impl<T> Weak<T> {
    pub const fn new() -> Weak<T> { Weak { ptr: unsafe { NonNull::new_unchecked(usize::MAX as *mut RcInner<T>) } } }
}
impl<T: ?Sized> Weak<T> {
    fn inner(&self) -> Option<&RcInner<T>> {
        if self.ptr.as_ptr() as *const () as usize == usize::MAX { None } else { unsafe { Some(&*self.ptr.as_ptr()) } }
    }
    pub fn upgrade(&self) -> Option<Rc<T>> {
        let inner = self.inner()?;
        if inner.strong.get() == 0 {
            return None;
        }
        inner.strong.set(inner.strong.get() + 1);
        Some(Rc { ptr: self.ptr })
    }
    pub fn strong_count(&self) -> usize { match self.inner() { Some(inner) => inner.strong.get(), None => 0 } }
    pub fn weak_count(&self) -> usize {
        match self.inner() { Some(inner) if inner.strong.get() > 0 => inner.weak.get() - 1, _ => 0 }
    }
    pub fn ptr_eq(&self, other: &Weak<T>) -> bool { core::ptr::addr_eq(self.ptr.as_ptr(), other.ptr.as_ptr()) }
}
impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> {
        if let Some(inner) = self.inner() {
            inner.weak.set(inner.weak.get() + 1);
        }
        Weak { ptr: self.ptr }
    }
}
impl<T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        if self.inner().is_some() {
            unsafe { free_if_unused(self.ptr.as_ptr()) }
        }
    }
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T> { Weak::new() }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}
impl<T: ?Sized> fmt::Pointer for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&Rc::as_ptr(self), f) }
}
impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("(Weak)") }
}
impl<T: Default> Default for Rc<T> {
    fn default() -> Rc<T> { Rc::new(T::default()) }
}
impl<T: ?Sized + PartialEq> PartialEq for Rc<T> {
    fn eq(&self, other: &Rc<T>) -> bool { **self == **other }
}
impl<T: ?Sized + Eq> Eq for Rc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Rc<T> {
    fn partial_cmp(&self, other: &Rc<T>) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) }
}
impl<T: ?Sized + Ord> Ord for Rc<T> {
    fn cmp(&self, other: &Rc<T>) -> Ordering { Ord::cmp(&**self, &**other) }
}
impl<T> From<T> for Rc<T> {
    fn from(t: T) -> Rc<T> { Rc::new(t) }
}
impl<T: ?Sized> AsRef<T> for Rc<T> {
    fn as_ref(&self) -> &T { &**self }
}
impl<T: ?Sized> Borrow<T> for Rc<T> {
    fn borrow(&self) -> &T { &**self }
}
