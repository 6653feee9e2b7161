//! Two macros for the whole crate: panics at the place where the real crate has them, and types made of flag bits.

/// `crate_panic!("addr.rs", [55:29, 70:29, 81:23], "text {}", value)`: the lines and columns are those of 0.14.2, 0.14.13 and 0.15.4.
#[cfg(dialect = "0.14.2")]
macro_rules! crate_panic {
    ($file:literal, [$line:literal:$col:literal, $l2:literal:$c2:literal, $l3:literal:$c3:literal], $($arg:tt)+) => {
        core::panicking::panic_at(concat!("x86_64-0.14.2/src/", $file), $line, $col, format_args!($($arg)+))
    };
}
#[cfg(dialect = "0.14.13")]
macro_rules! crate_panic {
    ($file:literal, [$l1:literal:$c1:literal, $line:literal:$col:literal, $l3:literal:$c3:literal], $($arg:tt)+) => {
        core::panicking::panic_at(concat!("x86_64-0.14.13/src/", $file), $line, $col, format_args!($($arg)+))
    };
}
#[cfg(dialect = "0.15.4")]
macro_rules! crate_panic {
    ($file:literal, [$l1:literal:$c1:literal, $l2:literal:$c2:literal, $line:literal:$col:literal], $($arg:tt)+) => {
        core::panicking::panic_at(concat!("x86_64-0.15.4/src/", $file), $line, $col, format_args!($($arg)+))
    };
}

