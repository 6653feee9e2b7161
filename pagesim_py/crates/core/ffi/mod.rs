//! The types of C.

pub mod c_str;

pub use c_str::{CStr, FromBytesUntilNulError, FromBytesWithNulError, c_string};

#[repr(u8)]
pub enum c_void {
    __Variant1,
    __Variant2,
}

pub type c_char = i8;
pub type c_schar = i8;
pub type c_uchar = u8;
pub type c_short = i16;
pub type c_ushort = u16;
pub type c_int = i32;
pub type c_uint = u32;
pub type c_long = i64;
pub type c_ulong = u64;
pub type c_longlong = i64;
pub type c_ulonglong = u64;
pub type c_float = f32;
pub type c_double = f64;
