//! Values that can change behind a shared reference.

use crate::cmp::Ordering;
use crate::fmt;
use crate::mem;
use crate::ops::{Deref, DerefMut};

#[lang = "unsafe_cell"]
#[repr(transparent)]
pub struct UnsafeCell<T: ?Sized> {
    value: T,
}
impl<T: ?Sized> !Sync for UnsafeCell<T> {}
impl<T> UnsafeCell<T> {
    pub const fn new(value: T) -> UnsafeCell<T> { UnsafeCell { value } }
    pub const fn into_inner(self) -> T { self.value }
}
impl<T: ?Sized> UnsafeCell<T> {
    pub const fn get(&self) -> *mut T { &raw const self.value as *mut T }
    pub const fn get_mut(&mut self) -> &mut T { &mut self.value }
    pub const fn from_mut(value: &mut T) -> &mut UnsafeCell<T> { unsafe { &mut *(value as *mut T as *mut UnsafeCell<T>) } }
    pub const fn raw_get(this: *const Self) -> *mut T { unsafe { &raw const (*this).value as *mut T } }
}
/// An `UnsafeCell` that threads may share, by the program's own care (unstable).
#[repr(transparent)]
pub struct SyncUnsafeCell<T: ?Sized> {
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Sync> Sync for SyncUnsafeCell<T> {}
impl<T> SyncUnsafeCell<T> {
    pub const fn new(value: T) -> SyncUnsafeCell<T> { SyncUnsafeCell { value: UnsafeCell::new(value) } }
    pub fn into_inner(self) -> T { self.value.into_inner() }
}
impl<T: ?Sized> SyncUnsafeCell<T> {
    pub const fn get(&self) -> *mut T { self.value.get() }
    pub fn get_mut(&mut self) -> &mut T { self.value.get_mut() }
    pub const fn raw_get(this: *const SyncUnsafeCell<T>) -> *mut T { this as *const T as *mut T }
}
impl<T: Default> Default for SyncUnsafeCell<T> {
    fn default() -> Self { SyncUnsafeCell::new(T::default()) }
}
impl<T: Default> Default for UnsafeCell<T> {
    fn default() -> Self { UnsafeCell::new(T::default()) }
}

#[repr(transparent)]
pub struct Cell<T: ?Sized> {
    value: UnsafeCell<T>,
}
impl<T> Cell<T> {
    pub const fn new(value: T) -> Cell<T> { Cell { value: UnsafeCell::new(value) } }
    pub const fn set(&self, val: T) { drop(self.replace(val)) }
    pub const fn replace(&self, val: T) -> T { unsafe { mem::replace(&mut *self.value.get(), val) } }
    pub const fn into_inner(self) -> T { self.value.into_inner() }
    pub const fn get(&self) -> T
    where
        T: Copy,
    {
        unsafe { *self.value.get() }
    }
    pub fn update(&self, f: impl FnOnce(T) -> T)
    where
        T: Copy,
    {
        self.set(f(self.get()))
    }
    pub fn take(&self) -> T
    where
        T: Default,
    {
        self.replace(T::default())
    }
    pub fn swap(&self, other: &Cell<T>) { unsafe { mem::swap(&mut *self.value.get(), &mut *other.value.get()) } }
}
impl<T: ?Sized> Cell<T> {
    pub const fn as_ptr(&self) -> *mut T { self.value.get() }
    pub const fn get_mut(&mut self) -> &mut T { self.value.get_mut() }
    pub const fn from_mut(t: &mut T) -> &Cell<T> { unsafe { &*(t as *mut T as *const Cell<T>) } }
}
impl<T> Cell<[T]> {
    pub const fn as_slice_of_cells(&self) -> &[Cell<T>] { unsafe { &*(self as *const Cell<[T]> as *const [Cell<T>]) } }
}
impl<T, const N: usize> Cell<[T; N]> {
    pub const fn as_array_of_cells(&self) -> &[Cell<T>; N] { unsafe { &*(self as *const Cell<[T; N]> as *const [Cell<T>; N]) } }
}
impl<T: Copy> Clone for Cell<T> {
    fn clone(&self) -> Cell<T> { Cell::new(self.get()) }
}
impl<T: Default> Default for Cell<T> {
    fn default() -> Cell<T> { Cell::new(T::default()) }
}
impl<T: PartialEq + Copy> PartialEq for Cell<T> {
    fn eq(&self, other: &Cell<T>) -> bool { self.get() == other.get() }
}
impl<T: PartialOrd + Copy> PartialOrd for Cell<T> {
    fn partial_cmp(&self, other: &Cell<T>) -> Option<Ordering> { self.get().partial_cmp(&other.get()) }
}
impl<T> From<T> for Cell<T> {
    fn from(t: T) -> Cell<T> { Cell::new(t) }
}

/// Borrows counted at run time: positive for readers, negative for a writer (of several parts, perhaps).
pub struct RefCell<T: ?Sized> {
    borrow: Cell<isize>,
    value: UnsafeCell<T>,
}

pub struct BorrowError {
    _private: (),
}
pub struct BorrowMutError {
    _private: (),
}
impl fmt::Debug for BorrowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("BorrowError") }
}
impl fmt::Display for BorrowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("already mutably borrowed") }
}
impl fmt::Debug for BorrowMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("BorrowMutError") }
}
impl fmt::Display for BorrowMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("already borrowed") }
}

