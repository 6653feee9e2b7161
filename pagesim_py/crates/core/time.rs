//! Durations.

use crate::fmt;
use crate::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

const NANOS_PER_SEC: u32 = 1_000_000_000;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    secs: u64,
    nanos: u32,
}

impl Duration {
    pub const ZERO: Duration = Duration::from_nanos(0);
    pub const MAX: Duration = Duration { secs: u64::MAX, nanos: NANOS_PER_SEC - 1 };
    pub const SECOND: Duration = Duration::from_secs(1);

    #[track_caller]
    pub const fn new(secs: u64, nanos: u32) -> Duration {
        match secs.checked_add((nanos / NANOS_PER_SEC) as u64) {
            Some(secs) => Duration { secs, nanos: nanos % NANOS_PER_SEC },
            None => crate::panicking::panic("overflow in Duration::new"),
        }
    }
    pub const fn from_secs(secs: u64) -> Duration { Duration { secs, nanos: 0 } }
    pub const fn from_millis(millis: u64) -> Duration { Duration { secs: millis / 1000, nanos: (millis % 1000) as u32 * 1_000_000 } }
    pub const fn from_micros(micros: u64) -> Duration { Duration { secs: micros / 1_000_000, nanos: (micros % 1_000_000) as u32 * 1000 } }
    pub const fn from_nanos(nanos: u64) -> Duration { Duration { secs: nanos / 1_000_000_000, nanos: (nanos % 1_000_000_000) as u32 } }
    pub const fn is_zero(&self) -> bool { self.secs == 0 && self.nanos == 0 }
    pub const fn as_secs(&self) -> u64 { self.secs }
    pub const fn subsec_millis(&self) -> u32 { self.nanos / 1_000_000 }
    pub const fn subsec_micros(&self) -> u32 { self.nanos / 1000 }
    pub const fn subsec_nanos(&self) -> u32 { self.nanos }
    pub const fn as_millis(&self) -> u128 { self.secs as u128 * 1000 + (self.nanos / 1_000_000) as u128 }
    pub const fn as_micros(&self) -> u128 { self.secs as u128 * 1_000_000 + (self.nanos / 1000) as u128 }
    pub const fn as_nanos(&self) -> u128 { self.secs as u128 * 1_000_000_000 + self.nanos as u128 }
    pub const fn checked_add(self, rhs: Duration) -> Option<Duration> {
        let nanos = self.nanos + rhs.nanos;
        match self.secs.checked_add(rhs.secs) {
            Some(secs) => match secs.checked_add((nanos / NANOS_PER_SEC) as u64) {
                Some(secs) => Some(Duration { secs, nanos: nanos % NANOS_PER_SEC }),
                None => None,
            },
            None => None,
        }
    }
    pub const fn checked_sub(self, rhs: Duration) -> Option<Duration> {
        match self.secs.checked_sub(rhs.secs) {
            Some(secs) => {
                if self.nanos >= rhs.nanos {
                    Some(Duration { secs, nanos: self.nanos - rhs.nanos })
                } else if secs > 0 {
                    Some(Duration { secs: secs - 1, nanos: self.nanos + NANOS_PER_SEC - rhs.nanos })
                } else {
                    None
                }
            }
            None => None,
        }
    }
    pub const fn from_mins(mins: u64) -> Duration {
        match mins.checked_mul(60) {
            Some(secs) => Duration::from_secs(secs),
            None => library_panic!("time.rs", 452, 13, "overflow in Duration::from_mins"),
        }
    }
    pub const fn from_hours(hours: u64) -> Duration {
        match hours.checked_mul(3600) {
            Some(secs) => Duration::from_secs(secs),
            None => library_panic!("time.rs", 424, 13, "overflow in Duration::from_hours"),
        }
    }
    #[track_caller]
    pub const fn from_nanos_u128(nanos: u128) -> Duration {
        let secs = nanos / 1_000_000_000;
        if secs > u64::MAX as u128 { crate::panicking::panic("overflow in `Duration::from_nanos_u128`") }
        Duration { secs: secs as u64, nanos: (nanos % 1_000_000_000) as u32 }
    }
    pub const fn abs_diff(self, other: Duration) -> Duration {
        match self.checked_sub(other) { Some(d) => d, None => other.saturating_sub(self) }
    }
    pub const fn saturating_add(self, rhs: Duration) -> Duration {
        match self.checked_add(rhs) { Some(d) => d, None => Duration::MAX }
    }
    pub const fn checked_mul(self, rhs: u32) -> Option<Duration> {
        let nanos = self.nanos as u64 * rhs as u64;
        match self.secs.checked_mul(rhs as u64) {
            Some(secs) => match secs.checked_add(nanos / 1_000_000_000) {
                Some(secs) => Some(Duration { secs, nanos: (nanos % 1_000_000_000) as u32 }),
                None => None,
            },
            None => None,
        }
    }
    pub const fn saturating_mul(self, rhs: u32) -> Duration {
        match self.checked_mul(rhs) { Some(d) => d, None => Duration::MAX }
    }
    pub const fn checked_div(self, rhs: u32) -> Option<Duration> {
        if rhs == 0 {
            return None;
        }
        let rest = (self.secs % rhs as u64) * 1_000_000_000 + self.nanos as u64;
        Some(Duration { secs: self.secs / rhs as u64, nanos: (rest / rhs as u64) as u32 })
    }
    pub const fn saturating_sub(self, rhs: Duration) -> Duration {
        match self.checked_sub(rhs) { Some(d) => d, None => Duration::ZERO }
    }
}

