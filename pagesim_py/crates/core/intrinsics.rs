//! The primitives that the compiler and its run time provide. A declaration without body, marked `#[intrinsic]`, is a call into
//! the run time; everything else in the prelude crates is ordinary code on top of these.
//!
//! "Plain" memory accesses go through the MMU like any load or store of the program and may fault. None of them checks
//! alignment or null: the callers in `ptr` do, where the language asks for it.

use crate::panic::{Location, PanicInfo};

// --- types ------------------------------------------------------------------------------------------------------------

/// Bytes that a `T` takes, and its alignment. Constant.
#[intrinsic]
pub const fn size_of<T>() -> usize;
#[intrinsic]
pub const fn align_of<T>() -> usize;

/// The same for the value behind a pointer that may be fat (slice, str, trait object). Reads the vtable at most, never the value.
#[intrinsic]
pub const fn size_of_val<T: ?Sized>(value: *const T) -> usize;
#[intrinsic]
pub const fn align_of_val<T: ?Sized>(value: *const T) -> usize;

/// Whether dropping a `T` runs any code. Constant.
#[intrinsic]
pub const fn needs_drop<T: ?Sized>() -> bool;

/// The name of `T` as `core::any::type_name` prints it: full paths, `core::option::Option<u8>`, `&str`, `[u8; 4]`.
#[intrinsic]
pub const fn type_name<T: ?Sized>() -> &'static str;

/// A number of its own for every type.
#[intrinsic]
pub const fn type_id<T: ?Sized>() -> u64;

/// The discriminant of an enum value, sign-extended; 0 for other types.
#[intrinsic]
pub const fn discriminant_value<T>(value: &T) -> i128;

/// Reads the bytes of a `T` as a `U` of the same size (a different size is a compile error, E0512).
#[intrinsic]
pub const unsafe fn transmute<T, U>(value: T) -> U;

/// The same without the check of sizes: missing bytes are zero, spare ones are dropped.
#[intrinsic]
pub const unsafe fn transmute_unchecked<T, U>(value: T) -> U;

/// Some value of type `T` without meaning (its bytes are zero); writing it to memory stores zeros.
#[intrinsic]
pub const fn uninit<T>() -> T;

// --- memory -----------------------------------------------------------------------------------------------------------

/// Plain load and store of a whole `T`, in rising order of address, in units of its scalar parts.
#[intrinsic]
pub const unsafe fn read<T>(from: *const T) -> T;
#[intrinsic]
pub const unsafe fn write<T>(to: *mut T, value: T);

/// The same where a reference says that the address is aligned.
#[intrinsic]
pub const unsafe fn read_aligned<T>(from: *const T) -> T;
#[intrinsic]
pub const unsafe fn write_aligned<T>(to: *mut T, value: T);

/// The same, never left out or merged.
#[intrinsic]
pub unsafe fn volatile_load<T>(from: *const T) -> T;
#[intrinsic]
pub unsafe fn volatile_store<T>(to: *mut T, value: T);

/// Copies `count` values bytewise; `copy` allows overlap. `count * size_of::<T>()` is taken modulo 2^64.
#[intrinsic]
pub const unsafe fn copy<T>(from: *const T, to: *mut T, count: usize);
#[intrinsic]
pub const unsafe fn copy_nonoverlapping<T>(from: *const T, to: *mut T, count: usize);

/// Fills `count * size_of::<T>()` bytes.
#[intrinsic]
pub const unsafe fn write_bytes<T>(to: *mut T, byte: u8, count: usize);

/// Negative, zero or positive, as the first differing byte says.
#[intrinsic]
pub const unsafe fn compare_bytes(left: *const u8, right: *const u8, count: usize) -> i32;

/// Runs the drop glue of the value in place: its `Drop::drop`, then its fields.
#[intrinsic]
pub unsafe fn drop_in_place<T: ?Sized>(value: *mut T);

/// `base + count * size_of::<T>()`, modulo 2^64. The result is a thin pointer.
#[intrinsic]
pub const fn ptr_add<T>(base: *const T, count: usize) -> *const T;

/// The fat pointer of a slice, and its length.
#[intrinsic]
pub const fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T];
#[intrinsic]
pub const fn slice_len<T>(slice: *const [T]) -> usize;

// --- integers (`T` is any primitive integer type) ------------------------------------------------------------------------

/// The exact result modulo 2^bits, and whether it differs from the exact one.
#[intrinsic]
pub const fn add_with_overflow<T>(left: T, right: T) -> (T, bool);
#[intrinsic]
pub const fn sub_with_overflow<T>(left: T, right: T) -> (T, bool);
#[intrinsic]
pub const fn mul_with_overflow<T>(left: T, right: T) -> (T, bool);
#[intrinsic]
pub const fn pow_with_overflow<T>(base: T, exponent: u32) -> (T, bool);

/// The exact result modulo 2^bits.
#[intrinsic]
pub const fn wrapping_add<T>(left: T, right: T) -> T;
#[intrinsic]
pub const fn wrapping_sub<T>(left: T, right: T) -> T;
#[intrinsic]
pub const fn wrapping_mul<T>(left: T, right: T) -> T;

