//# iters
pub fn f(v: &[u32], t: &mut [u8]) -> u32 {
    let a: u32 = v.iter().map(|x| x * 2).filter(|x| x % 3 == 0).sum();
    let b = v.iter().enumerate().fold(0, |acc, (i, x)| acc + i as u32 * *x);
    let c = v.iter().zip(t.iter()).any(|(x, y)| *x == *y as u32);
    let d = (0..10).step_by(2).rev().chain(20..=30).take_while(|&n| n < 25).count();
    for (i, b) in t.iter_mut().enumerate() { *b = i as u8; }
    for x in t.chunks(2) { let _ = x[0]; }
    let m = v.iter().copied().max().unwrap_or(0);
    let p = v.iter().position(|&x| x == 3).map(|i| i + 1);
    let (e, o): (u32, u32) = v.iter().fold((0, 0), |(e, o), &x| if x % 2 == 0 { (e + x, o) } else { (e, o + x) });
    let mut it = v.windows(2); while let Some([x, y]) = it.next() { let _ = x + y; }
    let s = v.iter().map(|x| x.count_ones()).min_by_key(|n| 32 - n);
    let z = "abc".chars().rev().filter(|c| c.is_ascii_digit()).flat_map(|c| c.to_digit(10)).last();
    let q = v.first().and_then(|x| v.get(*x as usize)).copied().unwrap_or_default();
    a + b + m + e + o + c as u32 + d as u32 + p.unwrap_or(1) as u32 + s.unwrap_or(0) + z.unwrap_or(1) + q
}

//# closures
pub fn apply<F>(f: F, n: i32) -> i32 where F: Fn(i32) -> i32 { f(n) }
pub fn make(k: i32) -> impl Fn(i32) -> i32 { move |x| x + k }
pub fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
pub fn f() -> i32 {
    let mut total = 0;
    let mut add = |n: i32| { total += n; total };
    add(1); add(2);
    let k = 3; let sq = |x| x * k;
    let fs: [fn(i32) -> i32; 2] = [|x| x + 1, |x| x - 1];
    let ds: &[&dyn Fn(i32) -> i32] = &[&sq, &|x| x / 2, &make(4)];
    let inc = make(1);
    let both = compose(&inc, |x| x * 2);
    let s: i32 = ds.iter().map(|d| d(5)).sum();
    let mut once = Some(7);
    let mut take = || once.take();
    take();
    apply(sq, 2) + apply(&inc, 3) + fs.iter().map(|f| f(1)).sum::<i32>() + both(1) + s + total
}