impl<T> RefCell<T> {
    pub const fn new(value: T) -> RefCell<T> { RefCell { borrow: Cell::new(0), value: UnsafeCell::new(value) } }
    pub fn into_inner(self) -> T { self.value.into_inner() }
    #[track_caller]
    pub fn replace(&self, t: T) -> T { mem::replace(&mut *self.borrow_mut(), t) }
    #[track_caller]
    pub fn replace_with<F: FnOnce(&mut T) -> T>(&self, f: F) -> T {
        let mut borrowed = self.borrow_mut();
        let replacement = f(&mut *borrowed);
        mem::replace(&mut *borrowed, replacement)
    }
    #[track_caller]
    pub fn take(&self) -> T
    where
        T: Default,
    {
        self.replace(T::default())
    }
}
impl<T: ?Sized> RefCell<T> {
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let readers = self.borrow.get();
        if readers < 0 { crate::panicking::panic("RefCell already mutably borrowed") }
        self.borrow.set(readers + 1);
        Ref { value: self.value.get(), borrow: &self.borrow }
    }
    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        if self.borrow.get() != 0 { crate::panicking::panic("RefCell already borrowed") }
        self.borrow.set(-1);
        RefMut { value: self.value.get(), borrow: &self.borrow }
    }
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        let readers = self.borrow.get();
        if readers < 0 {
            return Err(BorrowError { _private: () });
        }
        self.borrow.set(readers + 1);
        Ok(Ref { value: self.value.get(), borrow: &self.borrow })
    }
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        if self.borrow.get() != 0 {
            return Err(BorrowMutError { _private: () });
        }
        self.borrow.set(-1);
        Ok(RefMut { value: self.value.get(), borrow: &self.borrow })
    }
    pub fn as_ptr(&self) -> *mut T { self.value.get() }
    pub fn get_mut(&mut self) -> &mut T { self.value.get_mut() }
    pub unsafe fn try_borrow_unguarded(&self) -> Result<&T, BorrowError> {
        if self.borrow.get() < 0 { Err(BorrowError { _private: () }) } else { unsafe { Ok(&*self.value.get()) } }
    }
}
impl<T> RefCell<T> {
    #[track_caller]
    pub fn swap(&self, other: &RefCell<T>) { mem::swap(&mut *self.borrow_mut(), &mut *other.borrow_mut()) }
}
impl<T: Eq> Eq for RefCell<T> {}
impl<T: PartialOrd> PartialOrd for RefCell<T> {
    fn partial_cmp(&self, other: &RefCell<T>) -> Option<Ordering> { self.borrow().partial_cmp(&*other.borrow()) }
}
impl<T: Ord> Ord for RefCell<T> {
    fn cmp(&self, other: &RefCell<T>) -> Ordering { self.borrow().cmp(&*other.borrow()) }
}
impl<T> From<T> for RefCell<T> {
    fn from(t: T) -> RefCell<T> { RefCell::new(t) }
}
impl<T: Eq + Copy> Eq for Cell<T> {}
impl<T: Ord + Copy> Ord for Cell<T> {
    fn cmp(&self, other: &Cell<T>) -> Ordering { self.get().cmp(&other.get()) }
}
impl<T> From<T> for UnsafeCell<T> {
    fn from(t: T) -> UnsafeCell<T> { UnsafeCell::new(t) }
}
impl crate::error::Error for BorrowError {}
impl crate::error::Error for BorrowMutError {}
impl<T: Default> Default for RefCell<T> {
    fn default() -> RefCell<T> { RefCell::new(T::default()) }
}
impl<T: Clone> Clone for RefCell<T> {
    fn clone(&self) -> RefCell<T> { RefCell::new((*self.borrow()).clone()) }
}
impl<T: PartialEq> PartialEq for RefCell<T> {
    fn eq(&self, other: &RefCell<T>) -> bool { *self.borrow() == *other.borrow() }
}

