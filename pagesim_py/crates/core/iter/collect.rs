//! Into iterators and out of them.

use super::Iterator;

pub trait IntoIterator {
    type Item;
    type IntoIter: Iterator<Item = Self::Item>;
    #[lang = "into_iter"]
    fn into_iter(self) -> Self::IntoIter;
}

impl<I: Iterator> IntoIterator for I {
    type Item = I::Item;
    type IntoIter = I;
    fn into_iter(self) -> I { self }
}

pub trait FromIterator<A>: Sized {
    fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self;
}

pub trait Extend<A> {
    fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T);
    fn extend_one(&mut self, item: A) { self.extend(Some(item)); }
}

impl Extend<()> for () {
    fn extend<T: IntoIterator<Item = ()>>(&mut self, iter: T) { iter.into_iter().for_each(drop) }
}

pub trait Sum<A = Self>: Sized {
    fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
}
pub trait Product<A = Self>: Sized {
    fn product<I: Iterator<Item = A>>(iter: I) -> Self;
}

macro_rules! integer_sums {
    ($($t:ty)*) => { $(
        impl Sum for $t {
            fn sum<I: Iterator<Item = $t>>(iter: I) -> $t {
                let mut total: $t = 0;
                let mut items = iter;
                while let Some(x) = items.next() {
                    let (sum, overflow) = total.overflowing_add(x);
                    if overflow { library_panic!("iter/traits/accum.rs", 204, 1, "attempt to add with overflow") }
                    total = sum;
                }
                total
            }
        }
        impl<'a> Sum<&'a $t> for $t {
            fn sum<I: Iterator<Item = &'a $t>>(iter: I) -> $t { <$t as Sum>::sum(iter.map(|x| *x)) }
        }
        impl Product for $t {
            fn product<I: Iterator<Item = $t>>(iter: I) -> $t {
                let mut total: $t = 1;
                let mut items = iter;
                while let Some(x) = items.next() {
                    let (product, overflow) = total.overflowing_mul(x);
                    if overflow { library_panic!("iter/traits/accum.rs", 204, 1, "attempt to multiply with overflow") }
                    total = product;
                }
                total
            }
        }
        impl<'a> Product<&'a $t> for $t {
            fn product<I: Iterator<Item = &'a $t>>(iter: I) -> $t { <$t as Product>::product(iter.map(|x| *x)) }
        }
    )* };
}
integer_sums! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! float_sums {
    ($($t:ty)*) => { $(
        impl Sum for $t {
            fn sum<I: Iterator<Item = $t>>(iter: I) -> $t { iter.fold(0.0, |a, b| a + b) }
        }
        impl<'a> Sum<&'a $t> for $t {
            fn sum<I: Iterator<Item = &'a $t>>(iter: I) -> $t { iter.fold(0.0, |a, b| a + *b) }
        }
        impl Product for $t {
            fn product<I: Iterator<Item = $t>>(iter: I) -> $t { iter.fold(1.0, |a, b| a * b) }
        }
    )* };
}
float_sums! { f32 f64 }

impl<T, U: Sum<T>> Sum<Option<T>> for Option<U> {
    fn sum<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut missing = false;
        let mut items = iter;
        let total = U::sum(super::from_fn(|| match items.next() {
            Some(None) => {
                missing = true;
                None
            }
            Some(Some(x)) => Some(x),
            None => None,
        }));
        if missing { None } else { Some(total) }
    }
}
impl<T, E, U: Sum<T>> Sum<Result<T, E>> for Result<U, E> {
    fn sum<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut failed = None;
        let mut items = iter;
        let total = U::sum(super::from_fn(|| match items.next() {
            Some(Err(e)) => {
                failed = Some(e);
                None
            }
            Some(Ok(x)) => Some(x),
            None => None,
        }));
        match failed { Some(e) => Err(e), None => Ok(total) }
    }
}
