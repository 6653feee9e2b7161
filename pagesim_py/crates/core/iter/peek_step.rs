//! Looking ahead, and giving every n-th item.

use super::{DoubleEndedIterator, ExactSizeIterator, Iterator};

#[derive(Clone, Debug)]
pub struct Peekable<I: Iterator> {
    iter: I,
    /// What was looked at already: perhaps the end.
    peeked: Option<Option<I::Item>>,
}
impl<I: Iterator> Peekable<I> {
    pub(super) fn new(iter: I) -> Peekable<I> { Peekable { iter, peeked: None } }

    fn fill(&mut self) {
        if self.peeked.is_none() {
            self.peeked = Some(self.iter.next());
        }
    }
    pub fn peek(&mut self) -> Option<&I::Item> {
        self.fill();
        match &self.peeked { Some(Some(x)) => Some(x), _ => None }
    }
    pub fn peek_mut(&mut self) -> Option<&mut I::Item> {
        self.fill();
        match &mut self.peeked { Some(Some(x)) => Some(x), _ => None }
    }
    pub fn next_if(&mut self, f: impl FnOnce(&I::Item) -> bool) -> Option<I::Item> {
        match self.next() {
            Some(x) => {
                if f(&x) {
                    return Some(x);
                }
                self.peeked = Some(Some(x));
                None
            }
            None => {
                self.peeked = Some(None);
                None
            }
        }
    }
    /// Takes the next item if the closure makes something of it; it gives the item back otherwise.
    pub fn next_if_map<R>(&mut self, f: impl FnOnce(I::Item) -> Result<R, I::Item>) -> Option<R> {
        let item = self.next();
        let held = match item {
            Some(item) => match f(item) {
                Ok(made) => return Some(made),
                Err(item) => Some(item),
            },
            None => None,
        };
        self.peeked = Some(held);
        None
    }
    pub fn next_if_map_mut<R>(&mut self, f: impl FnOnce(&mut I::Item) -> Option<R>) -> Option<R> {
        let made = f(self.peek_mut()?)?;
        self.peeked = None;
        Some(made)
    }
    pub fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<I::Item>
    where
        I::Item: PartialEq<T>,
    {
        self.next_if(|x| x == expected)
    }
}
impl<I: Iterator> Iterator for Peekable<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        match self.peeked.take() { Some(peeked) => peeked, None => self.iter.next() }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let extra = match &self.peeked {
            Some(None) => return (0, Some(0)),
            Some(Some(_)) => 1,
            None => 0,
        };
        let (low, high) = self.iter.size_hint();
        (low.saturating_add(extra), match high { Some(x) => x.checked_add(extra), None => None })
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Peekable<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        match self.peeked.take() {
            Some(None) => {
                self.peeked = Some(None);
                None
            }
            Some(first) => match self.iter.next_back() {
                Some(x) => {
                    self.peeked = Some(first);
                    Some(x)
                }
                None => first,
            },
            None => self.iter.next_back(),
        }
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Peekable<I> {}

#[derive(Clone, Debug)]
pub struct StepBy<I> {
    iter: I,
    step_minus_one: usize,
    first_take: bool,
}
impl<I> StepBy<I> {
    pub(super) fn new(iter: I, step: usize) -> StepBy<I> {
        if step == 0 {
            library_panic!("iter/adapters/step_by.rs", 35, 9, "assertion failed: step != 0")
        }
        StepBy { iter, step_minus_one: step - 1, first_take: true }
    }
}
impl<I: Iterator> Iterator for StepBy<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        let skipped = if self.first_take { 0 } else { self.step_minus_one };
        self.first_take = false;
        self.iter.nth(skipped)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        let step = self.step_minus_one + 1;
        let first = self.first_take;
        let items = |n: usize| if !first { n / step } else if n == 0 { 0 } else { 1 + (n - 1) / step };
        (items(low), match high { Some(n) => Some(items(n)), None => None })
    }
}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for StepBy<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        let step = self.step_minus_one + 1;
        let rest = self.iter.len() % step;
        let skipped = if self.first_take { if rest == 0 { self.step_minus_one } else { rest - 1 } } else { rest };
        self.iter.nth_back(skipped)
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for StepBy<I> {}
