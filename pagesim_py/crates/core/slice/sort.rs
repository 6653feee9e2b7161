//! Sorting in place: insertion for short slices, heap sort for long ones; merging for what `alloc` calls stable.

use crate::cmp::Ordering;

/// Longer slices than this are not sorted by insertion.
const SHORT: usize = 24;

fn insertion_sort<T>(v: &mut [T], less: &mut dyn FnMut(&T, &T) -> bool) {
    let mut next = 1;
    while next < v.len() {
        let mut at = next;
        while at > 0 && less(&v[at], &v[at - 1]) {
            v.swap(at, at - 1);
            at -= 1;
        }
        next += 1;
    }
}

/// Two sorted halves become one; equal elements keep their order.
fn merge<T>(v: &mut [T], middle: usize, less: &mut dyn FnMut(&T, &T) -> bool) {
    let (mut left, mut right) = (0, middle);
    while left < right && right < v.len() {
        if less(&v[right], &v[left]) {
            v[left..right + 1].rotate_right(1);
            right += 1;
        }
        left += 1;
    }
}

/// Sorts so that equal elements keep their order.
pub fn merge_sort<T>(v: &mut [T], less: &mut dyn FnMut(&T, &T) -> bool) {
    if v.len() <= SHORT {
        return insertion_sort(v, less);
    }
    let middle = v.len() / 2;
    merge_sort(&mut v[..middle], less);
    merge_sort(&mut v[middle..], less);
    merge(v, middle, less);
}

fn sift_down<T>(v: &mut [T], start: usize, end: usize, less: &mut dyn FnMut(&T, &T) -> bool) {
    let mut node = start;
    loop {
        let mut child = 2 * node + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && less(&v[child], &v[child + 1]) {
            child += 1;
        }
        if !less(&v[node], &v[child]) {
            return;
        }
        v.swap(node, child);
        node = child;
    }
}

fn heap_sort<T>(v: &mut [T], less: &mut dyn FnMut(&T, &T) -> bool) {
    let len = v.len();
    if len <= SHORT {
        return insertion_sort(v, less);
    }
    let mut start = len / 2;
    while start > 0 {
        start -= 1;
        sift_down(v, start, len, less);
    }
    let mut end = len;
    while end > 1 {
        end -= 1;
        v.swap(0, end);
        sift_down(v, 0, end, less);
    }
}

impl<T> [T] {
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        heap_sort(self, &mut |a: &T, b: &T| a.lt(b))
    }
    pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        heap_sort(self, &mut |a: &T, b: &T| compare(a, b) == Ordering::Less)
    }
    pub fn sort_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        heap_sort(self, &mut |a: &T, b: &T| f(a) < f(b))
    }
}
