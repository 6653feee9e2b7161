extern crate alloc;
use core::alloc::{GlobalAlloc, Layout};
pub struct Bump;
static mut ROOM: [u64; 8192] = [0; 8192];
static mut AT: usize = 0;
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 { unsafe {
        let start = (&raw mut ROOM as usize + AT + l.align() - 1) & !(l.align() - 1);
        AT = start + l.size() - &raw mut ROOM as usize;
        start as *mut u8 } }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { for i in 0..l.size() { *p.add(i) = 0xdd; } } }
}
#[global_allocator] static A: Bump = Bump;

pub mod matches {
    use alloc::{boxed::Box, string::String, vec, vec::Vec, rc::Rc}; use super::alloc;
    fn word(s: String) -> u8 { match s.as_str() { "red" => 1, _ => 0 } }
    fn made(s: &str) -> u8 { match s.to_lowercase().as_str() { "red" => 1, _ => 0 } }
    fn yes(s: String) -> bool { matches!(s.as_str(), "red" | "blue") }
    fn first(v: Vec<u8>) -> u8 { match v.first() { Some(9) => 1, _ => 0 } }
    fn slice(v: Vec<u8>) -> u8 { match v.as_slice() { [9, ..] => 1, _ => 0 } }
    fn boxed(b: Box<u8>) -> u8 { match b.as_ref() { 7 => 1, _ => 0 } }
    fn star(b: Box<u8>) -> u8 { match *b { 7 => 1, _ => 0 } }
    fn opt(b: Option<Box<u8>>) -> u8 { match b.as_deref() { Some(7) => 1, _ => 0 } }
    fn tup(b: (Box<u8>, u8)) -> u8 { match (&*b.0, b.1) { (7, 3) => 1, _ => 0 } }
    fn opt2(o: Option<String>) -> u8 { match o.as_ref().map(|s| s.as_str()) { Some("x") => 1, _ => 0 } }
    fn rc(o: Rc<u32>) -> u8 { match *o { 5 => 1, _ => 0 } }
    fn res(s: String) -> u8 { match s.parse::<u8>() { Ok(5) => 1, _ => 0 } }
    fn nested(s: String) -> u8 { match (s.as_bytes(), s.len()) { ([b'a', ..], 2) => 1, _ => 0 } }
    fn last(v: Vec<(u8, u16)>) -> u8 { match v.last() { Some(&(1, 2)) => 1, _ => 0 } }
    fn iflet(v: Vec<u8>) -> u8 { if let Some(9) = v.first() { 1 } else { 0 } }
    fn cmp(v: Vec<u8>) -> bool { v[0] == 9 && v[1] < 10 }
    fn cmp2(v: Vec<u8>) -> bool { v[0] == 9 && v.iter().any(|x| *x == 9) }
    fn cast(v: Vec<u8>) -> u32 { v[0] as u32 + v[1] as u32 }
    fn idx(v: Vec<u8>, i: usize) -> u8 { v[i] }
    fn tail(v: Vec<u8>) -> (u8, u8) { (v[0], v[1]) }
    fn arr(v: Vec<u8>) -> [u8; 2] { [v[0], v[1]] }
    fn some(v: Vec<u8>) -> Option<u8> { Some(v[0]) }
    fn neg(v: Vec<i8>) -> i8 { -v[0] }
    fn not(v: Vec<u8>) -> bool { !(v[0] == 9) }
    fn refopt(v: Vec<u8>) -> Option<u8> { v.first().copied() }
    fn ife(v: Vec<u8>) -> u8 { if v[0] == 9 { 1 } else { 0 } }
    fn ise(s: String) -> bool { s.is_empty() || s.starts_with("re") }
    fn eq(s: String) -> bool { s == "red" }
    fn eq2(s: String, t: String) -> bool { s == t }
    fn bl(s: &str) -> usize { let n = { let t = String::from(s); t.len() }; n }
    fn bl2(s: &str) -> u8 { let n = { let t = String::from(s); match t.as_bytes() { [b'r', ..] => 1, _ => 0 } }; n }
    fn cl(s: String) -> u8 { let f = || match s.as_str() { "red" => 1u8, _ => 0 }; f() }
    fn ret(s: String) -> u8 { return match s.as_str() { "red" => 1, _ => 0 }; }
    fn brk(s: String) -> u8 { loop { let t = s.clone(); break match t.as_str() { "red" => 1, _ => 0 }; } }
    fn lab(s: String) -> u8 { 'a: { let t = s.clone(); if s.len() > 100 { break 'a 9; } match t.as_str() { "red" => 1, _ => 0 } } }
    struct W { name: String, n: u8 }
    fn fld(w: W) -> u8 { match w.name.as_str() { "red" => w.n, _ => 0 } }
    fn fld2(w: W) -> u8 { match &w { W { n: 3, .. } => 1, _ => 0 } }
    fn fld3(w: Box<W>) -> u8 { match &*w { W { n: 3, .. } => 1, _ => 0 } }
    fn en(w: Box<Option<u16>>) -> u8 { match *w { Some(3) => 1, _ => 0 } }
    fn en2(w: Box<Option<u16>>) -> bool { w.is_some() }
    fn en3(w: Box<Option<u16>>) -> u8 { match &*w { Some(3) => 1, Some(_) => 2, None => 0 } }
    fn refs(b: Box<u8>) -> bool { let r = &*b; *r == 7 }
    fn refs2(b: Box<u8>) -> u8 { let r = &*b; match r { 7 => 1, _ => 0 } }
    fn refs3(b: Box<&str>) -> u8 { match *b { "red" => 1, _ => 0 } }
    fn refs4(b: Vec<&str>) -> u8 { match b[..] { ["red", ..] => 1, _ => 0 } }
    fn refs5(b: Vec<&str>) -> u8 { match b.as_slice() { ["red", x] if x.len() == 2 => 1, _ => 0 } }
    fn range(b: Box<u8>) -> u8 { match *b.as_ref() { 0..=9 => 1, _ => 0 } }
    fn range2(b: Box<u8>) -> u8 { match b.as_ref() { 0..=9 => 1, _ => 0 } }
    fn orp(b: Box<(u8, u8)>) -> u8 { match b.as_ref() { (1, 2) | (7, 8) => 1, _ => 0 } }
    pub fn run() {
        println!("{} {} {} {} {} {} {}", word(String::from("red")), made("Red"), yes(String::from("red")), first(vec![9; 40]), slice(vec![9; 40]), boxed(Box::new(7)), star(Box::new(7)));
        println!("{} {} {} {} {} {} {}", opt(Some(Box::new(7))), tup((Box::new(7), 3)), opt2(Some("x".into())), rc(Rc::new(5)), res("5".into()), nested("ab".into()), last(vec![(1, 2)]));
        println!("{} {} {} {} {} {:?} {:?} {:?}", iflet(vec![9]), cmp(vec![9, 9]), cmp2(vec![9]), cast(vec![9, 9]), idx(vec![9], 0), tail(vec![9, 9]), arr(vec![9, 9]), some(vec![9]));
        println!("{} {} {:?} {} {} {} {} {} {}", neg(vec![9]), not(vec![9]), refopt(vec![9]), ife(vec![9]), ise("red".into()), eq("red".into()), eq2("a".into(), "a".into()), bl("red"), bl2("red"));
        println!("{} {} {} {} {} {} {} {} {} {}", cl("red".into()), ret("red".into()), brk("red".into()), lab("red".into()), fld(W { name: "red".into(), n: 3 }), fld2(W { name: "red".into(), n: 3 }), fld3(Box::new(W { name: "red".into(), n: 3 })), en(Box::new(Some(3))), en2(Box::new(Some(3))), en3(Box::new(Some(3))));
        println!("{} {} {} {} {} {} {} {}", refs(Box::new(7)), refs2(Box::new(7)), refs3(Box::new("red")), refs4(vec!["red"]), refs5(vec!["red", "ab"]), range(Box::new(7)), range2(Box::new(7)), orp(Box::new((7, 8))));
    }
}
pub mod temporaries {
    use alloc::{boxed::Box, string::{String, ToString}, vec, vec::Vec}; use super::alloc;
    struct D(u8);
    impl D { fn r(&self) -> &u8 { &self.0 } fn s(&self) -> &[u8] { core::slice::from_ref(&self.0) } fn set(&mut self, n: u8) -> &mut u8 { self.0 = n; &mut self.0 } }
    impl Drop for D { fn drop(&mut self) { println!("d{}", self.0); self.0 = 99; } }
    fn a() -> u8 { match D(1).r() { 1 => 1, _ => 0 } }
    fn b() -> bool { *D(1).r() == 1 }
    fn c() -> u8 { let d = D(1); match d.r() { 1 => 1, _ => 0 } }
    fn d() -> u8 { let d = D(1); match d.s() { [1] => 1, _ => 0 } }
    fn e() -> u8 { let d = D(1); *d.r() }
    fn f() -> u8 { let d = D(1); let x = *d.r() as u16; x as u8 + d.0 }
    fn g() -> u8 { let d = D(1); d.0 + *d.r() }
    fn h() -> u8 { let mut d = D(1); let x = *d.r(); d.0 = 7; x }
    fn i() -> (u8, u8) { let mut d = D(1); (d.0, { d.0 = 2; d.0 }) }
    fn j() -> u8 { let mut d = D(1); d.0 + *d.set(4) }
    fn k() -> u8 { let mut d = D(1); let x = match d.r() { 1 => 5, _ => 6 }; d.0 = 9; x + d.0 }
    fn l() -> bool { let mut d = D(1); let x = d.0 == 1; d.0 = 9; x }
    fn m() -> bool { let mut d = D(1); let x = matches!(d.r(), 1); d.0 = 9; x }
    fn n() -> [bool; 2] { let mut d = D(1); let x = [d.0 == 1, { d.0 = 5; d.0 == 1 }]; x }
    fn o() -> bool { let mut v = vec![1u8, 2]; let r = v[0] == 1 && { v[0] = 3; v[0] == 3 }; r }
    fn p() -> u32 { let mut v = vec![1u32]; v[0] + { v[0] = 10; v[0] } }
    fn q() -> (bool, u8) { let mut n = 1u8; let p = &raw mut n; let r = matches!(unsafe { &*p }, 1); unsafe { *p = 4; } (r, n) }
    fn s() -> (u8, u8) { let mut n = Some(1u8); let x = match &n { Some(1) => 1, _ => 0 }; n = Some(2); (x, match n { Some(2) => 1, _ => 0 }) }
    fn t() -> (u8, u8) { let mut n = [1u8, 2]; let x = match n.as_slice() { [1, ..] => 1, _ => 0 }; n[0] = 2; (x, n[0]) }
    fn u(s: &mut String) -> (u8, usize) { let x = match s.as_str() { "a" => 1, _ => 0 }; s.push('b'); (x, s.len()) }
    fn v(s: &mut [u8]) -> (u8, u8) { (match s { [1, ..] => 1, _ => 0 }, { s[0] = 5; s[0] }) }
    fn w(s: &mut u8) -> (u8, u8) { (match &*s { 1 => 1, _ => 0 }, { *s = 5; *s }) }
    fn two(a: u8, b: u8) -> (u8, u8) { (a, b) }
    fn x(s: &mut u8) -> (u8, u8) { two(match &*s { 1 => 1, _ => 0 }, { *s = 5; *s }) }
    fn y(s: &mut String) -> (bool, bool) { (matches!(s.as_str(), "a"), { s.clear(); s.is_empty() }) }
    pub fn run() {
        println!("{} {} {} {} {} {} {} {} {:?} {}", a(), b(), c(), d(), e(), f(), g(), h(), i(), j());
        println!("{} {} {} {:?} {} {} {:?} {:?} {:?}", k(), l(), m(), n(), o(), p(), q(), s(), t());
        println!("{:?} {:?} {:?} {:?} {:?}", u(&mut "a".to_string()), v(&mut [1]), w(&mut 1), x(&mut 1), y(&mut "a".into()));
        let _: Vec<Box<u8>> = vec![];
    }
}
pub mod once {
    static mut N: u32 = 0;
    static T: [(u8, u8); 3] = [(1, 2), (3, 4), (5, 6)];
    fn next() -> &'static (u8, u8) { unsafe { N += 1; let k = N; println!("next {}", k); &T[N as usize - 1] } }
    fn idx() -> usize { println!("idx"); 1 }
    pub fn run() {
        let (a, b) = *next(); println!("{a} {b}");
        let &(a, b) = next(); println!("{a} {b}");
        let (a, b) = next(); println!("{a} {b}");
        unsafe { N = 0 }
        let (a, b) = T[idx()]; println!("{a} {b}");
        let [x, y] = [next().0, next().1]; println!("{x} {y}");
        unsafe { N = 0 }
        let (a, _) = (*next(), next()); println!("{:?}", a);
        if let (1, b) = T[idx() - 1] { println!("{b}") }
        unsafe { N = 0 }
        if let &(1, b) = next() && let (3, c) = *next() { println!("{b} {c}") }
        unsafe { N = 0 }
        match *next() { (2, _) => println!("no"), (1, x) if x == 2 => println!("yes {x}"), _ => println!("other") }
        let (ref a, ref b) = *next(); println!("{a} {b}");
        let ((a, _), c) = (*next(), 1); println!("{a} {c}");
        unsafe { N = 0 }
        let Some((a, 2)) = Some(*next()) else { return }; println!("{a}");
        let (3, q) = *next() else { return }; println!("{q}");
        let r @ (a, b) = *next(); println!("{a} {b} {r:?}");
        unsafe { N = 0 }
        let f = |(a, b): (u8, u8)| a + b; println!("{}", f(*next()));
        let g = |&(a, b): &(u8, u8)| a + b; println!("{}", g(next()));
        for &(a, b) in T.iter() { print!("{a}{b} ") } println!();
        let mut arr = [[0u8; 2]; 2];
        arr[idx()][idx()] += { println!("rhs"); 3 };
        arr[idx()][0] = { println!("rhs"); 3 };
        println!("{arr:?}");
        let mut i = 0; let mut bump = || { i += 1; i };
        let z = [bump(), bump(), bump()][bump() - 4 + idx()]; println!("{z}");
        let mut n = 1; let q = n + { n += 1; n } * { n += 1; n }; println!("{q}");
        let mut n = 1; let mut m = [n, { n = 5; n }, n]; m[{ n = 2; 0 }] += n; println!("{m:?}");
        let s = &mut n; let w = (*s, { *s += 1; *s }, *s); println!("{w:?}");
    }
}
pub mod cells {
    use core::cell::{Cell, RefCell};
    static mut G: u32 = 1;
    fn g() -> u32 { unsafe { G } }
    fn set(n: u32) -> u32 { unsafe { G = n } n }
    fn three(a: u32, b: u32, c: u32) { println!("{a} {b} {c}"); }
    fn flag(a: bool, b: u32, c: bool) { println!("{a} {b} {c}"); }
    #[derive(Clone, Copy, Debug, PartialEq)] enum K { A, B(u8), C { x: u16 } }
    static mut E: K = K::A;
    fn sete(k: K) -> u8 { unsafe { E = k } 7 }
    struct S { a: u32, b: u32, k: K }
    pub fn run() {
        three(unsafe { G }, set(2), unsafe { G });
        three(g() + 1, set(3), g() * 2);
        flag(unsafe { G } == 3, set(4), unsafe { G } == 3);
        flag(unsafe { G } > 3 && unsafe { G } < 9, set(40), matches!(unsafe { G }, 3..9));
        flag(match unsafe { G } { 40 => true, _ => false }, set(4), match unsafe { G } { 4 => true, _ => false });
        flag(matches!(unsafe { E }, K::A), sete(K::B(3)) as u32, matches!(unsafe { E }, K::B(3)));
        flag(unsafe { *(&raw const E) } == K::B(3), sete(K::C { x: 5 }) as u32, unsafe { *(&raw const E) } == K::C { x: 5 });
        let s = S { a: g(), b: set(9), k: unsafe { E } }; println!("{} {} {:?}", s.a, s.b, s.k);
        let s = S { k: unsafe { E }, b: { sete(K::A); g() }, a: set(11) }; println!("{} {} {:?}", s.a, s.b, s.k);
        let t = (unsafe { G } as u8 as char, set(66) as u8 as char, unsafe { G } as u8 as char); println!("{t:?}");
        let c = Cell::new(1); let v = (c.get() == 1, c.set(2), c.get() == 2, c.replace(5), c.get()); println!("{v:?}");
        let c = Cell::new(Some(1u8)); let v = (matches!(c.get(), Some(1)), c.take(), c.get().is_none(), c.replace(Some(4)), c.get().map_or(0, |x| x + 1)); println!("{v:?}");
        let r = RefCell::new([1, 2, 3]); let v = (r.borrow()[0], { r.borrow_mut()[0] = 9; 0 }, r.borrow()[0], r.borrow().len(), r.try_borrow_mut().is_ok()); println!("{v:?}");
        let v = match *r.borrow() { [9, ..] => { r.try_borrow_mut().is_ok() } _ => true }; println!("{v}");
        let v = if r.borrow()[0] == 9 { r.try_borrow_mut().is_ok() } else { false }; println!("{v}");
        let v = if let [9, ..] = *r.borrow() { r.try_borrow_mut().is_ok() } else { true }; println!("{v}");
        let x = unsafe { G } == { set(1); 66 }; println!("{x}");
        let x = unsafe { G } + { set(5); 1 }; println!("{x}");
        let x = [unsafe { G }, set(6), unsafe { G }][unsafe { G } as usize - 5]; println!("{x}");
        let x = !(unsafe { G } == 6) || set(7) == 7 && unsafe { G } == 7; println!("{x}");
        let x = -(g() as i32) + { set(8); g() as i32 }; println!("{x}");
        let f = |a: bool, b: u32| (a, b); println!("{:?}", f(unsafe { G } == 8, set(1)));
        let p = &raw mut G; unsafe { println!("{:?}", (*p == 1, { *p = 3; *p }, *p == 3, core::ptr::replace(p, 4), *p, p.read_volatile() == 4, core::mem::replace(&mut *p, 8), *p)); }
        unsafe { let o = (*p).checked_add({ *p = 1; 1 }); println!("{o:?}"); let o = (*p).wrapping_add({ *p = 10; 1 }).max(*p); println!("{o}"); let o = (*p).cmp(&{ *p = 1; 5 }); println!("{o:?}"); }
        unsafe { let o = (*p == 1).then(|| { *p = 2; *p }); println!("{o:?} {}", *p); let o = Some(*p == 2).map(|b| { *p = 5; b }); println!("{o:?}"); }
        unsafe { let o = if *p == 5 { 1 } else { 2 } + { *p = 6; *p }; println!("{o}"); }
        unsafe { let o = match *p { 6 => 1, _ => 2 } + { *p = 7; *p }; println!("{o}"); }
        unsafe { let o = (if *p == 7 { 1 } else { 2 }, { *p = 8; *p }); println!("{o:?}"); let o = (if let 8 = *p { 1 } else { 2 }, { *p = 9; *p }); println!("{o:?}"); }
    }
}
pub mod swaps {
    use alloc::{boxed::Box, string::String, vec, vec::Vec}; use super::alloc;
    fn sw(v: &mut [u8]) -> (bool, bool, u8) { let a = v[0] < v[1]; let b = matches!(v, [1, ..]); v.swap(0, 1); (a, b, v[0]) }
    fn take(o: &mut Option<String>) -> (bool, bool, usize) { let a = o.is_some(); let b = matches!(o.as_deref(), Some("x")); let n = o.take().map_or(0, |s| s.len()); (a, b, n) }
    fn takes(o: &mut Option<String>) -> (bool, bool, usize, bool) { (o.is_some(), matches!(o.as_deref(), Some("x")), o.take().map_or(0, |s| s.len()), o.is_none()) }
    fn pop(v: &mut Vec<u8>) -> (bool, Option<u8>, bool, usize) { (matches!(v.last(), Some(3)), v.pop(), matches!(v[..], [1, 2]), v.len()) }
    fn pushes(v: &mut Vec<u8>) -> (Option<u8>, usize, Option<u8>) { (v.first().copied(), { v.insert(0, 7); v.len() }, v.first().copied()) }
    fn owned(v: Vec<Box<u8>>) -> bool { v.iter().all(|b| matches!(**b, 1..=3)) && *v[0] == 1 }
    fn cut(s: String) -> bool { let (a, b) = s.split_at(1); a == "x" && b == "yz" }
    fn cut2(s: String) -> bool { match s.split_once('=') { Some(("a", v)) => v == "1", _ => false } }
    fn cut3(s: String) -> u8 { match s.split_once('=') { Some(("a", "1")) => 1, Some(_) => 2, None => 3 } }
    fn chars(s: String) -> u8 { match s.chars().next() { Some('a') => 1, Some(_) => 2, None => 3 } }
    fn words(s: String) -> u8 { match s.split(' ').collect::<Vec<_>>()[..] { ["a", "b"] => 1, ["a"] => 2, _ => 3 } }
    fn words2(s: String) -> u8 { match *s.split(' ').collect::<Vec<_>>().as_slice() { ["a", "b"] => 1, ["a"] => 2, _ => 3 } }
    fn words3(s: String) -> u8 { let w: Vec<&str> = s.split(' ').collect(); match w.as_slice() { ["a", "b"] => 1, ["a", ..] => 2, _ => 3 } }
    fn words4(s: &str) -> u8 { let t = s.replace("x", "a"); let mut w = t.split(' '); match (w.next(), w.next()) { (Some("a"), Some("b")) => 1, (Some("a"), None) => 2, _ => 3 } }
    enum Color { Red, Blue } impl Color { fn from_str(s: &str) -> Option<Color> { match s.to_lowercase().as_str() { "red" => Some(Color::Red), "blue" => Some(Color::Blue), _ => None } } }
    fn color(s: &str) -> u8 { match Color::from_str(s) { Some(Color::Red) => 1, Some(Color::Blue) => 2, None => 3 } }
    fn mixed(s: String, n: u8) -> &'static str { match (s.as_str(), n) { ("a", 1) => "one", ("a", _) => "a", (_, 2) => "two", _ => "none" } }
    fn bools(s: String) -> (bool, bool, bool) { (s == "a", s.len() == 1, s.as_bytes() == b"a") }
    fn arms(s: String) -> u32 { match s.len() { 1 => s.as_bytes()[0] as u32, 2 => s.len() as u32 * 10, _ => 0 } }
    fn deep(b: Box<Box<Option<Box<u8>>>>) -> u8 { match &**b { Some(x) => **x, None => 0 } }
    fn deep2(b: Box<Box<Option<Box<u8>>>>) -> u8 { if let Some(x) = **b { *x } else { 0 } }
    fn get(v: Vec<u32>) -> bool { v.get(1).is_some_and(|x| *x == 2) }
    fn get2(v: Vec<u32>) -> u32 { *v.get(1).unwrap_or(&0) }
    fn get3(v: Vec<u32>) -> u32 { v.iter().max().copied().unwrap_or_default() + v[0] }
    fn get4(v: Vec<u32>) -> Option<bool> { Some(*v.first()? == 1) }
    fn get5(v: Vec<u32>) -> Result<u32, u32> { if v[0] == 1 { Err(v[1]) } else { Ok(v[0]) } }
    fn early(v: Vec<u32>) -> u32 { if v[0] == 1 { return v[1]; } v[0] }
    fn early2(v: Vec<u32>) -> u32 { for x in &v { if *x == 2 { return *x + v[0]; } } v[0] }
    fn early3(v: Vec<&str>) -> u8 { for x in &v { return match *x { "q" => 1, _ => 2 }; } 0 }
    fn lp(v: Vec<u8>) -> bool { loop { let w = v.clone(); break w[0] == 9 && w[1] == 9; } }
    fn blk(v: &[u8]) -> bool { let r = { let w = v.to_vec(); w[0] == 9 && matches!(w.get(1), Some(9)) }; r }
    fn blk2(v: &[u8]) -> u8 { ({ let w = v.to_vec(); w[0] }) + { let w = v.to_vec(); match w[..] { [_, 9] => 1, _ => 0 } } }
    struct Guard<'a>(&'a mut u8); impl Drop for Guard<'_> { fn drop(&mut self) { *self.0 = 0xdd; } }
    fn guard(mut n: u8) -> u8 { let g = Guard(&mut n); match *g.0 { 5 => 1, _ => 0 } }
    fn guard2(mut n: u8) -> bool { let g = Guard(&mut n); *g.0 == 5 }
    fn guard3(mut n: u8) -> u8 { let m = { let g = Guard(&mut n); *g.0 }; m }
    fn guard4(mut n: u8) -> (u8, u8) { let m = match *Guard(&mut n).0 { 5 => 1, _ => 0 }; (m, n) }
    fn guard5(mut n: u8) -> (bool, u8) { ({ *Guard(&mut n).0 == 5 }, n) }
    fn guard6(mut n: u8) -> (bool, u8) { let b = matches!(Guard(&mut n), Guard(&mut 5)); (b, n) }
    pub fn run() {
        println!("{:?} {:?} {:?}", sw(&mut [1, 2]), take(&mut Some("x".into())), takes(&mut Some("x".into())));
        println!("{:?} {:?} {} {} {} {} {}", pop(&mut vec![1, 2, 3]), pushes(&mut vec![1]), owned(vec![Box::new(1)]), cut("xyz".into()), cut2("a=1".into()), cut3("a=1".into()), chars("abc".into()));
        println!("{} {} {} {} {} {} {:?}", words("a b".into()), words2("a b".into()), words3("a b".into()), words4("x b"), color("RED"), mixed("a".into(), 1), bools("a".into()));
        println!("{} {} {} {} {} {} {:?} {:?}", arms("a".into()), deep(Box::new(Box::new(Some(Box::new(4))))), deep2(Box::new(Box::new(Some(Box::new(4))))), get(vec![1, 2]), get2(vec![1, 2]), get3(vec![1, 2]), get4(vec![1]), get5(vec![1, 2]));
        println!("{} {} {} {} {} {}", early(vec![1, 2]), early2(vec![1, 2]), early3(vec!["q"]), lp(vec![9, 9]), blk(&[9, 9]), blk2(&[9, 9]));
        println!("{} {} {} {:?} {:?} {:?}", guard(5), guard2(5), guard3(5), guard4(5), guard5(5), guard6(5));
    }
}
pub mod bases {
    #[derive(Clone, Copy, Debug)] struct P { x: u8, y: u8, z: u8 }
    static mut N: usize = 0;
    static T: [P; 2] = [P { x: 1, y: 2, z: 3 }, P { x: 4, y: 5, z: 6 }];
    fn next() -> &'static P { unsafe { N += 1; let n = N; println!("n{n}"); &T[n - 1] } }
    fn bx() -> [u8; 3] { println!("bx"); [1, 2, 3] }
    struct Q { a: [u8; 3], p: P }
    fn q() -> Q { println!("q"); Q { a: [7, 8, 9], p: T[0] } }
    fn i() -> usize { println!("i"); 1 }
    pub fn run() {
        println!("{:?}", P { x: 9, ..*next() });
        println!("{:?}", P { z: 9, ..T[i()] });
        let P { x, y, z } = *next(); println!("{x}{y}{z}");
        let [a, b, c] = bx(); println!("{a}{b}{c}");
        let Q { a: [d, ..], p: P { y, .. } } = q(); println!("{d}{y}");
        println!("{}", q().a[i()]);
        let mut w = [[1u8, 2], [3, 4]]; let [e, f] = w[i()]; println!("{e}{f}");
        let [e, f] = &mut w[i()]; *e += 1; *f += 1; println!("{w:?}");
        let (e, f) = w.split_at_mut(i()); e[0][0] = f[0][1]; println!("{w:?}");
        for P { x, y, .. } in T { print!("{x}{y} "); } println!();
        let m = &mut w; let [[g, _], _] = *m; println!("{g}");
        match w[i()] { [a, b] if a > b => println!("gt"), [a, b] => println!("{a} {b}") }
        if let [a, 5] = w[i()] { println!("{a}"); }
        while let [a, 5] = w[i()] { println!("{a}"); w[1][1] = 0; }
        let t = (q(), 1); let (Q { a: [.., l], .. }, n) = t; println!("{l}{n}");
        w[i()][i() - 1] = { println!("v"); 1 }; w[i()][i()] += { println!("v"); 1 }; println!("{w:?}");
        let r: &mut [u8] = &mut w[i()]; r[i()] -= 1; let [a, b] = r else { return }; println!("{a}{b}");
    }
}
pub mod patterns {
    use alloc::{string::String, vec::Vec, boxed::Box, borrow::ToOwned}; use super::alloc;
    fn up(c: char) -> bool { c.is_uppercase() }
    pub fn run() {
        let head = String::from("ab"); let one = String::from("b");
        println!("{} {} {}", "abc".starts_with(&head), "xab".contains(&head), "1ab2".split(&head).count());
        println!("{:?} {:?} {:?}", "abcab".find(&head), "abcab".rfind(&head), "abcab".strip_prefix(&head));
        println!("{:?} {:?}", "abcab".strip_suffix(&head), "cab".ends_with(&head));
        println!("{:?} {:?}", "aabb".split_once(&head), "aabbab".rsplit_once(&head));
        println!("{} {}", "abcab".replace(&head, "x"), "abcab".replacen(&head, &one, 1));
        println!("{:?}", "abcab".matches(&head).collect::<Vec<_>>());
        println!("{:?}", "abcab".match_indices(&head).collect::<Vec<_>>());
        println!("{:?} {:?}", "ababc".trim_start_matches(&head), "cabab".trim_end_matches(&head));
        println!("{:?}", "1ab2ab3".splitn(2, &head).collect::<Vec<_>>());
        println!("{:?}", "1ab2ab3".rsplitn(2, &head).collect::<Vec<_>>());
        println!("{:?}", "1ab2ab3".rsplit(&head).collect::<Vec<_>>());
        println!("{:?}", "1ab2ab".split_terminator(&head).collect::<Vec<_>>());
        println!("{:?}", "1ab2ab".split_inclusive(&head).collect::<Vec<_>>());
        let words = ["ab", "x"]; println!("{}", words.iter().filter(|w| "abc".contains(**w)).count());
        println!("{}", words.iter().any(|w| "abc".starts_with(w)));
        let list: Vec<String> = words.iter().map(|w| w.to_string_()).collect();
        println!("{}", list.iter().filter(|w| "abc".contains(*w)).count());
        println!("{}", list.iter().filter(|w| "abc".contains(w.as_str())).count());
        println!("{} {}", "abc".contains(&head[..]), "abc".contains(&*head));
        println!("{} {} {}", "aXb".contains(char::is_uppercase), "aXb".contains(up), "aXb".contains(|c: char| c == 'X'));
        println!("{:?} {:?} {:?}", "a,b;c".split([',', ';']).collect::<Vec<_>>(), "a,b;c".split(&[',', ';']).collect::<Vec<_>>(), "a,b;c".split(&[',', ';'][..]).collect::<Vec<_>>());
        let f = |c: char| c == ','; println!("{:?}", "a,b".split(f).rev().collect::<Vec<_>>());
        let g: &dyn Fn(char) -> bool = &|c| c == ','; println!("{:?}", "a,b".split(g).collect::<Vec<_>>());
        let h: fn(char) -> bool = up; println!("{:?}", "aXb".find(h));
        let mut n = 0; println!("{:?} {n}", "abc".find(|_| { n += 1; n == 2 }));
        println!("{}", "xxabxx".trim_matches('x')); println!("{}", "xyab".trim_matches(['x', 'y']));
        let s: Box<str> = "a-b".into(); println!("{:?} {:?}", s.split('-').next(), s.split_once("-"));
        let t = head.clone() + &one; println!("{} {}", t.contains(&head), t.contains(&t));
        let empty = String::new(); println!("{:?} {}", "ab".split(&empty).collect::<Vec<_>>(), "ab".contains(&empty));
        let o = "k=v".to_owned(); if let Some((k, v)) = o.split_once(&String::from("=")) { println!("{k} {v}"); }
        let r = &head; println!("{} {}", "abc".contains(r), "abc".contains(r.as_str()));
    }
    trait TS { fn to_string_(&self) -> String; } impl TS for &str { fn to_string_(&self) -> String { (*self).into() } }
}
