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

async fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    yielded().await;
    if a.len() >= b.len() { a } else { b }
}
async fn push(v: &mut Vec<u32>, n: u32) {
    yielded().await;
    v.push(n);
}
async fn all() -> usize {
    let mut v = vec![1, 2];
    let first = &mut v;
    push(first, 3).await;
    push(first, 4).await;
    let array = [10, 20, 30];
    let part = &array[1..];
    yielded().await;
    println!("{:?} {:?}", v, part);
    let text = String::from("hello");
    let r = &text;
    let l = longest(r, "hi").await;
    println!("{l}");
    let mut n = 1;
    {
        let m = &mut n;
        yielded().await;
        *m += 5;
    }
    v.len() + n
}
fn main() {
    println!("{}", block_on(all()));
}
