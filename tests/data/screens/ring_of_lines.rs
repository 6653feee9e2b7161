//! macros 2.0-less nested macros; lock by AtomicBool; ring of lines redrawn; closures and iterators
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use core::cell::{Cell, RefCell, UnsafeCell};
struct Guarded<T> { busy: AtomicBool, it: UnsafeCell<T> }
unsafe impl<T> Sync for Guarded<T> {}
impl<T> Guarded<T> {
    const fn new(it: T) -> Self { Self { busy: AtomicBool::new(false), it: UnsafeCell::new(it) } }
    fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        while self.busy.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() { core::hint::spin_loop() }
        let r = f(unsafe { &mut *self.it.get() });
        self.busy.store(false, Ordering::Release);
        r
    }
}
struct Ring { lines: [[u8; 80]; 25], used: [usize; 25], head: usize }
static RING: Guarded<Ring> = Guarded::new(Ring { lines: [[b' '; 80]; 25], used: [0; 25], head: 0 });
static WRITES: AtomicUsize = AtomicUsize::new(0);
impl Ring {
    fn current(&mut self) -> (&mut [u8; 80], &mut usize) { let h = self.head % 25; (&mut self.lines[h], &mut self.used[h]) }
    fn push(&mut self, b: u8) {
        if b == b'\n' { return self.next(); }
        if self.used[self.head % 25] >= 80 { self.next() }
        let (line, used) = self.current();
        line[*used] = if b.is_ascii_graphic() || b == b' ' { b } else { 0xfe };
        *used += 1;
    }
    fn next(&mut self) { self.head += 1; let (line, used) = self.current(); *line = [b' '; 80]; *used = 0; }
    fn draw(&self) {
        let first = if self.head < 25 { 0 } else { self.head - 24 };
        for (y, n) in (first..=self.head).enumerate() {
            let row = (0xb8000 + y * 160) as *mut [u8; 2];
            for (x, &b) in self.lines[n % 25].iter().enumerate() { unsafe { row.add(x).write([b, 0x1f]) } }
        }
    }
}
pub struct P;
impl core::fmt::Write for P { fn write_str(&mut self, s: &str) -> core::fmt::Result { WRITES.fetch_add(1, Ordering::SeqCst); RING.with(|r| s.bytes().for_each(|b| r.push(b))); Ok(()) } }
pub fn flush() { RING.with(|r| r.draw()) }
#[doc(hidden)] #[macro_export] macro_rules! __out { ($nl:literal; $($t:tt)*) => {{ use ::core::fmt::Write; $crate::screen::P.write_fmt(::core::format_args!($($t)*)).ok(); if $nl { $crate::screen::P.write_str("\n").ok(); } $crate::screen::flush(); }}; }
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::__out!(false; $($t)*) }; }
#[macro_export] macro_rules! println { () => { $crate::__out!(true; "") }; ($($t:tt)+) => { $crate::__out!(true; $($t)+) }; }
pub fn extra() {
    let n = WRITES.load(Ordering::Relaxed);
    println!("{n} writes");
    println!("{}", WRITES.swap(0, Ordering::AcqRel) - n);
    let c = Cell::new(3); let r = RefCell::new([1, 2]);
    c.set(c.get() + 1); r.borrow_mut()[0] += c.take();
    println!("{:?} {:?} {:?}", c, r, r.try_borrow_mut().is_ok());
}
