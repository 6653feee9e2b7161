pub mod splitting {
    pub fn run() {
        for p in "a,b,,c,".split(',') { print!("[{p}]"); }
        println!();
        for p in "a,b,,c,".split_terminator(',') { print!("[{p}]"); }
        for p in "a,b,,c,".rsplit(',').take(3) { print!("<{p}>"); }
        println!();
        for p in "one  two\tthree\n".split(char::is_whitespace) { print!("[{p}]"); }
        for p in "one  two\tthree\n".split_whitespace().rev() { print!("({p})"); }
        println!();
        for p in "k1=v1;k2=v2=x;k3".split(';') { match p.split_once('=') { Some((k, v)) => print!("{k}:{v} "), None => print!("{p}? ") } }
        println!("{:?}", "a/b/c.rs".rsplit_once('/'));
        for p in "2020-01-02".splitn(2, '-') { print!("[{p}]"); }
        for p in "2020-01-02".rsplitn(2, "-") { print!("<{p}>"); }
        for p in "aXXbXXc".split("XX") { print!("{p}."); }
        for p in "a1b2c3".split(|c: char| c.is_ascii_digit()) { print!("{p};"); }
        for p in "a-b_c".split(['-', '_']) { print!("{p}|"); }
        for p in "a-b_c".split(&['-', '_'][..]) { print!("{p}/"); }
        println!();
        for l in "first\nsecond\r\n\nlast".lines() { print!("{:?} ", l); }
        for p in "line one\nline two\n".split_inclusive('\n') { print!("{:?} ", p); }
        println!();
        println!("{:?} {:?}", "".split(',').count(), "".lines().count());
        println!("{:?}", "key: value".split_at(3));
        println!("{:?}", "ab cd".split(' ').map(str::len).max());
        let mut parts = "10 + 32".split(' ');
        if let (Some(a), Some(op), Some(b), None) = (parts.next(), parts.next(), parts.next(), parts.next()) { println!("{:?}", (a.parse::<i32>(), op, b.parse::<i32>().map(|b| b + 1))); }
    }
}
pub mod trimming_and_finding {
    pub fn run() {
        println!("[{}] [{}] [{}]", "  x y ".trim(), "  x ".trim_start(), "\t x \n".trim_end());
        println!("{} {} {}", "xxabxx".trim_matches('x'), "00120".trim_start_matches('0'), "1a2b3".trim_end_matches(char::is_numeric));
        println!("{:?} {:?} {:?}", "prefix-body".strip_prefix("prefix-"), "a.rs".strip_suffix(".rs"), "a".strip_prefix('b'));
        let s = "hello wörld, hello";
        println!("{:?} {:?} {:?} {:?}", s.find('o'), s.rfind('o'), s.find("hello"), s.rfind("hello"));
        println!("{:?} {:?} {:?}", s.find("ld,"), s.find(|c: char| !c.is_ascii()), s.find('z'));
        println!("{} {} {} {}", s.contains("wör"), s.contains('q'), s.starts_with('h'), s.ends_with("llo"));
        for (i, m) in s.match_indices("l") { print!("{i}{m} "); }
        for m in s.matches(char::is_alphabetic).take(3) { print!("{m} "); }
        println!("{}", s.matches("hello").count());
        println!("{:?} {:?} {:?}", s.get(0..5), s.get(6..8), s.get(6..9));
        println!("{} {} {}", &s[..5], &s[13..], &s[6..=6]);
        println!("{} {} {}", s.len(), s.chars().count(), s.is_char_boundary(8));
        println!("{:?} {:?}", s.char_indices().nth(8), s.char_indices().rev().nth(10));
        println!("{:?} {:?}", "abc".cmp("abd"), "abc" < "ab");
        println!("{} {}", "Straße".eq_ignore_ascii_case("STRAßE"), "tEsT" == "test");
        println!("{:?}", "x".repeat_len(3));
    }
    trait RepeatLen { fn repeat_len(&self, n: usize) -> usize; }
    impl RepeatLen for str { fn repeat_len(&self, n: usize) -> usize { self.len() * n } }
}
pub mod parsing {
    use core::str::FromStr;
    #[derive(Debug, PartialEq)] enum Unit { Hex(u64), Dec(i64), Flag(bool), Letter(char) }
    #[derive(Debug, PartialEq)] enum Bad { Empty, Number(core::num::ParseIntError), What }
    impl From<core::num::ParseIntError> for Bad { fn from(e: core::num::ParseIntError) -> Bad { Bad::Number(e) } }
    impl FromStr for Unit {
        type Err = Bad;
        fn from_str(s: &str) -> Result<Self, Bad> {
            if s.is_empty() { return Err(Bad::Empty); }
            if let Some(h) = s.strip_prefix("0x") { return Ok(Unit::Hex(u64::from_str_radix(h, 16)?)); }
            if let Ok(b) = s.parse() { return Ok(Unit::Flag(b)); }
            if s.starts_with(|c: char| c == '-' || c.is_ascii_digit()) { return Ok(Unit::Dec(s.parse()?)); }
            s.parse::<char>().map(Unit::Letter).map_err(|_| Bad::What)
        }
    }
    pub fn run() {
        for s in ["0xff", "-42", "true", "q", "", "0xg", "99999999999999999999", "--1", "word", "7_000", "-"] { println!("{:?}", s.parse::<Unit>()); }
        println!("{:?} {:?} {:?}", "+7".parse::<u8>(), "-0".parse::<u8>(), "256".parse::<u8>());
        println!("{:?} {:?}", "".parse::<i32>(), " 1".parse::<i32>());
        println!("{:?} {:?} {:?}", i8::from_str_radix("-80", 16), u8::from_str_radix("zz", 36), u32::from_str_radix("1010", 2));
        println!("{:?} {:?}", "maybe".parse::<bool>(), "ab".parse::<char>());
        match "300".parse::<u8>() { Err(e) => println!("{} / {:?}", e, e.kind()), Ok(_) => {} }
        match "x".parse::<u8>() { Err(e) => println!("{e}"), Ok(_) => {} }
        println!("{}", "t".parse::<bool>().unwrap_err());
        println!("{}", "".parse::<char>().unwrap_err());
        println!("{:?}", "170141183460469231731687303715884105727".parse::<i128>());
        println!("{:?}", "1,2,x,4".split(',').filter_map(|s| s.parse::<u32>().ok()).sum::<u32>());
    }
}
pub mod characters {
    fn caesar(c: char, k: u8) -> char { match c { 'a'..='z' => ((c as u8 - b'a' + k) % 26 + b'a') as char, 'A'..='Z' => ((c as u8 - b'A' + k) % 26 + b'A') as char, _ => c } }
    pub fn run() {
        for c in "Hello, World!".chars().map(|c| caesar(c, 13)) { print!("{c}"); }
        println!();
        for c in ['a', 'Z', '7', ' ', '\n', 'é', 'ß', '中', '😀', '\0', '_', '٣'] {
            print!("{}{}{}{}{}{}{}{} ", c.is_alphabetic() as u8, c.is_numeric() as u8, c.is_whitespace() as u8, c.is_uppercase() as u8, c.is_ascii_punctuation() as u8, c.is_control() as u8, c.len_utf8(), c.len_utf16());
        }
        println!();
        println!("{:?} {:?} {:?}", 'f'.to_digit(16), '9'.to_digit(8), char::from_digit(11, 16));
        println!("{:?} {:?} {:?}", char::from_u32(0x41), char::from_u32(0xd800), char::from(66u8));
        println!("{} {} {}", 'ß'.to_uppercase(), 'É'.to_lowercase(), 'x'.to_ascii_uppercase());
        println!("{:?} {:?} {:?} {:?}", '\'', '"', '\u{7f}', '\u{200b}');
        println!("{} {} {}", '\n'.escape_debug(), 'é'.escape_unicode(), '\t'.escape_default());
        println!("{} {}", "tab\t\"q\" é\u{1}".escape_debug(), "é\n".escape_default());
        println!("{:?} {:?}", "tab\t'q' \\ \u{1b}[0m \r\0", "中\u{301}");
        let mut b = [0; 4];
        println!("{} {:?}", 'é'.encode_utf8(&mut b).len(), b);
        println!("{:?} {:?} {}", ('a'..='e').rev().nth(1), ('a'..'e').last(), 'z' as u32 - 'a' as u32);
        println!("{} {}", u8::try_from('ÿ').unwrap(), u8::try_from('Ā').is_err());
        println!("{} {} {}", b'a'.is_ascii_lowercase(), b'\x1b'.is_ascii_control(), (b'a' ^ 0x20) as char);
        println!("{:?}", b'\n'.escape_ascii().map(|b| b as char).fold(0, |n, c| n * 256 + c as u32));
        println!("{} {:?}", char::MAX as u32, char::REPLACEMENT_CHARACTER);
        println!("{}", ['n', 'i', 'b'].iter().rev().fold(0u64, |h, c| h * 31 + *c as u64));
    }
}
pub mod bytes_and_utf8 {
    fn reverse_in_place(b: &mut [u8]) { let n = b.len(); for i in 0..n / 2 { b.swap(i, n - 1 - i); } }
    fn upper<'a>(s: &str, buf: &'a mut [u8]) -> &'a str { let n = s.len().min(buf.len()); buf[..n].copy_from_slice(&s.as_bytes()[..n]); buf[..n].make_ascii_uppercase(); core::str::from_utf8(&buf[..n]).unwrap_or("?") }
    pub fn run() {
        let mut buf = [0u8; 8];
        println!("{}", upper("kernel", &mut buf)); println!("{}", upper("page fault", &mut buf));
        println!("{:?}", buf);
        let mut w = *b"stressed"; reverse_in_place(&mut w);
        println!("{}", core::str::from_utf8(&w).unwrap());
        println!("{:?} {:?}", core::str::from_utf8(&[0xe9]), core::str::from_utf8(b"ab\xff\xfec").map_err(|e| (e.valid_up_to(), e.error_len())));
        match core::str::from_utf8(&[b'a', 0xe2, 0x82]) { Err(e) => println!("{e}"), Ok(s) => println!("{s}") }
        match core::str::from_utf8(&[b'a', 0xc0, 0x82]) { Err(e) => println!("{e}"), Ok(s) => println!("{s}") }
        let s = "héllo";
        println!("{:?} {:?}", s.as_bytes(), s.bytes().rev().map(|b| b as u32).sum::<u32>());
        println!("{}", s.bytes().filter(|b| b & 0xc0 != 0x80).count());
        println!("{:?}", "né".char_indices().map(|(i, c)| i as u32 * 1000 + c as u32).last());
        let mut t = [0u8; 5]; t.clone_from_slice(b"HeLLo"); t[1..4].make_ascii_lowercase();
        let text = unsafe { core::str::from_utf8_unchecked(&t) };
        println!("{text} {} {}", text.is_ascii(), text.chars().all(char::is_alphanumeric));
        println!("{:?} {:?}", b"\"q\"\\\x7f\t", "a\x41\u{42}");
        println!("{}", b"esc\n\xff".escape_ascii());
        println!("{:?} {:?}", r"raw\n", r#"with "quotes""#);
        println!("{:?}", "multi \
            line");
        println!("{:?}", concat!("a", 1, 'c', true, -5, 2.5));
        println!("{} {}", stringify!(a + b * (c)), b"bytes".len());
        let hash = "fnv".bytes().fold(0xcbf29ce484222325u64, |h, b| (h ^ b as u64).wrapping_mul(0x100000001b3));
        println!("{hash:#x}");
       
    }
}
pub mod fixed_string_type {
    use core::fmt::{self, Write};
    struct Text<const N: usize> { buf: [u8; N], len: usize }
    impl<const N: usize> Text<N> {
        const fn new() -> Self { Text { buf: [0; N], len: 0 } }
        fn as_str(&self) -> &str { core::str::from_utf8(&self.buf[..self.len]).unwrap() }
        fn pop(&mut self) -> Option<char> { let c = self.as_str().chars().next_back()?; self.len -= c.len_utf8(); Some(c) }
        fn insert(&mut self, at: usize, c: char) { let n = c.len_utf8(); self.buf.copy_within(at..self.len, at + n); c.encode_utf8(&mut self.buf[at..at + n]); self.len += n; }
    }
    impl<const N: usize> Write for Text<N> { fn write_str(&mut self, s: &str) -> fmt::Result { let end = self.len + s.len(); self.buf.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(s.as_bytes()); self.len = end; Ok(()) } }
    impl<const N: usize> core::ops::Deref for Text<N> { type Target = str; fn deref(&self) -> &str { self.as_str() } }
    impl<const N: usize> PartialEq<&str> for Text<N> { fn eq(&self, o: &&str) -> bool { **self == **o } }
    impl<const N: usize> fmt::Debug for Text<N> { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { fmt::Debug::fmt(self.as_str(), f) } }
    impl<const N: usize> From<u32> for Text<N> { fn from(n: u32) -> Self { let mut t = Text::new(); write!(t, "{n}").unwrap(); t } }
    impl<const N: usize, T: fmt::Display> core::iter::FromIterator<T> for Text<N> { fn from_iter<I: IntoIterator<Item = T>>(it: I) -> Self { let mut t = Text::new(); for x in it { write!(t, "{x};").unwrap(); } t } }
    pub fn run() {
        let mut t = Text::<16>::new();
        println!("{:?}", write!(t, "{:>4}|{:x}", 42, 255));
        println!("{:?} {} {}", t, t.len(), t.to_owned_len());
        println!("{:?} {:?}", write!(t, "{}", "too long to fit"), t);
        println!("{:?} {:?} {:?}", t.pop(), t.pop(), t.as_str());
        t.insert(0, 'é'); t.insert(2, 'ü');
        println!("{} {}", t.as_str(), t.starts_with("éü")); println!("{:?}", t.pop());
        println!("{:?} {}", Text::<4>::from(1234), Text::<4>::from(7) == "7");
        println!("{:?}", (1..=4).map(|n| n * n).collect::<Text<20>>());
        println!("{:?} {}", t.split('|').next(), t.trim().len());
        println!("{:>8}|{:<8}|{:^8}|{:*^9}|{:.2}|", &*t, "ab", "mid", "odd", "truncate");
        println!("{:?}", t.write_char('x').and_then(|_| t.write_str("yz")).map(|_| t.len));
    }
    trait L { fn to_owned_len(&self) -> usize; } impl L for str { fn to_owned_len(&self) -> usize { self.len() } }
}
