//! Page tables, reached through a level-4 entry that points to the level-4 table itself. `slot` is its index.

/// The address at which the table of `level` (4 to 1) on the way to `address` can be read.
pub fn table_address(address: u64, level: u32, slot: u64) -> u64 {
    let _ = (address, level, slot);
    0
}

/// The address at which the entry for `address` in that table can be read.
pub fn entry_address(address: u64, level: u32, slot: u64) -> u64 {
    let _ = (address, level, slot);
    0
}

/// The physical address that `address` is mapped to; None if it is not mapped. All pages have 4 KiB here.
///
/// # Safety
/// Entry `slot` of the level-4 table points to the table itself.
pub unsafe fn translate(address: u64, slot: u64) -> Option<u64> {
    let _ = (address, slot);
    None
}

/// Maps `page` to `frame`, readable and writable, with a single store: all tables exist already.
///
/// # Safety
/// As for `translate`; and nobody else uses the page.
pub unsafe fn map(page: u64, frame: u64, slot: u64) {
    let _ = (page, frame, slot);
}
