//! The macro as it is in version 2: derives are the program's, bits may be without a name, and a type may be the program's own.

/// `bitflags! { #[derive(..)] pub struct Name: u32 { const A = 1; const _ = !0; } }`, or `impl Name: u32 { .. }` for a struct around a
/// number; several of them.
#[macro_export]
macro_rules! bitflags {
    ($(#[$attr:meta])* $vis:vis struct $Name:ident: $T:ty { $($(#[$($own:tt)*])* const $Flag:tt = $value:expr;)* } $($rest:tt)*) => {
        $(#[$attr])*
        $vis struct $Name(<$Name as $crate::PublicFlags>::Internal);

        #[allow(dead_code, deprecated, unused_attributes, non_upper_case_globals)]
        const _: () = {
            #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[repr(transparent)]
            pub struct InternalBitFlags($T);

            impl $crate::PublicFlags for $Name {
                type Primitive = $T;
                type Internal = InternalBitFlags;
            }
            impl InternalBitFlags {
                pub const fn bits(&self) -> $T { self.0 }
            }
            impl $crate::__core::fmt::Display for InternalBitFlags {
                fn fmt(&self, f: &mut $crate::__core::fmt::Formatter<'_>) -> $crate::__core::fmt::Result {
                    $crate::parser::to_writer(&$Name(*self), f)
                }
            }
            impl $crate::__core::fmt::Debug for InternalBitFlags {
                fn fmt(&self, f: &mut $crate::__core::fmt::Formatter<'_>) -> $crate::__core::fmt::Result {
                    if self.0 == 0 { f.write_str("0x0") } else { $crate::__core::fmt::Display::fmt(self, f) }
                }
            }
            impl $Name {
                pub const fn bits(&self) -> $T { self.0.0 }
                pub const fn from_bits_retain(bits: $T) -> Self { Self(InternalBitFlags(bits)) }
            }
            $crate::__bitflags_impl! { $Name: $T { $($(#[$($own)*])* const $Flag = $value;)* } }
        };
        $crate::bitflags! { $($rest)* }
    };
    ($(#[$attr:meta])* impl $Name:ident: $T:ty { $($(#[$($own:tt)*])* const $Flag:tt = $value:expr;)* } $($rest:tt)*) => {
        #[allow(dead_code, deprecated, unused_attributes, non_upper_case_globals)]
        const _: () = {
            impl $Name {
                pub const fn bits(&self) -> $T { self.0 }
                pub const fn from_bits_retain(bits: $T) -> Self { Self(bits) }
            }
            $crate::__bitflags_impl! { $Name: $T { $($(#[$($own)*])* const $Flag = $value;)* } }
        };
        $crate::bitflags! { $($rest)* }
    };
    () => {};
}

/// The first or the second, as there is a name or `_`.
#[macro_export]
#[doc(hidden)]
macro_rules! __bitflags_named {
    (_ { $($named:tt)* } { $($unnamed:tt)* }) => { $($unnamed)* };
    ($Flag:ident { $($named:tt)* } { $($unnamed:tt)* }) => { $($named)* };
}

#[macro_export]
#[doc(hidden)]
macro_rules! __bitflags_impl {
    ($Name:ident: $T:ty { $($(#[$($own:tt)*])* const $Flag:tt = $value:expr;)* }) => {
        impl $Name {
            $($crate::__bitflags_named! { $Flag {
                $(#[$($own)*])* pub const $Flag: Self = Self::from_bits_retain($value);
            } {} })*

            pub const fn empty() -> Self { Self::from_bits_retain(0) }
            #[allow(unused_mut, unused_doc_comments)]
            pub const fn all() -> Self {
                let mut bits: $T = 0;
                $($(#[$($own)*])* { bits |= $crate::__bitflags_named! { $Flag { Self::$Flag.bits() } { $value } }; })*
                Self::from_bits_retain(bits)
            }
            pub const fn from_bits(bits: $T) -> $crate::__core::option::Option<Self> {
                if bits & !Self::all().bits() == 0 {
                    $crate::__core::option::Option::Some(Self::from_bits_retain(bits))
                } else {
                    $crate::__core::option::Option::None
                }
            }
            pub const fn from_bits_truncate(bits: $T) -> Self { Self::from_bits_retain(bits & Self::all().bits()) }
            pub fn from_name(name: &str) -> $crate::__core::option::Option<Self> { <Self as $crate::Flags>::from_name(name) }

            pub const fn is_empty(&self) -> bool { self.bits() == 0 }
            pub const fn is_all(&self) -> bool { Self::all().bits() | self.bits() == self.bits() }
            pub const fn intersects(&self, other: Self) -> bool { self.bits() & other.bits() != 0 }
            pub const fn contains(&self, other: Self) -> bool { self.bits() & other.bits() == other.bits() }

            pub const fn insert(&mut self, other: Self) { *self = Self::from_bits_retain(self.bits() | other.bits()); }
            pub const fn remove(&mut self, other: Self) { *self = Self::from_bits_retain(self.bits() & !other.bits()); }
            pub const fn toggle(&mut self, other: Self) { *self = Self::from_bits_retain(self.bits() ^ other.bits()); }
            pub const fn set(&mut self, other: Self, value: bool) {
                if value { self.insert(other) } else { self.remove(other) }
            }

            #[must_use]
            pub const fn intersection(self, other: Self) -> Self { Self::from_bits_retain(self.bits() & other.bits()) }
            #[must_use]
            pub const fn union(self, other: Self) -> Self { Self::from_bits_retain(self.bits() | other.bits()) }
            #[must_use]
            pub const fn difference(self, other: Self) -> Self { Self::from_bits_retain(self.bits() & !other.bits()) }
            #[must_use]
            pub const fn symmetric_difference(self, other: Self) -> Self { Self::from_bits_retain(self.bits() ^ other.bits()) }
            #[must_use]
            pub const fn complement(self) -> Self { Self::from_bits_truncate(!self.bits()) }

            pub fn iter(&self) -> $crate::iter::Iter<$Name> { $crate::iter::Iter::new(self) }
            pub fn iter_names(&self) -> $crate::iter::IterNames<$Name> { $crate::iter::IterNames::new(self) }
        }

        impl $crate::Flags for $Name {
            const FLAGS: &'static [$crate::Flag<$Name>] = &[$(
                $(#[$($own)*])* $crate::__bitflags_named! { $Flag {
                    $crate::Flag::new($crate::__core::stringify!($Flag), $Name::$Flag)
                } {
                    $crate::Flag::new("", $Name::from_bits_retain($value))
                } },
            )*];

            type Bits = $T;

            fn bits(&self) -> $T { $Name::bits(self) }
            fn from_bits_retain(bits: $T) -> $Name { $Name::from_bits_retain(bits) }
        }

        impl $crate::__core::ops::BitOr for $Name {
            type Output = Self;
            fn bitor(self, other: $Name) -> Self { self.union(other) }
        }
        impl $crate::__core::ops::BitOrAssign for $Name {
            fn bitor_assign(&mut self, other: Self) { self.insert(other); }
        }
        impl $crate::__core::ops::BitXor for $Name {
            type Output = Self;
            fn bitxor(self, other: Self) -> Self { self.symmetric_difference(other) }
        }
        impl $crate::__core::ops::BitXorAssign for $Name {
            fn bitxor_assign(&mut self, other: Self) { self.toggle(other); }
        }
        impl $crate::__core::ops::BitAnd for $Name {
            type Output = Self;
            fn bitand(self, other: Self) -> Self { self.intersection(other) }
        }
        impl $crate::__core::ops::BitAndAssign for $Name {
            fn bitand_assign(&mut self, other: Self) { *self = Self::from_bits_retain(self.bits()).intersection(other); }
        }
        impl $crate::__core::ops::Sub for $Name {
            type Output = Self;
            fn sub(self, other: Self) -> Self { self.difference(other) }
        }
        impl $crate::__core::ops::SubAssign for $Name {
            fn sub_assign(&mut self, other: Self) { self.remove(other); }
        }
        impl $crate::__core::ops::Not for $Name {
            type Output = Self;
            fn not(self) -> Self { self.complement() }
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
        impl $crate::__core::iter::IntoIterator for $Name {
            type Item = $Name;
            type IntoIter = $crate::iter::Iter<$Name>;
            fn into_iter(self) -> $crate::iter::Iter<$Name> { self.iter() }
        }
        $crate::__bitflags_numbers! { $Name Binary Octal LowerHex UpperHex }
    };
}

/// The formats of numbers.
#[macro_export]
#[doc(hidden)]
macro_rules! __bitflags_numbers {
    ($Name:ident $($Format:ident)*) => {$(
        impl $crate::__core::fmt::$Format for $Name {
            fn fmt(&self, f: &mut $crate::__core::fmt::Formatter) -> $crate::__core::fmt::Result {
                $crate::__core::fmt::$Format::fmt(&self.bits(), f)
            }
        }
    )*};
}

/// `bitflags_match!(value, { A | B => .., _ => .. })`: the first arm whose flags are just those.
#[macro_export]
macro_rules! bitflags_match {
    ($value:expr, { $($arms:tt)* }) => { $crate::__bitflags_match!($value, { $($arms)* }) };
}

#[macro_export]
#[doc(hidden)]
macro_rules! __bitflags_match {
    ($value:expr, { _ => $result:expr $(,)? }) => { $result };
    ($value:expr, { $flags:expr => $result:block $(,)? $($rest:tt)* }) => {
        if $value == $flags $result else { $crate::__bitflags_match!($value, { $($rest)* }) }
    };
    ($value:expr, { $flags:expr => $result:expr, $($rest:tt)* }) => {
        if $value == $flags { $result } else { $crate::__bitflags_match!($value, { $($rest)* }) }
    };
}
