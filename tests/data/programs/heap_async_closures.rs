// async closures and AsyncFn
use core::future::Future; use core::pin::{Pin, pin}; use core::task::{Context, Poll, Waker, RawWaker, RawWakerVTable};
fn block_on<F: Future>(f: F) -> F::Output { let mut f = pin!(f); let mut cx = Context::from_waker(Waker::noop()); let mut n = 0; loop { n += 1; if let Poll::Ready(v) = f.as_mut().poll(&mut cx) { println!("[{n} polls]"); return v; } } }
struct Yield(bool); impl Future for Yield { type Output = (); fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> { if self.0 { Poll::Ready(()) } else { self.0 = true; cx.waker().wake_by_ref(); Poll::Pending } } }
async fn call<F: AsyncFn(u32) -> u32>(f: F) -> u32 { f(1).await + f(2).await }
async fn call_mut<F>(mut f: F) where F: AsyncFnMut(u32) { f(1).await; f(2).await; }
async fn call_once(f: impl AsyncFnOnce() -> String) -> String { f().await }
async fn call_ref(f: &impl AsyncFn(&str) -> usize) -> usize { f("hello").await + f("x").await }
async fn boxed(f: impl AsyncFn(&u32) -> u32) -> u32 { let v = 5; f(&v).await }
fn main() {
    println!("{}", block_on(call(async |x| { Yield(false).await; x * 10 })));
    let k = 3; println!("{}", block_on(call(async move |x| x + k)));
    let mut total = 0; block_on(call_mut(async |x| { Yield(false).await; total += x; })); println!("{total}");
    let s = String::from("owned"); println!("{}", block_on(call_once(async move || { Yield(false).await; s + "!" })));
    println!("{}", block_on(call_ref(&async |s: &str| { Yield(false).await; s.len() })));
    println!("{}", block_on(boxed(async |v| *v + 1)));
    async fn named(x: u32) -> u32 { x + 100 }
    println!("{}", block_on(call(named)));
    println!("{}", block_on(call(|x| async move { x * 3 })));
    println!("{}", block_on(call(|x| core::future::ready(x))));
    let c = async || 5; println!("{}", block_on(c()) + block_on(c()));
    let mut v = vec![1]; let mut push = async |x| v.push(x); block_on(push(2)); block_on(push(3)); println!("{v:?}");
    let nested = async || { let inner = async |y: u32| { Yield(false).await; y + 1 }; inner(1).await + inner(2).await }; println!("{}", block_on(nested()));
    let r = async || -> Result<u8, &'static str> { let x: u8 = Err("bad")?; Ok(x) }; println!("{:?}", block_on(r()));
    let b: Box<dyn Fn(u32) -> Pin<Box<dyn Future<Output = u32>>>> = Box::new(|x| Box::pin(async move { Yield(false).await; x })); println!("{}", block_on(b(7)));
}
