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

async fn params(_a: D, _: D, D(name): D, _z: D) {
    println!("in body {name}");
    let _l = D("local");
    yielded().await;
}
async fn temporaries() {
    fn make(s: &'static str) -> D { D(s) }
    match make("scrutinee").0.len() {
        9 => { yielded().await; println!("arm"); }
        _ => {}
    }
    let _ = make("underscore");
    let _kept = make("kept");
    yielded().await;
    make("statement").0;
    let moved = make("moved");
    yielded().await;
    drop(moved);
    println!("tail");
}
fn main() {
    block_on(params(D("a"), D("wild"), D("taken"), D("z")));
    block_on(temporaries());
    let (x, y) = (D("x"), D("y"));
    block_on(async move { let _y = y; yielded().await; println!("x is {}", x.0); });
    let s = D("s");
    block_on(async { yielded().await; println!("s is {}", s.0); });
    println!("s still there");
}