//# traits
use core::fmt::{self, Display, Debug};
use core::ops::{Add, AddAssign, Index, IndexMut, Deref, DerefMut, Not, Neg, Mul, Sub, Shl, BitOr};
pub trait Shape { const SIDES: u32; type Unit: Display + Copy; fn area(&self) -> f64; fn unit(&self) -> Self::Unit; fn name(&self) -> &'static str { "shape" } fn describe(&self) -> u32 where Self: Sized { Self::SIDES } }
pub struct Sq(pub f64); pub struct Tri { a: f64, b: f64 }
impl Shape for Sq { const SIDES: u32 = 4; type Unit = u8; fn area(&self) -> f64 { self.0 * self.0 } fn unit(&self) -> u8 { 1 } }
impl Shape for Tri { const SIDES: u32 = 3; type Unit = &'static str; fn area(&self) -> f64 { self.a * self.b / 2.0 } fn unit(&self) -> &'static str { "m" } fn name(&self) -> &'static str { "tri" } }
pub fn total<S: Shape>(s: &[S]) -> f64 { s.iter().map(Shape::area).sum() }
pub fn show<S>(s: S) -> u32 where S: Shape, S::Unit: Debug { let _ = format_args!("{:?}", s.unit()); S::SIDES }
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct V { x: i32, y: i32 }
impl Add for V { type Output = V; fn add(self, o: V) -> V { V { x: self.x + o.x, y: self.y + o.y } } }
impl Add<i32> for V { type Output = V; fn add(self, o: i32) -> V { V { x: self.x + o, ..self } } }
impl<'a> Add<&'a V> for &'a V { type Output = V; fn add(self, o: &V) -> V { *self + *o } }
impl AddAssign for V { fn add_assign(&mut self, o: V) { self.x += o.x; *self = V { y: self.y + o.y, ..*self }; } }
impl Neg for V { type Output = V; fn neg(self) -> V { V { x: -self.x, y: -self.y } } }
impl Mul<V> for i32 { type Output = V; fn mul(self, v: V) -> V { V { x: self * v.x, y: self * v.y } } }
pub struct M<const R: usize, const C: usize>([[i32; C]; R]);
impl<const R: usize, const C: usize> Index<(usize, usize)> for M<R, C> { type Output = i32; fn index(&self, i: (usize, usize)) -> &i32 { &self.0[i.0][i.1] } }
impl<const R: usize, const C: usize> IndexMut<(usize, usize)> for M<R, C> { fn index_mut(&mut self, i: (usize, usize)) -> &mut i32 { &mut self.0[i.0][i.1] } }
impl<const R: usize, const C: usize> M<R, C> { pub const fn zero() -> Self { M([[0; C]; R]) } fn t(&self) -> M<C, R> { let mut m = M::zero(); for r in 0..R { for c in 0..C { m[(c, r)] = self[(r, c)]; } } m } }
pub struct W<T>(T); impl<T> Deref for W<T> { type Target = T; fn deref(&self) -> &T { &self.0 } } impl<T> DerefMut for W<T> { fn deref_mut(&mut self) -> &mut T { &mut self.0 } }
impl Display for V { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "({}, {})", self.x, self.y)?; f.write_str("!") } }
pub fn f() -> i32 {
    let mut v = V { x: 1, y: 2 } + V::default() + 3; v += 2 * v; let w = &v + &-v;
    let mut m = M::<2, 3>::zero(); m[(1, 2)] = 5; m[(0, 0)] += 1; let t = m.t();
    let mut d = W([1, 2, 3]); d[1] = 9; d.sort_unstable(); d.reverse(); let n = d.len(); for x in d.iter_mut() { *x += 1; }
    let b = v == w || v < w || v.cmp(&w).is_eq() || v.max(w) != w;
    total(&[Sq(1.0), Sq(2.0)]) as i32 + show(Sq(1.0)) as i32 + t[(0, 1)] + n as i32 + b as i32 + Tri { a: 1.0, b: 2.0 }.describe() as i32
}

//# dynobj
pub trait Animal { fn legs(&self) -> u32; fn boxed(&self) -> u32 { self.legs() + 1 } }
pub trait Loud: Animal { fn noise(&self) -> &str; }
struct Dog; struct Bird { n: u32 }
impl Animal for Dog { fn legs(&self) -> u32 { 4 } } impl Loud for Dog { fn noise(&self) -> &str { "woof" } }
impl Animal for Bird { fn legs(&self) -> u32 { self.n } }
impl<T: Animal + ?Sized> Animal for &T { fn legs(&self) -> u32 { (**self).legs() } }
fn sum(a: &[&dyn Animal]) -> u32 { a.iter().map(|x| x.legs()).sum() }
fn gen_(a: impl Animal) -> u32 { a.legs() }
fn pick(b: bool) -> &'static dyn Animal { if b { &Dog } else { &Bird { n: 2 } } }
fn up(l: &dyn Loud) -> &dyn Animal { l }
pub fn f() -> u32 { let d = Dog; let b = Bird { n: 2 }; let l: &dyn Loud = &d; sum(&[&d, &b, pick(true), up(l)]) + gen_(&d) + gen_(l) + l.legs() + l.boxed() + l.noise().len() as u32 }

//# tests_runner
pub trait Testable { fn run(&self) -> (); }
impl<T> Testable for T where T: Fn() { fn run(&self) { let _ = core::any::type_name::<T>(); self(); } }
pub fn runner(tests: &[&dyn Testable]) { for t in tests { t.run(); } }
pub fn old(tests: &[&dyn Fn()]) { for t in tests { t(); } }
fn a() {} fn b() {}
pub fn f() { runner(&[&a, &b, &|| ()]); old(&[&a, &b]); }

