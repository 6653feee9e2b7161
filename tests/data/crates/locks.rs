// spin, as later versions have it.
// releases: spin 0.9
#![no_std]
#![no_main]
#![allow(unused)]
use core::fmt::Write;
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} }
use spin::mutex::{SpinMutex, TicketMutex};
use spin::{Lazy, Mutex, MutexGuard, Once, RwLock};
static LOCK: RwLock<[u8; 3]> = RwLock::new([1, 2, 3]);
static ONCE: Once<u32> = Once::new();
static READY: Once<&str> = Once::initialized("ready");
static LAZY: Lazy<u8> = Lazy::new(|| 7);
static SPIN: SpinMutex<u8> = SpinMutex::new(1);
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let (a, b) = (LOCK.read(), LOCK.read()); w!("{:?} {} {} {}", a, b[1], LOCK.reader_count(), LOCK.try_write().is_none()); // => [1, 2, 3] 2 2 true
    drop((a, b)); let mut w = LOCK.write(); w[0] = 9; w!("{w:?} {} {} {LOCK:?}", LOCK.writer_count(), LOCK.try_read().is_none()); // => [9, 2, 3] 1 true RwLock { <locked> }
    let r = w.downgrade(); w!("{r:?} {} {}", LOCK.reader_count(), LOCK.try_read().is_some()); drop(r); // => [9, 2, 3] 1 true
    let u = LOCK.upgradeable_read(); w!("{} {} {}", u[0], LOCK.try_upgradeable_read().is_none(), LOCK.try_write().is_none()); // => 9 true true
    let mut w = u.upgrade(); w[1] = 8; drop(w); w!("{LOCK:?} {}", LOCK.reader_count()); // => RwLock { data: [9, 8, 3]} 0
    let u = LOCK.upgradeable_read(); let r = u.downgrade(); w!("{}", LOCK.try_upgradeable_read().is_some()); drop(r); w!("{}", LOCK.try_write().is_some()); // => true // => true
    w!("{:?} {:?} {ONCE:?}", ONCE.get(), ONCE.poll()); // => None None Once { <uninitialized> }
    w!("{:?} {:?}", ONCE.try_call_once(|| Err::<u32, _>("no")), ONCE.is_completed()); // => Err("no") false
    w!("{:?} {:?} {}", ONCE.try_call_once(|| Ok::<u32, ()>(4)), ONCE.poll(), ONCE.wait()); // => Ok(4) Some(4) 4
    w!("{} {:?} {:?}", READY.wait(), READY, Once::<u8>::from(3).into_inner()); // => ready Once { data: "ready"} Some(3)
    w!("{} {:?}", *LAZY, Lazy::<u8>::default().wrapping_add(1)); // => 7 1
    w!("{:?} {:?}", SPIN.lock(), SpinMutex::new("s").lock()); *SPIN.lock() += 1; let t = TicketMutex::from(5); w!("{} {} {:?}", SPIN.lock(), t.lock(), RwLock::<u8>::default()); // => 1 "s" // => 2 5 RwLock { data: 0}
    let leaked: &'static mut u8 = MutexGuard::leak(SPIN.lock()); *leaked = 6; w!("{}", SPIN.is_locked()); // => true
    loop { x86_64::instructions::hlt(); }
}
