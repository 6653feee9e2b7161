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

impl<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>> FromIterator<(A, B)> for (FromA, FromB) {
    fn from_iter<T: IntoIterator<Item = (A, B)>>(iter: T) -> (FromA, FromB) {
        let mut made: (FromA, FromB) = Default::default();
        made.extend(iter);
        made
    }
}
impl<A, B, IntoA: Extend<A>, IntoB: Extend<B>> Extend<(A, B)> for (IntoA, IntoB) {
    fn extend<T: IntoIterator<Item = (A, B)>>(&mut self, iter: T) {
        for (a, b) in iter {
            self.0.extend_one(a);
            self.1.extend_one(b);
        }
    }
}

pub trait Sum<A = Self>: Sized {
    fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
}
pub trait Product<A = Self>: Sized {
    fn product<I: Iterator<Item = A>>(iter: I) -> Self;
}

/// The sum or product of items that a pattern turns into plain integers.
macro_rules! accumulate {
    ($t:ty, $Trait:ident $method:ident $start:literal $checked:ident $text:literal, $Item:ty, $item:pat => $value:expr) => {
        impl<'a> $Trait<$Item> for $t {
            fn $method<I: Iterator<Item = $Item>>(iter: I) -> $t {
                let mut total: $t = $start;
                for $item in iter {
                    let (next, overflow) = total.$checked($value);
                    if overflow { library_panic!("iter/traits/accum.rs", 204, 1, $text) }
                    total = next;
                }
                total
            }
        }
    };
}

macro_rules! integer_sums {
    ($($t:ty)*) => { $(
        accumulate! { $t, Sum sum 0 overflowing_add "attempt to add with overflow", $t, x => x }
        accumulate! { $t, Sum sum 0 overflowing_add "attempt to add with overflow", &'a $t, x => *x }
        accumulate! { $t, Product product 1 overflowing_mul "attempt to multiply with overflow", $t, x => x }
        accumulate! { $t, Product product 1 overflowing_mul "attempt to multiply with overflow", &'a $t, x => *x }
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
        impl<'a> Product<&'a $t> for $t {
            fn product<I: Iterator<Item = &'a $t>>(iter: I) -> $t { iter.fold(1.0, |a, b| a * *b) }
        }
    )* };
}
float_sums! { f32 f64 }

impl<T, U: Sum<T>> Sum<Option<T>> for Option<U> {
    fn sum<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut missing = false;
        let mut items = iter;
        let total: U = super::from_fn(|| match items.next() {
            Some(None) => {
                missing = true;
                None
            }
            Some(Some(x)) => Some(x),
            None => None,
        }).sum();
        if missing { None } else { Some(total) }
    }
}
impl<T, E, U: Sum<T>> Sum<Result<T, E>> for Result<U, E> {
    fn sum<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut failed = None;
        let mut items = iter;
        let total: U = super::from_fn(|| match items.next() {
            Some(Err(e)) => {
                failed = Some(e);
                None
            }
            Some(Ok(x)) => Some(x),
            None => None,
        }).sum();
        match failed { Some(e) => Err(e), None => Ok(total) }
    }
}
impl<T, U: Product<T>> Product<Option<T>> for Option<U> {
    fn product<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut missing = false;
        let mut items = iter;
        let total: U = super::from_fn(|| match items.next() {
            Some(None) => {
                missing = true;
                None
            }
            Some(Some(x)) => Some(x),
            None => None,
        }).product();
        if missing { None } else { Some(total) }
    }
}
impl<T, E, U: Product<T>> Product<Result<T, E>> for Result<U, E> {
    fn product<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut failed = None;
        let mut items = iter;
        let total: U = super::from_fn(|| match items.next() {
            Some(Err(e)) => {
                failed = Some(e);
                None
            }
            Some(Ok(x)) => Some(x),
            None => None,
        }).product();
        match failed { Some(e) => Err(e), None => Ok(total) }
    }
}
