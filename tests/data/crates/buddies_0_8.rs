// buddy_system_allocator 0.8.
// releases: buddy_system_allocator 0.8
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
extern crate alloc;
use alloc::{boxed::Box, string::String, vec::Vec};
use buddy_system_allocator::{Heap, LockedHeap};
use core::alloc::Layout;
#[global_allocator]
static HEAP: LockedHeap = LockedHeap::empty();
#[repr(align(4096))]
struct Room([u8; 65536]);
static mut ROOM: Room = Room([0; 65536]);
static mut OTHER: Room = Room([0; 65536]);
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as usize, 65536) };
    w!("{:?}", *HEAP.lock()); // => Heap { user: 0, allocated: 0, total: 65536 }
    let b = Box::new(7u64); let v: Vec<u32> = (0..100).collect(); let s = String::from("text");
    w!("{} {} {s} {}", *b, v.iter().sum::<u32>(), &raw const *b as usize % 8); // => 7 4950 text 0
    let (user, taken) = { let heap = HEAP.lock(); (heap.stats_alloc_user(), heap.stats_alloc_actual()) }; w!("{user} {taken}"); // => 412 528
    drop((b, v, s)); w!("{:?}", *HEAP.lock()); // => Heap { user: 0, allocated: 0, total: 65536 }
    let big = Box::new([1u8; 32768]); w!("{} {:#x}", big[32767], &raw const *big as usize % 32768 & 0xfff); drop(big); // => 1 0x0
    let mut heap = Heap::new();
    unsafe { heap.add_to_heap(&raw mut OTHER as usize + 8, &raw mut OTHER as usize + 4096) };
    w!("{} {:?}", heap.stats_total_bytes(), heap.alloc(Layout::from_size_align(4096, 8).unwrap())); // => 4088 Err(())
    let layout = Layout::from_size_align(100, 64).unwrap();
    let first = heap.alloc(layout).unwrap(); let second = heap.alloc(layout).unwrap();
    w!("{} {} {}", first.as_ptr() as usize % 128, second.as_ptr() as usize % 128, first != second); // => 0 0 true
    heap.dealloc(first, layout); heap.dealloc(second, layout);
    w!("{:?}", heap); w!("{}", heap.alloc(Layout::from_size_align(2048, 2048).unwrap()).is_ok()); // => Heap { user: 0, allocated: 0, total: 4088 } // => true
    loop { x86_64::instructions::hlt(); }
}