/// Shifts by `count` modulo the number of bits; `shr` of a signed type keeps the sign.
#[intrinsic]
pub const fn wrapping_shl<T>(value: T, count: u32) -> T;
#[intrinsic]
pub const fn wrapping_shr<T>(value: T, count: u32) -> T;

/// Bit counts, over the bits of `T`; of 0: `ctlz` and `cttz` give the number of bits.
#[intrinsic]
pub const fn ctpop<T>(value: T) -> u32;
#[intrinsic]
pub const fn ctlz<T>(value: T) -> u32;
#[intrinsic]
pub const fn cttz<T>(value: T) -> u32;

/// Rearranged bits: bytes reversed, bits reversed, rotated (count modulo bits).
#[intrinsic]
pub const fn bswap<T>(value: T) -> T;
#[intrinsic]
pub const fn bitreverse<T>(value: T) -> T;
#[intrinsic]
pub const fn rotate_left<T>(value: T, count: u32) -> T;

/// The largest integer whose square is not larger than `value` (`value >= 0`).
#[intrinsic]
pub const fn isqrt<T>(value: T) -> T;

/// `value` as an `i128` or a `u128` by `as`; for generic code over integer types.
#[intrinsic]
pub const fn as_u128<T>(value: T) -> u128;

// --- text ---------------------------------------------------------------------------------------------------------------

/// Writes the digits of `value` in `radix` (2 to 36) as ASCII to `to`, without sign or leading zeros ("0" for 0), lower case or
/// upper case; gives their number (128 at most).
#[intrinsic]
pub unsafe fn format_digits(value: u128, radix: u32, upper: bool, to: *mut u8) -> usize;

/// Writes a finite, non-negative float as ASCII to `to` and gives the length (1,100 at most). `single`: shortest digits for `f32`.
/// `mode`: 0 plain decimal, shortest ("1", "0.1"); 1 the same with at least one decimal ("1.0"; 1e16 and above or below 1e-4:
/// exponent form "1e16", as `{:?}` prints); 2 plain with `precision` decimals, ties to even of the exact value; 3 exponent form, shortest
/// ("1.5e3"); 4 exponent form with `precision` decimals.
#[intrinsic]
pub unsafe fn format_float(value: f64, single: bool, mode: u8, precision: usize, to: *mut u8) -> usize;

/// Reads a finite decimal number, such as "12.5e-3", whose digits and signs have been checked: the bits of the nearest `f64`, or
/// `f32` (`single`), ties to even.
#[intrinsic]
pub unsafe fn parse_float(text: *const u8, len: usize, single: bool) -> u64;

/// Checks UTF-8: the number of bytes from the start that are valid; equal to `len` if all are.
/// If they are not, the number of bytes of the invalid sequence is the second part, 0 if the text ends too early.
#[intrinsic]
pub const unsafe fn utf8_valid_up_to(text: *const u8, len: usize) -> (usize, usize);

/// Decodes one character of valid UTF-8 at `from`: its code and its length in bytes (1 to 4).
#[intrinsic]
pub const unsafe fn utf8_decode(from: *const u8) -> (u32, usize);

/// What Unicode says of a character: 0 alphabetic, 1 numeric, 2 white space, 3 upper case, 4 lower case, 5 control, 6 printed as it is by
/// `{:?}` (not escaped), 7 grapheme extend.
#[intrinsic]
pub const fn char_is(value: char, property: u8) -> bool;

/// The simple upper (`true`) or lower case of a character; itself if there is none or it needs several characters.
#[intrinsic]
pub const fn char_to_case(value: char, upper: bool) -> char;

// --- calls and panics ---------------------------------------------------------------------------------------------------

/// Where the innermost function without `#[track_caller]` called: file, line and column of the call, a constant.
#[intrinsic]
pub const fn caller_location() -> &'static Location<'static>;

/// Calls the program's `#[panic_handler]`.
#[intrinsic]
pub fn panic_handler(info: &PanicInfo<'_>) -> !;

/// Executes an undefined instruction (#UD).
#[intrinsic]
pub fn abort() -> !;

/// Tells who looks on that the lock at an address was taken, was given back, or is waited for (0: a lock, 1: a value that
/// is made at first use). The program itself notices nothing of it.
#[intrinsic]
pub fn lock_taken(at: usize);
#[intrinsic]
pub fn lock_free(at: usize);
#[intrinsic]
pub fn lock_waits(at: usize, what: u32);

/// Executes `pause`; the CPU may be told that the program spins.
#[intrinsic]
pub fn spin_loop();

/// `cpuid`: EAX, EBX, ECX, EDX; `rdtsc`; and `rdrand`, which always succeeds.
#[intrinsic]
pub fn cpuid(leaf: u32, sub_leaf: u32) -> (u32, u32, u32, u32);
#[intrinsic]
pub fn rdtsc() -> u64;
#[intrinsic]
pub fn rdrand() -> u64;

// --- futures ---------------------------------------------------------------------------------------------------------------

/// The `Context` that the future was polled with.
#[intrinsic]
pub fn poll_context<'a>() -> &'a mut crate::task::Context<'a>;

/// Leaves the poll with `Pending`; the next one goes on behind.
#[lang = "suspend"]
#[intrinsic]
pub fn suspend();
