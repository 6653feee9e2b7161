//! A future whose value never comes.

use crate::fmt;
use crate::future::Future;
use crate::marker::PhantomData;
use crate::pin::Pin;
use crate::task::{Context, Poll};

/// Never there.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Pending<T> {
    _data: PhantomData<fn() -> T>,
}
pub const fn pending<T>() -> Pending<T> { Pending { _data: PhantomData } }
impl<T> Future for Pending<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> { Poll::Pending }
}
impl<T> Clone for Pending<T> {
    fn clone(&self) -> Pending<T> { pending() }
}
impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Pending").finish() }
}
