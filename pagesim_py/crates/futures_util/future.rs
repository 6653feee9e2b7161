//! Futures made of futures.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

pub use core::future::{IntoFuture, PollFn, Ready, poll_fn, ready};

/// What every future can do.
pub trait FutureExt: Future {
    fn map<U, F: FnOnce(Self::Output) -> U>(self, f: F) -> Map<Self, F>
    where
        Self: Sized,
    {
        Map { future: self, f: Some(f) }
    }
    fn poll_unpin(&mut self, cx: &mut Context<'_>) -> Poll<Self::Output>
    where
        Self: Unpin,
    {
        Pin::new(self).poll(cx)
    }
}
impl<T: ?Sized + Future> FutureExt for T {}

#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Map<Fut, F> {
    future: Fut,
    f: Option<F>,
}
impl<T, Fut: Future, F: FnOnce(Fut::Output) -> T> Future for Map<Fut, F> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let this = unsafe { self.get_unchecked_mut() };
        match unsafe { Pin::new_unchecked(&mut this.future) }.poll(cx) {
            Poll::Ready(value) => match this.f.take() {
                Some(f) => Poll::Ready(f(value)),
                None => panic!("Map must not be polled after it returned `Poll::Ready`"),
            },
            Poll::Pending => Poll::Pending,
        }
    }
}

/// A future, or its value.
enum Part<F: Future> {
    Running(F),
    Done(Option<F::Output>),
}
impl<F: Future> Part<F> {
    /// Asks the future unless its value is there.
    unsafe fn ready(&mut self, cx: &mut Context<'_>) -> bool {
        if let Part::Running(future) = self {
            match unsafe { Pin::new_unchecked(future) }.poll(cx) {
                Poll::Ready(value) => *self = Part::Done(Some(value)),
                Poll::Pending => return false,
            }
        }
        true
    }
    fn take(&mut self) -> F::Output {
        match self {
            Part::Done(value) => value.take().expect("Join polled after completion"),
            Part::Running(_) => unreachable!(),
        }
    }
}

macro_rules! joins {
    ($($name:ident $Name:ident ($($F:ident $f:ident),*);)*) => { $(
        #[must_use = "futures do nothing unless you `.await` or poll them"]
        pub struct $Name<$($F: Future),*> { $($f: Part<$F>),* }
        pub fn $name<$($F: Future),*>($($f: $F),*) -> $Name<$($F),*> { $Name { $($f: Part::Running($f)),* } }
        impl<$($F: Future),*> Future for $Name<$($F),*> {
            type Output = ($($F::Output),*);
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                let this = unsafe { self.get_unchecked_mut() };
                let mut all = true;
                $( all &= unsafe { this.$f.ready(cx) }; )*
                if all { Poll::Ready(($(this.$f.take()),*)) } else { Poll::Pending }
            }
        }
    )* };
}
joins! {
    join Join (A a, B b);
    join3 Join3 (A a, B b, C c);
    join4 Join4 (A a, B b, C c, D d);
}

/// Which of two came first.
#[derive(Debug, Clone)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
}

/// Two futures until one of them is there; the other is given back.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Select<A, B> {
    inner: Option<(A, B)>,
}
impl<A: Unpin, B: Unpin> Unpin for Select<A, B> {}
pub fn select<A: Future + Unpin, B: Future + Unpin>(future1: A, future2: B) -> Select<A, B> {
    Select { inner: Some((future1, future2)) }
}
impl<A: Future + Unpin, B: Future + Unpin> Future for Select<A, B> {
    type Output = Either<(A::Output, B), (B::Output, A)>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (mut a, mut b) = self.inner.take().expect("cannot poll Select twice");
        if let Poll::Ready(value) = Pin::new(&mut a).poll(cx) {
            return Poll::Ready(Either::Left((value, b)));
        }
        if let Poll::Ready(value) = Pin::new(&mut b).poll(cx) {
            return Poll::Ready(Either::Right((value, a)));
        }
        self.inner = Some((a, b));
        Poll::Pending
    }
}
