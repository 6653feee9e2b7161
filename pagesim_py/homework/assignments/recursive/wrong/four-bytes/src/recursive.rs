// fails: entries, other, mapped, missing, shown, one-store
//! Page tables, reached through a level-4 entry that points to the level-4 table itself. `slot` is its index.

const FRAME: u64 = 0x000f_ffff_ffff_f000;
const PRESENT: u64 = 1;
const WRITABLE: u64 = 2;

/// The address with bits 63 to 48 equal to bit 47.
fn canonical(address: u64) -> u64 {
    ((address << 16) as i64 >> 16) as u64
}

/// The address at which the table of `level` (4 to 1) on the way to `address` can be read.
pub fn table_address(address: u64, level: u32, slot: u64) -> u64 {
    let mut indices = address >> 12 & 0xf_ffff_ffff;
    for _ in 0..level {
        indices = slot << 27 | indices >> 9;
    }
    canonical(indices << 12)
}

/// The address at which the entry for `address` in that table can be read.
pub fn entry_address(address: u64, level: u32, slot: u64) -> u64 {
    let index = address >> (3 + 9 * level) & 511;
    table_address(address, level, slot) + 4 * index
}

/// The physical address that `address` is mapped to; None if it is not mapped. All pages have 4 KiB here.
///
/// # Safety
/// Entry `slot` of the level-4 table points to the table itself.
pub unsafe fn translate(address: u64, slot: u64) -> Option<u64> {
    let mut frame = 0;
    for level in [4, 3, 2, 1] {
        let entry = unsafe { (entry_address(address, level, slot) as *const u64).read_volatile() };
        if entry & PRESENT == 0 {
            return None;
        }
        frame = entry & FRAME;
    }
    Some(frame | address & 0xfff)
}

/// Maps `page` to `frame`, readable and writable, with a single store: all tables exist already.
///
/// # Safety
/// As for `translate`; and nobody else uses the page.
pub unsafe fn map(page: u64, frame: u64, slot: u64) {
    let entry = entry_address(page, 1, slot) as *mut u64;
    unsafe { entry.write_volatile(frame | PRESENT | WRITABLE) };
}
