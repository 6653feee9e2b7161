// crossbeam-queue, conquer-once and futures-util.
#![no_std]
#![no_main]
#![allow(unused)]
extern crate alloc;
use alloc::{boxed::Box, format, sync::Arc, task::Wake};
use conquer_once::{TryGetError, TryInitError, spin::{Lazy, OnceCell}};
use core::fmt::Write;
use core::future::Future;
use core::pin::{Pin, pin};
use core::sync::atomic::{AtomicU32, Ordering};
use core::task::{Context, Poll, Waker};
use crossbeam_queue::{ArrayQueue, SegQueue};
use futures_util::future::{Either, FutureExt, join, join3, select};
use futures_util::stream::{self, Stream, StreamExt};
use futures_util::task::AtomicWaker;
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i}"); loop {} }
#[global_allocator]
static HEAP: linked_list_allocator::LockedHeap = linked_list_allocator::LockedHeap::empty();
static mut ROOM: [u8; 32768] = [0; 32768];
struct D(u8);
impl Drop for D { fn drop(&mut self) { DROPPED.fetch_add(1, Ordering::Relaxed); } }
static DROPPED: AtomicU32 = AtomicU32::new(0);
static CELL: OnceCell<u32> = OnceCell::uninit();
static LAZY: Lazy<u32> = Lazy::new(|| 7);
static SEGS: SegQueue<u32> = SegQueue::new();
static WAKER: AtomicWaker = AtomicWaker::new();
struct Count(AtomicU32);
impl Wake for Count { fn wake(self: Arc<Self>) { self.0.fetch_add(1, Ordering::Relaxed); } }
struct Twice(u32);
impl Future for Twice {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        self.0 -= 1;
        if self.0 == 0 { Poll::Ready(9) } else { Poll::Pending }
    }
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 32768) };
    let q = ArrayQueue::new(2);
    w!("{:?} {:?} {:?}", q.push(1), q.push(2), q.push(3)); // => Ok(()) Ok(()) Err(3)
    w!("{} {} {} {}", q.len(), q.is_full(), q.is_empty(), q.capacity()); // => 2 true false 2
    w!("{:?} {:?} {:?} {:?}", q.force_push(4), q.pop(), q.pop(), q.pop()); // => Some(1) Some(2) Some(4) None
    for i in 0..7 { q.push(i).unwrap(); q.pop(); }
    q.push(5); w!("{q:?}"); w!("{:?}", q.into_iter().next()); // => ArrayQueue { .. } // => Some(5)
    let q = ArrayQueue::new(3); q.push(D(1)); q.push(D(2)); drop(q.pop()); w!("{}", DROPPED.load(Ordering::Relaxed)); // => 1
    drop(q); w!("{}", DROPPED.load(Ordering::Relaxed)); // => 2
    let shared = Arc::new(ArrayQueue::new(1)); let other = shared.clone(); other.push('a').unwrap(); w!("{:?}", shared.pop()); // => Some('a')
    for i in 0..100 { SEGS.push(i); }
    w!("{} {:?} {:?}", SEGS.len(), SEGS.pop(), SEGS); // => 100 Some(0) SegQueue { .. }
    let mut sum = 0; while let Some(n) = SEGS.pop() { sum += n; if n < 5 { SEGS.push(1000); } }
    w!("{sum} {}", SEGS.is_empty()); // => 8950 true
    let s = SegQueue::new(); s.push(D(1)); s.push(D(2)); drop(s); w!("{}", DROPPED.load(Ordering::Relaxed)); // => 4
    w!("{:?} {} {:?}", CELL.try_get(), CELL.is_initialized(), CELL.get()); // => Err(Uninit) false None
    w!("{:?} {:?}", CELL.try_init_once(|| 5), CELL.try_init_once(|| 6)); // => Ok(()) Err(AlreadyInit)
    w!("{:?} {:?} {:?} {}", CELL.try_get(), CELL.get(), CELL.get_or_init(|| 8), *LAZY); // => Ok(5) Some(5) 5 7
    static INNER: OnceCell<bool> = OnceCell::uninit();
    w!("{}", INNER.get_or_init(|| INNER.try_get() == Err(TryGetError::WouldBlock) && INNER.try_init_once(|| true) == Err(TryInitError::WouldBlock))); // => true
    w!("{:?} {:?}", OnceCell::new(3).into_inner(), OnceCell::<u8>::uninit()); // => Some(3) OnceCell { inner: None }
    let count = Arc::new(Count(AtomicU32::new(0)));
    let waker = Waker::from(count.clone());
    WAKER.wake(); WAKER.register(&waker); WAKER.register(&waker);
    w!("{}", Arc::strong_count(&count)); // => 3
    WAKER.wake(); WAKER.wake();
    w!("{} {} {:?}", count.0.load(Ordering::Relaxed), Arc::strong_count(&count), WAKER.take().is_none()); // => 1 2 true
    let mut cx = Context::from_waker(&waker);
    let mut both = pin!(join(async { 1 }, async { core::future::ready(()).await; "two" }));
    w!("{:?}", both.as_mut().poll(&mut cx)); // => Ready((1, "two"))
    let mut three = pin!(join3(Twice(2), Twice(3), async { 0 }));
    w!("{:?} {:?} {:?}", three.as_mut().poll(&mut cx), three.as_mut().poll(&mut cx), three.as_mut().poll(&mut cx)); // => Pending Pending Ready((9, 9, 0))
    let mut first = select(Twice(3), Twice(2));
    w!("{}", first.poll_unpin(&mut cx).is_pending()); // => true
    match first.poll_unpin(&mut cx) { Poll::Ready(Either::Right((n, left))) => w!("right {n} {}", left.0), _ => {} } // => right 9 1
    let mut items = stream::iter([1, 2, 3]).map(|n| n * 10);
    let mut taken = pin!(async { let mut sum = 0; while let Some(n) = items.next().await { sum += n; } sum });
    w!("{:?}", taken.as_mut().poll(&mut cx)); // => Ready(60)
    let mut each = pin!(stream::iter([1, 2]).for_each(|n| async move { w!("item {n}"); })); // => item 1 // => item 2
    let done = each.as_mut().poll(&mut cx);
    w!("{done:?}"); // => Ready(())
    let mut mapped = pin!(async { 4 }.map(|n| n + 1));
    w!("{:?}", mapped.as_mut().poll(&mut cx)); // => Ready(5)
    loop { x86_64::instructions::hlt(); }
}
