// crossbeam-queue 0.2: a queue that is empty or full gives an error of its own.
// releases: crossbeam_queue 0.2
#![no_std]
#![no_main]
#![allow(unused)]
extern crate alloc;
use alloc::sync::Arc;
use core::fmt::Write;
use crossbeam_queue::{ArrayQueue, PopError, PushError, SegQueue};
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
static mut ROOM: [u8; 8192] = [0; 8192];
struct NoDebug(u8);
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 8192) };
    let queue: Arc<ArrayQueue<u8>> = Arc::new(ArrayQueue::new(2));
    w!("{:?} {:?} {:?}", queue.push(1), queue.push(2), queue.push(3)); // => Ok(()) Ok(()) Err(PushError(..))
    if let Err(PushError(back)) = queue.push(9) { w!("{back} {}", PushError(back)); } // => 9 pushing into a full queue
    while let Ok(value) = queue.pop() { w!("{value}"); } // => 1 // => 2
    w!("{:?} {}", queue.pop(), PopError); // => Err(PopError) popping from an empty queue
    match queue.pop() { Ok(_) => w!("some"), Err(PopError) => w!("none") } // => none
    w!("{} {} {} {}", queue.len(), queue.capacity(), queue.is_empty(), queue.is_full()); // => 0 2 true false
    let tasks = ArrayQueue::new(1);
    tasks.push(NoDebug(5)).expect("what is queued needs no Debug");
    w!("{}", tasks.pop().map(|t| t.0).unwrap_or(0)); // => 5
    let long = SegQueue::new();
    for i in 0..40 { long.push(i); }
    w!("{:?} {} {:?}", long.pop(), long.len(), (0..39).map(|_| long.pop()).last()); // => Ok(0) 39 Some(Ok(39))
    w!("{:?} {}", long.pop(), long.pop() == Err(PopError)); // => Err(PopError) true
    x86_64::instructions::interrupts::disable();
    loop { x86_64::instructions::hlt(); }
}