//# patterns
#[derive(Clone, Copy)] pub enum Op { Push(i64), Pop, Bin { op: char, swap: bool }, Nop(()) }
pub fn f(ops: &[Op], t: (u8, Option<&str>), n: u32) -> i64 {
    let mut st = [0i64; 8]; let mut sp = 0;
    for op in ops {
        match *op { Op::Push(v @ (1..=9 | 100)) => { st[sp] = v; sp += 1; } Op::Push(n) if n < 0 => st[0] = n, Op::Push(_) | Op::Nop(()) => {}, Op::Pop => sp -= 1, Op::Bin { op: '+' | '-', swap } if !swap => {}, Op::Bin { op, .. } => st[1] = op as i64 }
    }
    if let (1..=5, Some(s)) = t && !s.is_empty() && let Some(c) = s.chars().next() { return c as i64; }
    let Some(&last) = st.last() else { return 0 };
    let [first, .., end] = st; let [a, b, rest @ ..] = &st[..] else { unreachable!() };
    let name = match n { 0 => "zero", x if x % 2 == 0 => "even", 1 | 3 | 5 => "small", u32::MAX => "max", _ => "odd" };
    let ref q = st; let &mut ref mut z = &mut sp; *z += 1;
    while let Some(p) = t.1 { if p.len() > 1 { break; } else { continue; } }
    last + first + end + a + b + rest.len() as i64 + name.len() as i64 + q[0] + matches!(t.0, b'a'..=b'z' | b'_') as i64
}

//# results
#[derive(Debug)] pub enum E { Small(u8), Big }
impl From<u8> for E { fn from(n: u8) -> E { E::Small(n) } } impl From<core::num::ParseIntError> for E { fn from(_: core::num::ParseIntError) -> Self { E::Big } }
fn a(n: u8) -> Result<u8, u8> { if n > 3 { Err(n) } else { Ok(n) } }
pub fn f(s: &str) -> Result<u32, E> { let x = a(2)?; let y: u32 = s.parse()?; let z = a(9).map_err(|e| E::Small(e))?; let w = Some(3u32).ok_or(E::Big)?; if y > 3 { return Err(E::Big); } Ok(x as u32 + y + z as u32 + w) }
pub fn g(x: Option<Option<u8>>) -> Option<u8> { let y = x??; let z = x.flatten().filter(|n| *n > 1).or(Some(2))?; (y + z).checked_add(1) }
pub fn h() -> u32 { f("12").unwrap_or_else(|e| match e { E::Small(n) => n.into(), E::Big => 0 }) + f("a").is_err() as u32 + f("b").ok().map_or(1, |v| v) + if let Ok(v) | Err(v) = a(1) { v as u32 } else { 0 } }

//# memory
pub fn f(base: u64) -> u64 {
    let p = base as *mut u64; let t = unsafe { &mut *(base as *mut [u64; 512]) };
    unsafe { *p = 1; *p.add(1) = 2; p.write_volatile(3); let v = *p; core::ptr::write_volatile(p.offset(2), v); (*(p as *mut [u8; 8]))[3] = 4; let s = core::slice::from_raw_parts_mut(p as *mut u8, 16); s[0] = 1; s.fill(0); s.copy_from_slice(&[0; 16]); }
    t[3] |= 1 << 63; t[4] &= !0xfff; let x = t.iter().filter(|e| **e & 1 != 0).count() as u64;
    let f: extern "C" fn() = unsafe { core::mem::transmute(base) }; let g = f as *const () as u64; let h = f as usize as u64;
    let q = &raw mut t[0]; let r = &raw const *q; let n = core::mem::size_of::<[u16; 4]>() as u64; let z: *const u8 = core::ptr::null(); let b = z.is_null() as u64;
    let mut a = [1u8, 2, 3]; let m = a.as_mut_ptr(); unsafe { m.add(1).write(7); core::ptr::copy(m, m.add(1), 2); core::ptr::swap(m, m.add(2)); }
    x + g + h + n + b + r as u64 + a[1] as u64 + core::mem::replace(&mut a[0], 4) as u64 + core::mem::take(&mut a[2]) as u64
}

//# statics
use core::sync::atomic::{AtomicU32, AtomicBool, Ordering}; use core::cell::{Cell, RefCell};
static COUNT: AtomicU32 = AtomicU32::new(0); static FLAG: AtomicBool = AtomicBool::new(false); static mut TABLE: [Option<fn(u8) -> u8>; 4] = [None; 4];
const fn fact(n: u64) -> u64 { if n == 0 { 1 } else { n * fact(n - 1) } } const F: u64 = fact(5); static POW: [u64; 5] = { let mut t = [0; 5]; let mut i = 0; while i < 5 { t[i] = 1 << i; i += 1; } t }; const N: usize = POW2.len() + 1; const POW2: &[u8] = b"abc"; static NAMES: [&str; 2] = ["a", "b"]; static MSG: &'static [u8] = b"hi";
struct Wrap(Cell<u8>); unsafe impl Sync for Wrap {} static W: Wrap = Wrap(Cell::new(1));
fn id(x: u8) -> u8 { x }
pub fn f() -> u64 { COUNT.fetch_add(1, Ordering::SeqCst); FLAG.store(true, Ordering::Relaxed); W.0.set(W.0.get() + 1); unsafe { TABLE[0] = Some(id); if let Some(g) = TABLE[0] { g(1); } (*(&raw mut TABLE))[1] = None; } let r = RefCell::new([0; N]); r.borrow_mut()[1] = 3; let s = r.borrow().iter().sum::<u64>(); static LOCAL: u8 = 3; fn inner() -> u8 { LOCAL } F + POW[2] + s + NAMES[1].len() as u64 + MSG[0] as u64 + inner() as u64 }

