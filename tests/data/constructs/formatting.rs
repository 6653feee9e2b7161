pub mod widths_and_fills {
    pub fn run() {
        let (w, p, n) = (8, 3, -42);
        println!("[{:5}] [{:<5}] [{:>5}] [{:^5}] [{:05}] [{:+}] [{:+05}]", 42, 42, 42, 42, 42, 42, 42);
        println!("[{:5}] [{:<5}] [{:>5}] [{:^5}] [{:-^5}] [{:.1}] [{:>4.2}]", "ab", "ab", "ab", "ab", "ab", "ab", "abc");
        println!("[{:w$}] [{:>w$}] [{:^1$}] [{:.*}]", n, w, p, 2, "xyz", w = 7);
        println!("[{n:w$}] [{n:<w$}] [{n:^+w$}] [{n:0>w$}] [{0:>1$}] [{name:?}]", 5, 4, name = "q");
        println!("[{:#x}] [{:#X}] [{:#b}] [{:#o}] [{:x}] [{:#010x}] [{:#06b}] [{:08X}]", 255, 255, 5, 8, 3054, 255, 5, 0xbeefu32);
        println!("[{:#x}] [{:x}] [{:b}] [{:#x}]", -1i8, -1i16, -2i8, i64::MIN);
        println!("[{:^#12x}] [{:*<#8b}] [{:>#6o}] [{:#<5}]", 0xab, 5, 8, 'c');
        println!("[{:?}] [{:5?}] [{:<5?}] [{:05?}] [{:#?}] [{:x?}] [{:X?}] [{:#x?}]", 5, 5, 5, 5, 5, 255, 255, 255);
        println!("[{:?}] [{:#04x?}] [{:02X?}]", [1, 20], [1, 20], [10, 200]);
        println!("[{:10?}] [{:<8?}] [{:>8?}]", "a\"", Some("b"), 'c');
        println!("[{:5}] [{:<6}] [{:^7}] [{:>4?}]", true, false, true, false);
        println!("[{:3}] [{:>3}] [{:^3}] [{:~^5}]", 'x', 'y', 'z', 'é');
        println!("[{:p}] [{:20p}] [{:#p}] [{:?}]", 0xb8000 as *const u8, 0x10 as *const u8, 0x20 as *mut u16, 0x30 as *const ());
        println!("{{}} {{{}}} {{{{{}}}}}", 1, 2);
        println!("{0} {1} {0} {} {}", "a", "b");
        println!("{a}{b}{a}", a = 1, b = { let t = 2; t * 2 });
        println!("{:?} {:?}", (), ((1,), ("a", 'b', true)));
        println!("{:?} {:?} {:?}", &&5, &mut 6, *&7);
        println!("{:e} {:E}", 1500u32, 123456789u64);
        println!("{}", format_args!("{:>5}|{}", 1, format_args!("{}", 2)));
        println!("{:>10}|{:<10}|", format_args!("a"), format_args!("{}", "b"));
        println!("{:?}", format_args!("x{}", 1));
        println!("{:#?} {:#?}", "s", None::<u8>);
    }
}
pub mod debug_structures {
    use core::fmt;
    #[derive(Debug)] struct Unit; #[derive(Debug)] struct Tup(u8, Unit); #[derive(Debug)] struct Named<'a> { id: u32, kids: &'a [Tup], opt: Option<&'a Named<'a>>, r#type: char }
    #[derive(Debug)] enum E<T> { Empty, One(T), Many { a: T, b: [T; 2] } } #[derive(Debug)] struct NoFields {} #[derive(Debug)] struct NoTuple();
    struct Hand; impl fmt::Debug for Hand { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Hand").field("fingers", &5).field("nested", &Tup(1, Unit)).finish_non_exhaustive() } }
    struct List; impl fmt::Debug for List { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entry(&1).entries([2, 3].iter()).finish() } }
    struct Map; impl fmt::Debug for Map { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entry(&"k", &Unit).entries([(1, "v"), (2, "w")]).finish() } }
    struct Set; impl fmt::Debug for Set { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_set().entries(b"ab").finish() } }
    struct T3; impl fmt::Debug for T3 { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("T3").field(&"x").field(&E::One([1])).finish() } }
    pub fn run() {
        let inner = Named { id: 2, kids: &[], opt: None, r#type: '\'' };
        let n = Named { id: 1, kids: &[Tup(7, Unit), Tup(8, Unit)], opt: Some(&inner), r#type: 'x' };
        println!("{:?}", n); println!("{:#?}", n);
        println!("{:?} {:?} {:?} {:?} {:?}", E::<u8>::Empty, E::One("q"), E::Many { a: 1, b: [2, 3] }, NoFields {}, NoTuple());
        println!("{:#?}", E::Many { a: Some(1), b: [None, Some(3)] });
        println!("{:?} {:#?}", Hand, Hand); println!("{:?} {:#?}", List, List); println!("{:?} {:#?}", Map, Map); println!("{:?} {:#?}", Set, Set); println!("{:?} {:#?}", T3, T3);
        println!("{:#?} {:#?} {:#?} {:#?}", (), (1,), [0u8; 0], NoFields {});
        println!("{:#x?}", Tup(255, Unit)); println!("{:04?}", [Some(1), None]); println!("{:#?}", ("a\nb", 'c', [[1], [2]]));
        println!("{:?} {:?}", core::cell::Cell::new(5), core::cell::RefCell::new("r")); let c = core::cell::RefCell::new(1); let _g = c.borrow_mut(); println!("{:?} {:#?}", c, c);
        println!("{:?} {:?} {:?} {:?}", 1..2, ..=3, core::cmp::Ordering::Less, core::marker::PhantomData::<u8>);
        println!("{:?} {:?}", core::time::Duration::from_millis(1500), core::num::Wrapping(3));
        println!("{:?} {:?}", Ok::<u8, ()>(1), Err::<(), _>(fmt::Error)); println!("{}", fmt::Error);
        println!("{:?} {:?}", [1, 2, 3].iter(), "ab".chars()); println!("{:?}", (0..3).map(|x| x).rev().next());
    }
}
pub mod own_display {
    use core::fmt::{self, Binary, Display, Formatter, LowerHex, Pointer, UpperHex, Write};
    struct Ip([u8; 4]); impl Display for Ip { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { let [a, b, c, d] = self.0; write!(f, "{a}.{b}.{c}.{d}") } }
    struct Padded(&'static str); impl Display for Padded { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { f.pad(self.0) } }
    struct Num(i64); impl Display for Num { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { f.pad_integral(self.0 >= 0, "#", if self.0 == 1 { "one" } else { "many" }) } }
    struct Addr(u64); impl LowerHex for Addr { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { LowerHex::fmt(&self.0, f) } } impl UpperHex for Addr { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { write!(f, "{:X}h", self.0) } } impl Pointer for Addr { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { Pointer::fmt(&(self.0 as *const u8), f) } } impl Binary for Addr { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { f.write_char('b')?; Binary::fmt(&(self.0 & 0xf), f) } }
    struct Spy; impl Display for Spy { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { write!(f, "w{:?} p{:?} fill{:?} alt{} plus{} zero{} minus{} ", f.width(), f.precision(), f.fill(), f.alternate(), f.sign_plus(), f.sign_aware_zero_pad(), f.sign_minus())?; match f.align() { Some(fmt::Alignment::Left) => f.write_str("left"), Some(fmt::Alignment::Right) => f.write_str("right"), Some(fmt::Alignment::Center) => f.write_str("center"), None => f.write_str("none") } } }
    struct Join<'a, T>(&'a [T], &'static str); impl<T: Display> Display for Join<'_, T> { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { let mut it = self.0.iter(); if let Some(x) = it.next() { x.fmt(f)?; for x in it { f.write_str(self.1)?; x.fmt(f)?; } } Ok(()) } }
    struct Fails(u8); impl Display for Fails { fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result { if self.0 == 0 { Err(fmt::Error) } else { f.write_char('f') } } }
    struct Buf { b: [u8; 12], n: usize, calls: usize } impl Write for Buf { fn write_str(&mut self, s: &str) -> fmt::Result { self.calls += 1; for b in s.bytes() { *self.b.get_mut(self.n).ok_or(fmt::Error)? = b; self.n += 1; } Ok(()) } }
    fn table(rows: &[(&str, u32)]) { let w = rows.iter().map(|r| r.0.len()).max().unwrap_or(0); for (k, v) in rows { println!("|{k:<w$}|{v:>6}|{:>1$}|", "=", w + 1); } }
    pub fn run() {
        println!("{} [{:>12}] {}", Ip([10, 0, 2, 15]), Ip([1, 2, 3, 4]), Join(&[Ip([0; 4]), Ip([255; 4])], ", "));
        println!("[{:8}] [{:>8}] [{:^8}] [{:.2}] [{:_>6.3}]", Padded("abc"), Padded("abc"), Padded("abc"), Padded("abc"), Padded("abcdef"));
        println!("[{}] [{:+}] [{:#}] [{:8}] [{:<8}] [{:#010}] [{:+8}]", Num(1), Num(2), Num(3), Num(-4), Num(1), Num(-5), Num(6));
        println!("{:x} {:#x} {:#018x} {:X} {:p} {:b} [{:>8x}]", Addr(48), Addr(48), Addr(0xdead), Addr(255), Addr(0xb8000), Addr(5), Addr(1));
        println!("{}\n{:5}\n{:<+#08.3}\n{:^-9}\n{:*>5$}", Spy, Spy, Spy, Spy, Spy, 4);
        println!("{:>4} {:04}", Join(&[1, 2], "/"), Join(&[7, -8], " "));
        let mut b = Buf { b: [0; 12], n: 0, calls: 0 };
        println!("{:?} {} {}", write!(b, "a{}b{:>3}", 1, 2), b.n, b.calls); println!("{:?} {}", write!(b, "{}{}", "0123", "456789"), b.n); println!("{:?}", writeln!(b)); println!("{:?}", core::str::from_utf8(&b.b));
        let mut b = Buf { b: [0; 12], n: 0, calls: 0 }; println!("{:?} {:?} {}", write!(b, "{}", Fails(1)), write!(b, "x{}y", Fails(0)), b.n);
        table(&[("code", 12), ("rodata", 4096), ("x", 7)]);
        let args = format_args!("{}-{}", 1, "z").to_string_len(); println!("{args}"); println!("{:?} {:?}", format_args!("lit").as_str(), format_args!("{}", b.n).as_str().is_some());
        println!("{}", fmt::from_fn(|f| f.write_str("from fn")));
    }
    trait L { fn to_string_len(&self) -> usize; } impl L for fmt::Arguments<'_> { fn to_string_len(&self) -> usize { let mut b = Buf { b: [0; 12], n: 0, calls: 0 }; let _ = b.write_fmt(*self); b.n } }
}
