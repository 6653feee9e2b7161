//! Atomic values. On one CPU every plain access of at most eight bytes is atomic.

use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;

#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
pub enum Ordering {
    Relaxed,
    Release,
    Acquire,
    AcqRel,
    SeqCst,
}

#[track_caller]
fn check_load(order: Ordering) {
    match order {
        Ordering::Release => crate::panicking::panic("there is no such thing as a release load"),
        Ordering::AcqRel => crate::panicking::panic("there is no such thing as an acquire-release load"),
        _ => {}
    }
}
#[track_caller]
fn check_store(order: Ordering) {
    match order {
        Ordering::Acquire => crate::panicking::panic("there is no such thing as an acquire store"),
        Ordering::AcqRel => crate::panicking::panic("there is no such thing as an acquire-release store"),
        _ => {}
    }
}

pub fn fence(_order: Ordering) {}
pub fn compiler_fence(_order: Ordering) {}
pub fn spin_loop_hint() {
    intrinsics::spin_loop()
}

/// What every atomic type has.
macro_rules! atomic_common {
    ($Name:ident[$($G:ident)?] $t:ty) => {
        unsafe impl$(<$G>)? Sync for $Name$(<$G>)? {}
        unsafe impl$(<$G>)? Send for $Name$(<$G>)? {}

        impl$(<$G>)? $Name$(<$G>)? {
            pub const fn new(v: $t) -> Self { $Name { v: UnsafeCell::new(v) } }
            pub const fn get_mut(&mut self) -> &mut $t { self.v.get_mut() }
            pub const fn into_inner(self) -> $t { self.v.into_inner() }
            pub const fn as_ptr(&self) -> *mut $t { self.v.get() }
            pub const unsafe fn from_ptr<'a>(ptr: *mut $t) -> &'a Self { unsafe { &*(ptr as *const Self) } }

            #[track_caller]
            pub fn load(&self, order: Ordering) -> $t {
                check_load(order);
                unsafe { intrinsics::volatile_load(self.v.get() as *const $t) }
            }
            #[track_caller]
            pub fn store(&self, val: $t, order: Ordering) {
                check_store(order);
                unsafe { intrinsics::volatile_store(self.v.get(), val) }
            }
            pub fn swap(&self, val: $t, _order: Ordering) -> $t {
                unsafe {
                    let old = intrinsics::volatile_load(self.v.get() as *const $t);
                    intrinsics::volatile_store(self.v.get(), val);
                    old
                }
            }
            pub fn compare_exchange(&self, current: $t, new: $t, _success: Ordering, _failure: Ordering) -> Result<$t, $t> {
                unsafe {
                    let old = intrinsics::volatile_load(self.v.get() as *const $t);
                    if old == current {
                        intrinsics::volatile_store(self.v.get(), new);
                        Ok(old)
                    } else {
                        Err(old)
                    }
                }
            }
            pub fn compare_exchange_weak(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t> {
                self.compare_exchange(current, new, success, failure)
            }
            pub fn fetch_update<F: FnMut($t) -> Option<$t>>(&self, set_order: Ordering, fetch_order: Ordering, mut f: F) -> Result<$t, $t> {
                let old = self.load(fetch_order);
                match f(old) {
                    Some(new) => {
                        self.store(new, match set_order { Ordering::AcqRel | Ordering::Acquire => Ordering::Release, o => o });
                        Ok(old)
                    }
                    None => Err(old),
                }
            }
        }
        impl$(<$G>)? $Name$(<$G>)? {
            pub fn try_update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($t) -> Option<$t>) -> Result<$t, $t> {
                self.fetch_update(set_order, fetch_order, f)
            }
            pub fn update(&self, set_order: Ordering, fetch_order: Ordering, mut f: impl FnMut($t) -> $t) -> $t {
                match self.fetch_update(set_order, fetch_order, |old| Some(f(old))) { Ok(old) | Err(old) => old }
            }
            pub fn compare_and_swap(&self, current: $t, new: $t, order: Ordering) -> $t {
                match self.compare_exchange(current, new, order, Ordering::Relaxed) { Ok(old) | Err(old) => old }
            }
        }
        impl$(<$G>)? From<$t> for $Name$(<$G>)? {
            fn from(v: $t) -> Self { Self::new(v) }
        }
        impl$(<$G>)? fmt::Debug for $Name$(<$G>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.load(Ordering::Relaxed), f) }
        }
    };
}

