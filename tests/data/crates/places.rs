// Where panics and callers are said to be: track_caller in traits, through objects and pointers.
#![no_std]
#![no_main]
use core::fmt::Write;
use core::panic::Location;
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }

trait Where {
    #[track_caller]
    fn place(&self) -> (u32, u32);
}
impl Where for u8 {
    fn place(&self) -> (u32, u32) {
        (Location::caller().line(), Location::caller().column())
    }
}
#[track_caller]
fn outer() -> u32 {
    inner()
}
#[track_caller]
fn inner() -> u32 {
    Location::caller().line()
}
struct Pair([u8; 2]);
impl core::ops::Index<usize> for Pair {
    type Output = u8;
    fn index(&self, n: usize) -> &u8 {
        &self.0[n]
    }
}
fn beyond() -> usize {
    2
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    w!("{:?}", 3u8.place()); // => (46, 20)
    w!("{}", outer()); // => 47
    let object: &dyn Where = &4u8;
    w!("{}", object.place().0 > 0); // => true
    let pointer: fn() -> u32 = outer;
    w!("{}", pointer() > 0); // => true
    let unwrap: fn(Option<u8>) -> u8 = Option::unwrap;
    w!("{}", unwrap(Some(7))); // => 7
    w!("{}", Location::caller().file()); // => src/main.rs
    let pair = Pair([1, 2]);
    let _ = pair[beyond()];
    loop {}
}

#[panic_handler]
fn on_panic(info: &core::panic::PanicInfo) -> ! {
    let place = info.location().unwrap();
    w!("{} {} {}", place.line(), place.column(), info.message()); // => 56 17 index out of bounds: the len is 2 but the index is 2
    loop {
        x86_64::instructions::hlt();
    }
}
