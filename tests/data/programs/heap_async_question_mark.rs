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

async fn parse(s: &str) -> Result<u32, core::num::ParseIntError> {
    yielded().await;
    let n: u32 = s.parse()?;
    Ok(n)
}
async fn sum(a: &str, b: &str) -> Result<u32, core::num::ParseIntError> {
    let _d = D("sum");
    Ok(parse(a).await? + parse(b).await?)
}
async fn first(v: &[u32]) -> Option<u32> {
    let n = v.first()?;
    yielded().await;
    Some(*n)
}
fn main() {
    println!("{:?}", block_on(sum("1", "2")));
    println!("{:?}", block_on(sum("1", "x")));
    println!("{:?} {:?}", block_on(first(&[4])), block_on(first(&[])));
    let r: Result<u32, &str> = block_on(async { let x: Result<u32, &str> = Err("bad"); let y = x?; Ok(y) });
    println!("{:?}", r);
    let r = block_on(async { if true { return Some(1); } None });
    println!("{:?}", r);
}
