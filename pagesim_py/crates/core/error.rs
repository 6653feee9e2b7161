//! What errors have in common.

use crate::any::TypeId;
use crate::fmt::{Debug, Display};

pub trait Error: Debug + Display {
    fn source(&self) -> Option<&(dyn Error + 'static)> { None }
    fn description(&self) -> &str { "description() is deprecated; use Display" }
    fn cause(&self) -> Option<&dyn Error> { self.source() }
    #[doc(hidden)]
    fn type_id(&self, _: private::Internal) -> TypeId
    where
        Self: 'static,
    {
        TypeId::of::<Self>()
    }
}

mod private {
    /// Nobody else can ask for the type, so that nobody can say a wrong one.
    #[derive(Debug)]
    pub struct Internal;
}

macro_rules! objects {
    ($($Object:ty;)*) => { $(
        impl $Object {
            pub fn is<T: Error + 'static>(&self) -> bool { TypeId::of::<T>() == self.type_id(private::Internal) }
            pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
                if self.is::<T>() { unsafe { Some(&*(self as *const Self as *const T)) } } else { None }
            }
            pub fn downcast_mut<T: Error + 'static>(&mut self) -> Option<&mut T> {
                if self.is::<T>() { unsafe { Some(&mut *(self as *mut Self as *mut T)) } } else { None }
            }
        }
    )* };
}
objects! { (dyn Error + 'static); (dyn Error + Send + 'static); (dyn Error + Send + Sync + 'static); }
