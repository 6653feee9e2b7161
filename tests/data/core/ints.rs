// Methods of the integer types.
macro_rules! both {
    ($($t:ident)*) => { $({
        let values: [$t; 4] = [0, 7, $t::MAX, $t::MAX / 2 + 1];
        for a in values {
            w!("{} {} {} {} {} {}", stringify!($t), a, a.count_ones(), a.leading_zeros(), a.trailing_zeros(), a.count_zeros());
            w!("{:?} {:?} {:x} {:?}", a.swap_bytes(), a.reverse_bits(), a.rotate_left(5), a.rotate_right(3));
            w!("{:?} {:?}", a.to_be_bytes(), a.to_le_bytes());
            for b in values {
                w!("{:?} {:?} {:?}", a.checked_add(b), a.wrapping_add(b), a.overflowing_add(b));
                w!("{:?} {:?} {:?}", a.checked_sub(b), a.wrapping_sub(b), a.overflowing_sub(b));
                w!("{:?} {:?} {:?}", a.checked_mul(b), a.wrapping_mul(b), a.overflowing_mul(b));
                w!("{:?} {:?} {:?}", a.saturating_add(b), a.saturating_sub(b), a.saturating_mul(b));
                w!("{:?} {:?} {:?} {:?}", a.checked_div(b), a.checked_rem(b), a.checked_div_euclid(b), a.checked_rem_euclid(b));
                w!("{:?} {:?} {:?} {:?}", a.abs_diff(b), a.min(b), a.max(b), a.cmp(&b));
                w!("{:?} {:?} {:?}", a.checked_pow(b as u32 & 15), a.wrapping_pow(b as u32 & 15), a.saturating_pow(b as u32 & 15));
            }
            for n in [0u32, 1, 7, 31, 63, 64, 200] {
                w!("{:?} {:?} {} {} {:?}", a.checked_shl(n), a.checked_shr(n), a.wrapping_shl(n), a.wrapping_shr(n), a.overflowing_shl(n));
            }
            w!("{:?} {:?} {:?}", a.checked_ilog2(), a.checked_ilog10(), a.checked_neg());
            w!("{:?} {:?} {:?}", a.wrapping_neg(), a.overflowing_neg(), a.leading_ones());
        }
    })* };
}
macro_rules! unsigned {
    ($($t:ident)*) => { $({
        for a in [0 as $t, 1, 2, 3, 5, 64, 100, $t::MAX - 1, $t::MAX] {
            w!("{} {:?} {:?} {}", a.is_power_of_two(), a.checked_next_power_of_two(), a.checked_next_multiple_of(8), a.isqrt());
            for b in [1 as $t, 2, 3, 10, $t::MAX] {
                w!("{} {} {} {} {}", a.div_ceil(b), a / b, a % b, a.rem_euclid(b), a.is_multiple_of(b));
            }
        }
    })* };
}
macro_rules! signed {
    ($($t:ident)*) => { $({
        for a in [0 as $t, 5, -5, -100, $t::MAX, $t::MIN] {
            w!("{} {:?} {} {} {} {}", a.signum(), a.checked_abs(), a.wrapping_abs(), a.unsigned_abs(), a.is_negative(), a.saturating_neg());
            w!("{:x} {:b} {:o} {:X} {:?} {:?}", a, a, a, a, a.to_le_bytes(), a.overflowing_abs());
            for b in [1 as $t, -1, 3, -3, $t::MAX, $t::MIN] {
                w!("{:?} {:?} {:?} {:?}", a.checked_div(b), a.checked_rem(b), a.checked_div_euclid(b), a.checked_rem_euclid(b));
                w!("{} {} {:?} {:?} {}", a.wrapping_div(b), a.wrapping_rem(b), a.overflowing_div(b), a.overflowing_rem(b), a.abs_diff(b));
                w!("{:?} {} {}", a.checked_add(b), a.saturating_sub(b), a.saturating_mul(b));
            }
            for n in [0u32, 1, 5, 7, 100] {
                w!("{:?} {} {:?}", a.checked_shr(n), a.wrapping_shl(n), a.checked_shl(n));
            }
        }
    })* };
}
both! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
unsigned! { u8 u16 u32 u64 usize u128 }
signed! { i8 i16 i32 i64 i128 isize }
w!("{:?} {:?}", 200u8.checked_add_signed(-100), 10u8.checked_add_signed(-11));
w!("{:?} {:?}", (-5i8).checked_add_unsigned(200), 100i8.checked_add_unsigned(28));
w!("{} {}", 5u32.wrapping_add_signed(-6), 250u8.saturating_add_signed(10));
w!("{:?} {:?} {:?}", u8::from_str_radix("zz", 36), i8::from_str_radix("-80", 16), u8::from_str_radix("-1", 10));
w!("{:?} {:?} {:?} {:?}", "-".parse::<i32>(), "+5".parse::<u8>(), "-129".parse::<i8>(), "0x1".parse::<u8>());
w!("{:?} {:?} {:?}", u8::try_from(-1i32), i8::try_from(128u8), u32::try_from(u64::MAX));
w!("{:?} {:?} {:?}", usize::try_from(5i8), i64::try_from(u64::MAX), u16::try_from(65535u128));
w!("{} {} {}", u64::from(true), i32::from(7u8), u32::from('a'));
w!("{} {} {}", 17u32.ilog2(), 1000u32.ilog10(), 81u32.ilog(3));
w!("{} {}", u32::from_be_bytes([1, 2, 3, 4]), i16::from_le_bytes([0xff, 0x7f]));
w!("{:?} {:?}", core::num::Wrapping(250u8) + core::num::Wrapping(10), core::num::Saturating(250u8) + core::num::Saturating(10));
w!("{:?} {:?}", core::num::NonZeroU8::new(0), core::num::NonZeroU32::new(5).map(|n| n.get()));
w!("{} {} {}", u8::MAX, i64::MIN, u128::BITS);
w!("{}", [1u32, 2, 3].iter().sum::<u32>() + (1..=5u32).product::<u32>());
w!("{:?}", "255 256 -1".split(' ').map(|s| s.parse::<u8>()).collect::<Vec<_>>());
w!("{} {}", 5i32.pow(3), 2u64.pow(40));
w!("{} {} {}", 7.clamp(1, 5), (-3).clamp(-2, 2), 3.clamp(1, 5));
