//! What all types made of flags have in common, and what their bits are.

use crate::iter::{Iter, IterNames};
use core::fmt;
use core::ops::{BitAnd, BitOr, BitXor, Not};

/// One of the flags that a type declares. One without a name only says that its bits are known.
#[derive(Debug)]
pub struct Flag<B> {
    name: &'static str,
    value: B,
}

impl<B> Flag<B> {
    pub const fn new(name: &'static str, value: B) -> Flag<B> { Flag { name, value } }
    pub const fn name(&self) -> &'static str { self.name }
    pub const fn value(&self) -> &B { &self.value }
    pub const fn is_named(&self) -> bool { !self.name.is_empty() }
    pub const fn is_unnamed(&self) -> bool { self.name.is_empty() }
}

/// The numbers that bits may be kept in.
pub trait Bits:
    Clone
    + Copy
    + PartialEq
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Not<Output = Self>
    + fmt::LowerHex
    + Sized
    + 'static
{
    const EMPTY: Self;
    const ALL: Self;

    #[doc(hidden)]
    fn parse_hex(input: &str) -> Option<Self>;
}

macro_rules! bits {
    ($($t:ident)*) => {$(
        impl Bits for $t {
            const EMPTY: $t = 0;
            const ALL: $t = !0;

            fn parse_hex(input: &str) -> Option<$t> { $t::from_str_radix(input, 16).ok() }
        }
    )*}
}
bits! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// A set of flags: what `bitflags!` makes, or what is declared to be one by hand.
pub trait Flags: Sized + 'static {
    const FLAGS: &'static [Flag<Self>];

    type Bits: Bits;

    fn bits(&self) -> Self::Bits;
    fn from_bits_retain(bits: Self::Bits) -> Self;

    fn empty() -> Self { Self::from_bits_retain(<Self::Bits as Bits>::EMPTY) }
    fn all() -> Self {
        Self::from_bits_retain(Self::FLAGS.iter().fold(<Self::Bits as Bits>::EMPTY, |bits, flag| bits | flag.value().bits()))
    }
    fn known_bits(&self) -> Self::Bits { self.bits() & Self::all().bits() }
    fn unknown_bits(&self) -> Self::Bits { self.bits() & !Self::all().bits() }
    fn contains_unknown_bits(&self) -> bool { self.unknown_bits() != <Self::Bits as Bits>::EMPTY }
    fn from_bits(bits: Self::Bits) -> Option<Self> {
        let found = Self::from_bits_truncate(bits);
        if found.bits() == bits { Some(found) } else { None }
    }
    fn from_bits_truncate(bits: Self::Bits) -> Self { Self::from_bits_retain(bits & Self::all().bits()) }
    fn from_name(name: &str) -> Option<Self> {
        if name.is_empty() {
            return None;
        }
        Self::FLAGS.iter().find(|flag| flag.name() == name).map(|flag| Self::from_bits_retain(flag.value().bits()))
    }
    fn iter(&self) -> Iter<Self> { Iter::new(self) }
    fn iter_names(&self) -> IterNames<Self> { IterNames::new(self) }
    fn is_empty(&self) -> bool { self.bits() == <Self::Bits as Bits>::EMPTY }
    fn is_all(&self) -> bool { Self::all().bits() | self.bits() == self.bits() }
    fn intersects(&self, other: Self) -> bool where Self: Sized { self.bits() & other.bits() != <Self::Bits as Bits>::EMPTY }
    fn contains(&self, other: Self) -> bool where Self: Sized { self.bits() & other.bits() == other.bits() }
    fn truncate(&mut self) where Self: Sized { *self = Self::from_bits_truncate(self.bits()) }
    fn insert(&mut self, other: Self) where Self: Sized { *self = Self::from_bits_retain(self.bits()).union(other) }
    fn remove(&mut self, other: Self) where Self: Sized { *self = Self::from_bits_retain(self.bits()).difference(other) }
    fn toggle(&mut self, other: Self) where Self: Sized {
        *self = Self::from_bits_retain(self.bits()).symmetric_difference(other)
    }
    fn set(&mut self, other: Self, value: bool) where Self: Sized {
        if value { self.insert(other) } else { self.remove(other) }
    }
    fn clear(&mut self) where Self: Sized { *self = Self::empty() }
    fn intersection(self, other: Self) -> Self { Self::from_bits_retain(self.bits() & other.bits()) }
    fn union(self, other: Self) -> Self { Self::from_bits_retain(self.bits() | other.bits()) }
    fn difference(self, other: Self) -> Self { Self::from_bits_retain(self.bits() & !other.bits()) }
    fn symmetric_difference(self, other: Self) -> Self { Self::from_bits_retain(self.bits() ^ other.bits()) }
    fn complement(self) -> Self { Self::from_bits_truncate(!self.bits()) }
}

/// What a type that `bitflags!` declares is made of.
#[doc(hidden)]
pub trait PublicFlags {
    type Primitive;
    type Internal;
}