pub struct Ref<'b, T: ?Sized> {
    value: *const T,
    borrow: &'b Cell<isize>,
}
impl<'b, T: ?Sized> Ref<'b, T> {
    pub fn clone(orig: &Ref<'b, T>) -> Ref<'b, T> {
        orig.borrow.set(orig.borrow.get() + 1);
        Ref { value: orig.value, borrow: orig.borrow }
    }
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(orig: Ref<'b, T>, f: F) -> Ref<'b, U> {
        let kept = mem::ManuallyDrop::new(orig);
        Ref { value: f(unsafe { &*kept.value }), borrow: kept.borrow }
    }
}
impl<'b, T: ?Sized> Ref<'b, T> {
    pub fn filter_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(orig: Ref<'b, T>, f: F) -> Result<Ref<'b, U>, Ref<'b, T>> {
        match f(unsafe { &*orig.value }) {
            Some(part) => {
                let kept = mem::ManuallyDrop::new(orig);
                Ok(Ref { value: part, borrow: kept.borrow })
            }
            None => Err(orig),
        }
    }
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&T) -> (&U, &V)>(orig: Ref<'b, T>, f: F) -> (Ref<'b, U>, Ref<'b, V>) {
        let kept = mem::ManuallyDrop::new(orig);
        let (left, right) = f(unsafe { &*kept.value });
        kept.borrow.set(kept.borrow.get() + 1);
        (Ref { value: left, borrow: kept.borrow }, Ref { value: right, borrow: kept.borrow })
    }
}
impl<T: ?Sized> Deref for Ref<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { unsafe { &*self.value } }
}
impl<T: ?Sized> Drop for Ref<'_, T> {
    fn drop(&mut self) { self.borrow.set(self.borrow.get() - 1) }
}

pub struct RefMut<'b, T: ?Sized> {
    value: *mut T,
    borrow: &'b Cell<isize>,
}
impl<'b, T: ?Sized> RefMut<'b, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(orig: RefMut<'b, T>, f: F) -> RefMut<'b, U> {
        let (value, borrow) = (orig.value, orig.borrow);
        mem::forget(orig);
        RefMut { value: f(unsafe { &mut *value }), borrow }
    }
}
impl<'b, T: ?Sized> RefMut<'b, T> {
    pub fn filter_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(orig: RefMut<'b, T>, f: F) -> Result<RefMut<'b, U>, RefMut<'b, T>> {
        let (value, borrow) = (orig.value, orig.borrow);
        match f(unsafe { &mut *value }) {
            Some(part) => {
                mem::forget(orig);
                Ok(RefMut { value: part, borrow })
            }
            None => Err(orig),
        }
    }
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&mut T) -> (&mut U, &mut V)>(
        orig: RefMut<'b, T>,
        f: F,
    ) -> (RefMut<'b, U>, RefMut<'b, V>) {
        let (value, borrow) = (orig.value, orig.borrow);
        mem::forget(orig);
        let (left, right) = f(unsafe { &mut *value });
        borrow.set(borrow.get() - 1);
        (RefMut { value: left, borrow }, RefMut { value: right, borrow })
    }
}
impl<T: ?Sized> Deref for RefMut<'_, T> {
    type Target = T;
    fn deref(&self) -> &T { unsafe { &*self.value } }
}
impl<T: ?Sized> DerefMut for RefMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T { unsafe { &mut *self.value } }
}
impl<T: ?Sized> Drop for RefMut<'_, T> {
    fn drop(&mut self) { self.borrow.set(self.borrow.get() + 1) }
}

