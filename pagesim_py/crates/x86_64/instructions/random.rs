//! `rdrand`.

use core::arch::x86_64::{__cpuid, _rdrand16_step, _rdrand32_step, _rdrand64_step};

/// The CPU has the instruction.
#[derive(Copy, Clone, Debug)]
pub struct RdRand(());

impl RdRand {
    pub fn new() -> Option<Self> {
        if __cpuid(1).ecx & 1 << 30 != 0 { Some(RdRand(())) } else { None }
    }

    pub fn get_u64(self) -> Option<u64> {
        let mut value = 0;
        if unsafe { _rdrand64_step(&mut value) } == 1 { Some(value) } else { None }
    }

    pub fn get_u32(self) -> Option<u32> {
        let mut value = 0;
        if unsafe { _rdrand32_step(&mut value) } == 1 { Some(value) } else { None }
    }

    pub fn get_u16(self) -> Option<u16> {
        let mut value = 0;
        if unsafe { _rdrand16_step(&mut value) } == 1 { Some(value) } else { None }
    }
}
