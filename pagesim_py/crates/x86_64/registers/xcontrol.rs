//! Which processor state is saved and restored.

use crate::intrinsics;

#[derive(Debug)]
pub struct XCr0;

flags! {
    pub struct XCr0Flags: u64 {
        const X87 = 1;
        const SSE = 1 << 1;
        const AVX = 1 << 2;
        const BNDREG = 1 << 3;
        const BNDCSR = 1 << 4;
        const OPMASK = 1 << 5;
        const ZMM_HI256 = 1 << 6;
        const HI16_ZMM = 1 << 7;
        const MPK = 1 << 9;
        const LWP = 1 << 62;
    }
}

impl XCr0 {
    pub fn read() -> XCr0Flags { XCr0Flags::from_bits_truncate(XCr0::read_raw()) }
    pub fn read_raw() -> u64 { unsafe { intrinsics::read_xcr(0) } }
    pub unsafe fn write(flags: XCr0Flags) {
        let reserved = XCr0::read_raw() & !XCr0Flags::all().bits();
        unsafe { XCr0::write_raw(reserved | flags.bits()) }
    }
    pub unsafe fn write_raw(value: u64) { unsafe { intrinsics::write_xcr(0, value) } }
}
