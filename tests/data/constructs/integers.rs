pub mod checked_kinds {
    macro_rules! all { ($t:ty: $($a:expr, $b:expr);*) => { $( let (a, b): ($t, $t) = ($a, $b);
        print!("{:?} {:?} {:?} {:?} {:?} ", a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b), a.checked_rem(b));
        print!("{} {} {} ", a.wrapping_add(b), a.wrapping_sub(b), a.wrapping_mul(b));
        print!("{} {} {} ", a.saturating_add(b), a.saturating_sub(b), a.saturating_mul(b));
        println!("{:?} {:?} {:?}", a.overflowing_add(b), a.overflowing_sub(b), a.overflowing_mul(b)); )* } }
    pub fn run() {
        all!(u8: 200, 100; 3, 0; 255, 255);
        all!(i8: -128, -1; 127, 2; -5, 3);
        all!(u64: u64::MAX, 2; 7, 9);
        all!(i64: i64::MIN, -1; i64::MAX, i64::MAX);
        all!(u128: u128::MAX, 3; 1, 2);
        all!(i128: i128::MIN, -1; i128::MAX, 2);
        all!(usize: 0, 1; 1 << 40, 1 << 30);
    }
}
pub mod shifts_and_rotations {
    pub fn run() {
        println!("{:?} {:?} {:?} {:?}", 1u8.checked_shl(7), 1u8.checked_shl(8), 0x80u8.checked_shr(7), (-128i8).checked_shr(3));
        println!("{} {} {} {}", 1u8.wrapping_shl(9), 0xf0u8.wrapping_shr(12), (-1i32).wrapping_shr(33), 5u64.wrapping_shl(64));
        println!("{:?} {:?}", 3u16.overflowing_shl(17), (-4i16).overflowing_shr(18));
        println!("{:#x} {:#x} {:#x}", 0x12345678u32.rotate_left(12), 0x1234u16.rotate_right(4), (-2i8).rotate_left(1));
        println!("{:#x} {:#010b} {:#x}", 0x1234u16.swap_bytes(), 0b1101u8.reverse_bits(), 0x0102030405060708u64.swap_bytes());
        println!("{} {} {} {} {} {}", 0u32.leading_zeros(), 1u8.leading_zeros(), (-1i16).leading_ones(), 8u64.trailing_zeros(), 0u8.trailing_zeros(), 7i32.trailing_ones());
        println!("{} {} {}", 0xffu128.count_ones(), (-1i64).count_ones(), i8::MIN.count_zeros());
        println!("{} {} {} {}", -17 >> 2, -1i8 >> 7, 0x80u8 >> 7, !0u16 << 12);
        println!("{} {} {}", 1u32 << 31, 1i32 << 31, 1u64 << 5u8 << 3i16);
        println!("{} {}", 1u8.unbounded_shl(8), (-1i8).unbounded_shr(100));
        let (mut a, n) = (0b1010_0101u8, 3usize); a <<= 1; a >>= n; a ^= 0xf; a |= 1 << 6; a &= !2; println!("{a:08b}");
        println!("{} {:#x} {}", u64::from_le_bytes(*b"pagesim!"), u32::from_be_bytes([1, 2, 3, 4]), i16::from_ne_bytes([0xff, 0xff]));
        println!("{:?} {:?} {:?}", 258u16.to_be_bytes(), (-2i32).to_le_bytes(), 0x0a0bu16.to_be());
        println!("{:?}", (0..8).map(|i| (0x1234_5678_9abc_def0u64 >> (i * 8)) as u8).fold(0u64, |a, b| a << 8 | b as u64));
    }
}
pub mod number_theory {
    fn modpow(mut b: u64, mut e: u64, m: u64) -> u64 { let mut r = 1; b %= m; while e > 0 { if e & 1 == 1 { r = (r as u128 * b as u128 % m as u128) as u64; } b = (b as u128 * b as u128 % m as u128) as u64; e >>= 1; } r }
    fn prime(n: u64) -> bool { n > 1 && (2..).take_while(|d| d * d <= n).all(|d| n % d != 0) }
    fn digits(n: u32) -> impl Iterator<Item = u32> { core::iter::successors(Some(n), |n| (*n >= 10).then(|| n / 10)).map(|n| n % 10) }
    const fn isqrt(n: u64) -> u64 { if n < 2 { return n; } let mut x = n / 2; loop { let y = (x + n / x) / 2; if y >= x { return x; } x = y; } }
    const ROOT: u64 = isqrt(1_000_000_007);
    pub fn run() {
        println!("{} {} {}", modpow(3, 200, 1_000_000_007), ROOT, 1_000_000_007u64.isqrt());
        println!("{:?}", (1..40u64).filter(|n| prime(*n)).fold((0, 0), |(n, s), p| (n + 1, s + p)));
        println!("{:?}", digits(90210).fold(0, |a, d| a * 10 + d));
        println!("{} {} {} {}", -7 / 2, -7 % 2, (-7i32).div_euclid(2), (-7i32).rem_euclid(2));
        println!("{} {} {} {}", 7i32.rem_euclid(-3), 7i32.div_euclid(-3), 7u8.div_ceil(2), 13u32.next_multiple_of(8));
        println!("{} {} {} {}", 10u32.abs_diff(15), (-100i8).abs_diff(100), i8::MIN.unsigned_abs(), (-5i64).abs());
        println!("{} {} {}", (-9i32).signum(), 0i8.signum(), 9i128.signum());
        println!("{} {} {} {}", 1000u32.ilog2(), 1000u32.ilog10(), 1000u32.ilog(3), 2u8.pow(7));
        println!("{:?} {:?} {:?} {:?}", 0u32.checked_ilog2(), 10u8.checked_pow(3), 3i64.checked_pow(39), (-2i8).checked_pow(7));
        println!("{} {} {:?}", 10u8.wrapping_pow(3), 10u8.saturating_pow(3), 10u8.overflowing_pow(3));
        println!("{} {} {:?} {:?}", 64u64.is_power_of_two(), 100u8.next_power_of_two(), 200u8.checked_next_power_of_two(), 5u16.checked_next_multiple_of(0));
        println!("{:?} {:?} {} {}", (-128i8).checked_abs(), (-128i8).checked_neg(), (-128i8).wrapping_abs(), (-128i8).saturating_neg());
        println!("{:?} {:?} {:?}", 5u8.checked_neg(), 0u8.checked_neg(), 3u8.overflowing_neg());
        println!("{:?} {:?} {}", 250u8.checked_add_signed(-3), 250u8.checked_add_signed(9), 2u8.saturating_add_signed(-7));
        println!("{:?} {} {}", 100i8.checked_add_unsigned(100), (-100i8).wrapping_add_unsigned(200), 5i8.saturating_sub_unsigned(200));
        println!("{} {} {}", 3u8.midpoint(10), 200u8.midpoint(250), 7u32.is_multiple_of(7));
        println!("{} {}", u8::MAX.cast_signed(), (-2i16).cast_unsigned());
        println!("{:?} {:?}", (-128i8).overflowing_div(-1), (-128i8).wrapping_rem(-1));
        println!("{:?}", [5i8, -3, 7].iter().map(|x| x.pow(2)).sum::<i8>());
    }
}
pub mod casts_all_ways {
    #[repr(u8)] #[derive(Clone, Copy)] enum Color { Red = 10, Green, Blue = 250 }
    #[repr(i16)] enum Neg { A = -300, B, C = 5 }
    pub fn run() {
        println!("{} {} {} {}", 300u32 as u8, -1i32 as u8, -1i8 as u64, 200u8 as i8);
        println!("{} {} {} {}", i64::MIN as i32, u64::MAX as i128, -1i128 as u64, 0x1_0000_0041u64 as u8 as char);
        println!("{} {} {} {}", 'é' as u8, 'é' as u32, true as i32 + false as i32, b'z' as char);
        println!("{} {} {} {}", Color::Green as u8, Color::Blue as i8, Color::Red as u64, Neg::B as i16 as u16);
        println!("{} {}", Neg::A as i8, Neg::C as usize);
        println!("{:?} {:?} {:?}", u8::try_from(300u32), i8::try_from(-128i64), u32::try_from(-1i8).is_err());
        println!("{:?} {:?}", TryInto::<u16>::try_into(70_000usize).map_err(|e| e.to_string_len()), usize::try_from(5u64));
        println!("{} {} {}", u64::from(7u8), i32::from(true), u32::from('x'));
        let x: i64 = 5i32.into(); let y: u128 = 9u64.into(); println!("{x} {y}");
        println!("{} {}", (-1isize) as usize == usize::MAX, usize::MAX as u32);
        println!("{} {}", u8::MAX as i8 as i32 as u32, (3u8 as f32 * 1.5) as u8);
        println!("{} {} {}", i16::MAX, i128::MIN, u128::MAX);
        println!("{} {} {}", u8::BITS, usize::BITS, i128::BITS);
        println!("{} {} {} {}", 1_000_000u32, 0xFF_u8, 0o777, 0b1111_0000u8);
        println!("{}", ((1u64 << 63) as i64 >> 63) as u8);
        println!("{:?}", core::num::NonZeroU8::new(5).map(|n| n.get() * 2).zip(core::num::NonZeroU8::new(0)));
        println!("{:?} {}", core::num::NonZeroU32::MIN, core::mem::size_of::<Option<core::num::NonZeroU64>>());
        println!("{:?}", (core::num::Wrapping(250u8) + core::num::Wrapping(10), core::num::Wrapping(1i8) - core::num::Wrapping(-128)));
    }
    trait T { fn to_string_len(&self) -> usize; } impl T for core::num::TryFromIntError { fn to_string_len(&self) -> usize { 1 } }
}
pub mod wide_arithmetic {
    #[derive(Clone, Copy, PartialEq, Eq, Debug)] struct U256 { hi: u128, lo: u128 }
    impl core::ops::Add for U256 { type Output = U256; fn add(self, o: U256) -> U256 { let (lo, c) = self.lo.overflowing_add(o.lo); U256 { hi: self.hi.wrapping_add(o.hi).wrapping_add(c as u128), lo } } }
    impl core::ops::Shl<u32> for U256 { type Output = U256; fn shl(self, n: u32) -> U256 { match n { 0 => self, 1..128 => U256 { hi: self.hi << n | self.lo >> (128 - n), lo: self.lo << n }, 128..256 => U256 { hi: self.lo << (n - 128), lo: 0 }, _ => U256 { hi: 0, lo: 0 } } } }
    impl core::fmt::LowerHex for U256 { fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result { if f.alternate() { f.write_str("0x")?; } if self.hi != 0 { write!(f, "{:x}{:032x}", self.hi, self.lo) } else { write!(f, "{:x}", self.lo) } } }
    fn lcg(s: &mut u64) -> u32 { *s = s.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); (*s >> 33) as u32 }
    fn crc(data: &[u8]) -> u32 { !data.iter().fold(!0, |c, b| (0..8).fold(c ^ *b as u32, |c, _| if c & 1 != 0 { c >> 1 ^ 0xedb88320 } else { c >> 1 })) }
    fn adler(data: &[u8]) -> u32 { let (a, b) = data.iter().fold((1u32, 0u32), |(a, b), d| ((a + *d as u32) % 65521, (a + *d as u32 + b) % 65521)); b << 16 | a }
    pub fn run() {
        let mut f = U256 { hi: 0, lo: 1 }; let mut g = f; for _ in 0..250 { (f, g) = (g, f + g); }
        println!("{:#x}", f);
        println!("{:x} {:x} {:x}", U256 { hi: 0, lo: 0xff } << 124, U256 { hi: 0, lo: 1 } << 200, U256 { hi: 1, lo: 0 } << 300);
        let mut s = 42; println!("{} {} {}", lcg(&mut s), lcg(&mut s), lcg(&mut s));
        println!("{:08x} {:08x}", crc(b"123456789"), adler(b"Wikipedia"));
        println!("{} {}", u128::MAX / 3, i128::MIN % 1_000_000_007);
        println!("{:?}", (0xdead_beefu128 << 96).to_be_bytes().map(|b| b as u32).iter().sum::<u32>());
        println!("{}", (1..=33u128).product::<u128>());
        let (q, r) = (u128::MAX / 10_000_000_000, u128::MAX % 10_000_000_000); println!("{q} {r}");
        println!("{:#b} {:o} {:X}", 5i8 - 10, -1i16, i64::MIN);
    }
}
pub mod overflow_add { pub fn run() { let v = [200u8, 50, 10]; let mut s = 0u8; for x in v { s += x; println!("{s}"); } }
}
pub mod overflow_sub_usize { fn gap(a: usize, b: usize) -> usize { a - b } pub fn run() { println!("{}", gap(3, 2)); println!("{}", gap(2, 3)); }
}
pub mod overflow_mul_compound { pub fn run() { let mut f = 1i32; for i in 1.. { f *= i; print!("{f} "); } }
}
pub mod overflow_neg { fn n(x: i16) -> i16 { -x } pub fn run() { println!("{}", n(5)); println!("{}", n(i16::MIN)); }
}
pub mod divide_by_zero { fn d(a: u32, b: u32) -> u32 { a / (b - 2) } pub fn run() { println!("{}", d(9, 5)); println!("{}", d(9, 2)); }
}
pub mod remainder_by_zero { struct S { m: u64 } pub fn run() { let s = S { m: 0 }; let mut x = 7; x %= s.m; println!("{x}"); }
}
pub mod divide_overflow { pub fn run() { let v = [i32::MIN, -1]; println!("{}", v[0].wrapping_div(v[1])); println!("{}", v[0] / v[1]); }
}
pub mod remainder_overflow { pub fn run() { let v = [i8::MIN, -1]; println!("{}", v[0] % v[1]); }
}
pub mod shift_too_far { fn s(n: u32) -> u32 { 1 << n } pub fn run() { println!("{}", s(31)); println!("{}", s(32)); }
}
pub mod shift_negative { pub fn run() { let n = -1i32; let mut x = 8u8; x >>= (n + 3) as u8; println!("{x}"); println!("{}", 8u64 >> n); }
}
pub mod abs_overflow { pub fn run() { let v = [i32::MIN]; println!("{}", v[0].wrapping_abs()); println!("{}", v[0].abs()); }
}
pub mod pow_overflow { pub fn run() { for e in 0.. { print!("{} ", 7u16.pow(e)); } }
}
pub mod sum_overflow { pub fn run() { println!("{}", [100u8, 100, 100].iter().sum::<u8>()); }
}
pub mod next_power_overflow { pub fn run() { let n = [129u8]; println!("{}", n[0].next_power_of_two()); }
}
pub mod from_radix_bad { pub fn run() { println!("{:?}", u8::from_str_radix("12", 37)); }
}
pub mod ilog_of_zero { pub fn run() { let z = [0u32]; println!("{}", z[0].ilog2()); }
}
pub mod char_cast_checks { pub fn run() { println!("{:?}", char::from_digit(5, 10)); println!("{:?}", char::from_digit(5, 40)); }
}
pub mod step_by_zero { pub fn run() { let n = [0usize]; for i in (0..4).step_by(n[0]) { println!("{i}"); } }
}
pub mod clamp_bad { pub fn run() { println!("{} {}", 15.clamp(0, 10), (-5i8).clamp(-3, 3)); let (a, b) = (5, 1); println!("{}", 3.clamp(a, b)); }
}
