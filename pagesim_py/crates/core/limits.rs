//! The modules named after the number types, with their old constants.

macro_rules! limits {
    ($($t:ident)*) => { $(
        pub mod $t {
            pub const MIN: $t = <$t>::MIN;
            pub const MAX: $t = <$t>::MAX;
        }
    )* };
}
limits! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

macro_rules! float_limits {
    ($($t:ident)*) => { $(
        pub mod $t {
            pub const MIN: $t = <$t>::MIN;
            pub const MAX: $t = <$t>::MAX;
            pub const EPSILON: $t = <$t>::EPSILON;
            pub const INFINITY: $t = <$t>::INFINITY;
            pub const NAN: $t = <$t>::NAN;

            pub mod consts {
                pub const PI: $t = 3.14159265358979323846264338327950288;
                pub const E: $t = 2.71828182845904523536028747135266250;
            }
        }
    )* };
}
float_limits! { f32 f64 }
