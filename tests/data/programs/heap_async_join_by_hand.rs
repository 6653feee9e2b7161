use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};

/// Pending once.
struct Yield(bool);
impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if core::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
fn yielded() -> Yield {
    Yield(false)
}
fn block_on<F: Future>(f: F) -> F::Output {
    let mut f = pin!(f);
    let mut cx = Context::from_waker(Waker::noop());
    let mut polls = 0;
    loop {
        polls += 1;
        if let Poll::Ready(value) = f.as_mut().poll(&mut cx) {
            println!("({polls} polls)");
            return value;
        }
    }
}
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Join<A: Future, B: Future> { a: Pin<Box<A>>, b: Pin<Box<B>>, x: Option<A::Output>, y: Option<B::Output> }
impl<A: Future, B: Future> Future for Join<A, B> where A::Output: Unpin, B::Output: Unpin {
    type Output = (A::Output, B::Output);
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if this.x.is_none() { if let Poll::Ready(v) = this.a.as_mut().poll(cx) { this.x = Some(v); } }
        if this.y.is_none() { if let Poll::Ready(v) = this.b.as_mut().poll(cx) { this.y = Some(v); } }
        if this.x.is_some() && this.y.is_some() { Poll::Ready((this.x.take().unwrap(), this.y.take().unwrap())) } else { Poll::Pending }
    }
}
async fn steps(name: &str, n: u32) -> u32 {
    for i in 0..n { println!("{name} {i}"); yielded().await; }
    n
}
fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join { a: Box::pin(a), b: Box::pin(b), x: None, y: None }
}
fn main() {
    println!("{:?}", block_on(join(steps("a", 2), steps("b", 3))));
    drop(join(steps("c", 1), async { D("never"); }));
}
