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

fn say(s: &str) -> u32 { println!("{s}"); s.len() as u32 }
async fn n(x: u32) -> u32 { yielded().await; x }
async fn all() {
    let total = say("one") + n(10).await * say("three") + n(1).await;
    println!("{total}");
    let t = (say("a"), n(2).await, String::from("b"), n(3).await);
    println!("{:?}", t);
    let a = [n(1).await, say("xx"), n(3).await];
    println!("{:?}", a);
    println!("{} {}", n(5).await, say("args"));
    let x = if n(1).await == 1 { n(7).await } else { 0 };
    let y = match n(2).await { 1 => "one", 2 => { yielded().await; "two" } _ => "many" };
    println!("{x} {y} {}", n(1).await == 1 && n(2).await == 3 || n(0).await == 0);
    let mut v = vec![0; 3];
    v[n(1).await as usize] = n(9).await;
    v[2] += n(4).await;
    println!("{:?}", v);
    let s = String::from("kept ") + &format!("{}", n(6).await);
    println!("{s}");
    let Some(z) = Some(n(8).await) else { return };
    println!("{z}");
    if let Some(q) = { yielded().await; Some(3) } && n(q).await == 3 { println!("chain {q}"); }
}
fn main() {
    block_on(all());
}
