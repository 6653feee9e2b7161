// x86_64 0.12 and 0.13: handlers are lent the frame.
// dialects: 0.13.5
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} }
use lazy_static::lazy_static;
use x86_64::structures::gdt::{Descriptor, GlobalDescriptorTable, SegmentSelector};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
use x86_64::structures::paging::{MapperAllSizes, OffsetPageTable, PageTable, Translate};
use x86_64::structures::tss::TaskStateSegment;
use x86_64::{VirtAddr, registers::control::{Cr2, Cr3}};
lazy_static! {
    static ref IDT: InterruptDescriptorTable = {
        let mut idt = InterruptDescriptorTable::new();
        idt.breakpoint.set_handler_fn(breakpoint_handler);
        idt.page_fault.set_handler_fn(page_fault_handler);
        unsafe { idt.double_fault.set_handler_fn(double_fault_handler).set_stack_index(0); }
        idt[40].set_handler_fn(breakpoint_handler);
        idt
    };
    static ref TSS: TaskStateSegment = {
        let mut tss = TaskStateSegment::new();
        tss.interrupt_stack_table[0] = { static mut STACK: [u8; 8192] = [0; 8192]; VirtAddr::from_ptr(&raw const STACK) + 8192u64 };
        tss
    };
    static ref GDT: (GlobalDescriptorTable, SegmentSelector, SegmentSelector) = {
        let mut gdt = GlobalDescriptorTable::new();
        let code = gdt.add_entry(Descriptor::kernel_code_segment());
        let tss = gdt.add_entry(Descriptor::tss_segment(&TSS));
        (gdt, code, tss)
    };
}
extern "x86-interrupt" fn breakpoint_handler(stack_frame: &mut InterruptStackFrame) {
    w!("breakpoint {:#x}", stack_frame.code_segment); // => breakpoint 0x8
}
extern "x86-interrupt" fn page_fault_handler(stack_frame: &mut InterruptStackFrame, error_code: PageFaultErrorCode) {
    w!("{:?} {:?}", Cr2::read(), error_code); // => VirtAddr(0xdeadb000) CAUSED_BY_WRITE
    w!("{}", stack_frame.instruction_pointer.as_u64() != 0); // => true
    let next = after as fn() -> ! as u64;
    unsafe { stack_frame.as_mut().instruction_pointer = VirtAddr::new(next); }
}
extern "x86-interrupt" fn double_fault_handler(stack_frame: &mut InterruptStackFrame, _error_code: u64) -> ! { panic!("double {:?}", stack_frame) }
fn after() -> ! { w!("after"); loop { x86_64::instructions::hlt(); } } // => after
#[unsafe(no_mangle)]
pub extern "C" fn _start(boot: &'static bootloader::BootInfo) -> ! {
    GDT.0.load();
    unsafe { x86_64::instructions::segmentation::set_cs(GDT.1); x86_64::instructions::tables::load_tss(GDT.2); }
    IDT.load();
    x86_64::instructions::interrupts::int3();
    let offset = VirtAddr::new(boot.physical_memory_offset);
    let table = unsafe { &mut *((offset + Cr3::read().0.start_address().as_u64()).as_mut_ptr::<PageTable>()) };
    let mapper = unsafe { OffsetPageTable::new(table, offset) };
    w!("{:?} {:?}", mapper.translate_addr(VirtAddr::new(0xb8000)), VirtAddr::new_unchecked(0xffff_8000_0000_0000)); // => Some(PhysAddr(0xb8000)) VirtAddr(0xffff800000000000)
    unsafe { *(0xdeadb000 as *mut u8) = 1; }
    loop { x86_64::instructions::hlt(); }
}
