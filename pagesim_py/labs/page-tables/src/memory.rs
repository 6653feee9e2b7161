//! Page tables, read through the window that the boot loader has opened on all physical memory:
//! the physical address p is visible at the virtual address window + p.

use x86_64::structures::paging::PageTable;
use x86_64::{PhysAddr, VirtAddr};

/// The level-4 table that the CPU uses now.
///
/// # Safety
/// All physical memory must be visible from `window` on, and nobody else may hold the table.
pub unsafe fn level_4_table(window: VirtAddr) -> &'static mut PageTable {
    let (frame, _) = x86_64::registers::control::Cr3::read();
    let table = window + frame.start_address().as_u64();
    unsafe { &mut *table.as_mut_ptr() }
}

/// Where `address` lies in physical memory: the page walk, done by hand. None if it is not mapped.
///
/// # Safety
/// All physical memory must be visible from `window` on.
pub unsafe fn translate(address: VirtAddr, window: VirtAddr) -> Option<PhysAddr> {
    let indices = [address.p4_index(), address.p3_index(), address.p2_index(), address.p1_index()];
    let (mut frame, _) = x86_64::registers::control::Cr3::read();
    for index in indices {
        let table: &PageTable = unsafe { &*(window + frame.start_address().as_u64()).as_ptr() };
        match table[index].frame() {
            Ok(next) => frame = next,
            Err(x86_64::structures::paging::page_table::FrameError::FrameNotPresent) => return None,
            Err(x86_64::structures::paging::page_table::FrameError::HugeFrame) => {
                panic!("this walk does not know huge pages")
            }
        }
    }
    Some(frame.start_address() + u64::from(address.page_offset()))
}
