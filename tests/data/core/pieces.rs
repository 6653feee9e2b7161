let mut a = [1, 2, 3, 4, 5, 6, 7];
w!("{:?} {:?}", a.rchunks_exact(3).collect::<Vec<_>>(), a.rchunks_exact(3).remainder());
w!("{:?}", a.array_windows::<3>().map(|w| w.iter().sum::<i32>()).collect::<Vec<_>>());
w!("{:?}", a.as_rchunks::<2>());
w!("{:?}", a.as_chunks_mut::<3>());
a.rchunks_exact_mut(2).for_each(|c| c.swap(0, 1));
w!("{a:?}");
w!("{:?}", a.split_last_mut());
w!("{:?}", a.split_first_chunk_mut::<2>());
a.chunk_by_mut(|x, y| x < y).for_each(|c| c.reverse());
w!("{a:?} {:?}", a.chunk_by(|x, y| x > y).rev().collect::<Vec<_>>());
w!("{:?}", a.split_inclusive_mut(|x| x % 3 == 0).rev().map(|p| p.to_vec()).collect::<Vec<_>>());
w!("{:?}", a.rsplitn_mut(2, |x| *x == 3).map(|p| p.to_vec()).collect::<Vec<_>>());
w!("{:?} {:?}", a.get_disjoint_mut([0, 2]).map(|[x, y]| *x + *y), a.get_disjoint_mut([1..3, 2..4]));
w!("{:?}", a.select_nth_unstable_by_key(2, |x| -*x).1);
let mut rest = &a[..];
w!("{:?} {:?} {:?} {:?}", rest.split_off(..2), rest.split_off_first(), rest.split_off_last(), rest);
w!("{:?} {:?}", a.element_offset(&a[3]), a.as_array::<7>().is_some());
w!("{:?}", (&mut a[..2]) == [0, 0]);
w!("{:?}", a.last_chunk_mut::<1>());

for s in ["a,b,,c,", "ü-ß--x"] {
    w!("{:?} {:?}", s.rsplit_terminator(',').collect::<Vec<_>>(), s.rmatch_indices("-").collect::<Vec<_>>());
    w!("{:?} {:?}", s.split_inclusive(',').rev().collect::<Vec<_>>(), s.rmatches(char::is_alphabetic).collect::<Vec<_>>());
    w!("{} {}", s.ceil_char_boundary(1), s.floor_char_boundary(1));
}
w!("{:?} {:?}", " a\tb \n".trim_ascii(), "x\r\ny\n".lines().rev().collect::<Vec<_>>());
w!("{:?}", b"ab\xffcd\xe2\x82".utf8_chunks().map(|c| (c.valid(), c.invalid())).collect::<Vec<_>>());
w!("{:?}", " a\u{a0}b c ".split_ascii_whitespace().rev().collect::<Vec<_>>());
let mut text = *b"halves";
if let Ok(text) = str::from_utf8_mut(&mut text) {
    let (left, right) = text.split_at_mut(3);
    left.make_ascii_uppercase();
    w!("{left} {right}");
}
w!("{:?}", char::decode_utf16([0x41, 0xd83d, 0xde00, 0xdc00]).map(|c| c.map_err(|e| e.unpaired_surrogate())).collect::<Vec<_>>());
w!("{:?} {:?}", '😀'.encode_utf16(&mut [0; 2]), 'ß'.to_uppercase().rev().collect::<String>());

w!("{:?} {:?}", 200u8.borrowing_sub(201, true), u64::MAX.carrying_mul(u64::MAX, 5));
w!("{:?} {:?} {:?}", 200u8.carrying_mul_add(200, 255, 255), u128::MAX.carrying_mul(3, 1), 7u32.carrying_add(u32::MAX, true));
w!("{} {} {}", (-7i32).strict_div_euclid(2), 5u8.strict_add_signed(-3), i8::MIN.saturating_div(-1));
use core::num::{NonZero, Saturating, Wrapping};
let n = NonZero::new(12u32).unwrap();
w!("{} {} {:?} {} {}", n.isqrt(), n | 1, n.checked_next_power_of_two(), 50 / n, n.midpoint(NonZero::<u32>::MIN));
w!("{} {}", Wrapping(250u8) + Wrapping(10), -Wrapping(1u8));
w!("{} {} {}", Saturating(250u8) + Saturating(10), Saturating(i8::MIN) / Saturating(-1), Saturating(3u8).pow(9));
w!("{} {}", Wrapping(1u8) << 9, [Wrapping(200u8), Wrapping(100)].iter().sum::<Wrapping<u8>>());

let mut peek = "12ab".chars().peekable();
w!("{:?} {:?}", peek.next_if_map(|c| c.to_digit(10).ok_or(c)), peek.next_if_map_mut(|c| c.to_digit(10)));
w!("{:?} {:?}", peek.next_if_map(|c| c.to_digit(10).ok_or(c)), peek.next());
w!("{:?}", [1i8, 2, 2].iter().try_rfold(0i8, |sum, x| sum.checked_add(*x * 50)));
w!("{} {}", [1, 2, 2].iter().is_sorted_by(|a, b| a < b), ["aa", "b"].iter().is_sorted_by_key(|s| s.len()));
let (odd, even): (Vec<_>, Vec<_>) = [(1, 2), (3, 4)].into_iter().collect();
w!("{odd:?} {even:?} {:?}", <(i32, i32, i32)>::from([1, 2, 3]));
let mut none: Option<u8> = None;
w!("{}", none.get_or_insert_default());
w!("{:?} {:?}", none.as_mut_slice(), core::array::repeat::<_, 2>("x"));

use core::cell::{Ref, RefCell, RefMut};
let pair = RefCell::new((1, [2, 3]));
{
    let (mut left, mut right) = RefMut::map_split(pair.borrow_mut(), |p| (&mut p.0, &mut p.1));
    *left += 10;
    right[0] += 10;
    w!("{}", pair.try_borrow().is_err());
}
let (first, _second) = Ref::map_split(pair.borrow(), |p| (&p.0, &p.1));
w!("{} {:?}", *first, Ref::filter_map(pair.borrow(), |p| p.1.get(9)).is_err());

use core::fmt;
struct Shape(bool);
impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            true => f.debug_map().key(&"a").value(&1).entry(&"b", &[2]).finish_non_exhaustive(),
            false => f.debug_tuple("T").field(&1).finish_non_exhaustive(),
        }
    }
}
w!("{:?} {:?} {:?}", Shape(true), Shape(false), fmt::from_fn(|f| f.debug_list().entries([1]).finish_non_exhaustive()));
w!("{:#?} {:#?}", Shape(true), Shape(false));

use core::time::Duration;
let d = Duration::from_mins(3) + Duration::from_millis(2500);
w!("{d:?} {:?} {:?} {:?}", d.abs_diff(Duration::from_hours(1)), d.checked_mul(u32::MAX), 2 * d / 3);

let c = c"wörld\xff\t";
w!("{c:?} {} {:?} {:?}", c.count_bytes(), c.to_str().is_err(), cr"a\n".to_bytes_with_nul());
w!("{:?}", core::ffi::CStr::from_bytes_until_nul(b"ab\0cd").map(|c| c.to_owned()));
w!("{:?} {:?}", std::ffi::CString::new("a\0b").map_err(|e| e.nul_position()), std::ffi::CString::new("ab").unwrap().into_string());
const NAME: &core::ffi::CStr = c"const";
w!("{}", unsafe { *NAME.as_ptr().add(4) } as u8 as char);
