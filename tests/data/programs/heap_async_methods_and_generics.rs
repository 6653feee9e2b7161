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

struct Counter { n: u32, name: String }
impl Counter {
    async fn add(&mut self, by: u32) -> u32 {
        yielded().await;
        self.n += by;
        self.n
    }
    async fn name(&self) -> &str { &self.name }
    async fn into_name(self) -> String { yielded().await; self.name }
    async fn made(n: u32) -> Counter { Counter { n, name: format!("c{n}") } }
}
struct Pair<T>(T, T);
impl<T: core::fmt::Debug + Clone> Pair<T> {
    async fn swapped(self) -> Pair<T> { yielded().await; Pair(self.1, self.0) }
    async fn show<U: core::fmt::Display>(&self, u: U) { yielded().await; println!("{:?} {:?} {}", self.0, self.1, u); }
}
async fn twice<T, F: Future<Output = T>>(a: F, b: impl Future<Output = T>) -> (T, T) {
    let x = a.await;
    (x, b.await)
}
async fn sized<const N: usize>() -> [u8; N] { yielded().await; [7; N] }
fn main() {
    block_on(async {
        let mut c = Counter::made(3).await;
        println!("{}", c.add(4).await);
        println!("{}", c.add(1).await + c.n);
        println!("{}", c.name().await);
        println!("{}", c.into_name().await);
        let p = Pair("a", "b").swapped().await;
        p.show(5).await;
        Pair(1, 2).show("u").await;
        println!("{:?}", twice(async { 1 }, async { yielded().await; 2 }).await);
        println!("{:?}", sized::<3>().await);
    });
}
