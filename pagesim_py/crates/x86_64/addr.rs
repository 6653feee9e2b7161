//! Virtual and physical addresses.

use crate::structures::paging::page_table::PageTableLevel;
use crate::structures::paging::{PageOffset, PageTableIndex};
use core::fmt;
use core::iter::Step;
use core::ops::{Add, AddAssign, Sub, SubAssign};

/// A canonical address: bits 48 to 63 are copies of bit 47.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct VirtAddr(u64);

/// A physical address: bits 52 to 63 are zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct PhysAddr(u64);

/// The address that was not canonical (in dialect 0.14.2: its bits 47 to 63).
#[cfg_attr(dialect = "0.14.2", derive(Debug))]
pub struct VirtAddrNotValid(pub u64);

/// The address that was too large (in dialect 0.14.2: its bits 52 to 63).
#[cfg_attr(dialect = "0.14.2", derive(Debug))]
pub struct PhysAddrNotValid(pub u64);

#[cfg(not(dialect = "0.14.2"))]
impl fmt::Debug for VirtAddrNotValid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VirtAddrNotValid").field(&format_args!("{:#x}", self.0)).finish()
    }
}
#[cfg(not(dialect = "0.14.2"))]
impl fmt::Debug for PhysAddrNotValid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PhysAddrNotValid").field(&format_args!("{:#x}", self.0)).finish()
    }
}

impl VirtAddr {
    /// Panics if bits 48 to 63 hold data; an address whose only fault is a missing sign extension is repaired.
    #[cfg(not(dialect = "0.15.4"))]
    pub fn new(addr: u64) -> VirtAddr {
        match VirtAddr::try_new(addr) {
            Ok(valid) => valid,
            Err(error) => crate_panic!(
                "addr.rs", [55:29, 70:29, 81:23],
                "address passed to VirtAddr::new must not contain any data in bits 48 to 64: {:?}", error
            ),
        }
    }
    /// Panics if the address is not canonical.
    #[cfg(dialect = "0.15.4")]
    pub const fn new(addr: u64) -> VirtAddr {
        match VirtAddr::try_new(addr) {
            Ok(valid) => valid,
            Err(_) => crate_panic!("addr.rs", [55:29, 70:29, 81:23], "virtual address must be sign extended in bits 48 to 64"),
        }
    }

    #[cfg(not(dialect = "0.15.4"))]
    pub fn try_new(addr: u64) -> Result<VirtAddr, VirtAddrNotValid> {
        match addr >> 47 {
            0 | 0x1ffff => Ok(VirtAddr(addr)),
            1 => Ok(VirtAddr::new_truncate(addr)),
            #[cfg(dialect = "0.14.2")]
            other => Err(VirtAddrNotValid(other)),
            #[cfg(not(dialect = "0.14.2"))]
            _ => Err(VirtAddrNotValid(addr)),
        }
    }
    #[cfg(dialect = "0.15.4")]
    pub const fn try_new(addr: u64) -> Result<VirtAddr, VirtAddrNotValid> {
        let valid = VirtAddr::new_truncate(addr);
        if valid.0 == addr { Ok(valid) } else { Err(VirtAddrNotValid(addr)) }
    }

    /// Keeps the lower 48 bits and extends the sign.
    pub const fn new_truncate(addr: u64) -> VirtAddr { VirtAddr(((addr << 16) as i64 >> 16) as u64) }
    pub const unsafe fn new_unsafe(addr: u64) -> VirtAddr { VirtAddr(addr) }
    /// Its name until 0.12.
    #[cfg(dialect = "0.13.5")]
    pub fn new_unchecked(addr: u64) -> VirtAddr { VirtAddr::new_truncate(addr) }
    pub const fn zero() -> VirtAddr { VirtAddr(0) }
    pub const fn as_u64(self) -> u64 { self.0 }

    #[cfg(dialect = "0.14.2")]
    pub fn from_ptr<T>(ptr: *const T) -> VirtAddr { VirtAddr::new(ptr as u64) }
    #[cfg(not(dialect = "0.14.2"))]
    pub fn from_ptr<T: ?Sized>(ptr: *const T) -> VirtAddr { VirtAddr::new(ptr as *const () as u64) }
    pub const fn as_ptr<T>(self) -> *const T { self.0 as *const T }
    pub const fn as_mut_ptr<T>(self) -> *mut T { self.0 as *mut T }
    pub const fn is_null(self) -> bool { self.0 == 0 }

