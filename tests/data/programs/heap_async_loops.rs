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

async fn count(to: u32) -> u32 {
    let mut sum = 0;
    for i in 0..to {
        if i == 3 { continue; }
        yielded().await;
        sum += i;
    }
    sum
}
async fn labelled() -> u32 {
    let mut n = 0;
    let found = 'outer: loop {
        for i in [1, 2, 3] {
            yielded().await;
            n += i;
            if n > 10 { break 'outer n; }
        }
        let mut j = 0;
        while j < 2 {
            yielded().await;
            j += 1;
        }
    };
    found
}
async fn whiles(mut v: Vec<u32>) -> u32 {
    let mut sum = 0;
    while let Some(x) = v.pop() {
        for y in v.iter() {
            yielded().await;
            sum += x * y;
        }
    }
    let mut rev = 0;
    for k in (0..=3).rev() { yielded().await; rev = rev * 10 + k; }
    for (i, c) in "ab".chars().enumerate() { yielded().await; println!("{i} {c}"); }
    for s in vec![String::from("x"), String::from("y")] { yielded().await; println!("{s}"); }
    sum + rev
}
fn main() {
    println!("{}", block_on(count(6)));
    println!("{}", block_on(labelled()));
    println!("{}", block_on(whiles(vec![1, 2, 3, 4])));
}
