//! `! & | ^ << >>`.

#[lang = "not"]
pub trait Not {
    type Output;
    fn not(self) -> Self::Output;
}

macro_rules! invert {
    ($($t:ty)*) => { $(
        impl Not for $t {
            type Output = $t;
            fn not(self) -> $t { !self }
        }
        impl Not for &$t {
            type Output = $t;
            fn not(self) -> $t { !*self }
        }
    )* };
}
invert! { bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

impl Not for ! {
    type Output = !;
    fn not(self) -> ! { match self {} }
}

macro_rules! bit_traits {
    ($($lang:literal $Trait:ident $method:ident $assign_lang:literal $Assign:ident $assign_method:ident $op:tt;)*) => { $(
        #[lang = $lang]
        pub trait $Trait<Rhs = Self> {
            type Output;
            fn $method(self, rhs: Rhs) -> Self::Output;
        }
        #[lang = $assign_lang]
        pub trait $Assign<Rhs = Self> {
            fn $assign_method(&mut self, rhs: Rhs);
        }
        on_bits! { $Trait $method $Assign $assign_method $op bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
    )* };
}

macro_rules! on_bits {
    ($Trait:ident $method:ident $Assign:ident $assign_method:ident $op:tt $($t:ty)*) => { $(
        impl $Trait for $t {
            type Output = $t;
            fn $method(self, other: $t) -> $t { self $op other }
        }
        impl<'a> $Trait<$t> for &'a $t {
            type Output = $t;
            fn $method(self, other: $t) -> $t { *self $op other }
        }
        impl<'a> $Trait<&'a $t> for $t {
            type Output = $t;
            fn $method(self, other: &'a $t) -> $t { self $op *other }
        }
        impl<'a, 'b> $Trait<&'a $t> for &'b $t {
            type Output = $t;
            fn $method(self, other: &'a $t) -> $t { *self $op *other }
        }
        impl $Assign for $t {
            fn $assign_method(&mut self, other: $t) { *self = *self $op other }
        }
        impl<'a> $Assign<&'a $t> for $t {
            fn $assign_method(&mut self, other: &'a $t) { *self = *self $op *other }
        }
    )* };
}

bit_traits! {
    "bitand" BitAnd bitand "bitand_assign" BitAndAssign bitand_assign &;
    "bitor" BitOr bitor "bitor_assign" BitOrAssign bitor_assign |;
    "bitxor" BitXor bitxor "bitxor_assign" BitXorAssign bitxor_assign ^;
}

macro_rules! shift_traits {
    ($($lang:literal $Trait:ident $method:ident $assign_lang:literal $Assign:ident $assign_method:ident $op:tt;)*) => { $(
        #[lang = $lang]
        pub trait $Trait<Rhs = Self> {
            type Output;
            fn $method(self, rhs: Rhs) -> Self::Output;
        }
        #[lang = $assign_lang]
        pub trait $Assign<Rhs = Self> {
            fn $assign_method(&mut self, rhs: Rhs);
        }
        shift_left_types! {
            $Trait $method $Assign $assign_method $op
            u8: u8 u32 i32 usize; u16: u8 u16 u32 i32 usize; u32: u8 u32 i32 usize; u64: u8 u32 u64 i32 usize; u128: u8 u32 u128 i32 usize;
            usize: u8 u32 i32 usize; i8: u8 u32 i8 i32 usize; i16: u8 u32 i16 i32 usize; i32: u8 u32 i32 usize; i64: u8 u32 i32 i64 usize;
            i128: u8 u32 i32 i128 usize; isize: u8 u32 i32 usize isize;
        }
    )* };
}

/// Shifts of a type by its own kind and by the usual counts. (The operators themselves take any integer type.)
macro_rules! shift_left_types {
    ($Trait:ident $method:ident $Assign:ident $assign_method:ident $op:tt $($t:ty: $($count:ty)*;)*) => { $(
        shift_counts! { $Trait $method $Assign $assign_method $op $t; $($count)* }
    )* };
}

macro_rules! shift_counts {
    ($Trait:ident $method:ident $Assign:ident $assign_method:ident $op:tt $t:ty; $($count:ty)*) => { $(
        impl $Trait<$count> for $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, count: $count) -> $t { self $op count }
        }
        impl<'a> $Trait<$count> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, count: $count) -> $t { *self $op count }
        }
        impl<'a> $Trait<&'a $count> for $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, count: &'a $count) -> $t { self $op *count }
        }
        impl<'a, 'b> $Trait<&'a $count> for &'b $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, count: &'a $count) -> $t { *self $op *count }
        }
        impl $Assign<$count> for $t {
            #[track_caller]
            fn $assign_method(&mut self, count: $count) { *self = *self $op count }
        }
    )* };
}

shift_traits! {
    "shl" Shl shl "shl_assign" ShlAssign shl_assign <<;
    "shr" Shr shr "shr_assign" ShrAssign shr_assign >>;
}
