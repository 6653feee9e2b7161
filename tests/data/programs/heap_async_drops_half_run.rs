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

async fn work(_p: D) {
    let _a = D("a");
    {
        let _b = D("b");
        yielded().await;
    }
    let _c = D("c");
    yielded().await;
    println!("not reached");
}
fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    println!("-- not polled");
    drop(work(D("p0")));
    println!("-- at the first");
    let mut f = Box::pin(work(D("p1")));
    assert!(f.as_mut().poll(&mut cx).is_pending());
    drop(f);
    println!("-- at the second");
    let mut f = Box::pin(work(D("p2")));
    assert!(f.as_mut().poll(&mut cx).is_pending());
    assert!(f.as_mut().poll(&mut cx).is_pending());
    drop(f);
    println!("-- whole");
    block_on(work(D("p3")));
    println!("-- done, then dropped");
    let mut f = Box::pin(async { let _x = D("x"); });
    assert!(f.as_mut().poll(&mut cx).is_ready());
    println!("ready");
    drop(f);
}
