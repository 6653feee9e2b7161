//! Letting supervisor code touch user pages for a moment.

use crate::intrinsics;
use crate::registers::control::{Cr4, Cr4Flags};

/// Shows that the CPU keeps supervisor code from user pages.
#[derive(Debug, Copy, Clone)]
pub struct Smap(());

impl Smap {
    pub fn new() -> Option<Smap> {
        if Cr4::read().contains(Cr4Flags::SUPERVISOR_MODE_ACCESS_PREVENTION) { Some(Smap(())) } else { None }
    }
    pub const unsafe fn new_unchecked() -> Smap { Smap(()) }
    pub fn is_enabled(self) -> bool { intrinsics::read_rflags() & 0x4_0000 == 0 }
    pub fn enable(self) { intrinsics::clac() }
    pub fn disable(self) { intrinsics::stac() }
    pub fn without_smap<F: FnOnce() -> R, R>(self, f: F) -> R {
        let was_enabled = self.is_enabled();
        if was_enabled {
            self.disable();
        }
        let result = f();
        if was_enabled {
            self.enable();
        }
        result
    }
}