    #[cfg(dialect = "0.14.2")]
    pub fn align_up<U: Into<u64>>(self, align: U) -> VirtAddr { VirtAddr(align_up(self.0, align.into())) }
    #[cfg(not(dialect = "0.14.2"))]
    pub fn align_up<U: Into<u64>>(self, align: U) -> VirtAddr { VirtAddr::new_truncate(align_up(self.0, align.into())) }
    #[cfg(dialect = "0.14.2")]
    pub fn align_down<U: Into<u64>>(self, align: U) -> VirtAddr { VirtAddr(align_down(self.0, align.into())) }
    #[cfg(not(dialect = "0.14.2"))]
    pub fn align_down<U: Into<u64>>(self, align: U) -> VirtAddr { self.align_down_u64(align.into()) }
    pub(crate) const fn align_down_u64(self, align: u64) -> VirtAddr { VirtAddr::new_truncate(align_down(self.0, align)) }
    pub fn is_aligned<U: Into<u64>>(self, align: U) -> bool { self.is_aligned_u64(align.into()) }
    pub(crate) const fn is_aligned_u64(self, align: u64) -> bool { self.align_down_u64(align).0 == self.0 }

    pub const fn page_offset(self) -> PageOffset { PageOffset::new_truncate(self.0 as u16) }
    pub const fn p1_index(self) -> PageTableIndex { PageTableIndex::new_truncate((self.0 >> 12) as u16) }
    pub const fn p2_index(self) -> PageTableIndex { PageTableIndex::new_truncate((self.0 >> 21) as u16) }
    pub const fn p3_index(self) -> PageTableIndex { PageTableIndex::new_truncate((self.0 >> 30) as u16) }
    pub const fn p4_index(self) -> PageTableIndex { PageTableIndex::new_truncate((self.0 >> 39) as u16) }
    pub const fn page_table_index(self, level: PageTableLevel) -> PageTableIndex {
        PageTableIndex::new_truncate((self.0 >> (12 + (level as u8 - 1) as u32 * 9)) as u16)
    }
}

macro_rules! shown_in_hex {
    ($($Name:ident)*) => { $(
        impl fmt::Debug for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Name)).field(&format_args!("{:#x}", self.0)).finish()
            }
        }
        impl fmt::Binary for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Binary::fmt(&self.0, f) }
        }
        impl fmt::LowerHex for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::LowerHex::fmt(&self.0, f) }
        }
        impl fmt::Octal for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Octal::fmt(&self.0, f) }
        }
        impl fmt::UpperHex for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::UpperHex::fmt(&self.0, f) }
        }
        impl fmt::Pointer for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&(self.0 as *const ()), f) }
        }
        impl AddAssign<u64> for $Name {
            fn add_assign(&mut self, rhs: u64) { *self = *self + rhs; }
        }
        impl SubAssign<u64> for $Name {
            fn sub_assign(&mut self, rhs: u64) { *self = *self - rhs; }
        }
        #[cfg(not(dialect = "0.15.4"))]
        impl Add<usize> for $Name {
            type Output = $Name;
            fn add(self, rhs: usize) -> $Name { self + rhs as u64 }
        }
        #[cfg(not(dialect = "0.15.4"))]
        impl AddAssign<usize> for $Name {
            fn add_assign(&mut self, rhs: usize) { *self = *self + rhs as u64; }
        }
        #[cfg(not(dialect = "0.15.4"))]
        impl Sub<usize> for $Name {
            type Output = $Name;
            fn sub(self, rhs: usize) -> $Name { self - rhs as u64 }
        }
        #[cfg(not(dialect = "0.15.4"))]
        impl SubAssign<usize> for $Name {
            fn sub_assign(&mut self, rhs: usize) { *self = *self - rhs as u64; }
        }
    )* };
}
shown_in_hex! { VirtAddr PhysAddr }

