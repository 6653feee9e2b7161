//! What there is for one kind of CPU only: `asm!` (a macro that the compiler does itself) and functions for instructions.

pub mod x86_64 {
    use crate::intrinsics;

    /// What `cpuid` gives.
    #[derive(Copy, Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
    pub struct CpuidResult {
        pub eax: u32,
        pub ebx: u32,
        pub ecx: u32,
        pub edx: u32,
    }

    /// `cpuid` for a leaf, and for the part of it that ECX chooses.
    pub fn __cpuid_count(leaf: u32, sub_leaf: u32) -> CpuidResult {
        let (eax, ebx, ecx, edx) = intrinsics::cpuid(leaf, sub_leaf);
        CpuidResult { eax, ebx, ecx, edx }
    }

    pub fn __cpuid(leaf: u32) -> CpuidResult {
        __cpuid_count(leaf, 0)
    }

    /// The highest leaf of the basic (0) or extended (0x8000_0000) kind, and EBX of that leaf.
    pub fn __get_cpuid_max(leaf: u32) -> (u32, u32) {
        let found = __cpuid(leaf);
        (found.eax, found.ebx)
    }

    /// The time-stamp counter.
    pub unsafe fn _rdtsc() -> u64 {
        intrinsics::rdtsc()
    }

    pub unsafe fn __rdtscp(aux: *mut u32) -> u64 {
        unsafe { *aux = 0 };
        intrinsics::rdtsc()
    }

    macro_rules! random {
        ($($name:ident: $T:ty;)*) => { $(
            /// A random number; 1 if there was one.
            pub unsafe fn $name(val: &mut $T) -> i32 {
                *val = intrinsics::rdrand() as $T;
                1
            }
        )* };
    }
    random! {
        _rdrand16_step: u16; _rdrand32_step: u32; _rdrand64_step: u64;
        _rdseed16_step: u16; _rdseed32_step: u32; _rdseed64_step: u64;
    }

    pub fn _mm_pause() {
        intrinsics::spin_loop()
    }

    /// Fences: this CPU does everything in the program's order.
    pub unsafe fn _mm_mfence() {}
    pub unsafe fn _mm_lfence() {}
    pub unsafe fn _mm_sfence() {}

    pub fn _bswap(x: i32) -> i32 {
        x.swap_bytes()
    }

    pub fn _bswap64(x: i64) -> i64 {
        x.swap_bytes()
    }

    pub unsafe fn _popcnt32(x: i32) -> i32 {
        x.count_ones() as i32
    }

    pub unsafe fn _popcnt64(x: i64) -> i32 {
        x.count_ones() as i32
    }

    pub unsafe fn _lzcnt_u32(x: u32) -> u32 {
        x.leading_zeros()
    }

    pub unsafe fn _lzcnt_u64(x: u64) -> u64 {
        x.leading_zeros() as u64
    }

    pub unsafe fn _tzcnt_u32(x: u32) -> u32 {
        x.trailing_zeros()
    }

    pub unsafe fn _tzcnt_u64(x: u64) -> u64 {
        x.trailing_zeros() as u64
    }

    /// `a + b + carry`, and the carry out of it.
    pub fn _addcarry_u32(carry: u8, a: u32, b: u32, out: &mut u32) -> u8 {
        let sum = a as u64 + b as u64 + (carry != 0) as u64;
        *out = sum as u32;
        (sum >> 32) as u8
    }

    pub fn _addcarry_u64(carry: u8, a: u64, b: u64, out: &mut u64) -> u8 {
        let sum = a as u128 + b as u128 + (carry != 0) as u128;
        *out = sum as u64;
        (sum >> 64) as u8
    }

    /// `a - b - borrow`, and the borrow out of it.
    pub fn _subborrow_u32(borrow: u8, a: u32, b: u32, out: &mut u32) -> u8 {
        let taken = b as u64 + (borrow != 0) as u64;
        *out = (a as u64).wrapping_sub(taken) as u32;
        ((a as u64) < taken) as u8
    }

    pub fn _subborrow_u64(borrow: u8, a: u64, b: u64, out: &mut u64) -> u8 {
        let taken = b as u128 + (borrow != 0) as u128;
        *out = (a as u128).wrapping_sub(taken) as u64;
        ((a as u128) < taken) as u8
    }
}
