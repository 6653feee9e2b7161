//! `+ - * / %` and the minus sign.

macro_rules! operator_traits {
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
        on_numbers! { $Trait $method $Assign $assign_method $op u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 }
    )* };
}

macro_rules! on_numbers {
    ($Trait:ident $method:ident $Assign:ident $assign_method:ident $op:tt $($t:ty)*) => { $(
        impl $Trait for $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, other: $t) -> $t { self $op other }
        }
        impl<'a> $Trait<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, other: $t) -> $t { *self $op other }
        }
        impl<'a> $Trait<&'a $t> for $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, other: &'a $t) -> $t { self $op *other }
        }
        impl<'a, 'b> $Trait<&'a $t> for &'b $t {
            type Output = $t;
            #[track_caller]
            fn $method(self, other: &'a $t) -> $t { *self $op *other }
        }
        impl $Assign for $t {
            #[track_caller]
            fn $assign_method(&mut self, other: $t) { *self = *self $op other }
        }
        impl<'a> $Assign<&'a $t> for $t {
            #[track_caller]
            fn $assign_method(&mut self, other: &'a $t) { *self = *self $op *other }
        }
    )* };
}

operator_traits! {
    "add" Add add "add_assign" AddAssign add_assign +;
    "sub" Sub sub "sub_assign" SubAssign sub_assign -;
    "mul" Mul mul "mul_assign" MulAssign mul_assign *;
    "div" Div div "div_assign" DivAssign div_assign /;
    "rem" Rem rem "rem_assign" RemAssign rem_assign %;
}

#[lang = "neg"]
pub trait Neg {
    type Output;
    fn neg(self) -> Self::Output;
}

macro_rules! negate {
    ($($t:ty)*) => { $(
        impl Neg for $t {
            type Output = $t;
            #[track_caller]
            fn neg(self) -> $t { -self }
        }
        impl Neg for &$t {
            type Output = $t;
            #[track_caller]
            fn neg(self) -> $t { -*self }
        }
    )* };
}
negate! { i8 i16 i32 i64 i128 isize f32 f64 }