/// A type whose values are sets of named bits, with the methods of the `bitflags` crate: version 1 in dialect 0.14.2, version 2 later.
macro_rules! flags {
    ($(#[$attr:meta])* pub struct $Name:ident: $t:ident { $(const $FLAG:ident = $value:expr;)* }) => {
        $(#[$attr])*
        #[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Clone, Copy)]
        #[repr(transparent)]
        pub struct $Name($t);

        #[allow(dead_code)]
        impl $Name {
            $(pub const $FLAG: $Name = $Name($value);)*

            const ALL: $t = 0 $(| $value)*;

            pub const fn empty() -> $Name { $Name(0) }
            pub const fn all() -> $Name { $Name($Name::ALL) }
            pub const fn bits(&self) -> $t { self.0 }
            pub const fn from_bits(bits: $t) -> Option<$Name> { if bits & !$Name::ALL == 0 { Some($Name(bits)) } else { None } }
            pub const fn from_bits_truncate(bits: $t) -> $Name { $Name(bits & $Name::ALL) }
            #[cfg(not(dialect = "0.15.4"))]
            pub const unsafe fn from_bits_unchecked(bits: $t) -> $Name { $Name(bits) }
            #[cfg(not(dialect = "0.14.2"))]
            pub const fn from_bits_retain(bits: $t) -> $Name { $Name(bits) }
            #[cfg(not(dialect = "0.14.2"))]
            pub fn from_name(name: &str) -> Option<$Name> {
                $(if name == stringify!($FLAG) { return Some($Name::$FLAG); })*
                None
            }

            pub const fn is_empty(&self) -> bool { self.0 == 0 }
            pub const fn is_all(&self) -> bool { self.0 & $Name::ALL == $Name::ALL }
            pub const fn intersects(&self, other: $Name) -> bool { self.0 & other.0 != 0 }
            pub const fn contains(&self, other: $Name) -> bool { self.0 & other.0 == other.0 }

            pub fn insert(&mut self, other: $Name) { self.0 |= other.0; }
            pub fn remove(&mut self, other: $Name) { self.0 &= !other.0; }
            pub fn toggle(&mut self, other: $Name) { self.0 ^= other.0; }
            pub fn set(&mut self, other: $Name, value: bool) { if value { self.insert(other) } else { self.remove(other) } }

            pub const fn intersection(self, other: $Name) -> $Name { $Name(self.0 & other.0) }
            pub const fn union(self, other: $Name) -> $Name { $Name(self.0 | other.0) }
            pub const fn difference(self, other: $Name) -> $Name { $Name(self.0 & !other.0) }
            pub const fn symmetric_difference(self, other: $Name) -> $Name { $Name(self.0 ^ other.0) }
            pub const fn complement(self) -> $Name { $Name(!self.0 & $Name::ALL) }

            /// Each flag with its name, in the order of declaration.
            fn names() -> &'static [(&'static str, $t)] { &[$((stringify!($FLAG), $value)),*] }

            /// The contained flags, each once; then, as one item, the bits that have no name.
            #[cfg(not(dialect = "0.14.2"))]
            pub fn iter(&self) -> crate::flag_iter::Iter<$Name> {
                crate::flag_iter::Iter::new(
                    self.0 as u64,
                    |at| $Name::names().get(at).map(|flag| flag.1 as u64),
                    |bits| $Name(bits as $t),
                )
            }

            /// The contained flags that have a name, each once.
            #[cfg(not(dialect = "0.14.2"))]
            pub fn iter_names(&self) -> impl Iterator<Item = (&'static str, $Name)> {
                let value = self.0;
                let mut rest = value;
                let mut at = 0;
                core::iter::from_fn(move || {
                    while at < $Name::names().len() {
                        let (name, bits) = $Name::names()[at];
                        at += 1;
                        if value & bits == bits && rest & bits != 0 {
                            rest &= !bits;
                            return Some((name, $Name(bits)));
                        }
                    }
                    None
                })
            }
        }

        impl core::ops::BitOr for $Name {
            type Output = $Name;
            fn bitor(self, other: $Name) -> $Name { $Name(self.0 | other.0) }
        }
        impl core::ops::BitAnd for $Name {
            type Output = $Name;
            fn bitand(self, other: $Name) -> $Name { $Name(self.0 & other.0) }
        }
        impl core::ops::BitXor for $Name {
            type Output = $Name;
            fn bitxor(self, other: $Name) -> $Name { $Name(self.0 ^ other.0) }
        }
        impl core::ops::Sub for $Name {
            type Output = $Name;
            fn sub(self, other: $Name) -> $Name { $Name(self.0 & !other.0) }
        }
        impl core::ops::Not for $Name {
            type Output = $Name;
            fn not(self) -> $Name { $Name(!self.0 & $Name::ALL) }
        }
        impl core::ops::BitOrAssign for $Name {
            fn bitor_assign(&mut self, other: $Name) { self.0 |= other.0; }
        }
        impl core::ops::BitAndAssign for $Name {
            fn bitand_assign(&mut self, other: $Name) { self.0 &= other.0; }
        }
        impl core::ops::BitXorAssign for $Name {
            fn bitxor_assign(&mut self, other: $Name) { self.0 ^= other.0; }
        }
        impl core::ops::SubAssign for $Name {
            fn sub_assign(&mut self, other: $Name) { self.0 &= !other.0; }
        }
        #[cfg(not(dialect = "0.14.2"))]
        impl IntoIterator for $Name {
            type Item = $Name;
            type IntoIter = crate::flag_iter::Iter<$Name>;
            fn into_iter(self) -> crate::flag_iter::Iter<$Name> { self.iter() }
        }
        impl core::iter::Extend<$Name> for $Name {
            fn extend<T: IntoIterator<Item = $Name>>(&mut self, iterator: T) { for item in iterator { self.insert(item) } }
        }
        impl core::iter::FromIterator<$Name> for $Name {
            fn from_iter<T: IntoIterator<Item = $Name>>(iterator: T) -> $Name {
                let mut all = $Name(0);
                for item in iterator { all.insert(item) }
                all
            }
        }

        #[cfg(dialect = "0.14.2")]
        impl core::fmt::Debug for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let mut first = true;
                for (name, bits) in $Name::names() {
                    if self.0 & *bits == *bits && *bits != 0 {
                        if !first { f.write_str(" | ")?; }
                        first = false;
                        f.write_str(name)?;
                    }
                }
                let extra = self.0 & !$Name::ALL;
                if extra != 0 {
                    if !first { f.write_str(" | ")?; }
                    first = false;
                    f.write_str("0x")?;
                    core::fmt::LowerHex::fmt(&extra, f)?;
                }
                if first { f.write_str("(empty)")?; }
                Ok(())
            }
        }
        #[cfg(not(dialect = "0.14.2"))]
        impl core::fmt::Debug for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                struct Names($t);
                impl core::fmt::Debug for Names {
                    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        let mut rest = self.0;
                        let mut first = true;
                        for (name, bits) in $Name::names() {
                            if self.0 & *bits == *bits && rest & *bits != 0 {
                                rest &= !*bits;
                                if !first { f.write_str(" | ")?; }
                                first = false;
                                f.write_str(name)?;
                            }
                        }
                        if rest != 0 || first {
                            if !first { f.write_str(" | ")?; }
                            f.write_fmt(format_args!("{:#x}", rest))?;
                        }
                        Ok(())
                    }
                }
                f.debug_tuple(stringify!($Name)).field(&Names(self.0)).finish()
            }
        }
        impl core::fmt::Binary for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { core::fmt::Binary::fmt(&self.0, f) }
        }
        impl core::fmt::Octal for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { core::fmt::Octal::fmt(&self.0, f) }
        }
        impl core::fmt::LowerHex for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { core::fmt::LowerHex::fmt(&self.0, f) }
        }
        impl core::fmt::UpperHex for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { core::fmt::UpperHex::fmt(&self.0, f) }
        }
    };
}
