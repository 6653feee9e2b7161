//! I/O ports.

pub use crate::structures::port::{PortRead, PortWrite};
use crate::intrinsics;
use core::fmt;
use core::marker::PhantomData;

macro_rules! widths {
    ($($t:ident $read:ident $write:ident;)*) => { $(
        impl PortRead for $t {
            unsafe fn read_from_port(port: u16) -> $t { unsafe { intrinsics::$read(port) } }
        }
        impl PortWrite for $t {
            unsafe fn write_to_port(port: u16, value: $t) { unsafe { intrinsics::$write(port, value) } }
        }
    )* };
}
widths! { u8 in8 out8; u16 in16 out16; u32 in32 out32; }

mod sealed {
    pub trait Access {
        const DEBUG_NAME: &'static str;
    }
}
use sealed::Access;

pub trait PortReadAccess: Access {}
pub trait PortWriteAccess: Access {}

#[derive(Debug)]
pub struct ReadOnlyAccess(());
#[derive(Debug)]
pub struct WriteOnlyAccess(());
#[derive(Debug)]
pub struct ReadWriteAccess(());

impl Access for ReadOnlyAccess {
    const DEBUG_NAME: &'static str = "ReadOnly";
}
impl Access for WriteOnlyAccess {
    const DEBUG_NAME: &'static str = "WriteOnly";
}
impl Access for ReadWriteAccess {
    const DEBUG_NAME: &'static str = "ReadWrite";
}
impl PortReadAccess for ReadOnlyAccess {}
impl PortReadAccess for ReadWriteAccess {}
impl PortWriteAccess for WriteOnlyAccess {}
impl PortWriteAccess for ReadWriteAccess {}

/// A port whose values are `T`s (u8, u16 or u32).
pub struct PortGeneric<T, A> {
    port: u16,
    phantom: PhantomData<(T, A)>,
}

pub type Port<T> = PortGeneric<T, ReadWriteAccess>;
pub type PortReadOnly<T> = PortGeneric<T, ReadOnlyAccess>;
pub type PortWriteOnly<T> = PortGeneric<T, WriteOnlyAccess>;

impl<T, A> PortGeneric<T, A> {
    pub const fn new(port: u16) -> PortGeneric<T, A> { PortGeneric { port, phantom: PhantomData } }
}

impl<T: PortRead, A: PortReadAccess> PortGeneric<T, A> {
    pub unsafe fn read(&mut self) -> T { unsafe { T::read_from_port(self.port) } }
}

impl<T: PortWrite, A: PortWriteAccess> PortGeneric<T, A> {
    pub unsafe fn write(&mut self, value: T) { unsafe { T::write_to_port(self.port, value) } }
}

impl<T, A: Access> fmt::Debug for PortGeneric<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortGeneric")
            .field("port", &self.port)
            .field("size", &core::mem::size_of::<T>())
            .field("access", &format_args!("{}", A::DEBUG_NAME))
            .finish()
    }
}
impl<T, A> Clone for PortGeneric<T, A> {
    fn clone(&self) -> Self { PortGeneric { port: self.port, phantom: PhantomData } }
}
impl<T, A> PartialEq for PortGeneric<T, A> {
    fn eq(&self, other: &Self) -> bool { self.port == other.port }
}
impl<T, A> Eq for PortGeneric<T, A> {}
