//! Debug registers.

use crate::intrinsics;

flags! {
    pub struct Dr6Flags: u64 {
        const TRAP0 = 1;
        const TRAP1 = 1 << 1;
        const TRAP2 = 1 << 2;
        const TRAP3 = 1 << 3;
        const ACCESS_DETECTED = 1 << 13;
        const STEP = 1 << 14;
        const SWITCH = 1 << 15;
        const RTM = 1 << 16;
    }
}

#[derive(Debug)]
pub struct Dr6;

impl Dr6 {
    pub fn read() -> Dr6Flags { Dr6Flags::from_bits_truncate(Dr6::read_raw()) }
    pub fn read_raw() -> u64 { intrinsics::read_dr(6) }
}

macro_rules! address_registers {
    ($($Name:ident $number:literal;)*) => { $(
        #[derive(Debug)]
        pub struct $Name;
        impl $Name {
            pub fn read() -> u64 { intrinsics::read_dr($number) }
            pub fn write(addr: u64) { unsafe { intrinsics::write_dr($number, addr) } }
        }
    )* };
}
address_registers! { Dr0 0; Dr1 1; Dr2 2; Dr3 3; }

#[derive(Debug)]
pub struct Dr7;

impl Dr7 {
    pub fn read_raw() -> u64 { intrinsics::read_dr(7) }
    pub fn write_raw(val: u64) { unsafe { intrinsics::write_dr(7, val) } }
}
