// What kernels take from unstable Rust, and random numbers.
#![no_std]
#![no_main]
#![feature(decl_macro, sync_unsafe_cell, pointer_is_aligned_to, str_from_raw_parts, iter_intersperse, string_from_utf8_lossy_owned)]
#![allow(unused)]
extern crate alloc;
use core::cell::SyncUnsafeCell;
use core::fmt::Write;
pub struct S;
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
static SHARED: SyncUnsafeCell<u32> = SyncUnsafeCell::new(40);
pub mod log {
    pub fn text(level: &str, a: core::fmt::Arguments<'_>) -> alloc::string::String { alloc::format!("{level}: {a}") }
    pub macro info($($a:tt)*) { $crate::log::text("info", format_args!($($a)*)) }
    pub macro warn {
        () => { $crate::log::text("warn", format_args!("-")) },
        ($($a:tt)+) => { $crate::log::text("warn", format_args!($($a)+)) },
    }
    pub fn inside() -> alloc::string::String { info!("inside {}", early!(20)) }
    macro early($n:expr) { $n + 1 }
}
mod user {
    use crate::log::info;
    pub fn both() -> (alloc::string::String, alloc::string::String) { (info!("by use"), super::log::warn!("by path {}", 3)) }
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 8192) };
    w!("{} {}", log::inside(), log::warn!()); // => info: inside 21 warn: -
    w!("{:?}", user::both()); // => ("info: by use", "warn: by path 3")
    unsafe { *SHARED.get() += 2 };
    w!("{}", unsafe { *SHARED.get() }); // => 42
    w!("{} {}", (0x1000 as *const u8).is_aligned_to(4096), (0x1008 as *mut u16).is_aligned_to(16)); // => true false
    w!("{}", unsafe { core::str::from_raw_parts(b"vendor".as_ptr(), 3) }); // => ven
    w!("{}", alloc::string::String::from_utf8_lossy_owned(alloc::vec![65, 0xff])); // => A�
    w!("{}", "a  b c".split_whitespace().intersperse("-").collect::<alloc::string::String>()); // => a-b-c
    let mut n = 0;
    let with = |x: core::ops::Range<i32>, n: &mut i32| x.intersperse_with(|| { *n -= 1; *n }).collect::<alloc::vec::Vec<_>>();
    w!("{:?} {:?}", with(7..10, &mut n), with(0..0, &mut n)); // => [7, -1, 8, -2, 9] []
    let random = x86_64::instructions::random::RdRand::new().unwrap();
    let (a, b) = (random.get_u64().unwrap(), random.get_u64().unwrap());
    w!("{} {} {}", a != b, random.get_u32().is_some(), random.get_u16().is_some()); // => true true true
    let mut seed = 0u32;
    w!("{} {}", unsafe { core::arch::x86_64::_rdseed32_step(&mut seed) }, seed != 0); // => 1 true
    x86_64::instructions::interrupts::disable();
    loop { x86_64::instructions::hlt(); }
}
