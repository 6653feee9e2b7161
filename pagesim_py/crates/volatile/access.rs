//! What may be done to a value: types that stand for it.

/// May be read.
pub trait Readable {}
/// May be written.
pub trait Writable {}

#[derive(Debug, Default, Copy, Clone)]
pub struct ReadWrite;
#[derive(Debug, Default, Copy, Clone)]
pub struct ReadOnly;
#[derive(Debug, Default, Copy, Clone)]
pub struct WriteOnly;
#[derive(Debug, Default, Copy, Clone)]
#[cfg(not(before = "0.5"))]
pub struct NoAccess;

impl Readable for ReadWrite {}
impl Writable for ReadWrite {}
impl Readable for ReadOnly {}
impl Writable for WriteOnly {}

/// One of the four.
#[cfg(not(before = "0.5"))]
pub trait Access: Copy + Default {}
#[cfg(not(before = "0.5"))]
mod accesses {
    use super::*;

    impl Access for ReadWrite {}
    impl Access for ReadOnly {}
    impl Access for WriteOnly {}
    impl Access for NoAccess {}

    /// What is left of the second access under the first.
    pub trait RestrictAccess<To>: Access {
        type Restricted: Access;
    }
    impl<To: Access> RestrictAccess<To> for ReadWrite {
        type Restricted = To;
    }
    impl RestrictAccess<ReadWrite> for ReadOnly {
        type Restricted = ReadOnly;
    }
    impl RestrictAccess<ReadOnly> for ReadOnly {
        type Restricted = ReadOnly;
    }
    impl RestrictAccess<WriteOnly> for ReadOnly {
        type Restricted = NoAccess;
    }
    impl RestrictAccess<NoAccess> for ReadOnly {
        type Restricted = NoAccess;
    }
    impl RestrictAccess<ReadWrite> for WriteOnly {
        type Restricted = WriteOnly;
    }
    impl RestrictAccess<WriteOnly> for WriteOnly {
        type Restricted = WriteOnly;
    }
    impl RestrictAccess<ReadOnly> for WriteOnly {
        type Restricted = NoAccess;
    }
    impl RestrictAccess<NoAccess> for WriteOnly {
        type Restricted = NoAccess;
    }
    impl<To> RestrictAccess<To> for NoAccess {
        type Restricted = NoAccess;
    }
}
#[cfg(not(before = "0.5"))]
pub use accesses::RestrictAccess;

/// An access that a pointer or reference can be copied with.
#[cfg(not(before = "0.5"))]
pub trait Copyable {}
#[cfg(not(before = "0.5"))]
impl Copyable for ReadOnly {}
#[cfg(not(before = "0.5"))]
impl Copyable for NoAccess {}
