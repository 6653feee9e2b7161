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

fn main() {
    let mut n = 1;
    let s = String::from("s");
    let copied = 5;
    let f = async { n += copied; yielded().await; n += 1; s.len() };
    println!("{}", block_on(f));
    println!("{n} {s}");
    let f = async move { n += copied; println!("{n} {s} {copied}"); n };
    println!("{}", block_on(f));
    println!("{n} {copied}");
    struct P { a: String, b: String }
    let mut p = P { a: String::from("a"), b: String::from("b") };
    let f = async { yielded().await; p.a.push('!'); };
    println!("{}", p.b);
    block_on(f);
    println!("{}", p.a);
    let outer = String::from("outer");
    let nested = async { let inner = async { yielded().await; outer.len() }; inner.await + 1 };
    println!("{}", block_on(nested));
    let make = |k: u32| async move { yielded().await; k * 2 };
    println!("{} {}", block_on(make(4)), block_on(make(5)));
    let v = vec![1, 2, 3];
    let futures: Vec<_> = v.iter().map(|x| async move { yielded().await; x * 10 }).collect();
    for f in futures { println!("{}", block_on(f)); }
}