macro_rules! atomic_integers {
    ($($Name:ident $t:ident $align:literal;)*) => { $(
        #[repr(C, align($align))]
        pub struct $Name {
            v: UnsafeCell<$t>,
        }
        atomic_common! { $Name[] $t }

        impl $Name {
            fn change(&self, f: impl FnOnce($t) -> $t) -> $t {
                unsafe {
                    let old = intrinsics::volatile_load(self.v.get() as *const $t);
                    intrinsics::volatile_store(self.v.get(), f(old));
                    old
                }
            }
            pub fn fetch_add(&self, val: $t, _order: Ordering) -> $t { self.change(|old| old.wrapping_add(val)) }
            pub fn fetch_sub(&self, val: $t, _order: Ordering) -> $t { self.change(|old| old.wrapping_sub(val)) }
            pub fn fetch_and(&self, val: $t, _order: Ordering) -> $t { self.change(|old| old & val) }
            pub fn fetch_nand(&self, val: $t, _order: Ordering) -> $t { self.change(|old| !(old & val)) }
            pub fn fetch_or(&self, val: $t, _order: Ordering) -> $t { self.change(|old| old | val) }
            pub fn fetch_xor(&self, val: $t, _order: Ordering) -> $t { self.change(|old| old ^ val) }
            pub fn fetch_max(&self, val: $t, _order: Ordering) -> $t { self.change(|old| if val > old { val } else { old }) }
            pub fn fetch_min(&self, val: $t, _order: Ordering) -> $t { self.change(|old| if val < old { val } else { old }) }
        }
        impl Default for $Name {
            fn default() -> Self { $Name::new(0) }
        }
    )* };
}
atomic_integers! {
    AtomicU8 u8 1; AtomicU16 u16 2; AtomicU32 u32 4; AtomicU64 u64 8; AtomicUsize usize 8;
    AtomicI8 i8 1; AtomicI16 i16 2; AtomicI32 i32 4; AtomicI64 i64 8; AtomicIsize isize 8;
}

#[repr(C, align(1))]
pub struct AtomicBool {
    v: UnsafeCell<bool>,
}
atomic_common! { AtomicBool[] bool }

impl AtomicBool {
    pub fn fetch_and(&self, val: bool, order: Ordering) -> bool { if val { self.swap(self.load(Ordering::Relaxed), order) } else { self.swap(false, order) } }
    pub fn fetch_or(&self, val: bool, order: Ordering) -> bool { if val { self.swap(true, order) } else { self.swap(self.load(Ordering::Relaxed), order) } }
    pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool { self.swap(self.load(Ordering::Relaxed) ^ val, order) }
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool { self.swap(!(self.load(Ordering::Relaxed) & val), order) }
    pub fn fetch_not(&self, order: Ordering) -> bool { self.fetch_xor(true, order) }
}
impl Default for AtomicBool {
    fn default() -> Self { AtomicBool::new(false) }
}

#[repr(C, align(8))]
pub struct AtomicPtr<T> {
    v: UnsafeCell<*mut T>,
}
atomic_common! { AtomicPtr[T] *mut T }

impl<T> AtomicPtr<T> {
    fn change(&self, order: Ordering, f: impl FnOnce(*mut T) -> *mut T) -> *mut T { self.swap(f(self.load(Ordering::Relaxed)), order) }
    pub fn fetch_ptr_add(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.wrapping_add(val)) }
    pub fn fetch_ptr_sub(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.wrapping_sub(val)) }
    pub fn fetch_byte_add(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.wrapping_byte_add(val)) }
    pub fn fetch_byte_sub(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.wrapping_byte_sub(val)) }
    pub fn fetch_or(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.map_addr(|at| at | val)) }
    pub fn fetch_and(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.map_addr(|at| at & val)) }
    pub fn fetch_xor(&self, val: usize, order: Ordering) -> *mut T { self.change(order, |old| old.map_addr(|at| at ^ val)) }
}

impl<T> Default for AtomicPtr<T> {
    fn default() -> Self { AtomicPtr::new(0 as *mut T) }
}
