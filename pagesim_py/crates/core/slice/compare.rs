//! Comparing slices, element by element.

use crate::cmp::Ordering;

impl<T: PartialEq<U>, U> PartialEq<[U]> for [T] {
    fn eq(&self, other: &[U]) -> bool {
        let len = self.len();
        if len != other.len() {
            return false;
        }
        let mut at = 0;
        while at < len {
            if self[at] != other[at] {
                return false;
            }
            at += 1;
        }
        true
    }
}
impl<T: Eq> Eq for [T] {}

impl<T: PartialOrd> PartialOrd for [T] {
    fn partial_cmp(&self, other: &[T]) -> Option<Ordering> {
        let mut at = 0;
        while at < self.len() && at < other.len() {
            match self[at].partial_cmp(&other[at]) {
                Some(Ordering::Equal) => at += 1,
                decided => return decided,
            }
        }
        Some(self.len().cmp(&other.len()))
    }
}
impl<T: Ord> Ord for [T] {
    fn cmp(&self, other: &[T]) -> Ordering {
        let mut at = 0;
        while at < self.len() && at < other.len() {
            match self[at].cmp(&other[at]) {
                Ordering::Equal => at += 1,
                decided => return decided,
            }
        }
        self.len().cmp(&other.len())
    }
}
