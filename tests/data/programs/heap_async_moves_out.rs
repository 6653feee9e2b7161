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

struct S { a: D, b: D, n: u32 }
async fn take(d: D) { yielded().await; println!("took {}", d.0); }
async fn maybe(s: S, yes: bool) -> u32 {
    if yes { take(s.a).await; }
    yielded().await;
    println!("b is {}", s.b.0);
    s.n
}
async fn replaced() {
    let mut d = D("first");
    yielded().await;
    d = D("second");
    yielded().await;
    println!("{}", d.0);
    let late;
    yielded().await;
    late = D("late");
    yielded().await;
    println!("{}", late.0);
}
fn main() {
    println!("{}", block_on(maybe(S { a: D("a"), b: D("b"), n: 1 }, true)));
    println!("{}", block_on(maybe(S { a: D("a2"), b: D("b2"), n: 2 }, false)));
    block_on(replaced());
    let mut cx = Context::from_waker(Waker::noop());
    let mut half = Box::pin(maybe(S { a: D("a3"), b: D("b3"), n: 3 }, true));
    let _ = half.as_mut().poll(&mut cx);
    println!("drop it");
    drop(half);
    let mut half = Box::pin(async { let o = Some(D("some")); if let Some(d) = o { yielded().await; drop(d); } });
    let _ = half.as_mut().poll(&mut cx);
    drop(half);
}
