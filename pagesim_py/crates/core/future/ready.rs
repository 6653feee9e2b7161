//! A future whose value is there.

use crate::future::Future;
use crate::marker::Unpin;
use crate::pin::Pin;
use crate::task::{Context, Poll};

/// There at once.
#[derive(Debug, Clone)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Ready<T>(Option<T>);
pub const fn ready<T>(t: T) -> Ready<T> { Ready(Some(t)) }
impl<T> Unpin for Ready<T> {}
impl<T> Ready<T> {
    pub fn into_inner(self) -> T { self.0.expect("Called `into_inner()` on `Ready` after completion") }
}
impl<T> Future for Ready<T> {
    type Output = T;
    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<T> {
        Poll::Ready(self.0.take().expect("`Ready` polled after completion"))
    }
}
