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

fn boxed<'a>(s: &'a str) -> Pin<Box<dyn Future<Output = usize> + 'a>> {
    Box::pin(async move { yielded().await; s.len() })
}
fn main() {
    let a = async { println!("a1"); yielded().await; println!("a2"); };
    let b = async { println!("b1"); yielded().await; yielded().await; println!("b2"); };
    let mut tasks: VecDeque<Pin<Box<dyn Future<Output = ()>>>> = VecDeque::new();
    tasks.push_back(Box::pin(a));
    tasks.push_back(Box::pin(b));
    tasks.push_back(Box::pin(core::future::ready(())));
    let mut cx = Context::from_waker(Waker::noop());
    while let Some(mut task) = tasks.pop_front() {
        match task.as_mut().poll(&mut cx) {
            Poll::Ready(()) => println!("one is done"),
            Poll::Pending => tasks.push_back(task),
        }
    }
    println!("{}", block_on(boxed("four")));
    let mut c = pin!(async { yielded().await; 9 });
    {
        let d: Pin<&mut dyn Future<Output = i32>> = c.as_mut();
        println!("{:?}", d.poll(&mut cx));
    }
    println!("{:?}", c.as_mut().poll(&mut cx));
    let mut half: Vec<Pin<Box<dyn Future<Output = ()>>>> = Vec::new();
    half.push(Box::pin(async { let _d = D("in a dyn"); yielded().await; }));
    let _ = half[0].as_mut().poll(&mut cx);
    half.clear();
    println!("cleared");
}