impl Add for Duration {
    type Output = Duration;
    fn add(self, rhs: Duration) -> Duration {
        match self.checked_add(rhs) { Some(sum) => sum, None => library_panic!("time.rs", 1181, 31, "overflow when adding durations") }
    }
}
impl AddAssign for Duration {
    fn add_assign(&mut self, rhs: Duration) { *self = *self + rhs }
}
impl Sub for Duration {
    type Output = Duration;
    fn sub(self, rhs: Duration) -> Duration {
        match self.checked_sub(rhs) {
            Some(difference) => difference,
            None => library_panic!("time.rs", 1201, 31, "overflow when subtracting durations"),
        }
    }
}
impl SubAssign for Duration {
    fn sub_assign(&mut self, rhs: Duration) { *self = *self - rhs }
}
impl Mul<u32> for Duration {
    type Output = Duration;
    fn mul(self, rhs: u32) -> Duration {
        match self.checked_mul(rhs) {
            Some(product) => product,
            None => library_panic!("time.rs", 1221, 31, "overflow when multiplying duration by scalar"),
        }
    }
}
impl Div<u32> for Duration {
    type Output = Duration;
    #[track_caller]
    fn div(self, rhs: u32) -> Duration {
        match self.checked_div(rhs) {
            Some(quotient) => quotient,
            None => crate::panicking::panic("divide by zero error when dividing duration by scalar"),
        }
    }
}

impl Mul<Duration> for u32 {
    type Output = Duration;
    fn mul(self, rhs: Duration) -> Duration { rhs * self }
}
impl MulAssign<u32> for Duration {
    fn mul_assign(&mut self, rhs: u32) { *self = *self * rhs }
}
impl DivAssign<u32> for Duration {
    #[track_caller]
    fn div_assign(&mut self, rhs: u32) { *self = *self / rhs }
}
impl crate::iter::Sum for Duration {
    fn sum<I: Iterator<Item = Duration>>(iter: I) -> Duration { iter.fold(Duration::ZERO, |total, one| total + one) }
}
impl<'a> crate::iter::Sum<&'a Duration> for Duration {
    fn sum<I: Iterator<Item = &'a Duration>>(iter: I) -> Duration { iter.fold(Duration::ZERO, |total, one| total + *one) }
}

impl fmt::Debug for Duration {
    /// The largest unit that gives at least one, and as many decimals as are needed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest, digits, unit) = if self.secs > 0 {
            (self.secs, self.nanos, 9, "s")
        } else if self.nanos >= 1_000_000 {
            ((self.nanos / 1_000_000) as u64, self.nanos % 1_000_000, 6, "ms")
        } else if self.nanos >= 1000 {
            ((self.nanos / 1000) as u64, self.nanos % 1000, 3, "µs")
        } else {
            (self.nanos as u64, 0, 0, "ns")
        };
        let mut decimals = [b'0'; 9];
        let mut used = 0;
        let mut left = rest;
        let mut at = digits;
        while at > 0 {
            at -= 1;
            decimals[at] = b'0' + (left % 10) as u8;
            if left % 10 != 0 && used == 0 {
                used = at + 1;
            }
            left /= 10;
        }
        if let Some(precision) = f.precision() {
            used = if precision < 9 { precision } else { 9 };
        }
        fmt::Display::fmt(&whole, f)?;
        if used > 0 {
            f.write_str(".")?;
            f.write_str(unsafe { crate::str::from_utf8_unchecked(&decimals[..used]) })?;
        }
        f.write_str(unit)
    }
}

