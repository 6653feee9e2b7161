fn name<T>(_: &T) -> &'static str { core::any::type_name::<T>() }
mod inner {
    pub fn make() -> impl Fn() -> &'static str {
        || super::name(&|| ())
    }
}
struct Holder<F>(F);
impl<F: Fn()> Holder<F> {
    fn name(&self) -> &'static str { core::any::type_name::<Self>() }
}
fn generic<T>(t: T) { println!("{}", name(&move || &t as *const T as usize)); }
trait Named {
    fn closure(&self) -> &'static str { name(&|| ()) }
    fn own(&self) -> &'static str;
}
impl<T> Named for [T; 2] {
    fn own(&self) -> &'static str { name(&|| self.len()) }
}
impl<T> Holder<T> {
    fn made<U>(u: U) -> &'static str { name(&move || { let _ = &u; }) }
    fn item() {}
}
pub fn run() {
    let captured = 3;
    let first = || captured;
    let second = |x: u8| x + 1;
    println!("{} {} {}", name(&first), name(&second), first() + second(1));
    println!("{}", name(&inner::make()));
    println!("{}", inner::make()());
    println!("{}", Holder(|| ()).name());
    println!("{}", name(&(&second, [Some(run as fn())])));
    generic(7u8);
    fn nested() { println!("{}", name(&nested)); println!("{}", name(&|| 1)); }
    nested();
    println!("{} {}", [1, 2].closure(), [1, 2].own());
    println!("{}", Holder::<u8>::made("u"));
    println!("{}", name(&Holder::<u8>::item));
    println!("{}", name(&<[u8; 2] as Named>::own));
    println!("{}", name(&generic::<char>));
    println!("{}", name(&Some::<u8>));
    println!("{}", name(&Holder::<u16>));
}
