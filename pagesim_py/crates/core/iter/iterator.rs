//! The trait `Iterator`. Every adaptor is lazy: nothing happens before `next` is called.

use super::*;
use crate::cmp::Ordering;

#[lang = "iterator"]
#[must_use]
pub trait Iterator {
    type Item;

    #[lang = "next"]
    fn next(&mut self) -> Option<Self::Item>;

    /// At least, and perhaps at most, so many items will come.
    fn size_hint(&self) -> (usize, Option<usize>) { (0, None) }

    fn count(self) -> usize where Self: Sized {
        let mut n = 0;
        for _ in self { n += 1; }
        n
    }
    fn last(self) -> Option<Self::Item> where Self: Sized {
        let mut last = None;
        for x in self { last = Some(x); }
        last
    }
    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        let mut left = n;
        while left > 0 {
            self.next()?;
            left -= 1;
        }
        self.next()
    }

    fn intersperse(self, separator: Self::Item) -> Intersperse<Self> where Self: Sized, Self::Item: Clone {
        Intersperse::new(self, separator)
    }
    fn intersperse_with<G: FnMut() -> Self::Item>(self, separator: G) -> IntersperseWith<Self, G> where Self: Sized {
        IntersperseWith::new(self, separator)
    }
    fn step_by(self, step: usize) -> StepBy<Self> where Self: Sized { StepBy::new(self, step) }
    fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> Chain<Self, U::IntoIter> where Self: Sized {
        Chain::new(self, other.into_iter())
    }
    fn zip<U: IntoIterator>(self, other: U) -> Zip<Self, U::IntoIter> where Self: Sized { Zip::new(self, other.into_iter()) }
    fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> where Self: Sized { Map::new(self, f) }
    fn for_each<F: FnMut(Self::Item)>(self, mut f: F) where Self: Sized {
        for x in self { f(x); }
    }
    fn filter<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> Filter<Self, P> where Self: Sized { Filter::new(self, predicate) }
    fn filter_map<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> FilterMap<Self, F> where Self: Sized { FilterMap::new(self, f) }
    fn enumerate(self) -> Enumerate<Self> where Self: Sized { Enumerate::new(self) }
    fn peekable(self) -> Peekable<Self> where Self: Sized { Peekable::new(self) }
    fn skip_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> SkipWhile<Self, P> where Self: Sized { SkipWhile::new(self, predicate) }
    fn take_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> TakeWhile<Self, P> where Self: Sized { TakeWhile::new(self, predicate) }
    fn map_while<B, P: FnMut(Self::Item) -> Option<B>>(self, predicate: P) -> MapWhile<Self, P> where Self: Sized { MapWhile::new(self, predicate) }
    fn skip(self, n: usize) -> Skip<Self> where Self: Sized { Skip::new(self, n) }
    fn take(self, n: usize) -> Take<Self> where Self: Sized { Take::new(self, n) }
    fn scan<St, B, F: FnMut(&mut St, Self::Item) -> Option<B>>(self, initial_state: St, f: F) -> Scan<Self, St, F> where Self: Sized {
        Scan::new(self, initial_state, f)
    }
    fn flat_map<U: IntoIterator, F: FnMut(Self::Item) -> U>(self, f: F) -> FlatMap<Self, U, F> where Self: Sized { FlatMap::new(self, f) }
    fn flatten(self) -> Flatten<Self> where Self: Sized, Self::Item: IntoIterator { Flatten::new(self) }
    fn fuse(self) -> Fuse<Self> where Self: Sized { Fuse::new(self) }
    fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> Inspect<Self, F> where Self: Sized { Inspect::new(self, f) }
    fn by_ref(&mut self) -> &mut Self where Self: Sized { self }
    fn rev(self) -> Rev<Self> where Self: Sized + DoubleEndedIterator { Rev::new(self) }
    fn copied<'a, T: 'a + Copy>(self) -> Copied<Self> where Self: Sized + Iterator<Item = &'a T> { Copied::new(self) }
    fn cloned<'a, T: 'a + Clone>(self) -> Cloned<Self> where Self: Sized + Iterator<Item = &'a T> { Cloned::new(self) }
    fn cycle(self) -> Cycle<Self> where Self: Sized + Clone { Cycle::new(self) }

    fn collect<B: FromIterator<Self::Item>>(self) -> B where Self: Sized { FromIterator::from_iter(self) }
    fn partition<B: Default + Extend<Self::Item>, F: FnMut(&Self::Item) -> bool>(self, mut f: F) -> (B, B) where Self: Sized {
        let mut left: B = Default::default();
        let mut right: B = Default::default();
        for x in self {
            if f(&x) { left.extend_one(x) } else { right.extend_one(x) }
        }
        (left, right)
    }
    fn unzip<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>>(self) -> (FromA, FromB)
    where
        Self: Sized + Iterator<Item = (A, B)>,
    {
        let mut left: FromA = Default::default();
        let mut right: FromB = Default::default();
        let mut items = self;
        while let Some((a, b)) = items.next() {
            left.extend_one(a);
            right.extend_one(b);
        }
        (left, right)
    }

    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B where Self: Sized {
        let mut total = init;
        for x in self { total = f(total, x); }
        total
    }
    fn try_fold<B, F: FnMut(B, Self::Item) -> R, R: crate::ops::Try<Output = B>>(&mut self, init: B, mut f: F) -> R where Self: Sized {
        let mut total = init;
        while let Some(x) = self.next() {
            match f(total, x).branch() {
                crate::ops::ControlFlow::Continue(next) => total = next,
                crate::ops::ControlFlow::Break(stopped) => return stopped,
            }
        }
        R::from_output(total)
    }
    fn try_for_each<F: FnMut(Self::Item) -> R, R: crate::ops::Try<Output = ()>>(&mut self, mut f: F) -> R where Self: Sized {
        while let Some(x) = self.next() {
            if let crate::ops::ControlFlow::Break(stopped) = f(x).branch() {
                return stopped;
            }
        }
        R::from_output(())
    }
    fn reduce<F: FnMut(Self::Item, Self::Item) -> Self::Item>(self, f: F) -> Option<Self::Item> where Self: Sized {
        let mut items = self;
        let first = items.next()?;
        Some(items.fold(first, f))
    }
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, mut f: F) -> bool where Self: Sized {
        while let Some(x) = self.next() { if !f(x) { return false; } }
        true
    }
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, mut f: F) -> bool where Self: Sized {
        while let Some(x) = self.next() { if f(x) { return true; } }
        false
    }
    fn find<P: FnMut(&Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<Self::Item> where Self: Sized {
        while let Some(x) = self.next() { if predicate(&x) { return Some(x); } }
        None
    }
    fn find_map<B, F: FnMut(Self::Item) -> Option<B>>(&mut self, mut f: F) -> Option<B> where Self: Sized {
        while let Some(x) = self.next() {
            if let Some(found) = f(x) { return Some(found); }
        }
        None
    }
    fn position<P: FnMut(Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<usize> where Self: Sized {
        let mut at = 0;
        while let Some(x) = self.next() {
            if predicate(x) { return Some(at); }
            at += 1;
        }
        None
    }
    fn rposition<P: FnMut(Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<usize>
    where
        Self: Sized + ExactSizeIterator + DoubleEndedIterator,
    {
        let mut at = self.len();
        while let Some(x) = self.next_back() {
            at -= 1;
            if predicate(x) { return Some(at); }
        }
        None
    }

    fn max(self) -> Option<Self::Item> where Self: Sized, Self::Item: Ord { self.max_by(|a, b| a.cmp(b)) }
    fn min(self) -> Option<Self::Item> where Self: Sized, Self::Item: Ord { self.min_by(|a, b| a.cmp(b)) }
    /// The last of equal maxima.
    fn max_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, mut compare: F) -> Option<Self::Item> where Self: Sized {
        let mut items = self;
        let mut best = items.next()?;
        for x in items {
            if compare(&best, &x) != Ordering::Greater { best = x; }
        }
        Some(best)
    }
    /// The first of equal minima.
    fn min_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, mut compare: F) -> Option<Self::Item> where Self: Sized {
        let mut items = self;
        let mut best = items.next()?;
        for x in items {
            if compare(&best, &x) == Ordering::Greater { best = x; }
        }
        Some(best)
    }
    fn max_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, mut f: F) -> Option<Self::Item> where Self: Sized {
        let mut items = self;
        let mut best = items.next()?;
        let mut best_key = f(&best);
        for x in items {
            let key = f(&x);
            if best_key <= key { best = x; best_key = key; }
        }
        Some(best)
    }
    fn min_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, mut f: F) -> Option<Self::Item> where Self: Sized {
        let mut items = self;
        let mut best = items.next()?;
        let mut best_key = f(&best);
        for x in items {
            let key = f(&x);
            if key < best_key { best = x; best_key = key; }
        }
        Some(best)
    }

    fn sum<S: Sum<Self::Item>>(self) -> S where Self: Sized { Sum::sum(self) }
    fn product<P: Product<Self::Item>>(self) -> P where Self: Sized { Product::product(self) }

    fn cmp<I: IntoIterator<Item = Self::Item>>(self, other: I) -> Ordering where Self: Sized, Self::Item: Ord {
        let mut left = self;
        let mut right = other.into_iter();
        loop {
            match (left.next(), right.next()) {
                (None, None) => return Ordering::Equal,
                (None, Some(_)) => return Ordering::Less,
                (Some(_), None) => return Ordering::Greater,
                (Some(a), Some(b)) => {
                    let order = a.cmp(&b);
                    if order != Ordering::Equal { return order; }
                }
            }
        }
    }
    fn partial_cmp<I: IntoIterator>(self, other: I) -> Option<Ordering> where Self: Sized, Self::Item: PartialOrd<I::Item> {
        let mut left = self;
        let mut right = other.into_iter();
        loop {
            match (left.next(), right.next()) {
                (None, None) => return Some(Ordering::Equal),
                (None, Some(_)) => return Some(Ordering::Less),
                (Some(_), None) => return Some(Ordering::Greater),
                (Some(a), Some(b)) => {
                    let order = a.partial_cmp(&b);
                    if order != Some(Ordering::Equal) { return order; }
                }
            }
        }
    }
    fn eq<I: IntoIterator>(self, other: I) -> bool where Self: Sized, Self::Item: PartialEq<I::Item> {
        let mut left = self;
        let mut right = other.into_iter();
        loop {
            match (left.next(), right.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) => if !(a == b) { return false; },
                _ => return false,
            }
        }
    }
    fn ne<I: IntoIterator>(self, other: I) -> bool where Self: Sized, Self::Item: PartialEq<I::Item> { !self.eq(other) }
    fn lt<I: IntoIterator>(self, other: I) -> bool where Self: Sized, Self::Item: PartialOrd<I::Item> {
        self.partial_cmp(other) == Some(Ordering::Less)
    }
    fn le<I: IntoIterator>(self, other: I) -> bool where Self: Sized, Self::Item: PartialOrd<I::Item> {
        matches!(self.partial_cmp(other), Some(Ordering::Less | Ordering::Equal))
    }
    fn gt<I: IntoIterator>(self, other: I) -> bool where Self: Sized, Self::Item: PartialOrd<I::Item> {
        self.partial_cmp(other) == Some(Ordering::Greater)
    }
    fn ge<I: IntoIterator>(self, other: I) -> bool where Self: Sized, Self::Item: PartialOrd<I::Item> {
        matches!(self.partial_cmp(other), Some(Ordering::Greater | Ordering::Equal))
    }
    fn is_sorted_by<F: FnMut(&Self::Item, &Self::Item) -> bool>(self, mut compare: F) -> bool where Self: Sized {
        let mut items = self;
        let Some(mut last) = items.next() else { return true };
        while let Some(x) = items.next() {
            if !compare(&last, &x) { return false; }
            last = x;
        }
        true
    }
    fn is_sorted_by_key<F: FnMut(Self::Item) -> K, K: PartialOrd>(self, f: F) -> bool where Self: Sized { self.map(f).is_sorted() }
    fn is_sorted(self) -> bool where Self: Sized, Self::Item: PartialOrd {
        let mut items = self;
        let Some(mut last) = items.next() else { return true };
        while let Some(x) = items.next() {
            if last > x { return false; }
            last = x;
        }
        true
    }
}

impl<I: Iterator + ?Sized> Iterator for &mut I {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { (**self).next() }
    fn size_hint(&self) -> (usize, Option<usize>) { (**self).size_hint() }
    fn nth(&mut self, n: usize) -> Option<I::Item> { (**self).nth(n) }
}
