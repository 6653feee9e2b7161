//! The flags that a value contains, one by one, in the order of their declaration.

use crate::{Flag, Flags};

/// The contained flags that have a name, with their names; each bit is given once.
pub struct IterNames<B: 'static> {
    flags: &'static [Flag<B>],
    at: usize,
    source: B,
    rest: B,
}

impl<B: Flags> IterNames<B> {
    #[doc(hidden)]
    pub fn new(flags: &B) -> IterNames<B> {
        let copy = || B::from_bits_retain(flags.bits());
        IterNames { flags: B::FLAGS, at: 0, source: copy(), rest: copy() }
    }
}
impl<B: 'static> IterNames<B> {
    /// The bits that have not been given.
    pub const fn remaining(&self) -> &B { &self.rest }
}
impl<B: Flags> Iterator for IterNames<B> {
    type Item = (&'static str, B);
    fn next(&mut self) -> Option<(&'static str, B)> {
        while self.at < self.flags.len() && !self.rest.is_empty() {
            let flag = &self.flags[self.at];
            self.at += 1;
            let bits = flag.value().bits();
            if flag.is_named() && self.source.contains(B::from_bits_retain(bits)) && self.rest.intersects(B::from_bits_retain(bits)) {
                self.rest.remove(B::from_bits_retain(bits));
                return Some((flag.name(), B::from_bits_retain(bits)));
            }
        }
        None
    }
}

/// The contained flags that have a name; then, as one value, the bits that are left.
pub struct Iter<B: 'static> {
    names: IterNames<B>,
    done: bool,
}

impl<B: Flags> Iter<B> {
    #[doc(hidden)]
    pub fn new(flags: &B) -> Iter<B> { Iter { names: IterNames::new(flags), done: false } }
}
impl<B: Flags> Iterator for Iter<B> {
    type Item = B;
    fn next(&mut self) -> Option<B> {
        if let Some((_, flag)) = self.names.next() {
            return Some(flag);
        }
        if self.done || self.names.rest.is_empty() {
            return None;
        }
        self.done = true;
        Some(B::from_bits_retain(self.names.rest.bits()))
    }
}
