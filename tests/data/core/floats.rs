// Floats: from text, their kinds, bits, order and neighbours.
let texts = ["2.5", "0", "-0", "+1", "1.", ".5", "-.5e1", "1e5", "1E+5", "1e-5", "inf", "-INF", "infinity", "+Infinity", "nan", "-NaN", "1e400", "-1e400",
    "1e-400", "4.9e-324", "2.4e-324", "1.7976931348623157e308", "1.7976931348623159e308", "0.1", "0.30000000000000004", "123456789012345678901234567890",
    "16777217", "16777219", "16777217.0000000000000000000001", "16777216.9999999999999999999999", "3.4028235e38", "3.4028236e38", "1.1754943e-38", "1e-45", "7e-46", "7.1e-46",
    "0.000000000000000000000000000000000000000000001401298464324817070923729583289916131280", "9007199254740993", "9007199254740992.9999999999999999999",
    "1.00000017881393432617187499", "1.00000017881393432617187500", "1.00000017881393432617187501", "0.00000000000000000000000000000000000000000000000000000000000000001e65",
    "", "+", "-", ".", "e5", "1e", "1e+", "1..2", "1.2.3", " 1", "1 ", "1_000", "0x10", "--1", "+-1", "infin", "na", "1f32", "1,5", "e", ".e1", "1.e1"];
for t in texts {
    match (t.parse::<f64>(), t.parse::<f32>()) {
        (Ok(a), Ok(b)) => w!("{t:?} {a:?} {:x} {b:?} {:x}", a.to_bits(), b.to_bits()),
        (a, b) => w!("{t:?} {a:?} {b:?} {}", a.clone().unwrap_err()),
    }
}
let e: Result<f64, core::num::ParseFloatError> = "x".parse();
w!("{:?} {}", e, e.clone().unwrap_err());
macro_rules! kinds { ($($t:ident)*) => { $({
    let values = [0.0, -0.0, 1.0, -1.5, $t::MAX, $t::MIN, $t::MIN_POSITIVE, $t::MIN_POSITIVE / 3.0, -$t::MIN_POSITIVE / 4.0, $t::INFINITY, $t::NEG_INFINITY, $t::NAN, -$t::NAN, 0.1, 1e30, $t::EPSILON];
    for a in values {
        w!("{a:?} {:?} {} {} {} {} {}", a.classify(), a.is_normal(), a.is_subnormal(), a.is_finite(), a.is_nan(), a.is_infinite());
        w!("{:?} {:?} {:?} {:?} {:?}", a.abs(), a.signum(), a.copysign(-2.0), a.recip(), a.is_sign_negative());
        if !a.is_nan() { w!("{:?} {:?} {:?} {:?}", a.to_be_bytes(), a.to_le_bytes(), $t::from_be_bytes(a.to_be_bytes()), $t::from_le_bytes(a.to_le_bytes())); }
        w!("{:?} {:?} {:?} {:?}", a.next_up(), a.next_down(), a.to_degrees(), a.to_radians());
        w!("{:?}", a.clamp(-1.0, 2.5));
        for b in values { w!("{:?} {:?} {:?} {:?} {:?}", a.total_cmp(&b), a.partial_cmp(&b), a.max(b), a.min(b), a.midpoint(b)); }
    }
    w!("{} {} {} {} {} {} {} {}", $t::RADIX, $t::MANTISSA_DIGITS, $t::DIGITS, $t::MIN_EXP, $t::MAX_EXP, $t::MIN_10_EXP, $t::MAX_10_EXP, $t::EPSILON);
    w!("{:?} {:?}", unsafe { (200.7 as $t).to_int_unchecked::<u8>() }, unsafe { (-3.9 as $t).to_int_unchecked::<i64>() });
    let mut sorted = values.map(|v| v); sorted.sort_by(|a, b| b.total_cmp(a)); w!("{sorted:?}");
    w!("{:?} {:?}", values[2..6].iter().sum::<$t>(), [2.0, 0.5, -3.0 as $t].iter().product::<$t>());
})* } }
kinds! { f32 f64 }
// Single precision is rounded once, also after a division and from an integer.
for (a, b) in [(1.0f32, 3.0f32), (2.0, 7.0), (1e-40, 3.0), (1.0, 1e-40), (10.0, 0.3)] { w!("{:?} {:?} {:?} {}", a / b, a % b, (a / b) as f64, a / b == 0.33333334); }
for n in [16777217u64, 16777219, (1 << 62) + (1 << 38), (1 << 62) + (1 << 38) + 1, u64::MAX, 9007199791611905] { w!("{:?} {:?} {:?} {:?}", n as f32, -(n as i128) as f32, n as f64, n as f32 as u64); }
let kind: core::num::FpCategory = 1.5f64.classify(); w!("{kind:?} {}", kind == core::num::FpCategory::Normal);
