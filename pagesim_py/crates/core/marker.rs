//! Traits that say what kind of type something is.

use crate::clone::Clone;
use crate::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
use crate::default::Default;
use crate::option::Option::{self, Some};

/// Its size is known when compiling.
#[lang = "sized"]
pub trait Sized {}

/// Can become the unsized `T` behind a pointer: `[u8; 3]` to `[u8]`, a type to `dyn Trait`.
#[lang = "unsize"]
pub trait Unsize<T: ?Sized> {}

/// A plain copy of the bytes is a second value.
#[lang = "copy"]
pub trait Copy: Clone {}

/// May be moved to another thread.
#[lang = "send"]
pub unsafe auto trait Send {}

/// May be used from several threads through a shared reference.
#[lang = "sync"]
pub unsafe auto trait Sync {}

#[lang = "unpin"]
pub auto trait Unpin {}

impl<T: ?Sized> !Send for *const T {}
impl<T: ?Sized> !Send for *mut T {}
impl<T: ?Sized> !Sync for *const T {}
impl<T: ?Sized> !Sync for *mut T {}
unsafe impl<T: Sync + ?Sized> Send for &T {}

macro_rules! copy_types {
    ($($t:ty)*) => { $(
        impl Copy for $t {}
        impl Clone for $t {
            fn clone(&self) -> Self { *self }
        }
    )* };
}
copy_types! { ! u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char f32 f64 }

impl<T: ?Sized> Copy for *const T {}
impl<T: ?Sized> Clone for *const T {
    fn clone(&self) -> Self { *self }
}
impl<T: ?Sized> Copy for *mut T {}
impl<T: ?Sized> Clone for *mut T {
    fn clone(&self) -> Self { *self }
}
impl<T: ?Sized> Copy for &T {}
impl<T: ?Sized> Clone for &T {
    fn clone(&self) -> Self { *self }
}

/// Acts as if it held a `T`.
#[lang = "phantom_data"]
pub struct PhantomData<T: ?Sized>;

impl<T: ?Sized> Copy for PhantomData<T> {}
impl<T: ?Sized> Clone for PhantomData<T> {
    fn clone(&self) -> Self { PhantomData }
}
impl<T: ?Sized> Default for PhantomData<T> {
    fn default() -> Self { PhantomData }
}
impl<T: ?Sized> PartialEq for PhantomData<T> {
    fn eq(&self, _other: &PhantomData<T>) -> bool { true }
}
impl<T: ?Sized> Eq for PhantomData<T> {}
impl<T: ?Sized> PartialOrd for PhantomData<T> {
    fn partial_cmp(&self, _other: &PhantomData<T>) -> Option<Ordering> { Some(Ordering::Equal) }
}
impl<T: ?Sized> Ord for PhantomData<T> {
    fn cmp(&self, _other: &PhantomData<T>) -> Ordering { Ordering::Equal }
}

/// Must not move once it is pinned.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhantomPinned;
impl !Unpin for PhantomPinned {}
