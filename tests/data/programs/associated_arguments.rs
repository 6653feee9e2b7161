// Arguments whose types are what an earlier argument's type says, to which references are coerced.
trait First: Iterator + Sized {
    fn first_or(mut self, d: Self::Item) -> Self::Item {
        self.next().unwrap_or(d)
    }
}
impl<I: Iterator> First for I {}
fn free<I: Iterator>(mut i: I, d: I::Item) -> I::Item {
    i.next().unwrap_or(d)
}
fn all<I>(names: I, last: I::Item, found: fn(I::Item) -> usize) -> usize
where
    I: IntoIterator,
{
    let mut sum = 0;
    for name in names {
        sum += found(name);
    }
    sum + found(last)
}
struct Name([u8; 4]);
impl core::ops::Deref for Name {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}
fn main() {
    let own = Name(*b"disk");
    println!("{}", "".split_whitespace().first_or(&"x"));
    println!("{} {}", free("".split_whitespace(), &"y"), free("z".split_whitespace(), &"y"));
    println!("{:?} {:?}", [1u8, 2, 3].chunks(2).first_or(&own), [0u8; 0].chunks(2).first_or(&own));
    println!("{:?}", free([0u8; 0].windows(1), &own));
    println!("{}", all(["a", "bc"], &"def", str::len));
    println!("{}", all([&own.0[..]], &own, <[u8]>::len));
}
