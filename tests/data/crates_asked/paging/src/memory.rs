//! The tables by hand: entries as numbers, their bits by bit_field, their flags by bitflags.
use bit_field::BitField;
use bitflags::bitflags;
use x86_64::registers::control::Cr3;

bitflags! {
    #[derive(Default)]
    pub struct EntryFlags: u64 {
        const PRESENT = 1 << 0;
        const WRITABLE = 1 << 1;
        const USER = 1 << 2;
        const HUGE = 1 << 7;
        const NO_EXECUTE = 1 << 63;
    }
}

#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Entry(u64);

impl Entry {
    fn flags(&self) -> EntryFlags {
        EntryFlags::from_bits_truncate(self.0)
    }
    fn frame(&self) -> u64 {
        self.0.get_bits(12..52) << 12
    }
    fn is_present(&self) -> bool {
        self.0.get_bit(0)
    }
}

pub struct Walker {
    offset: u64,
    root: u64,
}

impl Walker {
    pub fn new(offset: u64) -> Walker {
        Walker { offset, root: Cr3::read().0.start_address().as_u64() }
    }
    pub fn is_aligned(&self) -> bool {
        self.root.get_bits(..12) == 0
    }
    fn entry(&self, table: u64, index: usize) -> Entry {
        unsafe { *((table + self.offset) as *const Entry).add(index) }
    }
    pub fn show(&self, address: u64) {
        let mut table = self.root;
        for level in (1..=4).rev() {
            let low = 12 + 9 * (level - 1);
            let index = address.get_bits(low..low + 9) as usize;
            let entry = self.entry(table, index);
            if !entry.is_present() {
                log::warn!("{:#x} is not mapped", address);
                return;
            }
            if level == 4 && self.offset != 0 && address > self.offset {
                log::debug!("level 4: {:?}", entry.flags() & (EntryFlags::PRESENT | EntryFlags::WRITABLE));
            }
            let flags = entry.flags();
            if level == 1 || flags.contains(EntryFlags::HUGE) {
                let shown = flags - EntryFlags::HUGE - EntryFlags::NO_EXECUTE;
                log::info!("{:#x} is mapped: {:?}", address - self.offset, shown);
                return;
            }
            table = entry.frame();
        }
    }
}
