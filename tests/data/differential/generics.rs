use core::ops::*; use core::fmt::Debug;
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)] struct Pt<T> { x: T, y: T }
impl<T: Add<Output = T>> Add for Pt<T> { type Output = Pt<T>; fn add(self, o: Self) -> Self { Pt { x: self.x + o.x, y: self.y + o.y } } }
impl<T: Mul<Output = T> + Copy> Mul<T> for Pt<T> { type Output = Self; fn mul(self, k: T) -> Self { Pt { x: self.x * k, y: self.y * k } } }
impl<T: Neg<Output = T>> Neg for Pt<T> { type Output = Self; fn neg(self) -> Self { Pt { x: -self.x, y: -self.y } } }
impl<T: AddAssign> AddAssign for Pt<T> { fn add_assign(&mut self, o: Self) { self.x += o.x; self.y += o.y; } }
impl<T> Index<usize> for Pt<T> { type Output = T; fn index(&self, i: usize) -> &T { match i { 0 => &self.x, 1 => &self.y, _ => panic!("no {i}") } } }
impl<T> IndexMut<usize> for Pt<T> { fn index_mut(&mut self, i: usize) -> &mut T { if i == 0 { &mut self.x } else { &mut self.y } } }
impl Not for Pt<bool> { type Output = Self; fn not(self) -> Self { Pt { x: !self.x, y: !self.y } } }
struct Stack<T, const N: usize> { d: [Option<T>; N], n: usize }
impl<T: Copy + Debug, const N: usize> Stack<T, N> { const CAP: usize = N; fn new() -> Self { Self { d: [None; N], n: 0 } } fn push(&mut self, t: T) -> Result<(), T> { if self.n == N { return Err(t); } self.d[self.n] = Some(t); self.n += 1; Ok(()) } fn pop(&mut self) -> Option<T> { if self.n == 0 { None } else { self.n -= 1; self.d[self.n].take() } } }
impl<T, const N: usize> Deref for Stack<T, N> { type Target = [Option<T>]; fn deref(&self) -> &[Option<T>] { &self.d[..self.n] } }
impl<T, const N: usize> DerefMut for Stack<T, N> { fn deref_mut(&mut self) -> &mut [Option<T>] { &mut self.d[..self.n] } }
fn max<T: PartialOrd + Copy>(v: &[T]) -> Option<T> { let mut m = *v.first()?; for &x in v { if x > m { m = x; } } Some(m) }
fn apply<A, B, F>(a: A, f: F) -> B where F: FnOnce(A) -> B { f(a) }
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
fn sum<const N: usize>(a: [u32; N]) -> u32 { let mut s = 0; for x in a { s += x; } s }
enum Tree<'a> { Leaf(i32), Node(&'a Tree<'a>, &'a Tree<'a>) }
impl<'a> Tree<'a> { fn sum(&self) -> i32 { match self { Tree::Leaf(n) => *n, Tree::Node(a, b) => a.sum() + b.sum() } } }
fn longest<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() >= b.len() { a } else { b } }
struct Wrap<T: ?Sized>(T); impl<T: ?Sized + Debug> Wrap<T> { fn p(&self) { println!("{:?}", &self.0); } }
pub fn run() {
    let a = Pt { x: 1, y: 2 }; let mut b = a + Pt { x: 10, y: 20 } * 2; println!("{:?} {:?}", b, -b); b += a; b[1] = 7; println!("{} {}", b[0], b[1]);
    println!("{:?} {:?}", !Pt { x: true, y: false }, a == b); println!("{:?} {:?}", a < b, a.cmp(&b)); println!("{:?}", Pt::<u8>::default());
    let mut s = Stack::<u8, 2>::new(); println!("{:?} {:?} {:?}", s.push(1), s.push(2), s.push(3)); println!("{} {:?} {}", s.len(), s.iter().flatten().sum::<u8>(), Stack::<u8, 9>::CAP); s[0] = Some(9); println!("{:?} {:?} {:?}", s.pop(), s.pop(), s.pop());
    println!("{:?} {:?} {:?}", max(&[1, 5, 3]), max(&['a', 'z']), max::<u8>(&[])); println!("{}", apply(3, |x| x as u64 * 2)); println!("{}", apply("abc", str::len));
    println!("{}", compose(|x: i32| x + 1, |y: i32| y * 10)(4)); println!("{} {}", sum([1, 2, 3]), sum([])); let l = Tree::Leaf(2); let m = Tree::Leaf(3); println!("{}", Tree::Node(&l, &Tree::Node(&m, &l)).sum());
    println!("{}", longest("ab", "abc")); Wrap(5).p();  println!("{:?}", Some(3).map(Pt::<i32>::from_n)); println!("{:?}", (1..4).map(Some).last());
}
impl Pt<i32> { fn from_n(n: i32) -> Self { Self { x: n, y: n } } }
