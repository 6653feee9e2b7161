// Names of functions, methods, constructors and closures.
fn n<T>(_: &T) -> &'static str { core::any::type_name::<T>() }
struct S; struct G<T>(T); trait Tr { fn a(&self) -> &'static str; fn d(&self) -> &'static str { n(&|| 1) } fn s(); }
impl Tr for S { fn a(&self) -> &'static str { n(&|| 1) } fn s() {} }
impl<T> Tr for G<T> { fn a(&self) -> &'static str { n(&|| 1) } fn s() {} }
impl<T> G<T> { fn h(&self) -> &'static str { n(&|| 1) } fn k() {} }
impl Tr for [u8; 2] { fn a(&self) -> &'static str { n(&|| 1) } fn s() {} }
fn main() { println!("{}", S.a()); println!("{}", S.d()); println!("{}", G(1u8).a()); println!("{}", G(1u8).h()); println!("{}", G(1u8).d()); println!("{}", [1u8, 2].a());
 println!("{}", n(&S::s)); println!("{}", n(&G::<u8>::k)); println!("{}", n(&<G<i8> as Tr>::s)); println!("{}", n(&<S as Tr>::d)); println!("{}", n(&Some::<u8>)); println!("{}", n(&G::<u8>)); main2(); println!("{}", n(&<u8 as Clone>::clone)); println!("{}", n(&S::d)); }

mod m { pub struct S; impl S { pub fn f(&self) -> &'static str { super::n(&|| 1) } } pub fn g<T>(t: T) -> &'static str { super::n(&move || { let _ = &t; }) } }
fn main2() { println!("{}", n(&|| 1)); let f = || n(&|x: u8| x); println!("{}", f()); println!("{}", m::S.f()); println!("{}", m::g(5u8)); println!("{}", n(&main2)); println!("{}", n(&m::g::<u8>)); println!("{}", n(&Some(|| 1))); fn inner() -> &'static str { n(&|| 2) } println!("{}", inner()); println!("{}", n(&m::S::f)); println!("{}", n(&(main2 as fn()))); }
