//! Values that are there later.

use crate::intrinsics;
use crate::marker::Unpin;
use crate::ops::DerefMut;
use crate::pin::Pin;
use crate::task::{Context, Poll};

mod pending;
mod poll_fn;
mod ready;

pub use pending::{Pending, pending};
pub use poll_fn::{PollFn, poll_fn};
pub use ready::{Ready, ready};

/// Something that can be asked, again and again, whether its value is there.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[lang = "future_trait"]
pub trait Future {
    #[lang = "future_output"]
    type Output;
    #[lang = "poll"]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}

/// What `.await` takes.
#[lang = "into_future_trait"]
pub trait IntoFuture {
    type Output;
    type IntoFuture: Future<Output = Self::Output>;
    #[lang = "into_future"]
    fn into_future(self) -> Self::IntoFuture;
}
impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;
    fn into_future(self) -> F { self }
}

impl<F: ?Sized + Future + Unpin> Future for &mut F {
    type Output = F::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> { Pin { __pointer: &mut **self.__pointer }.poll(cx) }
}
impl<P: DerefMut<Target: Future>> Future for Pin<P> {
    type Output = <<P as crate::ops::Deref>::Target as Future>::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> { self.as_deref_mut().poll(cx) }
}

/// `.await`, which is lowered in place: `context` and `suspend` are those of the future that it stands in.
#[lang = "await"]
fn awaited<F: IntoFuture>(_future: F) -> F::Output { panic!() }
#[lang = "await_polled"]
fn polled<F: Future>(future: F) -> F::Output {
    let mut pinned = future;
    loop {
        match unsafe { Pin::new_unchecked(&mut pinned).poll(intrinsics::poll_context()) } {
            Poll::Ready(value) => break value,
            Poll::Pending => intrinsics::suspend(),
        }
    }
}
