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

async fn stays() -> bool {
    let x = 5u64;
    let before = &x as *const u64 as usize;
    yielded().await;
    let after = &x as *const u64 as usize;
    before == after
}
async fn inside(range: &core::cell::Cell<(usize, usize)>) -> bool {
    let x = [1u8; 40];
    let at = x.as_ptr() as usize;
    yielded().await;
    let (start, end) = range.get();
    println!("{}", x.iter().map(|b| *b as u32).sum::<u32>());
    at >= start && at + 40 <= end
}
fn main() {
    println!("{}", block_on(stays()));
    let range = core::cell::Cell::new((0, 0));
    let mut f = Box::pin(inside(&range));
    let start = &*f as *const _ as *const u8 as usize;
    range.set((start, start + core::mem::size_of_val(&*f)));
    println!("{}", block_on(f.as_mut()));
}
