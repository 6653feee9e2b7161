use core::future::{Future, poll_fn, ready, pending, IntoFuture};
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker, RawWaker, RawWakerVTable};
fn dummy_raw_waker() -> RawWaker {
    fn no_op(_: *const ()) {}
    fn clone(_: *const ()) -> RawWaker { dummy_raw_waker() }
    let vtable = &RawWakerVTable::new(clone, no_op, no_op, no_op);
    RawWaker::new(0 as *const (), vtable)
}
fn dummy_waker() -> Waker { unsafe { Waker::from_raw(dummy_raw_waker()) } }
struct Count(u32);
impl Future for Count {
    type Output = &'static str;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.0 == 0 { return Poll::Ready("done"); }
        println!("counting {}", self.0);
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
struct Task { future: Pin<Box<dyn Future<Output = ()>>> }
impl Task {
    fn new(future: impl Future<Output = ()> + 'static) -> Task { Task { future: Box::pin(future) } }
    fn poll(&mut self, context: &mut Context) -> Poll<()> { self.future.as_mut().poll(context) }
}
struct Then<F>(F);
impl<F: Future + Unpin> Future for Then<F> where F::Output: core::fmt::Debug {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let v = core::task::ready!(Pin::new(&mut self.0).poll(cx));
        println!("got {:?}", v);
        Poll::Ready(())
    }
}
struct Exec { q: VecDeque<Task> }
impl Exec {
    fn spawn(&mut self, t: Task) { self.q.push_back(t) }
    fn run(&mut self) {
        while let Some(mut task) = self.q.pop_front() {
            let waker = dummy_waker();
            let mut context = Context::from_waker(&waker);
            match task.poll(&mut context) { Poll::Ready(()) => {} Poll::Pending => self.q.push_back(task) }
        }
    }
}
fn main() {
    let mut e = Exec { q: VecDeque::new() };
    e.spawn(Task::new(Then(Count(3))));
    e.spawn(Task::new(Then(Count(1))));
    e.spawn(Task::new(ready(())));
    let mut n = 0;
    e.spawn(Task::new(poll_fn(move |_| { n += 1; println!("n {n}"); if n == 3 { Poll::Ready(()) } else { Poll::Pending } })));
    e.run();
    let mut p = pin!(Count(1));
    let mut cx = Context::from_waker(Waker::noop());
    println!("{:?}", p.as_mut().poll(&mut cx));
    println!("{:?}", p.as_mut().poll(&mut cx));
    let mut b: Pin<Box<Count>> = Box::pin(Count(2));
    println!("{:?} {:?}", b.as_mut().poll(&mut cx).is_ready(), b.0);
    let mut c = Count(1);
    let mut r = Pin::new(&mut c);
    println!("{:?}", Pin::new(&mut r).poll(&mut cx).is_pending());
    let mut bb: Box<Count> = Box::new(Count(0));
    println!("{:?}", Pin::new(&mut bb).poll(&mut cx));
    println!("{:?}", Poll::Ready(5).map(|x| x + 1));
    println!("{:?}", pending::<u32>());
    let w = dummy_waker(); let w2 = w.clone();
    println!("{}", w.will_wake(&w2));
    println!("{:?}", Pin::new(&mut ready(7).into_future()).poll(&mut cx));
}
