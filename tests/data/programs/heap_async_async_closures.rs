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

async fn call<F: Fn(u32) -> G, G: Future<Output = u32>>(f: F) -> u32 { f(1).await + f(2).await }
fn main() {
    let base = 10;
    let add = async |x: u32| { yielded().await; x + base };
    println!("{}", block_on(add(5)));
    println!("{}", block_on(async { add(6).await + add(7).await }));
    println!("{}", block_on(call(|x| async move { yielded().await; x * 3 })));
    let text = String::from("owned");
    let show = async move |n: usize| -> usize { yielded().await; text.len() + n };
    println!("{}", block_on(show(1)));
    println!("{}", block_on(show(2)));
}
