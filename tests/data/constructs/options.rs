pub mod combinators {
    fn half(n: i32) -> Option<i32> { if n % 2 == 0 { Some(n / 2) } else { None } }
    pub fn run() {
        println!("{:?} {:?} {:?}", Some(8).and_then(half).and_then(half), Some(6).and_then(half).and_then(half), None.and_then(half));
        println!("{:?} {:?} {:?}", Some(3).map(|x| x * 2), Some(3).filter(|x| *x > 5), Some(4).xor(None::<i32>));
        println!("{} {} {}", Some(2).map_or(0, |x| x + 1), None::<i32>.map_or(7, |x| x), None.map_or_else(|| -1, |x: i32| x));
        println!("{:?} {:?}", Some(1).ok_or("none"), None::<i32>.ok_or_else(|| "made".len()));
        println!("{} {} {}", None.unwrap_or(5), None.unwrap_or_else(|| 6), None::<u8>.unwrap_or_default());
        println!("{:?} {:?} {:?}", Some(1).or(Some(2)), None.or(Some(2)), None.or_else(|| half(4)));
        println!("{:?} {:?}", Some(1).zip(Some('a')), Some((1, 'b')).unzip());
        println!("{} {} {} {}", Some(3).is_some_and(|x| x > 2), None::<i32>.is_none_or(|x| x > 2), Some(1).is_none(), Some(Some(1)).flatten().is_some());
        println!("{:?} {:?}", Some(Ok::<i32, &str>(3)).transpose(), Some(Err::<i32, _>("e")).transpose());
        let mut o = Some(3); if let Some(x) = o.as_mut() { *x += 1; } if let Some(x) = &mut o { *x *= 2; } println!("{:?}", o.take()); println!("{:?} ", o.get_or_insert(9));
        println!("{:?}", o.replace(1)); println!("{:?}", o.insert(4)); println!("{:?}", o.as_ref().map(|x| x + 1));
        println!("{:?}", o.take_if(|x| *x == 4)); println!("{:?}", o);
        println!("{:?} {:?}", Some(&5).copied(), Some(&[1, 2]).cloned());
        println!("{:?} {:?}", Some("text").as_deref().map(str::len), Some(5).inspect(|x| print!("({x}) ")));
        println!("{:?}", Some(3).iter().chain(None.iter()).chain(&Some(4)).sum::<i32>());
        for x in Some("once") { print!("{x} "); }
        println!("{:?} {:?} {}", Some(1).cmp(&None), Some(1).max(Some(2)), None < Some(i32::MIN));
        println!("{:?}", Some(5).map(|x| (x > 3).then_some(x)).unwrap_or(None));
        println!("{:?} {:?}", true.then(|| 1), false.then_some(1));
        println!("{:?}", [Some(1), None, Some(3)].iter().map(|o| o.map_or('-', |n| char::from_digit(n, 10).unwrap())).rev().fold(0, |a, c| a * 100 + c as u32));
    }
}
pub mod results {
    #[derive(Debug, PartialEq, Clone)] enum E { Parse(core::num::ParseIntError), Neg(i64), Io(&'static str) }
    impl From<core::num::ParseIntError> for E { fn from(e: core::num::ParseIntError) -> E { E::Parse(e) } }
    impl From<&'static str> for E { fn from(e: &'static str) -> E { E::Io(e) } }
    impl core::fmt::Display for E { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { match self { E::Parse(e) => write!(f, "parse: {e}"), E::Neg(n) => write!(f, "negative {n}"), E::Io(s) => f.pad(s) } } }
    impl core::error::Error for E { fn source(&self) -> Option<&(dyn core::error::Error + 'static)> { if let E::Parse(e) = self { Some(e) } else { None } } }
    fn num(s: &str) -> Result<i64, E> { let n: i64 = s.trim().parse()?; if n < 0 { Err(E::Neg(n))? } if n == 42 { return Err("answer".into()); } Ok(n) }
    fn sum(s: &str) -> Result<i64, E> { let mut t = 0; for p in s.split('+') { t += num(p)?; } Ok(t) }
    fn opt(s: &str) -> Option<u8> { let (a, b) = s.split_once(':')?; let x = a.parse::<u8>().ok()?; x.checked_mul(b.len() as u8) }
    pub fn run() {
        for s in ["1 + 2+3", "4+x", "5+-6", "42", ""] { match sum(s) { Ok(n) => print!("ok {n}"), Err(e) => { print!("{e} / {e:?}"); if let Some(c) = core::error::Error::source(&e) { print!(" from {c}"); } } } println!(); }
        for s in ["5:abc", "200:ab", "5", "x:y"] { print!("{:?} ", opt(s)); } println!();
        let r: Result<u8, &str> = Err("bad");
        println!("{:?} {:?} {} {:?}", r.map(|x| x + 1), r.map_err(str::len), r.unwrap_or(3), r.ok());
        println!("{:?} {} {:?} {:?}", r.err(), r.unwrap_or_else(|e| e.len() as u8), r.or_else(|e| if e == "bad" { Ok::<u8, ()>(7) } else { Err(()) }), r.and_then(|x| x.checked_add(1).ok_or("o")));
        println!("{} {} {:?} {:?}", r.is_err_and(|e| e.len() == 3), r.is_ok(), r.as_ref().map_err(|e| e.len()), r.or(Ok::<u8, u8>(1)));
        println!("{} {} {}", r.map_or(0, |x| x), r.map_or_else(|e| e.len(), |x| x as usize), r.iter().count());
        println!("{:?} {:?}", Ok::<Option<u8>, ()>(None).transpose(), Ok::<_, ()>(Some(1)).transpose());
        println!("{:?}", Ok::<u8, &str>(5).inspect(|x| print!("<{x}> ")).and(Ok::<char, _>('z')));
        let all: Result<u32, _> = ["1", "2", "b"].iter().map(|s| s.parse::<u32>()).sum(); println!("{:?}", all);
        println!("{:?}", "9".parse::<u8>().ok().filter(|n| n % 3 == 0).xor(Some(1)));
        println!("{:?}", (|| { let x: u8 = u8::try_from(300)?; Ok::<u8, core::num::TryFromIntError>(x) })());
        println!("{}", r.expect_err("no").len());
        println!("{:>8}|{:<8}|", E::Io("pad"), E::Io("left"));
        let e: &dyn core::error::Error = &E::Neg(1); println!("{e} {e:?}");
    }
}
pub mod unwrap_none { pub fn run() { let mut it = [1].iter(); println!("{}", it.next().unwrap()); println!("{}", it.next().unwrap()); }
}
pub mod expect_none { pub fn run() { let o: Option<&str> = None; println!("{}", o.expect("a frame should be left")); }
}
pub mod unwrap_err { pub fn run() { println!("{}", "12a".parse::<u16>().unwrap()); }
}
pub mod expect_err_value { #[derive(Debug)] struct Why { code: u8, text: &'static str } pub fn run() { let r: Result<(), Why> = Err(Why { code: 3, text: "q\"t" }); r.expect("mapping failed"); }
}
pub mod unwrap_err_of_ok { pub fn run() { println!("{}", Ok::<u8, &str>(4).unwrap_err()); }
}
pub mod expect_err_of_ok { pub fn run() { let r: Result<[u8; 2], ()> = Ok([1, 2]); r.expect_err("should fail"); }
}
pub mod control_flow {
    use core::ops::ControlFlow::{self, *};
    fn visit(v: &[i32]) -> ControlFlow<i32, usize> { let mut n = 0; for x in v { if *x < 0 { return Break(*x); } n += 1; } Continue(n) }
    fn nested(v: &[&[i32]]) -> ControlFlow<i32, usize> { let mut n = 0; for x in v { n += visit(x)?; } Continue(n) }
    pub fn run() {
        println!("{:?} {:?}", nested(&[&[1, 2], &[3]]), nested(&[&[1], &[2, -7], &[5]]));
        println!("{:?}", (1..10).try_for_each(|x| if x * x > 30 { Break(x) } else { Continue(()) }));
        println!("{:?}", [3, 4, -1].iter().try_fold(0i32, |a, x| if *x < 0 { Err(a) } else { Ok(a + x) }));
        println!("{:?} {}", visit(&[-2]).break_value(), visit(&[]).is_continue());
        println!("{:?}", (|| { for i in 0.. { let r = (i > 5).then_some(i * 10); if r.is_some() { return r; } } None })());
    }
}