/// Written once.
pub struct OnceCell<T> {
    inner: UnsafeCell<Option<T>>,
}
impl<T> OnceCell<T> {
    pub const fn new() -> OnceCell<T> { OnceCell { inner: UnsafeCell::new(None) } }
    pub fn get(&self) -> Option<&T> { unsafe { (*self.inner.get()).as_ref() } }
    pub fn get_mut(&mut self) -> Option<&mut T> { self.inner.get_mut().as_mut() }
    pub fn set(&self, value: T) -> Result<(), T> {
        if self.get().is_some() {
            return Err(value);
        }
        unsafe { *self.inner.get() = Some(value) };
        Ok(())
    }
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if self.get().is_none() {
            let made = f();
            if self.set(made).is_err() {
                crate::panicking::panic("reentrant init")
            }
        }
        self.get().unwrap()
    }
    pub fn into_inner(self) -> Option<T> { self.inner.into_inner() }
    pub fn take(&mut self) -> Option<T> { self.inner.get_mut().take() }
}
impl<T> Default for OnceCell<T> {
    fn default() -> Self { OnceCell::new() }
}
impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_tuple("OnceCell");
        match self.get() {
            Some(v) => builder.field(v),
            None => builder.field(&format_args!("<uninit>")),
        };
        builder.finish()
    }
}

/// Made at first use.
pub struct LazyCell<T, F = fn() -> T> {
    value: OnceCell<T>,
    init: Cell<Option<F>>,
}
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    pub const fn new(f: F) -> LazyCell<T, F> { LazyCell { value: OnceCell::new(), init: Cell::new(Some(f)) } }
    #[track_caller]
    pub fn force(this: &LazyCell<T, F>) -> &T {
        this.value.get_or_init(|| match this.init.replace(None) {
            Some(f) => f(),
            None => crate::panicking::panic("LazyCell instance has previously been poisoned"),
        })
    }
}
impl<T, F> LazyCell<T, F> {
    pub fn get(this: &LazyCell<T, F>) -> Option<&T> { this.value.get() }
    pub fn get_mut(this: &mut LazyCell<T, F>) -> Option<&mut T> { this.value.get_mut() }
}
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    #[track_caller]
    pub fn force_mut(this: &mut LazyCell<T, F>) -> &mut T {
        LazyCell::force(this);
        this.value.get_mut().unwrap()
    }
}
impl<T, F: FnOnce() -> T> DerefMut for LazyCell<T, F> {
    fn deref_mut(&mut self) -> &mut T { LazyCell::force_mut(self) }
}
impl<T: Default> Default for LazyCell<T> {
    fn default() -> LazyCell<T> { LazyCell::new(T::default) }
}
impl<T: fmt::Debug, F> fmt::Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_tuple("LazyCell");
        match self.value.get() {
            Some(v) => builder.field(v),
            None => builder.field(&format_args!("<uninit>")),
        };
        builder.finish()
    }
}
impl<T: Clone> Clone for OnceCell<T> {
    fn clone(&self) -> OnceCell<T> {
        match self.get() { Some(value) => OnceCell::from(value.clone()), None => OnceCell::new() }
    }
}
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> OnceCell<T> { OnceCell { inner: UnsafeCell::new(Some(value)) } }
}
impl<T: PartialEq> PartialEq for OnceCell<T> {
    fn eq(&self, other: &OnceCell<T>) -> bool { self.get() == other.get() }
}
impl<T: Eq> Eq for OnceCell<T> {}
impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;
    fn deref(&self) -> &T { LazyCell::force(self) }
}