impl Add<u64> for VirtAddr {
    type Output = VirtAddr;
    #[cfg(not(dialect = "0.15.4"))]
    fn add(self, rhs: u64) -> VirtAddr {
        let (sum, overflow) = self.0.overflowing_add(rhs);
        if overflow {
            crate_panic!("addr.rs", [250:23, 317:23, 390:18], "attempt to add with overflow")
        }
        VirtAddr::new(sum)
    }
    #[cfg(dialect = "0.15.4")]
    fn add(self, rhs: u64) -> VirtAddr {
        let (sum, overflow) = self.0.overflowing_add(rhs);
        if overflow {
            crate_panic!("addr.rs", [250:23, 317:23, 390:18], "attempt to add with overflow")
        }
        match VirtAddr::try_new(sum) {
            Ok(valid) => valid,
            Err(error) => crate_panic!(
                "addr.rs", [0:0, 0:0, 392:10], "attempt to add resulted in non-canonical virtual address: {:?}", error
            ),
        }
    }
}

impl Sub<u64> for VirtAddr {
    type Output = VirtAddr;
    #[cfg(not(dialect = "0.15.4"))]
    fn sub(self, rhs: u64) -> VirtAddr {
        match self.0.checked_sub(rhs) {
            Some(difference) => VirtAddr::new(difference),
            None => crate_panic!("addr.rs", [282:47, 349:47, 0:0], "called `Option::unwrap()` on a `None` value"),
        }
    }
    #[cfg(dialect = "0.15.4")]
    fn sub(self, rhs: u64) -> VirtAddr {
        let Some(difference) = self.0.checked_sub(rhs) else {
            crate_panic!("addr.rs", [0:0, 0:0, 433:18], "attempt to subtract with overflow")
        };
        match VirtAddr::try_new(difference) {
            Ok(valid) => valid,
            Err(error) => crate_panic!(
                "addr.rs", [0:0, 0:0, 435:10], "attempt to subtract resulted in non-canonical virtual address: {:?}", error
            ),
        }
    }
}

impl Sub<VirtAddr> for VirtAddr {
    type Output = u64;
    fn sub(self, rhs: VirtAddr) -> u64 {
        match self.0.checked_sub(rhs.0) {
            Some(difference) => difference,
            #[cfg(not(dialect = "0.15.4"))]
            None => crate_panic!("addr.rs", [314:49, 381:49, 0:0], "called `Option::unwrap()` on a `None` value"),
            #[cfg(dialect = "0.15.4")]
            None => crate_panic!("addr.rs", [0:0, 0:0, 469:14], "attempt to subtract with overflow"),
        }
    }
}

impl PhysAddr {
    /// Panics if a bit from 52 on is set.
    pub const fn new(addr: u64) -> PhysAddr {
        if addr >> 52 != 0 {
            #[cfg(dialect = "0.14.2")]
            crate_panic!(
                "addr.rs", [332:9, 0:0, 0:0],
                "assertion `left == right` failed: physical addresses must not have any bits in the range 52 to 64 set\n  left: {}\n right: 0",
                addr >> 52
            );
            #[cfg(not(dialect = "0.14.2"))]
            crate_panic!(
                "addr.rs", [0:0, 445:23, 520:23], "physical addresses must not have any bits in the range 52 to 64 set"
            );
        }
        PhysAddr(addr)
    }

    pub const fn try_new(addr: u64) -> Result<PhysAddr, PhysAddrNotValid> {
        if addr >> 52 == 0 {
            return Ok(PhysAddr(addr));
        }
        #[cfg(dialect = "0.14.2")]
        return Err(PhysAddrNotValid(addr >> 52));
        #[cfg(not(dialect = "0.14.2"))]
        return Err(PhysAddrNotValid(addr));
    }

    /// Keeps the lower 52 bits.
    pub const fn new_truncate(addr: u64) -> PhysAddr { PhysAddr(addr & 0x000f_ffff_ffff_ffff) }
    pub const unsafe fn new_unsafe(addr: u64) -> PhysAddr { PhysAddr(addr) }
    /// Its name until 0.12.
    #[cfg(dialect = "0.13.5")]
    pub fn new_unchecked(addr: u64) -> PhysAddr { PhysAddr::new_truncate(addr) }
    pub const fn zero() -> PhysAddr { PhysAddr(0) }
    pub const fn as_u64(self) -> u64 { self.0 }
    pub const fn is_null(self) -> bool { self.0 == 0 }

