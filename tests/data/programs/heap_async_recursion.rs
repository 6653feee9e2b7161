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

fn fib(n: u64) -> Pin<Box<dyn Future<Output = u64>>> {
    Box::pin(async move { if n < 2 { n } else { fib(n - 1).await + fib(n - 2).await } })
}
async fn sum(n: u32) -> u32 {
    if n == 0 { yielded().await; 0 } else { n + Box::pin(sum(n - 1)).await }
}
async fn even(n: u32) -> bool { if n == 0 { true } else { Box::pin(odd(n - 1)).await } }
async fn odd(n: u32) -> bool { if n == 0 { false } else { Box::pin(even(n - 1)).await } }
fn main() {
    println!("{}", block_on(fib(8)));
    println!("{}", block_on(sum(20)));
    println!("{} {}", block_on(even(7)), block_on(odd(7)));
}
