//! Comparing values.

/// What `<` and its kin say of two values.
#[lang = "Ordering"]
#[derive(Clone, Copy, Debug, Hash)]
#[repr(i8)]
pub enum Ordering {
    Less = -1,
    Equal = 0,
    Greater = 1,
}
use Ordering::{Equal, Greater, Less};

impl Ordering {
    pub const fn is_eq(self) -> bool { self as i8 == 0 }
    pub const fn is_ne(self) -> bool { self as i8 != 0 }
    pub const fn is_lt(self) -> bool { (self as i8) < 0 }
    pub const fn is_gt(self) -> bool { self as i8 > 0 }
    pub const fn is_le(self) -> bool { self as i8 <= 0 }
    pub const fn is_ge(self) -> bool { self as i8 >= 0 }

    pub const fn reverse(self) -> Ordering {
        match self {
            Less => Greater,
            Equal => Equal,
            Greater => Less,
        }
    }

    pub const fn then(self, other: Ordering) -> Ordering {
        match self {
            Equal => other,
            _ => self,
        }
    }

    pub fn then_with<F: FnOnce() -> Ordering>(self, other: F) -> Ordering {
        match self {
            Equal => other(),
            _ => self,
        }
    }
}

impl PartialEq for Ordering {
    fn eq(&self, other: &Ordering) -> bool { *self as i8 == *other as i8 }
}
impl Eq for Ordering {}
impl PartialOrd for Ordering {
    fn partial_cmp(&self, other: &Ordering) -> Option<Ordering> { Some(self.cmp(other)) }
}
impl Ord for Ordering {
    fn cmp(&self, other: &Ordering) -> Ordering { (*self as i8).cmp(&(*other as i8)) }
}

/// `==` and `!=`.
#[lang = "eq"]
pub trait PartialEq<Rhs: ?Sized = Self> {
    fn eq(&self, other: &Rhs) -> bool;

    fn ne(&self, other: &Rhs) -> bool {
        !self.eq(other)
    }
}

/// Every value equals itself.
pub trait Eq: PartialEq<Self> {}

/// `<`, `<=`, `>` and `>=`.
#[lang = "partial_ord"]
pub trait PartialOrd<Rhs: ?Sized = Self>: PartialEq<Rhs> {
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;

    fn lt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less))
    }
    fn le(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less | Equal))
    }
    fn gt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater))
    }
    fn ge(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater | Equal))
    }
}

/// A total order.
pub trait Ord: Eq + PartialOrd<Self> {
    fn cmp(&self, other: &Self) -> Ordering;

    fn max(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { self } else { other }
    }

    fn min(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { other } else { self }
    }

    #[track_caller]
    fn clamp(self, min: Self, max: Self) -> Self
    where
        Self: Sized,
    {
        assert!(min <= max);
        if self < min {
            min
        } else if self > max {
            max
        } else {
            self
        }
    }
}

pub fn min<T: Ord>(v1: T, v2: T) -> T {
    v1.min(v2)
}

pub fn max<T: Ord>(v1: T, v2: T) -> T {
    v1.max(v2)
}

pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v2, &v1).is_lt() { v2 } else { v1 }
}

pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v2, &v1).is_lt() { v1 } else { v2 }
}

pub fn min_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T {
    if f(&v2) < f(&v1) { v2 } else { v1 }
}

pub fn max_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T {
    if f(&v2) < f(&v1) { v1 } else { v2 }
}

/// Turns an order around.
#[derive(PartialEq, Eq, Debug, Copy, Clone, Default, Hash)]
#[repr(transparent)]
pub struct Reverse<T>(pub T);

impl<T: PartialOrd> PartialOrd for Reverse<T> {
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> { other.0.partial_cmp(&self.0) }
}
impl<T: Ord> Ord for Reverse<T> {
    fn cmp(&self, other: &Reverse<T>) -> Ordering { other.0.cmp(&self.0) }
}

macro_rules! compare_primitives {
    ($($t:ty)*) => { $(
        impl PartialEq for $t {
            fn eq(&self, other: &$t) -> bool { *self == *other }
            fn ne(&self, other: &$t) -> bool { *self != *other }
        }
        impl Eq for $t {}
        impl PartialOrd for $t {
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> { Some(self.cmp(other)) }
            fn lt(&self, other: &$t) -> bool { *self < *other }
            fn le(&self, other: &$t) -> bool { *self <= *other }
            fn gt(&self, other: &$t) -> bool { *self > *other }
            fn ge(&self, other: &$t) -> bool { *self >= *other }
        }
        impl Ord for $t {
            fn cmp(&self, other: &$t) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }

            #[track_caller]
            fn clamp(self, min: $t, max: $t) -> $t {
                if min > max { panic!("min > max. min = {:?}, max = {:?}", min, max); }
                if self < min { min } else if self > max { max } else { self }
            }
        }
    )* };
}
compare_primitives! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char }

macro_rules! compare_floats {
    ($($t:ty)*) => { $(
        impl PartialEq for $t {
            fn eq(&self, other: &$t) -> bool { *self == *other }
        }
        impl PartialOrd for $t {
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                if *self < *other { Some(Less) } else if *self == *other { Some(Equal) } else if *self > *other { Some(Greater) } else { None }
            }
        }
    )* };
}
compare_floats! { f32 f64 }

impl PartialEq for ! {
    fn eq(&self, _other: &!) -> bool { *self }
}
impl Eq for ! {}
impl PartialOrd for ! {
    fn partial_cmp(&self, _other: &!) -> Option<Ordering> { *self }
}
impl Ord for ! {
    fn cmp(&self, _other: &!) -> Ordering { *self }
}

macro_rules! compare_references {
    ($([$($left:tt)+] [$($right:tt)+];)*) => { $(
        impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<$($right)+ B> for $($left)+ A {
            fn eq(&self, other: &$($right)+ B) -> bool { PartialEq::eq(&**self, &**other) }
            fn ne(&self, other: &$($right)+ B) -> bool { PartialEq::ne(&**self, &**other) }
        }
    )* };
}
compare_references! { [&] [&]; [&mut] [&mut]; [&] [&mut]; [&mut] [&]; }

impl<A: ?Sized + Eq> Eq for &A {}
impl<A: ?Sized + Eq> Eq for &mut A {}
impl<A: ?Sized + PartialOrd<B>, B: ?Sized> PartialOrd<&B> for &A {
    fn partial_cmp(&self, other: &&B) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) }
}
impl<A: ?Sized + PartialOrd<B>, B: ?Sized> PartialOrd<&mut B> for &mut A {
    fn partial_cmp(&self, other: &&mut B) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) }
}
impl<A: ?Sized + Ord> Ord for &A {
    fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(&**self, &**other) }
}
impl<A: ?Sized + Ord> Ord for &mut A {
    fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(&**self, &**other) }
}

macro_rules! compare_pointers {
    ($($p:ty)*) => { $(
        impl<T: ?Sized> PartialEq for $p {
            fn eq(&self, other: &$p) -> bool { *self == *other }
        }
        impl<T: ?Sized> Eq for $p {}
        impl<T: ?Sized> PartialOrd for $p {
            fn partial_cmp(&self, other: &$p) -> Option<Ordering> { Some(self.cmp(other)) }
        }
        impl<T: ?Sized> Ord for $p {
            fn cmp(&self, other: &$p) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }
        }
    )* };
}
compare_pointers! { *const T *mut T }
