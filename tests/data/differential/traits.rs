use core::fmt::{Debug, Display};
trait Shape { const SIDES: u32; fn area(&self) -> f64 { 0.0 } fn name(&self) -> &'static str; fn describe(&self) { println!("{} with {} sides", self.name(), Self::SIDES); } fn make(n: u32) -> Self where Self: Sized; }
struct Sq(u32); struct Tri { a: u32 }
impl Shape for Sq { const SIDES: u32 = 4; fn name(&self) -> &'static str { "square" } fn make(n: u32) -> Self { Sq(n) } }
impl Shape for Tri { const SIDES: u32 = 3; fn name(&self) -> &'static str { "tri" } fn describe(&self) { println!("T{}", self.a); } fn make(n: u32) -> Self { Tri { a: n } } }
fn go<T: Shape>(n: u32) -> T { let t = T::make(n); t.describe(); t }
trait Animal { fn noise(&self) -> &str; fn twice(&self) -> u32 { self.noise().len() as u32 * 2 } }
#[derive(Clone)] struct Dog { n: &'static str } impl Animal for Dog { fn noise(&self) -> &str { self.n } }
struct Cat; impl Animal for Cat { fn noise(&self) -> &str { "meow" } fn twice(&self) -> u32 { 0 } }
impl Drop for Cat { fn drop(&mut self) { println!("cat gone"); } }
fn all(a: &[&dyn Animal]) -> u32 { a.iter().map(|x| x.twice()).sum() }
fn stat(x: &impl Animal) -> usize { x.noise().len() }
trait Named { type Out: Display; fn get(&self) -> Self::Out; }
impl Named for u8 { type Out = char; fn get(&self) -> char { *self as char } }
impl Named for &str { type Out = usize; fn get(&self) -> usize { self.len() } }
fn show<N: Named>(n: N) where N::Out: Debug { println!("{} {:?}", n.get(), n.get()); }
trait Ext { fn dbl(self) -> Self; } impl<T: Copy + core::ops::Add<Output = T>> Ext for T { fn dbl(self) -> T { self + self } }
trait Super: Debug { fn both(&self) { println!("<{:?}>", self); } } #[derive(Debug)] struct Q; impl Super for Q {} impl Super for i32 {}
trait Gen<T> { fn conv(&self) -> T; } impl Gen<u8> for i32 { fn conv(&self) -> u8 { *self as u8 } } impl Gen<bool> for i32 { fn conv(&self) -> bool { *self != 0 } }
fn dynret(b: bool) -> &'static dyn Animal { static D: Dog = Dog { n: "wuf" }; static E: Dog = Dog { n: "ow" }; if b { &D } else { &E } }
fn mk() -> impl Animal + Clone { Dog { n: "impl" } }
trait Count { fn inc(&mut self) -> &mut Self; } impl Count for u32 { fn inc(&mut self) -> &mut u32 { *self += 1; self } }
pub fn run() {
    let s: Sq = go(3); println!("{}", s.0); go::<Tri>(9); println!("{} {}", <Sq as Shape>::SIDES, Tri::SIDES);
    let d = Dog { n: "woof" }; let c = Cat; println!("{}", all(&[&d, &c])); println!("{} {}", stat(&d), stat(&c));
    show(65u8); show("abc"); println!("{} {}", 4.dbl(), 2u8.dbl().dbl());
    Q.both(); 5.both(); let x: u8 = 300.conv(); let y: bool = 0.conv(); println!("{x} {y} {}", <i32 as Gen<bool>>::conv(&7));
    println!("{} {}", dynret(true).noise(), dynret(false).twice()); println!("{}", mk().clone().noise());
    let mut n = 1u32; n.inc().inc(); println!("{}", n); let r: &dyn Super = &Q; r.both(); println!("{}", core::mem::size_of_val(&r));
    let mut arr: [&dyn Animal; 2] = [&d, &d]; arr[1] = &c; for a in arr.iter() { print!("{} ", a.noise()); } println!();
    println!("{}", Animal::noise(&d)); println!("{}", <Dog as Animal>::twice(&d));
}
