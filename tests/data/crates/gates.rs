// Descriptor tables, gates, registers and ports.
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i}"); loop {} }
use x86_64::{VirtAddr, PrivilegeLevel};
use x86_64::structures::{idt::*, gdt::*, tss::TaskStateSegment, DescriptorTablePointer};
use x86_64::registers::{control::*, rflags::{self, RFlags}, model_specific::*, segmentation::{self, *}};
use x86_64::instructions::{self, interrupts, port::*, tables::*, segmentation as seg};
static mut STACK: [u8; 4096 * 5] = [0; 20480];
static mut TSS: TaskStateSegment = TaskStateSegment::new();
static mut GDT: GlobalDescriptorTable = GlobalDescriptorTable::new();
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
extern "x86-interrupt" fn bp(frame: InterruptStackFrame) { w!("bp cs {} ss {} if {}", frame.code_segment, frame.stack_segment, frame.cpu_flags & 0x200 != 0); } // => bp cs 8 ss 0 if false
extern "x86-interrupt" fn soft(mut frame: InterruptStackFrame) { w!("soft {}", interrupts::are_enabled()); unsafe { frame.as_mut().update(|f| f.cpu_flags |= 0x4_0000); } } // => soft false
extern "x86-interrupt" fn trap(_: InterruptStackFrame) { w!("trap {}", interrupts::are_enabled()); } // => trap true
extern "x86-interrupt" fn np(frame: InterruptStackFrame, code: u64) { let c = SelectorErrorCode::new(code).unwrap(); w!("np {code:#x} {:?} {} {} {}", c.descriptor_table(), c.index(), c.external(), c.is_null()); finish(); } // => np 0x39a Idt 115 false false
extern "x86-interrupt" fn pf(frame: InterruptStackFrame, code: PageFaultErrorCode) { w!("pf"); }
extern "x86-interrupt" fn df(frame: InterruptStackFrame, code: u64) -> ! { loop {} }
extern "x86-interrupt" fn mc(frame: InterruptStackFrame) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    unsafe {
        let tss = &mut *&raw mut TSS;
        let end = VirtAddr::from_ptr(&raw const STACK) + 20480u64;
        tss.interrupt_stack_table[0] = end; tss.privilege_stack_table[0] = end;
        w!("{} {}", core::mem::size_of::<TaskStateSegment>(), { tss.iomap_base }); // => 104 104
        let gdt = &mut *&raw mut GDT;
        let code = gdt.add_entry(Descriptor::kernel_code_segment());
        let data = gdt.add_entry(Descriptor::kernel_data_segment());
        let ud = gdt.add_entry(Descriptor::user_data_segment());
        let uc = gdt.add_entry(Descriptor::user_code_segment());
        let t = gdt.add_entry(Descriptor::tss_segment(&*&raw const TSS));
        w!("{code:?} {data:?} {ud:?} {uc:?} {t:?}"); // => SegmentSelector { index: 1, rpl: Ring0 } SegmentSelector { index: 2, rpl: Ring0 } SegmentSelector { index: 3, rpl: Ring3 } SegmentSelector { index: 4, rpl: Ring3 } SegmentSelector { index: 5, rpl: Ring0 }
        w!("{} {} {:?} {}", code.0, uc.0, uc.rpl(), t.index()); // => 8 35 Ring3 5
        w!("{:x?}", &gdt.as_raw_slice()[..5]); // => [0, af9b000000ffff, cf93000000ffff, cff3000000ffff, affb000000ffff]
        (&*&raw const GDT).load();
        CS::set_reg(code); SS::set_reg(SegmentSelector::NULL); DS::set_reg(data); ES::set_reg(data); load_tss(t);
        w!("{:?} {:?} {:?} {:?}", CS::get_reg(), SS::get_reg(), seg::DS::get_reg().0, seg::cs() == code); // => SegmentSelector { index: 1, rpl: Ring0 } SegmentSelector { index: 0, rpl: Ring0 } 16 true
        let d = sgdt(); let (l, b) = (d.limit, d.base); w!("{} {}", l, b == VirtAddr::from_ptr(gdt.as_raw_slice().as_ptr())); // => 55 true
        w!("{:?}", Descriptor::kernel_code_segment()); // => UserSegment(49428545226735615)
        w!("{:?} {:?}", DescriptorFlags::USER_DATA.contains(DescriptorFlags::DPL_RING_3), SegmentSelector::new(3, PrivilegeLevel::Ring3).0); // => true 27
        let idt = &mut *&raw mut IDT;
        idt.breakpoint.set_handler_fn(bp);
        idt.segment_not_present.set_handler_fn(np);
        idt.page_fault.set_handler_fn(pf).set_stack_index(0);
        idt.double_fault.set_handler_fn(df).set_stack_index(6);
        idt.machine_check.set_handler_fn(mc);
        idt[0x50].set_handler_fn(soft).set_privilege_level(PrivilegeLevel::Ring3);
        idt[0x51].set_handler_fn(trap).disable_interrupts(false);
        idt[0x52].set_handler_addr(VirtAddr::new(bp as *const () as u64));
        idt[0x53].set_handler_fn(bp).set_present(false);
        w!("{:?}", idt[0x60]); // => Entry { handler_addr: 0x0, code_selector: SegmentSelector { index: 0, rpl: Ring0 }, options: EntryOptions(0x0e00) }
        let raw = &raw const IDT as *const [u16; 8];
        w!("{:#x} {:#x} {:#x} {:#x}", (*raw.add(0x50))[2], (*raw.add(0x51))[2], (*raw.add(14))[2], (*raw.add(8))[2]); // => 0xee00 0x8f00 0x8e01 0x8e07
        w!("{:#x} {:#x}", (*raw.add(14))[1], (*raw.add(0x53))[2]); // => 0x8 0xe00
        w!("{}", (*raw.add(3))[0] as u64 | ((*raw.add(3))[3] as u64) << 16 == bp as *const () as u64); // => true
        (&*&raw const IDT).load();
        let d = sidt(); w!("{}", { d.limit }); // => 4095
        interrupts::int3();
        Port::<u8>::new(0x21).write(0xff); Port::<u8>::new(0xa1).write(0xff);
        instructions::interrupts::enable();
        w!("{} {}", interrupts::are_enabled(), rflags::read().contains(RFlags::INTERRUPT_FLAG)); // => true true
        x86_64::software_interrupt!(0x51);
        interrupts::without_interrupts(|| { interrupts::without_interrupts(|| w!("{}", interrupts::are_enabled())); w!("{}", interrupts::are_enabled()); }); // => false // => false
        w!("{} {}", interrupts::without_interrupts(|| 5) + 1, interrupts::are_enabled()); // => 6 true
        interrupts::disable();
        x86_64::software_interrupt!(0x50);
        w!("{:?}", rflags::read().contains(RFlags::ALIGNMENT_CHECK)); // => true
        w!("{:?} {:?}", Cr0::read(), Cr4::read()); // => Cr0Flags(PROTECTED_MODE_ENABLE | EXTENSION_TYPE | WRITE_PROTECT | PAGING) Cr4Flags(PHYSICAL_ADDRESS_EXTENSION)
        Cr0::update(|f| f.remove(Cr0Flags::WRITE_PROTECT)); *(0x200000 as *mut u8) = 1; Cr0::update(|f| *f |= Cr0Flags::WRITE_PROTECT);
        w!("{:#x} {:?}", Cr0::read_raw(), Efer::read()); // => 0x80010011 EferFlags(LONG_MODE_ENABLE | LONG_MODE_ACTIVE | NO_EXECUTE_ENABLE)
        Efer::update(|e| e.insert(EferFlags::SYSTEM_CALL_EXTENSIONS)); w!("{:#x}", Efer::read_raw()); // => 0xd01
        Cr4::update(|c| c.insert(Cr4Flags::PAGE_GLOBAL)); Cr4::write(Cr4::read() | Cr4Flags::FSGSBASE); w!("{:?}", Cr4::read()); // => Cr4Flags(PHYSICAL_ADDRESS_EXTENSION | PAGE_GLOBAL | FSGSBASE)
        w!("{:?} {:?}", Cr2::read(), Cr3::read_raw()); // => VirtAddr(0x0) (PhysFrame[4KiB](0x1000), 0)
        GsBase::write(VirtAddr::new(0x1234)); FsBase::write(VirtAddr::new(0x77)); KernelGsBase::write(VirtAddr::new(0x99));
        w!("{:?} {:?} {:?}", GsBase::read(), FS::read_base(), GS::read_base()); // => VirtAddr(0x1234) VirtAddr(0x77) VirtAddr(0x1234)
        GS::swap(); w!("{:?} {:?}", GsBase::read(), KernelGsBase::read()); // => VirtAddr(0x99) VirtAddr(0x1234)
        let mut star = Msr::new(0xc000_0082); star.write(0x20_0000); w!("{:?} {:#x}", LStar::read(), star.read()); // => VirtAddr(0x200000) 0x200000
        w!("{:?}", Star::write(uc, ud, code, data)); // => Ok(())
        w!("{:?}", Star::read()); // => (SegmentSelector { index: 4, rpl: Ring3 }, SegmentSelector { index: 3, rpl: Ring3 }, SegmentSelector { index: 1, rpl: Ring0 }, SegmentSelector { index: 2, rpl: Ring0 })
        SFMask::write(RFlags::INTERRUPT_FLAG); w!("{:?}", SFMask::read()); // => RFlags(INTERRUPT_FLAG)
        let rip = x86_64::registers::read_rip(); w!("{}", rip.as_u64() > 0x200000); // => true
        let mut p = Port::<u8>::new(0x21); p.write(0xfe); w!("{:#x}", p.read()); // => 0xfe
        let mut ro: PortReadOnly<u8> = PortReadOnly::new(0x21); let mut wo: PortWriteOnly<u8> = PortWriteOnly::new(0x80); wo.write(1); w!("{:#x} {:?} {:?}", ro.read(), ro, wo); // => 0xfe PortGeneric { port: 33, size: 1, access: ReadOnly } PortGeneric { port: 128, size: 1, access: WriteOnly }
        w!("{:?} {:?}", interrupts_name(ExceptionVector::Page as u8), ExceptionVector::Double); // => "pf" Double
        instructions::nop(); instructions::bochs_breakpoint();
        x86_64::software_interrupt!(0x73);
    }
    finish()
}
fn interrupts_name(v: u8) -> &'static str { if v == 14 { "pf" } else { "other" } }
fn finish() -> ! { loop { instructions::hlt() } }
