// Addresses, pages, frames and ranges of them; what each line prints stands behind it.
// dialects: 0.14.13 0.15.4
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
use x86_64::{VirtAddr, PhysAddr, align_up, align_down};
use x86_64::addr::{VirtAddrNotValid, PhysAddrNotValid};
use x86_64::structures::paging::*;
use x86_64::structures::paging::{page::*, frame::*, page_table::*};
static HERE: [u8; 3] = [1, 2, 3];
const V: VirtAddr = VirtAddr::new_truncate(0xffff_0000_1234_5678);
const P: PhysAddr = PhysAddr::new(0x1000);
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    let a = VirtAddr::new(0xdead_beaf);
    w!("{:?} {:x} {:#x} {:p} {:o} {:X} {:b}", a, a, a, a, VirtAddr::new(8), a, VirtAddr::new(5)); // => VirtAddr(0xdeadbeaf) deadbeaf 0xdeadbeaf 0xdeadbeaf 10 DEADBEAF 101
    w!("{:?} {:?} {}", a + 1u64, a - 0xafu64, a - VirtAddr::new(0xdead_0000)); // => VirtAddr(0xdeadbeb0) VirtAddr(0xdeadbe00) 48815
    let mut b = a; b += 0x51u64; b -= 0x100u64; b += 0x10u64; b -= 1u64;
    w!("{:?} {:?} {:?}", b, a + 3u64, a - 3u64); // => VirtAddr(0xdeadbe0f) VirtAddr(0xdeadbeb2) VirtAddr(0xdeadbeac)
    w!("{:?} {:?} {}", a.align_up(0x1000u64), a.align_down(4096u64), a.is_aligned(16u64)); // => VirtAddr(0xdeadc000) VirtAddr(0xdeadb000) false
    w!("{:?} {:?}", a.align_up(8u16), a.align_down(Size2MiB::SIZE)); // => VirtAddr(0xdeadbeb0) VirtAddr(0xdea00000)
    w!("{} {} {}", a.is_null(), VirtAddr::zero().is_null(), VirtAddr::new(0x10).is_aligned(16u8)); // => false true true
    w!("{:?} {:?} {:?} {:?} {:?}", a.p4_index(), a.p3_index(), a.p2_index(), a.p1_index(), a.page_offset()); // => PageTableIndex(0) PageTableIndex(3) PageTableIndex(245) PageTableIndex(219) PageOffset(3759)
    w!("{} {} {} {}", u16::from(a.p3_index()), usize::from(a.p2_index()), u64::from(a.page_offset()), u32::from(a.p1_index())); // => 3 245 3759 219
    let i: usize = a.p2_index().into(); w!("{}", i * 2); // => 490
    w!("{:?} {:?}", V, VirtAddr::new_truncate(0x1_0000_8000_0000_0000 as u128 as u64)); // => VirtAddr(0x12345678) VirtAddr(0xffff800000000000)
    w!("{:?}", VirtAddr::new(0xffff_8000_0000_0000)); // => VirtAddr(0xffff800000000000)
    w!("{:?} {:?}", VirtAddr::try_new(0x1234_0000_0000_0000).is_err(), VirtAddr::try_new(7).unwrap()); // => true VirtAddr(0x7)
    w!("{:?}", VirtAddr::try_new(0x1234_0000_0000_0000)); // => Err(VirtAddrNotValid(0x1234000000000000))
    match VirtAddr::try_new(1 << 60) { Ok(_) => w!("no"), Err(VirtAddrNotValid(bits)) => w!("{bits:#x}") } // => 0x1000000000000000
    w!("{}", VirtAddr::from_ptr(&HERE) == VirtAddr::new(HERE.as_ptr() as u64)); // => true
    w!("{}", VirtAddr::from_ptr(&HERE[..]).as_u64() == &raw const HERE as u64); // => true
    w!("{}", unsafe { *(VirtAddr::from_ptr(&HERE) + 2u64).as_ptr::<u8>() }); // => 3
    w!("{}", unsafe { *(VirtAddr::from_ptr(&HERE) + 1u64).as_mut_ptr::<u8>() }); // => 2
    w!("{} {} {:?}", VirtAddr::new(1) < VirtAddr::new(2), VirtAddr::new(3) == VirtAddr::new(3), VirtAddr::new(9).max(VirtAddr::new(4))); // => true true VirtAddr(0x9)
    w!("{:?}", VirtAddr::new(9).cmp(&VirtAddr::new(4))); // => Greater
    w!("{:?}", unsafe { VirtAddr::new_unsafe(1 << 55) }); // => VirtAddr(0x80000000000000)
    w!("{:#018x}|{:>12x}|{:<8x}|{:08X}", a, VirtAddr::new(0xab), VirtAddr::new(0xab), VirtAddr::new(0xab)); // => 0x00000000deadbeaf|          ab|ab      |000000AB
    let p = PhysAddr::new(0xb8000);
    w!("{:?} {:x} {:#x} {:p} {:?} {:?}", p, p, p, p, p + 0x123u64, p - 8u64); // => PhysAddr(0xb8000) b8000 0xb8000 0xb8000 PhysAddr(0xb8123) PhysAddr(0xb7ff8)
    w!("{:?} {} {:?} {:?}", P, p - PhysAddr::new(0xb0000), p.align_up(0x10000u64), p.align_down(0x10000u32)); // => PhysAddr(0x1000) 32768 PhysAddr(0xc0000) PhysAddr(0xb0000)
    w!("{:?} {:?}", PhysAddr::try_new(1 << 52), PhysAddr::try_new(5)); // => Err(PhysAddrNotValid(0x10000000000000)) Ok(PhysAddr(0x5))
    w!("{:?} {:?} {}", PhysAddr::new_truncate(u64::MAX), PhysAddr::zero(), PhysAddr::zero().is_null()); // => PhysAddr(0xfffffffffffff) PhysAddr(0x0) true
    w!("{:#x} {:#x} {:#x}", align_up(0x1001, 0x1000), align_down(0x1fff, 0x1000), align_up(0, 64)); // => 0x2000 0x1000 0x0
    w!("{:?}", (VirtAddr::new(0x1000)..VirtAddr::new(0x1004)).count()); // => 4
    w!("{:?}", (VirtAddr::new(0x1000)..=VirtAddr::new(0x2000)).step_by(0x800).map(|a| a.as_u64()).max()); // => Some(8192)
    for v in (VirtAddr::new(0)..VirtAddr::new(0x3000)).step_by(4096) { w!("{v:?}"); } // => VirtAddr(0x0) // => VirtAddr(0x1000) // => VirtAddr(0x2000)
    // pages
    let page: Page = Page::containing_address(a);
    w!("{:?} {:?} {} {:#x}", page, page.start_address(), page.size(), Page::<Size2MiB>::SIZE); // => Page[4KiB](0xdeadb000) VirtAddr(0xdeadb000) 4096 0x200000
    w!("{:?} {:?} {}", page + 2, page - 1, (page + 5) - page); // => Page[4KiB](0xdeadd000) Page[4KiB](0xdeada000) 5
    w!("{:?} {:?}", Page::<Size2MiB>::containing_address(a), Page::<Size1GiB>::containing_address(a)); // => Page[2MiB](0xdea00000) Page[1GiB](0xc0000000)
    w!("{:?}", Page::<Size4KiB>::from_start_address(a)); // => Err(AddressNotAligned)
    w!("{:?}", Page::<Size4KiB>::from_start_address(VirtAddr::new(0x5000)).unwrap()); // => Page[4KiB](0x5000)
    match Page::<Size4KiB>::from_start_address(a) { Err(e) => w!("{e}"), Ok(_) => {} } // => the given address was not sufficiently aligned
    w!("{:?} {:?}", Page::<Size2MiB>::from_start_address(VirtAddr::new(0x40_0000)), PhysFrame::<Size2MiB>::from_start_address(PhysAddr::new(0x1000))); // => Ok(Page[2MiB](0x400000)) Err(AddressNotAligned)
    let mut q = page; q += 3; q -= 1; w!("{:?} {}", q, q > page); // => Page[4KiB](0xdeadd000) true
    let r = Page::range(page, page + 3);
    w!("{:?} {} {}", r, r.is_empty(), r.count()); // => PageRange { start: Page[4KiB](0xdeadb000), end: Page[4KiB](0xdeade000) } false 3
    w!("{:?}", Page::range_inclusive(page, page + 1)); // => PageRangeInclusive { start: Page[4KiB](0xdeadb000), end: Page[4KiB](0xdeadc000) }
    for x in Page::range_inclusive(page, page + 1) { w!("{:?}", x.p1_index()); } // => PageTableIndex(219) // => PageTableIndex(220)
    w!("{}", Page::range(page + 1, page).is_empty()); // => true
    for x in page..page + 2 { w!("{x:?}"); } // => Page[4KiB](0xdeadb000) // => Page[4KiB](0xdeadc000)
    w!("{:?}", Page::range(Page::<Size2MiB>::containing_address(a), Page::containing_address(a) + 1).as_4kib_page_range().count()); // => 512
    let top = Page::<Size4KiB>::containing_address(VirtAddr::new(u64::MAX));
    w!("{}", Page::range_inclusive(top - 1, top).count()); // => 2
    w!("{:?} {:?}", Page::from_page_table_indices_2mib(PageTableIndex::new(1), PageTableIndex::new(2), PageTableIndex::new(3)), Page::from_page_table_indices_1gib(PageTableIndex::new(511), PageTableIndex::new(511))); // => Page[2MiB](0x8080600000) Page[1GiB](0xffffffffc0000000)
    w!("{:?} {:?}", page.page_table_index(PageTableLevel::Four), page.page_table_index(PageTableLevel::One)); // => PageTableIndex(0) PageTableIndex(219)
    // frames
    let f = PhysFrame::<Size4KiB>::containing_address(p + 0x10u64);
    w!("{:?} {:?} {} {:?}", f, f + 1, (f + 9) - f, f.size()); // => PhysFrame[4KiB](0xb8000) PhysFrame[4KiB](0xb9000) 9 4096
    w!("{:?}", PhysFrame::range(f, f + 2)); // => PhysFrameRange { start: PhysFrame[4KiB](0xb8000), end: PhysFrame[4KiB](0xba000) }
    w!("{:?}", PhysFrame::range_inclusive(f, f + 2).map(|f| f.start_address().as_u64() >> 12).sum::<u64>()); // => 555
    w!("{:?}", unsafe { PhysFrame::<Size1GiB>::from_start_address_unchecked(PhysAddr::new(0x4000_0000)) }); // => PhysFrame[1GiB](0x40000000)
    w!("{:?} {:?}", PageTableIndex::new_truncate(513), PageOffset::new_truncate(0x1fff)); // => PageTableIndex(1) PageOffset(4095)
    w!("{:?} {:?} {}", PageTableLevel::Four.next_lower_level(), PageTableLevel::Four.next_higher_level(), PageTableLevel::Two.entry_address_space_alignment()); // => Some(Three) None 2097152
    w!("{} {}", core::mem::size_of::<Page>(), core::mem::size_of::<Option<PhysFrame>>()); // => 8 16
    w!("{} {} {}", core::mem::size_of::<PageTable>(), core::mem::align_of::<PageTable>(), core::mem::size_of::<PageTableEntry>()); // => 4096 4096 8
    w!("{} {}", Size4KiB::DEBUG_STR, Size1GiB::SIZE); // => 4KiB 1073741824
    for i in PageTableIndex::new(2)..PageTableIndex::new(4) { w!("{i:?}"); } // => PageTableIndex(2) // => PageTableIndex(3)
    loop { x86_64::instructions::hlt() }
}