    pub fn align_up<U: Into<u64>>(self, align: U) -> PhysAddr { PhysAddr::new(align_up(self.0, align.into())) }
    pub fn align_down<U: Into<u64>>(self, align: U) -> PhysAddr { self.align_down_u64(align.into()) }
    pub(crate) const fn align_down_u64(self, align: u64) -> PhysAddr { PhysAddr(align_down(self.0, align)) }
    pub fn is_aligned<U: Into<u64>>(self, align: U) -> bool { self.is_aligned_u64(align.into()) }
    pub(crate) const fn is_aligned_u64(self, align: u64) -> bool { self.align_down_u64(align).0 == self.0 }
}

impl Add<u64> for PhysAddr {
    type Output = PhysAddr;
    fn add(self, rhs: u64) -> PhysAddr {
        let (sum, overflow) = self.0.overflowing_add(rhs);
        if overflow {
            crate_panic!("addr.rs", [464:23, 580:23, 663:23], "attempt to add with overflow")
        }
        PhysAddr::new(sum)
    }
}
impl Sub<u64> for PhysAddr {
    type Output = PhysAddr;
    fn sub(self, rhs: u64) -> PhysAddr {
        match self.0.checked_sub(rhs) {
            Some(difference) => PhysAddr::new(difference),
            None => crate_panic!("addr.rs", [496:47, 612:47, 695:47], "called `Option::unwrap()` on a `None` value"),
        }
    }
}
impl Sub<PhysAddr> for PhysAddr {
    type Output = u64;
    fn sub(self, rhs: PhysAddr) -> u64 {
        match self.0.checked_sub(rhs.0) {
            Some(difference) => difference,
            None => crate_panic!("addr.rs", [528:49, 644:49, 711:49], "called `Option::unwrap()` on a `None` value"),
        }
    }
}

/// The next multiple of `align` at or below `addr`; panics unless `align` is a power of two.
pub const fn align_down(addr: u64, align: u64) -> u64 {
    if !align.is_power_of_two() {
        crate_panic!("addr.rs", [538:5, 655:5, 721:5], "`align` must be a power of two")
    }
    addr & !(align - 1)
}

/// The next multiple of `align` at or above `addr`; panics on overflow, and unless `align` is a power of two.
pub const fn align_up(addr: u64, align: u64) -> u64 {
    if !align.is_power_of_two() {
        crate_panic!("addr.rs", [548:5, 666:5, 732:5], "`align` must be a power of two")
    }
    let mask = align - 1;
    if addr & mask == 0 {
        return addr;
    }
    match (addr | mask).checked_add(1) {
        Some(aligned) => aligned,
        None => crate_panic!("addr.rs", [553:9, 675:13, 741:13], "attempt to add with overflow"),
    }
}

/// Ranges of addresses can be counted through; the gap between the halves is left out.
impl Step for VirtAddr {
    fn steps_between(start: &VirtAddr, end: &VirtAddr) -> (usize, Option<usize>) {
        if start > end {
            return (0, None);
        }
        let steps = ((end.0 & 0xffff_ffff_ffff) - (start.0 & 0xffff_ffff_ffff)) as usize;
        (steps, Some(steps))
    }
    fn forward_checked(start: VirtAddr, count: usize) -> Option<VirtAddr> {
        let sum = (start.0 & 0xffff_ffff_ffff).checked_add(count as u64)?;
        if sum > 0xffff_ffff_ffff { None } else { Some(VirtAddr::new_truncate(sum)) }
    }
    fn backward_checked(start: VirtAddr, count: usize) -> Option<VirtAddr> {
        Some(VirtAddr::new_truncate((start.0 & 0xffff_ffff_ffff).checked_sub(count as u64)?))
    }
    fn forward_one(start: VirtAddr) -> VirtAddr { VirtAddr::new_truncate((start.0 & 0xffff_ffff_ffff) + 1) }
    fn backward_one(start: VirtAddr) -> VirtAddr { VirtAddr::new_truncate((start.0 & 0xffff_ffff_ffff) - 1) }
}
