use core::ops::{Add, Index, IndexMut, Neg, AddAssign, Mul, Deref, DerefMut, Not};
use core::fmt;
trait Animal { fn name(&self) -> &str; fn noise(&self) -> u32 { self.name().len() as u32 } fn boxed(self) -> u32 where Self: Sized { self.noise() * 2 } }
struct Dog; struct Cat { n: u8 }
impl Animal for Dog { fn name(&self) -> &str { "dog" } }
impl Animal for Cat { fn name(&self) -> &str { "cat" } fn noise(&self) -> u32 { self.n as u32 } }
fn total(xs: &[&dyn Animal]) -> u32 { xs.iter().map(|a| a.noise()).sum() }
#[derive(Debug, Clone, Copy, PartialEq, Default)] struct V { x: i32, y: i32 }
impl Add for V { type Output = V; fn add(self, o: V) -> V { V { x: self.x + o.x, y: self.y + o.y } } }
impl Mul<i32> for V { type Output = V; fn mul(self, k: i32) -> V { V { x: self.x * k, y: self.y * k } } }
impl Neg for V { type Output = V; fn neg(self) -> V { V { x: -self.x, y: -self.y } } }
impl AddAssign for V { fn add_assign(&mut self, o: V) { self.x += o.x; self.y += o.y; } }
impl fmt::Display for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "<{}, {}>", self.x, self.y) } }
struct Grid<const W: usize, const H: usize> { d: [[u8; W]; H] }
impl<const W: usize, const H: usize> Index<(usize, usize)> for Grid<W, H> { type Output = u8; fn index(&self, (r, c): (usize, usize)) -> &u8 { &self.d[r][c] } }
impl<const W: usize, const H: usize> IndexMut<(usize, usize)> for Grid<W, H> { fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut u8 { &mut self.d[r][c] } }
struct Wrap<T>(T);
impl<T> Deref for Wrap<T> { type Target = T; fn deref(&self) -> &T { &self.0 } }
impl<T> DerefMut for Wrap<T> { fn deref_mut(&mut self) -> &mut T { &mut self.0 } }
trait Zero { const ZERO: Self; fn is_zero(&self) -> bool; }
impl Zero for i32 { const ZERO: i32 = 0; fn is_zero(&self) -> bool { *self == Self::ZERO } }
fn largest<T: PartialOrd + Copy>(xs: &[T]) -> T { let mut m = xs[0]; for &x in xs { if x > m { m = x; } } m }
struct Count { n: u32 } impl Iterator for Count { type Item = u32; fn next(&mut self) -> Option<u32> { if self.n < 5 { self.n += 1; Some(self.n) } else { None } } }
fn apply<F: Fn(i32) -> i32>(f: F, x: i32) -> i32 { f(f(x)) }
fn make_adder(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }
fn apply_mut(mut f: impl FnMut()) { f(); f(); }
fn once<F: FnOnce() -> u8>(f: F) -> u8 { f() }
trait Visitor { type Out; fn visit(&mut self, n: u8) -> Self::Out; }
struct Summer(u32); impl Visitor for Summer { type Out = u32; fn visit(&mut self, n: u8) -> u32 { self.0 += n as u32; self.0 } }
fn drive<V2: Visitor>(v: &mut V2, xs: &[u8]) -> Option<V2::Out> { let mut last = None; for &x in xs { last = Some(v.visit(x)); } last }
trait Shape: fmt::Debug { fn area(&self) -> f64; } #[derive(Debug)] struct Sq(f64); impl Shape for Sq { fn area(&self) -> f64 { self.0 * self.0 } }
fn fnptr(f: fn(i32) -> i32, v: i32) -> i32 { f(v) } fn dbl(x: i32) -> i32 { x * 2 }
impl From<(i32, i32)> for V { fn from(t: (i32, i32)) -> V { V { x: t.0, y: t.1 } } }
fn main() {
    println!("{} {} {}", total(&[&Dog, &Cat { n: 9 }]), Dog.boxed(), Cat { n: 1 }.name());
    let mut v = V { x: 1, y: 2 } + V { x: 3, y: 4 } * 2; v += -V { x: 1, y: 1 }; println!("{} {:?} {:>12}|", v, v, "pad");
    let mut g = Grid::<3, 2> { d: [[0; 3]; 2] }; g[(1, 2)] = 7; g[(0, 0)] += 3; println!("{} {} {:?}", g[(1, 2)], g[(0, 0)], g.d);
    let mut w = Wrap([1, 2, 3]); w[1] = 9; println!("{:?} {} {}", *w, w.len(), w.iter().sum::<i32>());
    println!("{} {}", 5.is_zero(), <i32 as Zero>::ZERO); println!("{} {} {}", largest(&[1, 5, 3]), largest(&['a', 'z']), largest(&[1.5, 0.5]));
    for x in (Count { n: 2 }) { print!("{} ", x); } println!(); println!("{:?}", Count { n: 0 }.zip(Count { n: 2 }).map(|(a, b)| a * b).filter(|x| x % 2 == 0).fold(0, |a, b| a + b));
    println!("{} {}", apply(make_adder(5), 1), apply(|x| x * x, 3)); let mut c = 0; apply_mut(|| c += 3); println!("{}", c);
    let s = [1u8, 2, 3]; println!("{}", once(move || s[0] + s[2])); println!("{:?}", drive(&mut Summer(0), &[1, 2, 3]));
    let sh: &dyn Shape = &Sq(1.5); println!("{:?} {}", sh, sh.area()); println!("{} {}", fnptr(dbl, 4), fnptr(|x| x - 1, 4));
    let fs: [fn(i32) -> i32; 2] = [dbl, |x| x + 100]; for f in fs { print!("{} ", f(1)); } println!();
    let v2: V = (3, 4).into(); println!("{}", v2); println!("{:?}", V::default()); println!("{}", v2 == V { x: 3, ..Default::default() });
    let cl: &dyn Fn(i32) -> i32 = &|x| x + c; println!("{}", cl(1)); let names = ["b", "a", "c"]; let mut it = names.iter().enumerate().skip(1).rev(); println!("{:?} {:?}", it.next(), it.next());
    let mut arr = [5, 3, 8, 1]; arr.sort_unstable(); println!("{:?} {:?} {:?}", arr, arr.binary_search(&5), arr.iter().position(|&x| x == 8)); arr.reverse(); arr.swap(0, 3); println!("{:?}", arr);
    let text = "héllo wörld"; println!("{} {} {:?}", text.len(), text.chars().count(), text.char_indices().nth(2)); for w in text.split(' ') { print!("[{}]", w); } println!();
    println!("{:?}", text.bytes().rev().take(3).collect::<Arr>().0); println!("{:?} {:?}", text.find('w'), &text[0..1]); println!("{:?}", "a,b,,c".split(',').map(|s| s.len()).max());
    println!("{:?}", [1, 2, 3].windows(2).map(|w| w[0] * w[1]).sum::<i32>()); println!("{:5}|{:<5}|{:^5}|{:>5}|{:.1}|{:8.3}|", "ab", "cd", "ef", "gh", 3.14159, 2.0f32);
    println!("{:?} {:?}", 1.0f64, 0.1f32 + 0.2f32); println!("{:?} {:?} {:?}", 'a', "q\"\n", '\''); println!("{:02x?} {:#?}", [1u8, 255], (1, "x"));
}
struct Arr([u8; 3]); impl FromIterator<u8> for Arr { fn from_iter<I: IntoIterator<Item = u8>>(it: I) -> Arr { let mut a = [0; 3]; for (i, x) in it.into_iter().enumerate() { a[i] = x; } Arr(a) } }
