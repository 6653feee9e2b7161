// generic associated types with type parameters
use alloc::collections::BTreeMap;
trait Coll { type Of<T>: Default + Extend<T> + IntoIterator<Item = T>; type Key: Ord; } struct V; impl Coll for V { type Of<T> = Vec<T>; type Key = u8; } struct D; impl Coll for D { type Of<T> = VecDeque<T>; type Key = u16; }
fn fill<C: Coll>(n: u8) -> C::Of<u8> { let mut c = C::Of::<u8>::default(); c.extend(0..n); c }
fn pair<C: Coll>(a: C::Of<u8>, b: C::Of<u8>) -> C::Of<(u8, u8)> { let mut out: C::Of<(u8, u8)> = Default::default(); out.extend(a.into_iter().zip(b)); out }
trait Functor { type Item; type Map<U>; fn fmap<U, F: FnMut(Self::Item) -> U>(self, f: F) -> Self::Map<U>; }
impl<T> Functor for Option<T> { type Item = T; type Map<U> = Option<U>; fn fmap<U, F: FnMut(T) -> U>(self, f: F) -> Option<U> { self.map(f) } }
impl<T> Functor for Vec<T> { type Item = T; type Map<U> = Vec<U>; fn fmap<U, F: FnMut(T) -> U>(self, f: F) -> Self::Map<U> { self.into_iter().map(f).collect() } }
trait Alloc { type Ptr<T: ?Sized>: core::ops::Deref<Target = T>; fn new<T>(t: T) -> Self::Ptr<T>; } struct B; impl Alloc for B { type Ptr<T: ?Sized> = Box<T>; fn new<T>(t: T) -> Box<T> { Box::new(t) } } struct R; impl Alloc for R { type Ptr<T: ?Sized> = Rc<T>; fn new<T>(t: T) -> Rc<T> { Rc::new(t) } }
struct Node<A: Alloc> { v: i32, next: Option<A::Ptr<Node<A>>> } fn sum<A: Alloc>(n: &Node<A>) -> i32 { n.v + n.next.as_ref().map_or(0, |n| sum::<A>(n)) }
trait Buf { type Arr<const N: usize>; fn zero<const N: usize>() -> Self::Arr<N>; } struct Bytes; impl Buf for Bytes { type Arr<const N: usize> = [u8; N]; fn zero<const N: usize>() -> [u8; N] { [0; N] } }
trait Store { type Guard<'a, T> where Self: 'a, T: 'a; fn get<'a, T>(&'a self, t: &'a T) -> Self::Guard<'a, T>; } struct S(u8); impl Store for S { type Guard<'a, T> = (&'a T, &'a u8) where T: 'a; fn get<'a, T>(&'a self, t: &'a T) -> (&'a T, &'a u8) { (t, &self.0) } }
fn main() { println!("{:?} {:?}", fill::<V>(3), fill::<D>(2)); println!("{:?}", pair::<V>(vec![1, 2], vec![3, 4])); println!("{:?} {:?}", Some(3).fmap(|x| x as f32 / 2.0), vec![1, 2].fmap(|x| x.to_string())); let n = Node::<B> { v: 1, next: Some(B::new(Node { v: 2, next: None })) }; println!("{}", sum(&n)); let m = Node::<R> { v: 3, next: Some(R::new(Node { v: 4, next: None })) }; println!("{}", sum(&m)); println!("{:?}", Bytes::zero::<3>()); println!("{:?}", S(7).get(&"x")); let x: <V as Coll>::Of<char> = vec!['a']; println!("{x:?}"); let _: BTreeMap<<V as Coll>::Key, ()> = BTreeMap::new(); }
