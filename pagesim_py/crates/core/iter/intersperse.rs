//! A separator between the items (unstable).

use super::Iterator;

/// Items with what a function makes between them.
pub struct IntersperseWith<I: Iterator, G> {
    iter: I,
    separator: G,
    waiting: Option<I::Item>,
    started: bool,
}
impl<I: Iterator, G: FnMut() -> I::Item> IntersperseWith<I, G> {
    pub(super) fn new(iter: I, separator: G) -> IntersperseWith<I, G> {
        IntersperseWith { iter, separator, waiting: None, started: false }
    }
}
impl<I: Iterator, G: FnMut() -> I::Item> Iterator for IntersperseWith<I, G> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        if let Some(item) = self.waiting.take() {
            return Some(item);
        }
        let item = self.iter.next()?;
        if !self.started {
            self.started = true;
            return Some(item);
        }
        self.waiting = Some(item);
        Some((self.separator)())
    }
}

/// Items with copies of a separator between them.
pub struct Intersperse<I: Iterator> where I::Item: Clone {
    iter: I,
    separator: I::Item,
    waiting: Option<I::Item>,
    started: bool,
}
impl<I: Iterator> Intersperse<I> where I::Item: Clone {
    pub(super) fn new(iter: I, separator: I::Item) -> Intersperse<I> {
        Intersperse { iter, separator, waiting: None, started: false }
    }
}
impl<I: Iterator> Iterator for Intersperse<I> where I::Item: Clone {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        if let Some(item) = self.waiting.take() {
            return Some(item);
        }
        let item = self.iter.next()?;
        if !self.started {
            self.started = true;
            return Some(item);
        }
        self.waiting = Some(item);
        Some(self.separator.clone())
    }
}