//# generics
use core::marker::PhantomData; use core::fmt::Debug;
pub struct Stack<T, const N: usize> { items: [Option<T>; N], len: usize }
impl<T: Copy, const N: usize> Stack<T, N> { pub const CAP: usize = N; pub fn new() -> Self { Self { items: [None; N], len: 0 } } pub fn push(&mut self, t: T) -> Result<(), T> { if self.len == Self::CAP { return Err(t); } self.items[self.len] = Some(t); self.len += 1; Ok(()) } pub fn pop(&mut self) -> Option<T> { self.len = self.len.checked_sub(1)?; self.items[self.len].take() } pub fn iter(&self) -> impl Iterator<Item = T> + '_ { self.items[..self.len].iter().flatten().copied() } pub fn map<U: Copy>(&self, f: impl Fn(T) -> U) -> Stack<U, N> { let mut s = Stack::new(); for t in self.iter() { let _ = s.push(f(t)); } s } }
impl<T: Copy + Debug, const N: usize> Debug for Stack<T, N> { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.debug_list().entries(self.iter()).finish() } }
impl<'a, T, const N: usize> IntoIterator for &'a Stack<T, N> { type Item = &'a Option<T>; type IntoIter = core::slice::Iter<'a, Option<T>>; fn into_iter(self) -> Self::IntoIter { self.items.iter() } }
pub struct Typed<U> { raw: u64, p: PhantomData<U> } impl<U> Clone for Typed<U> { fn clone(&self) -> Self { *self } } impl<U> Copy for Typed<U> {}
pub trait Unit { const NAME: &'static str; } pub struct Km; impl Unit for Km { const NAME: &'static str = "km"; } impl<U: Unit> Typed<U> { fn name(self) -> &'static str { U::NAME } }
pub struct Fib { a: u32, b: u32 } impl Iterator for Fib { type Item = u32; fn next(&mut self) -> Option<u32> { let r = self.a; (self.a, self.b) = (self.b, self.a + self.b); Some(r) } }
pub fn largest<T: PartialOrd + Copy>(v: &[T]) -> Option<T> { let mut it = v.iter(); let mut m = *it.next()?; for &x in it { if x > m { m = x; } } Some(m) }
pub fn conv<T, U>(t: T) -> U where T: Into<U> { t.into() }
pub fn f() -> u32 { let mut s = Stack::<u32, 4>::new(); for i in (Fib { a: 0, b: 1 }).skip(2).take(5) { if s.push(i).is_err() { break; } } let t = s.map(|x| x as u8); for o in &s { let _ = o.is_some(); } let _ = format_args!("{:?} {:?}", s, t); let k: u64 = conv(3u32); let z = Typed::<Km> { raw: k, p: PhantomData }; let y = z; largest(&[1, 5, 2]).unwrap() + s.pop().unwrap_or(0) + largest(&[1.5, 2.5]).map_or(0, |x| x as u32) + z.name().len() as u32 + y.raw as u32 + u32::from(true) + u32::try_from(5u64).unwrap() + "5".parse::<u32>().unwrap_or(0) }

//# strings
use core::fmt::Write;
pub struct Buf { b: [u8; 64], n: usize }
impl Write for Buf { fn write_str(&mut self, s: &str) -> core::fmt::Result { for c in s.bytes() { if self.n == self.b.len() { return Err(core::fmt::Error); } self.b[self.n] = c; self.n += 1; } Ok(()) } }
pub fn f(s: &str, w: usize) -> usize { let mut b = Buf { b: [0; 64], n: 0 }; let v = 3; write!(b, "{v:>w$} {:#x} {0:?} {s:?} {:08.3} {:+} {{}}", 255, 1.5, -3).unwrap(); writeln!(&mut b, "{:?}", (1, "a", 'c', [1u8; 3], Some(()), 0..3)).ok(); let t = core::str::from_utf8(&b.b[..b.n]).unwrap(); let u = t.split(' ').map(str::trim).filter(|x| !x.is_empty()).count(); let mut ch = s.chars(); let c = ch.next().unwrap_or('?').to_ascii_uppercase(); u + c as usize + s.as_bytes()[0] as usize + s[1..].len() + s.find('a').unwrap_or(0) + s.starts_with("x") as usize + s.lines().count() + (b'a' + 1) as char as usize + s.char_indices().map(|(i, _)| i).max().unwrap_or(0) }

//# loops
pub fn f(n: u32) -> u32 { let mut i = 0; let x = loop { i += 1; if i * i > n { break i; } if i > 100 { break 0 } }; 'o: for a in 0..n { for b in (0..a).rev() { if a * b == n { break 'o; } if b == 3 { continue 'o; } } } let y = 'l: { if n > 3 { break 'l 1; } if n > 2 { break 'l 2 } 3 }; let z: u32 = { let t = n; t + 1 }; let mut c = n; while c != 1 && c < 1000 { c = if c % 2 == 0 { c / 2 } else { 3 * c + 1 }; } let w = if n == 0 { return 0; } else if n < 5 { 1 } else { 2 }; let v = match n { 0 => return 3, 1 => panic!("no"), k => k }; for _ in 0..3 {} for ch in 'a'..='c' { let _ = ch; } for (i, j) in [(1, 2), (3, 4)] { let _: i32 = i + j; } x + y + z + c + w + v }

//# ints
pub fn f(a: u8, b: i32, c: u64) -> u64 { let x = a as u64 + (b as u64 & 0xff) << 3; let y = c.wrapping_mul(3).rotate_left(5) ^ c >> 7 | !0 & c; let z = (a as i8 as i32 - b).abs() as u32; let (s, o) = a.overflowing_add(250); let t = b.checked_div(0).is_none(); let u = u32::MAX.leading_zeros() + 8u32.pow(2) + i32::MIN.unsigned_abs(); let v = u16::from_le_bytes([a, s]) as u64 + 10u64.saturating_sub(20) + c.swap_bytes(); let w = 1u64 << a.min(63) | 1 << 3usize | (c >> b as u32); let q = -5i32.rem_euclid(3) as i64 as u64; x + y + z as u64 + o as u64 + t as u64 + u as u64 + v + w + q + c.pow(2).div_ceil(7) + u64::from(a) * 2 + (a..=b'z').len() as u64 + if b < 0 { 1 } else { 0 } }

//# modules
pub mod a { pub mod b { pub struct S { pub(crate) x: u8, y: u8 } impl S { pub const fn new(x: u8) -> S { S { x, y: super::K } } pub fn y(&self) -> u8 { self.y } } pub use super::c::T as U; } const K: u8 = 3; mod c { pub struct T; impl T { pub fn k() -> u8 { super::K } } } pub use self::b::S; pub fn g() -> u8 { c::T::k() + b::U::k() } }
use a::{b::{self, *}, g as h}; pub use a::S as P;
pub fn f() -> u8 { let s = b::S::new(1); let t: S = P::new(2); s.x + t.y() + h() + U::k() + crate::a::g() + self::a::b::S::new(1).y() }

//# drops
pub struct D<'a>(&'a core::cell::Cell<u32>); impl Drop for D<'_> { fn drop(&mut self) { self.0.set(self.0.get() + 1); } }
pub struct G<'a, T> { r: &'a mut T } impl<'a, T> G<'a, T> { fn new(r: &'a mut T) -> G<'a, T> { G { r } } fn get(&mut self) -> &mut T { self.r } fn put(&mut self, t: T) -> T { core::mem::replace(self.r, t) } }
pub fn f() -> u32 { let c = core::cell::Cell::new(0); { let _a = D(&c); let b = D(&c); drop(b); let _ = D(&c); let o = Some(D(&c)); if let Some(d) = o { core::mem::forget(d); } let v = [D(&c), D(&c)]; let [x, _] = v; let p = (x, 3); let (q, n) = p; let _ = n; drop(q); } let mut n = 5; { let mut g = G::new(&mut n); *g.get() += 1; let old = g.put(9); *g.r += old; } let r = &mut n; *r += 1; let s = &mut *r; *s += 1; *r += 1; c.get() + n }
