//! Types at run time.

use crate::intrinsics;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId {
    id: u64,
}

impl TypeId {
    pub const fn of<T: ?Sized + 'static>() -> TypeId { TypeId { id: intrinsics::type_id::<T>() } }
}

pub const fn type_name<T: ?Sized>() -> &'static str {
    intrinsics::type_name::<T>()
}
pub const fn type_name_of_val<T: ?Sized>(_val: &T) -> &'static str {
    intrinsics::type_name::<T>()
}

pub trait Any: 'static {
    fn type_id(&self) -> TypeId;
}
impl<T: 'static + ?Sized> Any for T {
    fn type_id(&self) -> TypeId { TypeId::of::<T>() }
}

macro_rules! objects {
    ($($Object:ty;)*) => { $(
        impl $Object {
            pub fn is<T: Any>(&self) -> bool { TypeId::of::<T>() == self.type_id() }
            pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
                if self.is::<T>() { unsafe { Some(&*(self as *const Self as *const T)) } } else { None }
            }
            pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
                if self.is::<T>() { unsafe { Some(&mut *(self as *mut Self as *mut T)) } } else { None }
            }
        }
        impl crate::fmt::Debug for $Object {
            fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.debug_struct("Any").finish_non_exhaustive() }
        }
    )* };
}
objects! { (dyn Any); (dyn Any + Send); (dyn Any + Send + Sync); }
