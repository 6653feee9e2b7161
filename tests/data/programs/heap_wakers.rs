use alloc::sync::Arc;
use alloc::task::Wake;
use alloc::collections::BTreeMap;
use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use core::task::{Context, Poll, Waker};
use core::cell::RefCell;
struct W { n: AtomicUsize }
impl Wake for W {
    fn wake(self: Arc<Self>) { self.n.fetch_add(1, Ordering::Relaxed); println!("wake, strong {}", Arc::strong_count(&self)); }
}
impl Drop for W { fn drop(&mut self) { println!("drop W {}", self.n.load(Ordering::Relaxed)); } }
struct W2;
impl Wake for W2 {
    fn wake(self: Arc<Self>) { self.wake_by_ref() }
    fn wake_by_ref(self: &Arc<Self>) { println!("by ref {}", Arc::strong_count(self)); }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct TaskId(u64);
impl TaskId { fn new() -> Self { static NEXT_ID: AtomicU64 = AtomicU64::new(0); TaskId(NEXT_ID.fetch_add(1, Ordering::Relaxed)) } }
fn main() {
    let a = Arc::new(W { n: AtomicUsize::new(0) });
    let w: Waker = a.clone().into();
    println!("{}", Arc::strong_count(&a));
    let w2 = w.clone();
    println!("{}", Arc::strong_count(&a));
    println!("{}", w.will_wake(&w2));
    w.wake();
    println!("{}", Arc::strong_count(&a));
    w2.wake_by_ref();
    println!("{}", Arc::strong_count(&a));
    drop(w2);
    println!("{}", Arc::strong_count(&a));
    drop(a);
    let w3 = Waker::from(Arc::new(W2));
    w3.wake_by_ref(); w3.clone().wake(); w3.wake();
    println!("{:?} {:?}", TaskId::new(), TaskId::new());
    let mut m: BTreeMap<TaskId, Waker> = BTreeMap::new();
    let b = Arc::new(W { n: AtomicUsize::new(5) });
    m.entry(TaskId(3)).or_insert_with(|| Waker::from(b.clone())).wake_by_ref();
    m.remove(&TaskId(3));
    println!("end {}", Arc::strong_count(&b));
    let raw = Arc::into_raw(b);
    unsafe { println!("{}", (*raw).n.load(Ordering::Relaxed)); drop(Arc::from_raw(raw)); }
}
