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

async fn named() {}
struct T;
impl T { async fn method(&self) {} }
fn name<X>(_: &X) -> &'static str { core::any::type_name::<X>() }
fn main() {
    println!("{}", name(&named()).split("::").skip(1).collect::<Vec<_>>().join("::"));
    println!("{}", name(&T.method()).split("::").skip(1).collect::<Vec<_>>().join("::"));
    println!("{}", name(&async {}).split("::").skip(1).collect::<Vec<_>>().join("::"));
    println!("{}", name(&core::future::ready(1u8)));
    println!("{}", core::mem::size_of::<Pin<Box<dyn Future<Output = ()>>>>());
    println!("{}", core::mem::needs_drop::<Pin<Box<dyn Future<Output = ()>>>>());
}
