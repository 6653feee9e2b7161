//! The macro as it is in version 1: the bits are a field, and the usual traits come with it.

/// `bitflags! { pub struct Name: u32 { const A = 1; const B = 2; } }`, several of them, with attributes and visibility.
#[macro_export]
macro_rules! bitflags {
    ($(#[$attr:meta])* $vis:vis struct $Name:ident: $T:ty { $($(#[$own:meta])* const $Flag:ident = $value:expr;)* } $($rest:tt)*) => {
        $(#[$attr])*
        #[derive(Copy, PartialEq, Eq, Clone, PartialOrd, Ord, Hash)]
        $vis struct $Name {
            bits: $T,
        }
        $crate::__bitflags_impl! { $Name: $T { $($(#[$own])* $Flag = $value;)* } }
        $crate::bitflags! { $($rest)* }
    };
    () => {};
}

#[macro_export]
#[doc(hidden)]
macro_rules! __bitflags_impl {
    ($Name:ident: $T:ty { $($(#[$own:meta])* $Flag:ident = $value:expr;)* }) => {
        #[allow(dead_code, deprecated, unused_attributes)]
        impl $Name {
            $($(#[$own])* pub const $Flag: Self = Self { bits: $value };)*

            pub const fn empty() -> Self { Self { bits: 0 } }
            #[allow(unused_mut, unused_doc_comments)]
            pub const fn all() -> Self {
                let mut bits: $T = 0;
                $($(#[$own])* { bits |= Self::$Flag.bits; })*
                Self { bits }
            }
            pub const fn bits(&self) -> $T { self.bits }
            pub const fn from_bits(bits: $T) -> $crate::__core::option::Option<Self> {
                if bits & !Self::all().bits == 0 {
                    $crate::__core::option::Option::Some(Self { bits })
                } else {
                    $crate::__core::option::Option::None
                }
            }
            pub const fn from_bits_truncate(bits: $T) -> Self { Self { bits: bits & Self::all().bits } }
            pub const unsafe fn from_bits_unchecked(bits: $T) -> Self { Self { bits } }

            pub const fn is_empty(&self) -> bool { self.bits == 0 }
            pub const fn is_all(&self) -> bool { self.bits & Self::all().bits == Self::all().bits }
            pub const fn intersects(&self, other: Self) -> bool { self.bits & other.bits != 0 }
            pub const fn contains(&self, other: Self) -> bool { self.bits & other.bits == other.bits }

            pub fn insert(&mut self, other: Self) { self.bits |= other.bits; }
            pub fn remove(&mut self, other: Self) { self.bits &= !other.bits; }
            pub fn toggle(&mut self, other: Self) { self.bits ^= other.bits; }
            pub fn set(&mut self, other: Self, value: bool) { if value { self.insert(other) } else { self.remove(other) } }

            #[must_use]
            pub const fn intersection(self, other: Self) -> Self { Self { bits: self.bits & other.bits } }
            #[must_use]
            pub const fn union(self, other: Self) -> Self { Self { bits: self.bits | other.bits } }
            #[must_use]
            pub const fn difference(self, other: Self) -> Self { Self { bits: self.bits & !other.bits } }
            #[must_use]
            pub const fn symmetric_difference(self, other: Self) -> Self { Self { bits: self.bits ^ other.bits } }
            #[must_use]
            pub const fn complement(self) -> Self { Self::from_bits_truncate(!self.bits) }
        }

        impl $crate::__core::ops::BitOr for $Name {
            type Output = Self;
            fn bitor(self, other: $Name) -> Self { Self { bits: self.bits | other.bits } }
        }
        impl $crate::__core::ops::BitOrAssign for $Name {
            fn bitor_assign(&mut self, other: Self) { self.bits |= other.bits; }
        }
        impl $crate::__core::ops::BitXor for $Name {
            type Output = Self;
            fn bitxor(self, other: Self) -> Self { Self { bits: self.bits ^ other.bits } }
        }
        impl $crate::__core::ops::BitXorAssign for $Name {
            fn bitxor_assign(&mut self, other: Self) { self.bits ^= other.bits; }
        }
        impl $crate::__core::ops::BitAnd for $Name {
            type Output = Self;
            fn bitand(self, other: Self) -> Self { Self { bits: self.bits & other.bits } }
        }
        impl $crate::__core::ops::BitAndAssign for $Name {
            fn bitand_assign(&mut self, other: Self) { self.bits &= other.bits; }
        }
        impl $crate::__core::ops::Sub for $Name {
            type Output = Self;
            fn sub(self, other: Self) -> Self { Self { bits: self.bits & !other.bits } }
        }
        impl $crate::__core::ops::SubAssign for $Name {
            fn sub_assign(&mut self, other: Self) { self.bits &= !other.bits; }
        }
        impl $crate::__core::ops::Not for $Name {
            type Output = Self;
            fn not(self) -> Self { Self::from_bits_truncate(!self.bits) }
        }
        impl $crate::__core::iter::Extend<$Name> for $Name {
            fn extend<I: $crate::__core::iter::IntoIterator<Item = Self>>(&mut self, iterator: I) {
                for item in iterator { self.insert(item) }
            }
        }
        impl $crate::__core::iter::FromIterator<$Name> for $Name {
            fn from_iter<I: $crate::__core::iter::IntoIterator<Item = Self>>(iterator: I) -> $Name {
                let mut found = Self::empty();
                for item in iterator { found.insert(item) }
                found
            }
        }
        impl $crate::__core::fmt::Debug for $Name {
            #[allow(unused_doc_comments)]
            fn fmt(&self, f: &mut $crate::__core::fmt::Formatter) -> $crate::__core::fmt::Result {
                let mut first = true;
                $($(#[$own])* {
                    let bits = <$Name>::$Flag.bits;
                    if self.bits & bits == bits && (bits != 0 || self.bits == 0) {
                        if !first { f.write_str(" | ")?; }
                        first = false;
                        f.write_str($crate::__core::stringify!($Flag))?;
                    }
                })*
                let others = self.bits & !Self::all().bits;
                if others != 0 {
                    if !first { f.write_str(" | ")?; }
                    first = false;
                    f.write_str("0x")?;
                    $crate::__core::fmt::LowerHex::fmt(&others, f)?;
                }
                if first { f.write_str("(empty)")?; }
                $crate::__core::result::Result::Ok(())
            }
        }
        impl $crate::__core::fmt::Binary for $Name {
            fn fmt(&self, f: &mut $crate::__core::fmt::Formatter) -> $crate::__core::fmt::Result {
                $crate::__core::fmt::Binary::fmt(&self.bits, f)
            }
        }
        impl $crate::__core::fmt::Octal for $Name {
            fn fmt(&self, f: &mut $crate::__core::fmt::Formatter) -> $crate::__core::fmt::Result {
                $crate::__core::fmt::Octal::fmt(&self.bits, f)
            }
        }
        impl $crate::__core::fmt::LowerHex for $Name {
            fn fmt(&self, f: &mut $crate::__core::fmt::Formatter) -> $crate::__core::fmt::Result {
                $crate::__core::fmt::LowerHex::fmt(&self.bits, f)
            }
        }
        impl $crate::__core::fmt::UpperHex for $Name {
            fn fmt(&self, f: &mut $crate::__core::fmt::Formatter) -> $crate::__core::fmt::Result {
                $crate::__core::fmt::UpperHex::fmt(&self.bits, f)
            }
        }
    };
}
