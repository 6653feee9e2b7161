//! Slots in a row: a value lies in the slot that its hash says, or in the next that is free.

use alloc::vec::{self, Vec};
use core::mem;
use core::slice;

#[derive(Clone)]
pub enum Slot<T> {
    Empty,
    /// There was something: who looks for more must go on.
    Gone,
    Full(u64, T),
}

/// The number of slots is 0 or a power of two, of which an eighth at least is empty.
#[derive(Clone)]
pub struct Table<T> {
    slots: Vec<Slot<T>>,
    len: usize,
    gone: usize,
}

fn slots_for(capacity: usize) -> usize {
    match capacity {
        0 => 0,
        1..4 => 4,
        4..8 => 8,
        _ => (capacity * 8 / 7).next_power_of_two(),
    }
}
fn room_in(slots: usize) -> usize { if slots < 8 { slots.saturating_sub(1) } else { slots / 8 * 7 } }

impl<T> Table<T> {
    pub const fn new() -> Table<T> { Table { slots: Vec::new(), len: 0, gone: 0 } }
    pub fn with_capacity(capacity: usize) -> Table<T> {
        let mut table = Table::new();
        table.resize(slots_for(capacity));
        table
    }
    pub fn len(&self) -> usize { self.len }
    pub fn capacity(&self) -> usize { room_in(self.slots.len()) }

    fn resize(&mut self, count: usize) {
        let mut slots = Vec::with_capacity(count);
        slots.resize_with(count, || Slot::Empty);
        let old = mem::replace(&mut self.slots, slots);
        self.gone = 0;
        for slot in old {
            if let Slot::Full(hash, value) = slot {
                let at = self.free(hash);
                self.slots[at] = Slot::Full(hash, value);
            }
        }
    }
    pub fn reserve(&mut self, more: usize) {
        if self.len + self.gone + more > self.capacity() {
            let needed = slots_for(self.len + more);
            self.resize(if needed > self.slots.len() { needed } else { self.slots.len() });
        }
    }
    pub fn shrink_to(&mut self, least: usize) {
        let wanted = slots_for(if least > self.len { least } else { self.len });
        if wanted < self.slots.len() {
            self.resize(wanted);
        }
    }
    fn free(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Slot::Full(..) = self.slots[at] {
            at = at + 1 & mask;
        }
        at
    }

    pub fn find<F: Fn(&T) -> bool>(&self, hash: u64, is: F) -> Option<usize> {
        if self.len == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match &self.slots[at] {
                Slot::Empty => return None,
                Slot::Full(other, value) if *other == hash && is(value) => return Some(at),
                _ => at = at + 1 & mask,
            }
        }
    }
    /// What lies in a slot that `find` or `insert` gave.
    pub fn at(&self, at: usize) -> &T {
        match &self.slots[at] {
            Slot::Full(_, value) => value,
            _ => unreachable!(),
        }
    }
    pub fn at_mut(&mut self, at: usize) -> &mut T {
        match &mut self.slots[at] {
            Slot::Full(_, value) => value,
            _ => unreachable!(),
        }
    }
    pub fn insert(&mut self, hash: u64, value: T) -> usize {
        self.reserve(1);
        let at = self.free(hash);
        if let Slot::Gone = self.slots[at] {
            self.gone -= 1;
        }
        self.slots[at] = Slot::Full(hash, value);
        self.len += 1;
        at
    }
    pub fn remove(&mut self, at: usize) -> T {
        let next = at + 1 & self.slots.len() - 1;
        let left = match self.slots[next] {
            Slot::Empty => Slot::Empty,
            _ => {
                self.gone += 1;
                Slot::Gone
            }
        };
        self.len -= 1;
        match mem::replace(&mut self.slots[at], left) {
            Slot::Full(_, value) => value,
            _ => unreachable!(),
        }
    }
    pub fn retain<F: FnMut(&mut T) -> bool>(&mut self, mut keep: F) {
        for at in 0..self.slots.len() {
            if let Slot::Full(_, value) = &mut self.slots[at] {
                if !keep(value) {
                    drop(self.remove(at));
                }
            }
        }
    }
    /// The next at or behind slot `from` that is to be taken out, with the slot behind it.
    pub fn take_next<F: FnMut(&mut T) -> bool>(&mut self, from: usize, mut taken: F) -> Option<(T, usize)> {
        for at in from..self.slots.len() {
            if let Slot::Full(_, value) = &mut self.slots[at] {
                if taken(value) {
                    return Some((self.remove(at), at + 1));
                }
            }
        }
        None
    }
    pub fn clear(&mut self) {
        for slot in &mut self.slots {
            *slot = Slot::Empty;
        }
        self.len = 0;
        self.gone = 0;
    }
    pub fn iter(&self) -> Iter<'_, T> { Iter { slots: self.slots.iter(), left: self.len } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { IterMut { left: self.len, slots: self.slots.iter_mut() } }
    pub fn into_iter(self) -> IntoIter<T> { IntoIter { left: self.len, slots: self.slots.into_iter() } }
    /// Everything; the table stays as large as it is.
    pub fn drain(&mut self) -> IntoIter<T> {
        let count = self.slots.len();
        let full = mem::replace(self, Table::new());
        self.resize(count);
        full.into_iter()
    }
}

pub struct Iter<'a, T> {
    slots: slice::Iter<'a, Slot<T>>,
    left: usize,
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self { Iter { slots: self.slots.clone(), left: self.left } }
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        while self.left > 0 {
            if let Slot::Full(_, value) = self.slots.next()? {
                self.left -= 1;
                return Some(value);
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.left, Some(self.left)) }
}
pub struct IterMut<'a, T> {
    slots: slice::IterMut<'a, Slot<T>>,
    left: usize,
}
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        while self.left > 0 {
            if let Slot::Full(_, value) = self.slots.next()? {
                self.left -= 1;
                return Some(value);
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.left, Some(self.left)) }
}
pub struct IntoIter<T> {
    slots: vec::IntoIter<Slot<T>>,
    left: usize,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.left > 0 {
            if let Slot::Full(_, value) = self.slots.next()? {
                self.left -= 1;
                return Some(value);
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.left, Some(self.left)) }
}
