// arrayvec 0.7.
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
use arrayvec::{ArrayString, ArrayVec, CapacityError};
use core::sync::atomic::{AtomicU32, Ordering};
static DROPPED: AtomicU32 = AtomicU32::new(0);
struct D(u8);
impl Drop for D { fn drop(&mut self) { DROPPED.fetch_add(self.0 as u32, Ordering::Relaxed); } }
fn dropped() -> u32 { DROPPED.swap(0, Ordering::Relaxed) }
static NONE: ArrayVec<u8, 2> = ArrayVec::new_const();
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut v = ArrayVec::<u32, 4>::new();
    w!("{:?} {} {} {}", v, v.len(), v.is_empty(), v.capacity()); // => [] 0 true 4
    v.push(1); v.push(2); v.insert(1, 9); w!("{:?} {}", v, NONE.len()); w!("{:?}", v.try_push(4)); // => [1, 9, 2] 0 // => Ok(())
    w!("{:?} {}", v.try_push(5), v.is_full()); // => Err(CapacityError: insufficient capacity) true
    w!("{} {}", v.try_push(6).unwrap_err(), v.try_insert(0, 7).unwrap_err().element()); // => insufficient capacity 7
    w!("{:?} {} {} {:?}", v.pop(), v.remove(0), v.swap_remove(0), v.pop_at(5)); // => Some(4) 1 9 None
    w!("{:?} {:?} {:?}", v, v.first(), v.iter().sum::<u32>()); // => [2] Some(2) 2
    v.try_extend_from_slice(&[5, 4, 3]).unwrap(); v.sort_unstable(); w!("{v:?} {}", v[1]); w!("{}", v.try_extend_from_slice(&[1]).is_err()); // => [2, 3, 4, 5] 3 // => true
    v.retain(|x| *x % 2 == 1); w!("{v:?}"); for x in &mut v { *x += 1; } w!("{:?} {}", v.as_slice(), v.remaining_capacity()); // => [3, 5] // => [4, 6] 2
    let full: ArrayVec<_, 3> = ArrayVec::from([1, 2, 3]); w!("{:?} {:?}", full.clone().into_inner(), ArrayVec::<u8, 2>::new().into_inner().is_err()); // => Ok([1, 2, 3]) true
    let mut d: ArrayVec<u8, 8> = (0..8).collect(); let out: ArrayVec<u8, 8> = d.drain(2..5).collect(); w!("{out:?} {d:?}"); // => [2, 3, 4] [0, 1, 5, 6, 7]
    d.truncate(2); d.extend([9]); w!("{:?} {:?} {}", d, d.clone().into_iter().rev().collect::<ArrayVec<_, 4>>(), d == *[0, 1, 9].as_slice()); // => [0, 1, 9] [9, 1, 0] true
    let mut a: ArrayVec<D, 4> = ArrayVec::new(); for i in 1..=4 { a.push(D(i)); }
    drop(a.remove(0)); w!("{}", dropped()); a.truncate(2); w!("{}", dropped()); // => 1 // => 4
    let mut it = a.into_iter(); it.next(); w!("{}", dropped()); drop(it); w!("{}", dropped()); // => 2 // => 3
    let tried = ArrayVec::<u8, 2>::try_from(&[1, 2, 3][..]); w!("{tried:?}"); // => Err(CapacityError: insufficient capacity)

    let mut s = ArrayString::<8>::new();
    s.push_str("abc"); s.push('é'); w!("{s} {:?} {}", s, s.len()); w!("{:?}", s.try_push_str("xyzu")); // => abcé "abcé" 5 // => Err(CapacityError: insufficient capacity)
    write!(s, "{}", 42).unwrap(); w!("{s} {} {}", s.remaining_capacity(), write!(s.clone(), "{}", 42).is_err()); // => abcé42 1 true
    w!("{:?} {:?}", s.try_push('ü'), s.try_push('!')); // => Err(CapacityError: insufficient capacity) Ok(())
    w!("{:?} {}", s.pop(), s.remove(1)); s.truncate(2); w!("{s} {} {}", &s == "ac", s.is_char_boundary(1)); // => Some('!') b // => ac true true
    let t: ArrayString<4> = "abcd".parse().unwrap(); w!("{t} {:?} {:?}", "abcde".parse::<ArrayString<4>>(), ArrayString::<3>::from("abcd").map_err(|e| e.element())); // => abcd Err(CapacityError: insufficient capacity) Err("abcd")
    loop { x86_64::instructions::hlt(); }
}
