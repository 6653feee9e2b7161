// What was left of core's and alloc's items: durations by floats, parts of a flow, names of modules.
use core::time::Duration;
for s in [0.0f64, -0.0, 1.0, 2.7, 1.5e-9, 0.5e-9, 2.5e-9, 1e-10, 0.999999999499, 0.9999999996, 3e10, 1.8446744073709550e19, 0.1, 4503599627370497.5] {
    w!("{s:?} {:?} {:?} {:?}", Duration::try_from_secs_f64(s), Duration::try_from_secs_f32(s as f32), Duration::from_secs_f64(s).as_secs_f64());
}
for s in [-1.0f64, 1.8446744073709552e19, f64::NAN, f64::INFINITY] {
    let e = Duration::try_from_secs_f64(s).unwrap_err();
    w!("{s:?} {e:?} {e} {}", Duration::try_from_secs_f32(s as f32).unwrap_err());
}
let d = Duration::new(2, 700_000_000);
w!("{:?} {:?} {:?} {:?}", d.as_secs_f64(), d.as_secs_f32(), d.mul_f64(3.14), d.div_f64(3.14));
w!("{:?} {:?} {:?} {:?}", d.mul_f32(3.14), d.div_f32(3.14), d.div_duration_f64(Duration::new(5, 400_000_000)), d.div_duration_f32(Duration::from_millis(3)));
use core::ops::ControlFlow;
let flows: [ControlFlow<u8, &str>; 2] = [ControlFlow::Break(3), ControlFlow::Continue("on")];
for f in flows { w!("{:?} {:?}", f.map_break(|b| b as u32 * 1000), f.map_continue(str::len)); }
let mut some = Some(5u8);
w!("{:?} {:?}", core::pin::pin!(some).as_ref().as_pin_ref(), core::pin::Pin::new(&mut some).as_pin_mut().map(|mut p| { *p += 1; *p }));
let mut row = [1u16, 2, 3];
let range = row.as_mut_ptr_range();
w!("{} {}", unsafe { range.end.offset_from(range.start) }, unsafe { *range.end.sub(1) });
w!("{:?} {:?} {:?} {:?}", core::f64::consts::TAU, core::f32::consts::SQRT_2, core::f64::consts::LN_10, core::f64::MIN_POSITIVE);
w!("{:?} {:?} {:?}", core::f64::consts::FRAC_PI_8, core::f32::consts::GOLDEN_RATIO, core::f64::consts::EULER_GAMMA);
let safe = core::panic::AssertUnwindSafe(7);
w!("{} {}", *safe, safe.0);
let c: core::ffi::c_double = 1.5; let e: Result<&core::ffi::c_str::CStr, core::ffi::c_str::FromBytesWithNulError> = core::ffi::CStr::from_bytes_with_nul(b"x");
w!("{c} {}", e.is_err());
let it: core::option::Iter<'_, u8> = some.iter(); w!("{:?}", it.collect::<Vec<_>>());
let mut heap = std::collections::BinaryHeap::from([2, 9, 4]);
let sum = |i: std::collections::binary_heap::Iter<'_, i32>| i.sum::<i32>();
w!("{}", sum(heap.iter()));
let (pair, seen) = ((1u32, 2u64), &7u32);
let (whole, none, behind, part) = (|| { let _ = pair; }, move || { let _ = pair; }, || { let _ = *seen; }, || { let (_, b) = pair; b });
w!("{} {} {} {}", core::mem::size_of_val(&whole), core::mem::size_of_val(&none), core::mem::size_of_val(&behind), core::mem::size_of_val(&part));
w!("{:?} {:?} {:?} {}", whole(), none(), behind(), part());
