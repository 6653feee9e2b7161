// The heap of linked_list_allocator, until it is full.
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop { x86_64::instructions::hlt() } } // => memory allocation of 4096 bytes failed
extern crate alloc;
use alloc::{boxed::Box, vec, vec::Vec, string::String, rc::Rc, format};
use linked_list_allocator::LockedHeap;
use x86_64::structures::idt::*;
#[global_allocator] static ALLOCATOR: LockedHeap = LockedHeap::empty();
static mut AREA: [u8; 65536] = [0; 65536];
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
extern "x86-interrupt" fn pf(frame: InterruptStackFrame, code: PageFaultErrorCode) { w!("{:?} {:?}", x86_64::registers::control::Cr2::read(), code); let b: u32 = 5; unsafe { ALLOCATOR.lock() }; loop { x86_64::instructions::hlt() } }
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    unsafe { (*&raw mut IDT).page_fault.set_handler_fn(pf); (*&raw const IDT).load(); }
    let start = &raw mut AREA as *mut u8;
    unsafe { ALLOCATOR.lock().init(start, 65536); }
    { let heap = ALLOCATOR.lock(); w!("{} {} {}", heap.size(), heap.used(), heap.free()); } // => 65536 0 65536
    let a = Box::new(7u64); let b = Box::new(9u8);
    w!("{} {} {:?}", (&raw const *a) as usize - start as usize, (&raw const *b) as usize - start as usize, ALLOCATOR.lock().used()); // => 0 16 32
    let p = format!("{:p}", a); w!("{}", p == format!("{:#x}", &*a as *const u64 as usize)); // => true
    drop(a); let c = Box::new([1u8; 16]); w!("{} {}", (&raw const *c) as usize - start as usize, c.iter().sum::<u8>()); // => 0 16
    let mut v: Vec<u32> = Vec::with_capacity(4); let at = v.as_ptr(); for i in 0..5 { v.push(i); } w!("{} {} {}", v.capacity(), at == v.as_ptr(), v.iter().rev().map(|x| x * 2).sum::<u32>()); // => 8 false 20
    { let used = ALLOCATOR.lock().used(); w!("{} {}", used >= 64, Rc::new(5)); } // => true 5
    drop((b, c, v)); w!("{}", ALLOCATOR.lock().used()); // => 16
    let mut keep = Vec::new();
    loop { keep.push(Box::new([0u8; 4096])); }
}
