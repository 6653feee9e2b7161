pub mod default_and_super {
    use core::fmt::{Debug, Display};
    trait Shape: Debug { const SIDES: u32; fn area(&self) -> u32; fn name(&self) -> &'static str { "shape" } fn scale(&mut self, by: u32) -> &mut Self where Self: Sized; fn describe(&self, f: &mut dyn FnMut(&'static str, u32)) { f(self.name(), self.area() * 10 + Self::SIDES) } }
    #[derive(Debug, Clone, PartialEq)] struct Rect { w: u32, h: u32 }
    #[derive(Debug)] struct Square(Rect);
    impl Shape for Rect { const SIDES: u32 = 4; fn area(&self) -> u32 { self.w * self.h } fn scale(&mut self, by: u32) -> &mut Self { self.w *= by; self.h *= by; self } }
    impl Shape for Square { const SIDES: u32 = Rect::SIDES; fn area(&self) -> u32 { self.0.area() } fn name(&self) -> &'static str { "square" } fn scale(&mut self, by: u32) -> &mut Self { self.0.scale(by).scale(1); self } }
    fn total<'a, S: Shape + 'a>(all: impl IntoIterator<Item = &'a S>) -> u32 { all.into_iter().map(Shape::area).sum() }
    trait Animal { fn name(&self) -> &str; fn noise(&self) -> &'static str; fn speak(&self) -> Speech<'_> where Self: Sized { Speech(self) } }
    struct Speech<'a>(&'a dyn Animal);
    impl Display for Speech<'_> { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { write!(f, "{} says {}", self.0.name(), self.0.noise()) } }
    struct Dog<'n> { name: &'n str } impl Animal for Dog<'_> { fn name(&self) -> &str { self.name } fn noise(&self) -> &'static str { "woof" } }
    trait A { fn id(&self) -> u8 { 1 } } trait B: A { fn both(&self) -> u8 { self.id() * 2 } } trait C: A { fn id(&self) -> u8 { 3 } } trait D: B + C { fn all(&self) -> u8 { self.both() + C::id(self) + A::id(self) } }
    impl A for u8 { fn id(&self) -> u8 { *self } } impl B for u8 {} impl C for u8 {} impl D for u8 {}
    pub fn run() {
        let mut r = Rect { w: 2, h: 3 }; r.scale(2).scale(3);
        let mut s = Square(Rect { w: 5, h: 5 }); s.scale(2);
        println!("{:?} {} {:?} {}", r, r.area(), s, s.name());
        let mut log = [("", 0); 2]; let mut i = 0; r.describe(&mut |n, v| { log[i] = (n, v); i += 1 }); s.describe(&mut |n, v| { log[i] = (n, v); i += 1 }); println!("{:?}", log);
        println!("{} {}", total(&[r.clone(), Rect { w: 1, h: 1 }]), <Square as Shape>::SIDES + Rect::SIDES);
        println!("{}", Dog { name: "rex" }.speak());
        println!("{} {}", 5u8.all(), <u8 as C>::id(&7));
        let d: &dyn D = &9u8; println!("{} {}", d.all(), d.both()); let a: &dyn A = d; println!("{}", a.id());
    }
}
pub mod associated_types {
    trait Container { type Item; type Iter<'a>: Iterator<Item = &'a Self::Item> where Self: 'a; fn get(&self, i: usize) -> Option<&Self::Item>; fn first(&self) -> Option<&Self::Item> { self.get(0) } fn iter(&self) -> Self::Iter<'_>; const CAP: usize; }
    struct Stack<T, const N: usize> { items: [Option<T>; N] }
    struct It<'a, T>(core::slice::Iter<'a, Option<T>>);
    impl<'a, T> Iterator for It<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { loop { match self.0.next()? { Some(t) => return Some(t), None => {} } } } }
    impl<T, const N: usize> Container for Stack<T, N> { type Item = T; type Iter<'a> = It<'a, T> where T: 'a; fn get(&self, i: usize) -> Option<&T> { self.items.get(i)?.as_ref() } fn iter(&self) -> It<'_, T> { It(self.items.iter()) } const CAP: usize = N * 2; }
    fn sum_all<C: Container>(c: &C) -> u64 where C::Item: Copy + Into<u64> { c.iter().map(|x| (*x).into()).sum::<u64>() + C::CAP as u64 }
    trait Graph { type Node: Copy + PartialEq + core::fmt::Debug; type Edges: IntoIterator<Item = (Self::Node, Self::Node)>; fn edges(&self) -> Self::Edges; fn degree(&self, n: Self::Node) -> usize { self.edges().into_iter().filter(|(a, b)| *a == n || *b == n).count() } }
    struct Ringed(u8); impl Graph for Ringed { type Node = u8; type Edges = core::array::IntoIter<(u8, u8), 3>; fn edges(&self) -> Self::Edges { [(0, 1), (1, self.0), (self.0, 0)].into_iter() } }
    trait Parser { type Out; fn parse<'s>(&self, s: &'s str) -> Option<(Self::Out, &'s str)>; fn then<P: Parser>(self, p: P) -> Then<Self, P> where Self: Sized { Then(self, p) } fn map<F, O>(self, f: F) -> Map<Self, F> where Self: Sized, F: Fn(Self::Out) -> O { Map(self, f) } }
    struct Digit; impl Parser for Digit { type Out = u32; fn parse<'s>(&self, s: &'s str) -> Option<(u32, &'s str)> { let c = s.chars().next()?; Some((c.to_digit(10)?, &s[c.len_utf8()..])) } }
    struct Lit(char); impl Parser for Lit { type Out = (); fn parse<'s>(&self, s: &'s str) -> Option<((), &'s str)> { s.strip_prefix(self.0).map(|r| ((), r)) } }
    struct Then<A, B>(A, B); impl<A: Parser, B: Parser> Parser for Then<A, B> { type Out = (A::Out, B::Out); fn parse<'s>(&self, s: &'s str) -> Option<(Self::Out, &'s str)> { let (a, s) = self.0.parse(s)?; let (b, s) = self.1.parse(s)?; Some(((a, b), s)) } }
    struct Map<P, F>(P, F); impl<P: Parser, O, F: Fn(P::Out) -> O> Parser for Map<P, F> { type Out = O; fn parse<'s>(&self, s: &'s str) -> Option<(O, &'s str)> { self.0.parse(s).map(|(o, r)| ((self.1)(o), r)) } }
    pub fn run() {
        let s = Stack { items: [Some(3u32), None, Some(4)] };
        println!("{:?} {:?} {} {}", s.first(), s.get(1), s.iter().count(), sum_all(&s));
        println!("{} {}", Ringed(2).degree(0), Ringed(0).degree(0));
        let p = Digit.then(Lit('+')).then(Digit).map(|((a, ()), b)| a + b);
        println!("{:?} {:?} {:?}", p.parse("3+4=7"), p.parse("3-4"), p.parse("9+9"));
    }
}
pub mod operators {
    use core::ops::*;
    #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)] struct V { x: i32, y: i32 }
    impl Add for V { type Output = V; fn add(self, o: V) -> V { V { x: self.x + o.x, y: self.y + o.y } } }
    impl<'a> Add<&'a V> for &'a V { type Output = V; fn add(self, o: &V) -> V { *self + *o } }
    impl Sub for V { type Output = V; fn sub(self, o: V) -> V { V { x: self.x - o.x, y: self.y - o.y } } }
    impl Mul<i32> for V { type Output = V; fn mul(self, k: i32) -> V { V { x: self.x * k, y: self.y * k } } }
    impl Mul<V> for i32 { type Output = V; fn mul(self, v: V) -> V { v * self } }
    impl Mul for V { type Output = i32; fn mul(self, o: V) -> i32 { self.x * o.x + self.y * o.y } }
    impl Neg for V { type Output = V; fn neg(self) -> V { self * -1 } }
    impl Not for V { type Output = bool; fn not(self) -> bool { self.x == 0 && self.y == 0 } }
    impl AddAssign for V { fn add_assign(&mut self, o: V) { *self = *self + o } }
    impl AddAssign<i32> for V { fn add_assign(&mut self, o: i32) { self.x += o; self.y += o } }
    impl Index<char> for V { type Output = i32; fn index(&self, c: char) -> &i32 { match c { 'x' => &self.x, 'y' => &self.y, _ => panic!("no axis {c:?}") } } }
    impl IndexMut<char> for V { fn index_mut(&mut self, c: char) -> &mut i32 { if c == 'x' { &mut self.x } else { &mut self.y } } }
    #[derive(Clone, Copy, PartialEq, Eq, Debug)] struct Flags(u8);
    impl Flags { const R: Flags = Flags(1); const W: Flags = Flags(2); const X: Flags = Flags(4); }
    impl BitOr for Flags { type Output = Flags; fn bitor(self, o: Flags) -> Flags { Flags(self.0 | o.0) } } impl BitAnd for Flags { type Output = Flags; fn bitand(self, o: Flags) -> Flags { Flags(self.0 & o.0) } } impl BitXorAssign for Flags { fn bitxor_assign(&mut self, o: Flags) { self.0 ^= o.0 } } impl Shl<usize> for Flags { type Output = u32; fn shl(self, n: usize) -> u32 { (self.0 as u32) << n } } impl Rem<u8> for Flags { type Output = u8; fn rem(self, m: u8) -> u8 { self.0 % m } }
    struct Matrix<const R: usize, const C: usize>([[i32; C]; R]);
    impl<const R: usize, const C: usize> Index<(usize, usize)> for Matrix<R, C> { type Output = i32; fn index(&self, (r, c): (usize, usize)) -> &i32 { &self.0[r][c] } } impl<const R: usize, const C: usize> IndexMut<(usize, usize)> for Matrix<R, C> { fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut i32 { &mut self.0[r][c] } }
    impl<const R: usize, const C: usize, const K: usize> Mul<&Matrix<C, K>> for &Matrix<R, C> { type Output = Matrix<R, K>; fn mul(self, o: &Matrix<C, K>) -> Matrix<R, K> { let mut m = Matrix([[0; K]; R]); for r in 0..R { for k in 0..K { for c in 0..C { m[(r, k)] += self[(r, c)] * o[(c, k)]; } } } m } }
    struct Celsius(i32); impl PartialEq<i32> for Celsius { fn eq(&self, o: &i32) -> bool { self.0 == *o } } impl PartialOrd<i32> for Celsius { fn partial_cmp(&self, o: &i32) -> Option<core::cmp::Ordering> { self.0.partial_cmp(o) } }
    fn sum<T: Add<Output = T> + Default + Copy>(v: &[T]) -> T { v.iter().fold(T::default(), |a, b| a + *b) }
    pub fn run() {
        let (a, b) = (V { x: 1, y: 2 }, V { x: 3, y: 5 });
        println!("{:?} {:?} {:?} {:?} {}", a + b, &a + &b, b - a * 2, 3 * a, a * b);
        println!("{:?} {} {} {:?}", -a, !a, !V::default(), a.partial_cmp(&b));
        let mut c = a; c += b; c += 10; c['x'] -= 1; c['y'] *= 2; println!("{:?} {}", c, c['x']);
        println!("{:?} {:?}", sum(&[a, b, c]), sum(&[1u8, 2, 3]));
        let mut f = Flags::R | Flags::X; f ^= Flags::W | Flags::R; println!("{:?} {} {} {}", f, f & Flags::X == Flags::X, f << 4, f % 4);
        let m = Matrix([[1, 2], [3, 4], [5, 6]]); let n = Matrix([[1, 0, 2], [0, 1, 2]]); println!("{:?} {}", (&m * &n).0, (&n * &m)[(1, 1)]);
        println!("{} {} {}", Celsius(5) == 5, Celsius(5) > 4, Celsius(5) <= 4);
        println!("{}", a['z']);
    }
}
pub mod dynamic_dispatch {
    use core::fmt;
    trait Device { fn id(&self) -> u16; fn write(&mut self, b: u8) -> Result<(), fmt::Error>; fn boxed_name(&self) -> &dyn fmt::Display { &"device" } }
    #[derive(Default)] struct Uart { sent: u32, last: u8 } struct Null; struct Limited<'d> { inner: &'d mut dyn Device, left: u8 }
    impl Device for Uart { fn id(&self) -> u16 { 0x3f8 } fn write(&mut self, b: u8) -> Result<(), fmt::Error> { self.sent += 1; self.last = b; Ok(()) } }
    impl Device for Null { fn id(&self) -> u16 { 0 } fn write(&mut self, _: u8) -> Result<(), fmt::Error> { Ok(()) } fn boxed_name(&self) -> &dyn fmt::Display { &42 } }
    impl Device for Limited<'_> { fn id(&self) -> u16 { self.inner.id() | 0x8000 } fn write(&mut self, b: u8) -> Result<(), fmt::Error> { self.left = self.left.checked_sub(1).ok_or(fmt::Error)?; self.inner.write(b) } }
    fn send(d: &mut dyn Device, s: &str) -> Result<usize, fmt::Error> { s.bytes().try_fold(0, |n, b| d.write(b).map(|_| n + 1)) }
    fn send_any(d: &mut (impl Device + ?Sized), s: &str) -> usize { s.bytes().filter(|b| d.write(*b).is_ok()).count() }
    trait Visitor { fn num(&mut self, n: i64); fn pair(&mut self, a: &dyn Tree, b: &dyn Tree) { a.walk_dyn(self.as_dyn()); b.walk_dyn(self.as_dyn()); } fn as_dyn(&mut self) -> &mut dyn Visitor; }
    trait Tree { fn walk_dyn(&self, v: &mut dyn Visitor); }
    impl Tree for i64 { fn walk_dyn(&self, v: &mut dyn Visitor) { v.num(*self) } } impl<A: Tree, B: Tree> Tree for (A, B) { fn walk_dyn(&self, v: &mut dyn Visitor) { v.pair(&self.0, &self.1) } } impl<T: Tree + ?Sized> Tree for &T { fn walk_dyn(&self, v: &mut dyn Visitor) { (**self).walk_dyn(v) } }
    struct Sum(i64); impl Visitor for Sum { fn num(&mut self, n: i64) { self.0 = self.0 * 10 + n } fn as_dyn(&mut self) -> &mut dyn Visitor { self } }
    impl dyn Device { fn twice(&mut self, b: u8) -> bool { self.write(b).is_ok() && self.write(b).is_ok() } }
    impl fmt::Debug for dyn Device + '_ { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "<{:#x} {}>", self.id(), self.boxed_name()) } }
    pub fn run() {
        let (mut u, mut n) = (Uart::default(), Null);
        println!("{:?} {:?}", send(&mut u, "hello"), send(&mut Limited { inner: &mut u, left: 3 }, "world"));
        println!("{} {} {}", u.sent, u.last as char, send_any(&mut Limited { inner: &mut n, left: 2 }, "abc"));
        { let all: [&mut dyn Device; 2] = [&mut u, &mut n]; for d in all { print!("{:?} ", d); print!("{} ", send_any(d, "x")); } } println!();
        let d: &mut dyn Device = &mut u; println!("{}", d.twice(b'z')); println!("{:?}", d);
        let mut s = Sum(0); ((1, 2), (&(3, 4), &5i64 as &dyn Tree)).walk_dyn(&mut s); println!("{}", s.0);
        let table: [(&str, &dyn Fn(i32) -> Option<&'static dyn fmt::Debug>); 2] = [("a", &|n| if n > 0 { Some(&"pos") } else { None }), ("b", &|_| Some(&[1, 2]))];
        for (k, f) in &table { print!("{k}{:?}{:?} ", f(1), f(-1)); } println!();
        println!("{} {}", core::mem::size_of::<&dyn Device>(), core::mem::size_of_val(d as &dyn Device));
        println!("{:?}", (d as *const dyn Device as *const ()) == (&u as *const Uart as *const ()));
    }
}
pub mod blanket_and_generic {
    use core::fmt::{Debug, Display};
    trait Loud { fn loud(&self) -> usize; } impl<T: Display + ?Sized> Loud for T { fn loud(&self) -> usize { struct Count(usize); impl core::fmt::Write for Count { fn write_str(&mut self, s: &str) -> core::fmt::Result { self.0 += s.len(); Ok(()) } } let mut c = Count(0); let _ = core::fmt::Write::write_fmt(&mut c, format_args!("{self}!")); c.0 } }
    trait Zero { const ZERO: Self; fn is_zero(&self) -> bool; } macro_rules! zeros { ($($t:ty),*) => { $(impl Zero for $t { const ZERO: $t = 0 as $t; fn is_zero(&self) -> bool { *self == 0 as $t } })* } } zeros!(u8, i32, u64, usize);
    impl<T: Zero + Copy, const N: usize> Zero for [T; N] { const ZERO: Self = [T::ZERO; N]; fn is_zero(&self) -> bool { self.iter().all(Zero::is_zero) } } impl<A: Zero, B: Zero> Zero for (A, B) { const ZERO: Self = (A::ZERO, B::ZERO); fn is_zero(&self) -> bool { self.0.is_zero() && self.1.is_zero() } }
    trait Tagged { fn tag() -> &'static str; } struct Meters; struct Feet; impl Tagged for Meters { fn tag() -> &'static str { "m" } } impl Tagged for Feet { fn tag() -> &'static str { "ft" } }
    struct Len<U, T = u32> { v: T, _u: core::marker::PhantomData<U> }
    impl<U, T> Len<U, T> { const fn new(v: T) -> Self { Len { v, _u: core::marker::PhantomData } } fn map<W>(self, f: impl FnOnce(T) -> W) -> Len<U, W> { Len::new(f(self.v)) } } impl<U: Tagged, T: Display> Display for Len<U, T> { fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result { write!(f, "{}{}", self.v, U::tag()) } } impl From<Len<Feet>> for Len<Meters> { fn from(f: Len<Feet>) -> Self { f.map(|v| v * 3 / 10).cast() } } impl<U, T> Len<U, T> { fn cast<W>(self) -> Len<W, T> { Len::new(self.v) } }
    fn largest<T, K: PartialOrd>(v: &[T], key: impl Fn(&T) -> K) -> Option<&T> { let mut it = v.iter(); let mut best = it.next()?; for x in it { if key(x) > key(best) { best = x; } } Some(best) }
    fn show_all(items: &[&dyn Debug]) { for (i, x) in items.iter().enumerate() { if i > 0 { print!(", "); } print!("{x:?}"); } println!(); }
    fn pick<'a, T: ?Sized>(c: bool, a: &'a T, b: &'a T) -> &'a T { if c { a } else { b } }
    mod sealed { pub trait Sealed {} impl Sealed for u8 {} } trait Only: sealed::Sealed { fn go(self) -> u8; } impl Only for u8 { fn go(self) -> u8 { self + 1 } }
    struct Wrapper<T>(T); impl<T> core::ops::Deref for Wrapper<T> { type Target = T; fn deref(&self) -> &T { &self.0 } } impl<T> core::ops::DerefMut for Wrapper<T> { fn deref_mut(&mut self) -> &mut T { &mut self.0 } } impl<T> AsRef<T> for Wrapper<T> { fn as_ref(&self) -> &T { self } } impl<T: Iterator> IntoIterator for Wrapper<T> { type Item = T::Item; type IntoIter = T; fn into_iter(self) -> T { self.0 } }
    fn len_of(x: impl AsRef<[u8]>) -> usize { x.as_ref().len() } fn text(s: impl Into<Option<&'static str>>) -> &'static str { s.into().unwrap_or("-") }
    pub fn run() {
        println!("{} {} {}", 1234.loud(), "abc".loud(), 'x'.loud());
        println!("{:?} {} {}", <([u8; 3], (i32, u64))>::ZERO, [0usize; 2].is_zero(), (0u8, 5).is_zero());
        println!("{} {} {}", Len::<Meters>::new(5), Len::<Meters>::from(Len::<Feet>::new(100)), { let m: Len<Meters> = Len::<Feet>::new(20).into(); m.map(|v| v as u8 as char as u32) });
        println!("{:?} {:?}", largest(&["a", "ccc", "bb"], |s| s.len()), largest(&[1, 5, 3], |x| -x));
        show_all(&[&1, &"two", &Some('3'), &[4u8; 2], &()]);
        println!("{} {:?}", pick(true, "yes", "no"), pick(false, &[1][..], &[2, 3]));
        println!("{} {}", 5.go(), { let mut w = Wrapper([3, 1, 2]); w.sort_unstable(); w[0] = 9; w.iter().sum::<i32>() + w.len() as i32 });
        println!("{} {} {}", Wrapper(1..4).into_iter().sum::<i32>(), Wrapper(Wrapper("deep")).len(), *Wrapper(5).as_ref());
        println!("{} {} {} {}", len_of("abc"), len_of([1, 2]), len_of(&b"x"[..]), text(None).len() + text("ab").len());
    }
}
pub mod derives_and_ordering {
    use core::cmp::{Ordering, Reverse}; use core::hash::{Hash, Hasher};
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)] enum Level { Low = 5, #[default] Mid = 2, High = 9 }
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)] struct Job { level: Level, name: &'static str, size: Option<u32>, tags: [u8; 2] }
    #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Hash)] enum Msg { Quit, Move { x: i8, y: i8 }, Say(&'static str, u8), Nest(Level) }
    #[derive(Debug, Clone, Copy, Default, PartialEq)] struct Gen<T, const N: usize = 2> where [T; N]: Default { v: [T; N], unit: () }
    #[derive(PartialEq, Eq)] struct ByAbs(i32); impl PartialOrd for ByAbs { fn partial_cmp(&self, o: &Self) -> Option<Ordering> { Some(self.cmp(o)) } } impl Ord for ByAbs { fn cmp(&self, o: &Self) -> Ordering { self.0.abs().cmp(&o.0.abs()).then_with(|| o.0.cmp(&self.0)) } }
    struct Fnv(u64); impl Hasher for Fnv { fn finish(&self) -> u64 { self.0 } fn write(&mut self, b: &[u8]) { for x in b { self.0 = (self.0 ^ *x as u64).wrapping_mul(0x100000001b3); } } }
    fn hash<T: Hash + ?Sized>(t: &T) -> u64 { let mut h = Fnv(0xcbf29ce484222325); t.hash(&mut h); h.finish() }
    pub fn run() {
        println!("{:?} {:?} {}", Level::Low.cmp(&Level::High), Level::High.max(Level::Mid), Level::Low < Level::Mid);
        let j = Job { name: "b", ..Default::default() }; let k = Job { size: Some(0), ..j.clone() };
        println!("{:?} {} {:?} {}", j, j < k, j.partial_cmp(&k), j == Job { name: "b", ..Job::default() });
        println!("{:?} {:?}", Msg::Quit.partial_cmp(&Msg::Nest(Level::Low)), Msg::Move { x: 1, y: -1 } < Msg::Move { x: 1, y: 0 });
        println!("{} {}", Msg::Say("a", 2) > Msg::Say("a", 1), Msg::Say("a", 2) == Msg::Say("b", 2));
        println!("{:?} {}", Gen::<u16>::default(), Gen::<bool, 1>::default() == Gen { v: [false], unit: () });
        let mut v = [3, -7, 7, 0, -1].map(ByAbs); v.sort_unstable(); println!("{:?}", v.map(|b| b.0)); println!("{}", ByAbs(-2) > ByAbs(1));
        let mut r = [1, 3, 2].map(Reverse); r.sort_unstable(); println!("{:?} {:?}", r, Reverse(1) < Reverse(0));
        println!("{:?} {:?}", (1, "b", [2]).cmp(&(1, "a", [3])), [1, 2].cmp(&[1, 2]).reverse().then(Ordering::Less));
        println!("{} {} {}", hash(&j) == hash(&j.clone()), hash(&j) == hash(&k), hash("ab") == hash(&"ab"));
        println!("{:x} {:x} {:x}", hash(&1u32), hash(&(1u8, 2u16)), hash(&Some('c')));
        println!("{:x} {:x} {:x}", hash("ab"), hash(&[1u8, 2][..]), hash(&[1u8, 2]));
        println!("{:?} {:?}", core::cmp::max_by_key(-3, 2, |x: &i32| x.abs()), core::cmp::min("b", "a"));
        println!("{:?} {:?} {:?}", 5.clamp(1, 3), Level::Mid.clamp(Level::Low, Level::High), Some(3).min(None));
        println!("{:?} {:?}", core::mem::discriminant(&Msg::Say("", 0)) == core::mem::discriminant(&Msg::Say("x", 1)), Level::High as u8);
        assert_eq!(Msg::Move { x: 1, y: 2 }, Msg::Move { x: 1, y: 3 }, "moves {}", "differ");
    }
}
pub mod impl_trait_positions {
    fn evens(v: &[u32]) -> impl Iterator<Item = u32> + Clone + '_ { v.iter().copied().filter(|x| x % 2 == 0) }
    fn numbered<'a>(it: impl Iterator<Item = &'a str> + 'a) -> impl Iterator<Item = (usize, impl core::fmt::Display + 'a)> { it.enumerate().map(|(i, s)| (i + 1, s)) }
    fn both() -> (impl Fn(u8) -> u8, impl Fn(u8) -> u8 + Copy) { let k = 3; (move |x| x + k, |x| x * 2) }
    fn apply<R>(f: impl FnOnce() -> R) -> [R; 1] { [f()] }
    struct P { v: [u32; 4] } impl P { fn big(&self, than: u32) -> impl DoubleEndedIterator<Item = &u32> + use<'_> { self.v.iter().filter(move |x| **x > than) } fn each(&mut self, mut f: impl FnMut(&mut u32)) -> &mut Self { for x in &mut self.v { f(x) } self } }
    trait Source { fn items(&self) -> core::ops::Range<u32>; fn total(&self) -> u32 { self.items().sum() } } impl Source for P { fn items(&self) -> core::ops::Range<u32> { self.v[1]..self.v[0] } } impl Source for u32 { fn items(&self) -> core::ops::Range<u32> { 0..*self } }
    fn debug(x: &impl core::fmt::Debug) -> impl core::fmt::Debug + '_ { (x, 1) }
    pub fn run() {
        let v = [1, 2, 3, 4, 6]; let e = evens(&v); println!("{} {:?}", e.clone().sum::<u32>(), e.max());
        for (n, s) in numbered("a b c".split(' ')) { print!("{n}{s} "); } println!();
        let (f, g) = both(); let h = g; println!("{} {} {}", f(1), g(f(2)), h(9));
        println!("{:?}", apply(|| apply(|| 'r')));
        let mut p = P { v: [5, 1, 9, 4] }; println!("{:?}", p.big(3).next_back()); println!("{:?}", p.each(|x| *x += 1).each(|x| *x *= 2).v);
        println!("{} {} {:?}", p.total(), 5u32.total(), debug(&p.v));
    }
}