/// Seconds as a float that no duration has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryFromFloatSecsError {
    kind: TryFromFloatSecsErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum TryFromFloatSecsErrorKind {
    Negative,
    OverflowOrNan,
}

impl TryFromFloatSecsError {
    const fn description(&self) -> &'static str {
        match self.kind {
            TryFromFloatSecsErrorKind::Negative => "cannot convert float seconds to Duration: value is negative",
            TryFromFloatSecsErrorKind::OverflowOrNan => "cannot convert float seconds to Duration: value is either too big or NaN",
        }
    }
}
impl fmt::Display for TryFromFloatSecsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.description()) }
}
impl crate::error::Error for TryFromFloatSecsError {}

/// `value` is exactly a mantissa times a power of two: its nanoseconds are rounded once, ties to even.
const fn of_seconds(value: f64) -> Result<Duration, TryFromFloatSecsError> {
    if value < 0.0 {
        return Err(TryFromFloatSecsError { kind: TryFromFloatSecsErrorKind::Negative });
    }
    if !(value < 18446744073709551616.0) {
        return Err(TryFromFloatSecsError { kind: TryFromFloatSecsErrorKind::OverflowOrNan });
    }
    let bits = value.to_bits();
    let (mantissa, power) = match (bits >> 52) as i32 & 0x7ff {
        0 => return Ok(Duration { secs: 0, nanos: 0 }),
        exponent => (bits & ((1 << 52) - 1) | 1 << 52, exponent - 1075),
    };
    if power >= 0 {
        return Ok(Duration { secs: mantissa << power, nanos: 0 });
    }
    let shift = -power as u32;
    if shift > 120 {
        return Ok(Duration { secs: 0, nanos: 0 });
    }
    let exact = mantissa as u128 * NANOS_PER_SEC as u128;
    let mut nanos = exact >> shift;
    let (rest, half) = (exact & ((1 << shift) - 1), 1u128 << (shift - 1));
    if rest > half || (rest == half && nanos & 1 == 1) {
        nanos += 1;
    }
    let secs = nanos / NANOS_PER_SEC as u128;
    if secs > u64::MAX as u128 {
        return Err(TryFromFloatSecsError { kind: TryFromFloatSecsErrorKind::OverflowOrNan });
    }
    Ok(Duration { secs: secs as u64, nanos: (nanos % NANOS_PER_SEC as u128) as u32 })
}

macro_rules! seconds {
    ($($t:ident $as_secs:ident $from_secs:ident $try_from_secs:ident $mul:ident $div:ident $div_duration:ident;)*) => { $(
        impl Duration {
            pub const fn $as_secs(&self) -> $t { self.secs as $t + self.nanos as $t / NANOS_PER_SEC as $t }
            #[track_caller]
            pub const fn $from_secs(secs: $t) -> Duration {
                match of_seconds(secs as f64) { Ok(duration) => duration, Err(error) => panic!("{}", error.description()) }
            }
            pub const fn $try_from_secs(secs: $t) -> Result<Duration, TryFromFloatSecsError> { of_seconds(secs as f64) }
            #[track_caller]
            pub const fn $mul(self, rhs: $t) -> Duration { Duration::$from_secs(rhs * self.$as_secs()) }
            #[track_caller]
            pub const fn $div(self, rhs: $t) -> Duration { Duration::$from_secs(self.$as_secs() / rhs) }
            pub const fn $div_duration(self, rhs: Duration) -> $t {
                let mine = self.secs as $t * NANOS_PER_SEC as $t + self.nanos as $t;
                mine / (rhs.secs as $t * NANOS_PER_SEC as $t + rhs.nanos as $t)
            }
        }
    )* };
}
seconds! {
    f32 as_secs_f32 from_secs_f32 try_from_secs_f32 mul_f32 div_f32 div_duration_f32;
    f64 as_secs_f64 from_secs_f64 try_from_secs_f64 mul_f64 div_f64 div_duration_f64;
}
