//! Going through the flags that a set of named bits contains.

/// The contained flags, each once; then, as one item, the bits that have no name.
pub struct Iter<F> {
    value: u64,
    rest: u64,
    at: usize,
    /// The bits of the flag that was declared as the n-th.
    flag: fn(usize) -> Option<u64>,
    make: fn(u64) -> F,
}

impl<F> Iter<F> {
    pub(crate) fn new(value: u64, flag: fn(usize) -> Option<u64>, make: fn(u64) -> F) -> Iter<F> {
        Iter { value, rest: value, at: 0, flag, make }
    }
}

impl<F> Iterator for Iter<F> {
    type Item = F;
    fn next(&mut self) -> Option<F> {
        while let Some(bits) = (self.flag)(self.at) {
            self.at += 1;
            if self.value & bits == bits && self.rest & bits != 0 {
                self.rest &= !bits;
                return Some((self.make)(bits));
            }
        }
        if self.rest == 0 { None } else { Some((self.make)(core::mem::replace(&mut self.rest, 0))) }
    }
}
