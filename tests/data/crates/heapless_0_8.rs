// heapless.
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
use core::sync::atomic::{AtomicU32, Ordering};
use heapless::binary_heap::{BinaryHeap, Max, Min};
use heapless::spsc::{Consumer, Producer, Queue};
use heapless::{Deque, LinearMap, String, Vec};
static DROPPED: AtomicU32 = AtomicU32::new(0);
struct D(u8);
impl Drop for D { fn drop(&mut self) { DROPPED.fetch_add(self.0 as u32, Ordering::Relaxed); } }
fn dropped() -> u32 { DROPPED.swap(0, Ordering::Relaxed) }
static mut KEYS: Queue<u8, 4> = Queue::new();
fn feed(keys: &mut Producer<'_, u8, 4>) { for key in b"abcd" { w!("{:?}", keys.enqueue(*key)); } } // => Ok(()) // => Ok(()) // => Ok(()) // => Err(100)
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut v: Vec<u8, 4> = Vec::new();
    w!("{:?} {:?} {:?} {}", v.push(1), v.push(2), v.extend_from_slice(&[3, 4]), v.len()); // => Ok(()) Ok(()) Ok(()) 4
    w!("{:?} {:?} {} {:?}", v, v.clone().push(9), v.is_full(), v.clone().extend_from_slice(&[1])); // => [1, 2, 3, 4] Err(9) true Err(())
    w!("{:?} {} {} {:?}", v.pop(), v.remove(0), v.swap_remove(0), v.insert(0, 8)); // => Some(4) 1 2 Ok(())
    w!("{v:?} {} {}", v == [8, 3], v[0]); w!("{:?}", v.resize(4, 7)); // => [8, 3] true 8 // => Ok(())
    v.retain(|x| *x != 7); w!("{v:?} {:?} {:?}", v.iter().max(), Vec::<u8, 2>::from_slice(&[1, 2, 3])); // => [8, 3] Some(8) Err(())
    for x in &mut v { *x += 1; } let sum: u8 = v.into_iter().sum(); w!("{sum}"); // => 13
    let c: Vec<u32, 8> = (1..=5).collect(); w!("{:?} {:?} {}", c, c.clone().into_array::<5>(), c.capacity()); // => [1, 2, 3, 4, 5] Ok([1, 2, 3, 4, 5]) 8
    let mut d: Vec<D, 4> = Vec::new(); for i in 1..=4 { let _ = d.push(D(i)); } d.truncate(3); w!("{}", dropped()); drop(d); w!("{}", dropped()); // => 4 // => 6

    let mut s: String<8> = String::new();
    w!("{:?} {:?} {:?}", s.push_str("abc"), s.push('d'), s.push_str("efghi")); // => Ok(()) Ok(()) Err(())
    write!(s, "{}", 12).unwrap(); w!("{s} {s:?} {} {} {}", s.len(), s == "abcd12", write!(s.clone(), "long").is_err()); // => abcd12 "abcd12" 6 true true
    w!("{:?} {}", s.pop(), s.remove(0)); w!("{:?}", s.as_str().split_at(2)); s.truncate(2); w!("{s}"); // => Some('2') a // => ("bc", "d1") // => bc
    w!("{:?} {:?}", "12345".parse::<String<4>>(), String::<8>::try_from("ok")); // => Err(()) Ok("ok")
    w!("{:?} {:?}", String::<4>::try_from(-42i32), String::<2>::try_from(1000u32)); // => Ok("-42") Err(())

    let mut q: Deque<u8, 3> = Deque::new();
    w!("{:?} {:?} {:?} {:?}", q.push_back(1), q.push_front(0), q.push_back(2), q.push_front(9)); // => Ok(()) Ok(()) Ok(()) Err(9)
    w!("{q:?} {:?} {:?} {}", q.front(), q.back(), q.is_full()); // => [0, 1, 2] Some(0) Some(2) true
    w!("{:?} {:?} {:?} {:?}", q.pop_front(), q.pop_back(), q.push_back(5), q.push_back(6)); // => Some(0) Some(2) Ok(()) Ok(())
    for x in &mut q { *x += 1; } w!("{:?} {:?}", q, q.iter().rev().next()); w!("{:?}", q.into_iter().sum::<u8>()); // => [2, 6, 7] Some(7) // => 15

    let (mut producer, mut consumer) = unsafe { (*(&raw mut KEYS)).split() };
    feed(&mut producer); w!("{} {} {:?}", producer.ready(), consumer.len(), consumer.peek()); // => false 3 Some(97)
    while let Some(key) = consumer.dequeue() { w!("{}", key as char); } // => a // => b // => c
    w!("{} {} {}", producer.ready(), consumer.ready(), producer.capacity()); // => true false 3
    let mut one: Queue<D, 2> = Queue::new(); let _ = one.enqueue(D(5)); w!("{} {}", one.enqueue(D(6)).is_err(), one.len()); drop(one); w!("{}", dropped()); // => true 1 // => 11

    let mut m: LinearMap<&str, u8, 2> = LinearMap::new();
    w!("{:?} {:?} {:?} {:?}", m.insert("a", 1), m.insert("b", 2), m.insert("a", 3), m.insert("c", 4)); // => Ok(None) Ok(None) Ok(Some(1)) Err(("c", 4))
    w!("{m:?} {:?} {} {:?}", m.get("b"), m["a"], m.values().sum::<u8>()); w!("{:?} {:?} {}", m.remove("a"), m.remove("z"), m.len()); // => {"a": 3, "b": 2} Some(2) 3 5 // => Some(3) None 1
    let mut h: BinaryHeap<u8, Min, 8> = BinaryHeap::new(); for x in [5, 1, 4, 2, 3] { h.push(x).unwrap(); }
    let mut out: Vec<u8, 8> = Vec::new(); while let Some(x) = h.pop() { out.push(x).unwrap(); } w!("{out:?}"); // => [1, 2, 3, 4, 5]
    let mut h: BinaryHeap<u8, Max, 2> = BinaryHeap::new(); w!("{:?} {:?} {:?}", h.push(1), h.push(7), h.push(3)); w!("{:?}", h.peek()); // => Ok(()) Ok(()) Err(3) // => Some(7)
    loop { x86_64::instructions::hlt(); }
}
