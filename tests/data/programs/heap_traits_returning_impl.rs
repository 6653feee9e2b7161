// `impl Trait` and `async fn` in traits: each impl's own type, the trait's default, generic callers.
use core::cell::{Cell, RefCell};
use core::fmt::{Debug, Display};
use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

trait Shelf {
    type Book: Debug;
    const NAME: &'static str;
    fn books(&self) -> impl Iterator<Item = &Self::Book> + '_;
    fn twice(&self) -> impl Iterator<Item = String> {
        self.books().chain(self.books()).map(|b| format!("{}:{b:?}", Self::NAME))
    }
    fn counter(&self, from: usize) -> (impl FnMut() -> usize, usize) {
        let mut n = from;
        (move || { n += 1; n }, from)
    }
    fn nested(&self) -> impl Iterator<Item = impl Display> { 1..=3u8 }
    fn made() -> impl Default + Debug { 7i32 }
    fn maybe<T: Clone>(&self, t: &T) -> Option<impl Into<Vec<T>>> { Some([t.clone(), t.clone()]) }
}

struct Words(Vec<&'static str>);
impl Shelf for Words {
    type Book = &'static str;
    const NAME: &'static str = "words";
    fn books(&self) -> impl Iterator<Item = &&'static str> + '_ { self.0.iter() }
    fn nested(&self) -> impl Iterator<Item = impl Display> { self.0.iter().map(|w| w.len() as f32 / 2.0) }
    fn made() -> impl Default + Debug { (1u8, "x") }
}

struct Row<const N: usize>([Option<u16>; N]);
impl<const N: usize> Shelf for Row<N> {
    type Book = u16;
    const NAME: &'static str = "row";
    fn books(&self) -> impl Iterator<Item = &u16> + '_ { self.0.iter().flatten().rev() }
    fn twice(&self) -> impl Iterator<Item = String> { core::iter::repeat(N.to_string()).take(2) }
    fn counter(&self, from: usize) -> (impl FnMut() -> usize, usize) {
        let mut left = from;
        (move || { left -= 1; left }, N)
    }
    fn maybe<T: Clone>(&self, t: &T) -> Option<impl Into<Vec<T>>> { if N > 2 { Some(vec![t.clone(); N]) } else { None } }
}

fn show<S: Shelf>(s: &S) {
    println!("{} {:?} {:?}", S::NAME, s.books().collect::<Vec<_>>(), s.twice().collect::<Vec<_>>());
    let (mut next, from) = s.counter(5);
    println!("{} {} {}", next(), next(), from);
    for one in s.nested() { print!("{one} "); }
    println!("{:?}", S::made());
    println!("{:?}", s.maybe(&'q').map(|made| -> Vec<char> { made.into() }));
}

impl<S: Shelf> Shelf for &S {
    type Book = S::Book;
    const NAME: &'static str = "by reference";
    fn books(&self) -> impl Iterator<Item = &S::Book> + '_ { (**self).books().skip(1) }
}


struct Noisy(&'static str);
impl Drop for Noisy { fn drop(&mut self) { println!("drop {}", self.0); } }

trait Device {
    async fn read(&self, n: u32) -> u32;
    async fn both(&self, n: u32) -> (u32, u32) {
        let _kept = Noisy("both");
        let one = self.read(n).await;
        (one, self.read(n + one).await)
    }
    fn later(&self) -> impl Future<Output = Result<u8, &'static str>>;
    async fn named(name: &str) -> usize { yield_once().await; name.len() }
}

struct Yield(bool);
impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.0 { Poll::Ready(()) } else { self.0 = true; Poll::Pending }
    }
}
fn yield_once() -> Yield { Yield(false) }

struct Slow(Cell<u32>);
impl Device for Slow {
    async fn read(&self, n: u32) -> u32 {
        for _ in 0..n { yield_once().await; self.0.set(self.0.get() + 1); }
        self.0.get() * 10
    }
    async fn later(&self) -> Result<u8, &'static str> { yield_once().await; Err("slow") }
}
struct Fast(Rc<RefCell<Vec<u32>>>);
impl Device for Fast {
    fn read(&self, n: u32) -> impl Future<Output = u32> {
        self.0.borrow_mut().push(n);
        core::future::ready(n + 1)
    }
    fn later(&self) -> impl Future<Output = Result<u8, &'static str>> { async { Ok(self.0.borrow().len() as u8) } }
    async fn named(name: &str) -> usize { name.len() * 100 }
}

async fn use_device<D: Device>(d: &D) -> Result<u8, &'static str> {
    let (a, b) = d.both(2).await;
    println!("{a} {b} {}", D::named("abc").await);
    let last = d.later().await?;
    Ok(last)
}

fn raw() -> RawWaker {
    fn same(_: *const ()) -> RawWaker { raw() }
    fn nothing(_: *const ()) {}
    static TABLE: RawWakerVTable = RawWakerVTable::new(same, nothing, nothing, nothing);
    RawWaker::new(core::ptr::null(), &TABLE)
}
fn run<F: Future>(f: F) -> (F::Output, u32) {
    let waker = unsafe { Waker::from_raw(raw()) };
    let mut cx = Context::from_waker(&waker);
    let mut f = pin!(f);
    let mut polls = 0;
    loop {
        polls += 1;
        if let Poll::Ready(out) = f.as_mut().poll(&mut cx) { return (out, polls); }
    }
}

fn main() {
    let words = Words(vec!["one", "three"]);
    show(&words);
    show(&&words);
    show(&Row([Some(1), None, Some(3)]));
    show(&Row::<2>([None, Some(9)]));
    let mut it = words.books();
    println!("{:?} {:?}", it.next(), it.size_hint());
    println!("{:?}", run(use_device(&Slow(Cell::new(0)))));
    let fast = Fast(Rc::new(RefCell::new(vec![])));
    println!("{:?}", run(use_device(&fast)));
    println!("{:?}", fast.0.borrow());
    {
        let slow = Slow(Cell::new(0));
        let mut half = Box::pin(slow.both(3));
        let waker = unsafe { Waker::from_raw(raw()) };
        println!("{:?}", half.as_mut().poll(&mut Context::from_waker(&waker)));
        drop(half);
        println!("dropped half way, {}", slow.0.get());
    }
}
