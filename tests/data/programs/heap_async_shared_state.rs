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

use core::cell::{Cell, RefCell};
async fn produce(q: &RefCell<VecDeque<u32>>, done: &Cell<bool>) {
    for i in 0..4 { q.borrow_mut().push_back(i); println!("put {i}"); yielded().await; }
    done.set(true);
}
async fn consume(q: Rc<RefCell<VecDeque<u32>>>, done: &Cell<bool>) -> u32 {
    let mut sum = 0;
    loop {
        let next = q.borrow_mut().pop_front();
        match next {
            Some(n) => { println!("got {n}"); sum += n; }
            None if done.get() => return sum,
            None => yielded().await,
        }
    }
}
fn main() {
    let q = Rc::new(RefCell::new(VecDeque::new()));
    let done = Cell::new(false);
    let mut p = pin!(produce(&q, &done));
    let mut c = pin!(consume(q.clone(), &done));
    let mut cx = Context::from_waker(Waker::noop());
    let mut running = true;
    let sum = loop {
        if running { running = p.as_mut().poll(&mut cx).is_pending(); }
        if let Poll::Ready(sum) = c.as_mut().poll(&mut cx) { break sum; }
    };
    println!("{sum}, {} owners", Rc::strong_count(&q));
}
