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

use core::future::{IntoFuture, pending, poll_fn, ready};
async fn waits() -> u32 {
    let mut left = 3;
    poll_fn(|cx| {
        println!("left {left}");
        if left == 0 { return Poll::Ready(()); }
        left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }).await;
    ready(4).await + ready(5).into_inner()
}
struct Ask(u32);
impl IntoFuture for Ask {
    type Output = String;
    type IntoFuture = Pin<Box<dyn Future<Output = String>>>;
    fn into_future(self) -> Self::IntoFuture { Box::pin(async move { yielded().await; format!("asked {}", self.0) }) }
}
struct Ready2<F>(F);
impl<F: Future<Output = u32> + Unpin> Future for Ready2<F> {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let n = core::task::ready!(Pin::new(&mut self.0).poll(cx));
        Poll::Ready(n * 2)
    }
}
fn main() {
    println!("{}", block_on(waits()));
    println!("{}", block_on(async { Ask(3).await }));
    println!("{}", block_on(Ready2(Box::pin(async { yielded().await; 21 }))));
    let mut cx = Context::from_waker(Waker::noop());
    let mut never = pin!(async { pending::<()>().await; println!("no"); });
    for _ in 0..3 { println!("{:?}", never.as_mut().poll(&mut cx)); }
    let mut f = Box::pin(async { yielded().await; 5 });
    let by_ref = &mut f;
    println!("{}", block_on(async { by_ref.await }));
    println!("{:?} {:?}", Poll::Ready(2).map(|x| x + 1), Poll::<Result<u8, u8>>::Ready(Err(1)).map_err(|e| e + 1));
}
