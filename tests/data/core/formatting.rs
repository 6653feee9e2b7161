// The format machinery.
use core::fmt;
struct Hex(u8);
impl fmt::Display for Hex { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.pad_integral(true, "0x", "1f") } }
impl fmt::LowerHex for Hex { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { fmt::LowerHex::fmt(&self.0, f) } }
w!("[{}] [{:#}] [{:6}] [{:<6}] [{:#06}] [{:^7}] [{:*>8}] [{:+}] [{:x}] [{:#04x}]", Hex(1), Hex(1), Hex(1), Hex(1), Hex(1), Hex(1), Hex(1), Hex(1), Hex(10), Hex(10));
struct Pad(&'static str);
impl fmt::Display for Pad { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.pad(self.0) } }
w!("[{}] [{:6}] [{:>6}] [{:^6.2}] [{:.1}] [{:é<5}]", Pad("abc"), Pad("abc"), Pad("abc"), Pad("abc"), Pad("abc"), Pad("abc"));
struct List(Vec<i32>);
impl fmt::Debug for List { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_list().entries(&self.0).entry(&"end").finish() } }
w!("{:?} {:#?} {:02x?}", List(vec![1, 20]), List(vec![1]), List(vec![10]));
struct Map;
impl fmt::Debug for Map { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_map().entry(&"k", &1).entries([("a", (1, 2))]).finish() } }
w!("{:?} {:#?}", Map, Map);
struct Set;
impl fmt::Debug for Set { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_set().entries([3, 4]).finish() } }
w!("{:?} {:#?}", Set, Set);
struct Open;
impl fmt::Debug for Open { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_struct("Open").field("a", &Some(1)).finish_non_exhaustive() } }
w!("{:?} {:#?}", Open, Open);
struct Flags;
impl fmt::Display for Flags { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
    write!(f, "{:?} {:?} {:?} {} {} {} {:?}", f.width(), f.precision(), f.fill(), f.alternate(), f.sign_plus(), f.sign_aware_zero_pad(), f.align().map(|a| match a { fmt::Alignment::Left => 'l', fmt::Alignment::Right => 'r', fmt::Alignment::Center => 'c' }))
} }
w!("{} | {:5} | {:.3} | {:*^+#09.2}", Flags, Flags, Flags, Flags);
let (width, precision, value) = (8, 2, 3.14159);
w!("[{value:width$.precision$}] [{:>1$}] [{:.*}] [{:>w$.p$}]", 5, 6, 2.71828, "abcdef", w = 5, p = 2);
w!("{0} {1} {0:?} {name:>5} {name}", "a", 2, name = "n");
w!("{:e} {:E} {:e} {:e}", 1234.5, 0.00012, 10u32, 123456u64);
w!("{} {} {} {}", 1.0, 1.5e300, 1e-7, f32::MAX);
w!("{:?} {:?} {:?} {:?}", 1.0, 1e16, 1e-5, 0.1 + 0.2);
w!("{:.0} {:.0} {:.0} {:.1} {:5.1}| {:<7.2}| {:+.2} {:07.2}", 0.5, 1.5, 2.5, 0.25, 9.96, 1.0, 1.0, -1.5);
w!("{} {:?} {} {}", f64::NAN, f64::NEG_INFINITY, -0.0, f64::MIN_POSITIVE > 0.0);
w!("{:5}|{:<5}|{:^5}|{:>5}|{:05}|{:+}|{:<+5}|{:#x}|{:#010b}|{:#o}", 42, 42, 42, 42, -42, 42, 42, 255, 5, 8);
w!("{:?} {:5?}| {:<5?}| {:05?}", Some(1), Some(1), Some(1), Some(-1));
w!("{:x?} {:X?} {:#x?}", [10, 255], [10, 255], (10, "a"));
w!("{:?} {:?}", 'a', ["a\n", "\"q\""]);
w!("{:>6} {:<6}| {:^6}|", true, 'c', "é");
w!("{:?}", (1, "a", 'b', 2.5, [Some(1), None], ()));
w!("{:#?}", (1, [Some("x")], ()));
w!("{}", format_args!("{} {}", 1, format_args!("<{}>", 2)));
#[derive(Debug, Clone, PartialEq, Default)] struct Inner { a: u8, b: Vec<u8> }
#[derive(Debug)] enum Shape { Unit, Tuple(i32, Inner), Named { x: Option<Inner>, y: &'static str } }
w!("{:?} {:?}", Shape::Unit, Shape::Tuple(1, Inner::default()));
w!("{:#?}", Shape::Named { x: Some(Inner { a: 1, b: vec![1, 2] }), y: "multi\nline" });
w!("{:#?}", [Shape::Tuple(-1, Inner { a: 0, b: vec![] })]);
#[derive(Debug)] struct Generic<'a, T: ?Sized>(&'a T);
w!("{:?} {:?}", Generic("str"), Generic(&[1, 2][..]));
w!("{{}} {{{}}}", 1);
w!("{:p} {:p}", 0x1234 as *const u8, 0 as *mut u64);
w!("{:?} {:#?}", 0x10 as *const u8, 0x10 as *const u8);
w!("{:10.3?}|{:<10?}|{:^+8.1?}", 1.0, "ab", 2.25);
w!("{:>+8} {:<#6x}| {:^#8b}|", 5, 10, 2);
w!("{:3}|{:>3}|{:.0}|{:.2}|", "abcd", "é", "abc", "日本語");
w!("{} {} {}", u128::MAX, i128::MIN, 0u8);
w!("{:08.3} {:8} {:e}", 1.5f32, 1.5f32, 1.5f32);
w!("{}", [1, 2, 3].iter().map(|n| format!("{n:02}")).collect::<Vec<_>>().join(":"));
