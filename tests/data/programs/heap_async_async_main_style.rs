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

enum Msg { Put(u32), Get, Stop }
async fn handle(msgs: Vec<Msg>) -> Vec<String> {
    let mut out = Vec::new();
    let mut held: Option<u32> = None;
    for m in msgs {
        let line = match m {
            Msg::Put(n) => { let old = held.replace(n); yielded().await; format!("put {n} over {old:?}") }
            Msg::Get => match held.take() { Some(n) => { yielded().await; format!("got {n}") } None => String::from("empty") },
            Msg::Stop => break,
        };
        out.push(line);
    }
    out
}
fn main() {
    let out = block_on(handle(vec![Msg::Put(1), Msg::Put(2), Msg::Get, Msg::Get, Msg::Stop, Msg::Get]));
    for line in out { println!("{line}"); }
}
