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

static mut LOG: [u32; 8] = [0; 8];
static mut AT: usize = 0;
fn log(n: u32) { unsafe { LOG[AT] = n; AT += 1; } }
async unsafe fn raw(p: *mut u32) -> u32 { yielded().await; unsafe { *p += 1; *p } }
async fn logs(n: u32) { log(n); yielded().await; log(n + 10); }
fn main() {
    let mut n = 41;
    println!("{}", block_on(async { unsafe { raw(&mut n).await } }));
    block_on(async { logs(1).await; logs(2).await; });
    println!("{:?}", unsafe { &*(&raw const LOG) });
    const C: u32 = 3;
    fn helper(x: u32) -> u32 { x * C }
    println!("{}", block_on(async { yielded().await; helper(C) }));
}
