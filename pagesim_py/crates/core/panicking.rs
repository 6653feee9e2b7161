//! How a panic begins. The functions that the compiler calls for its own checks are lang items, named as rustc names them.

use crate::fmt;
use crate::intrinsics;
use crate::panic::{Location, PanicInfo};

#[lang = "panic_fmt"]
#[track_caller]
pub const fn panic_fmt(message: fmt::Arguments<'_>) -> ! {
    intrinsics::panic_handler(&PanicInfo::new(&message, Location::caller(), true))
}

/// A panic whose location is inside a library: `file` as the library's users see it, not where our own text stands.
pub const fn panic_at(file: &'static str, line: u32, col: u32, message: fmt::Arguments<'_>) -> ! {
    intrinsics::panic_handler(&PanicInfo::new(&message, &Location::at(file, line, col), true))
}

/// A panic of a place that was noted before.
pub(crate) fn panic_from(place: &Location<'_>, message: fmt::Arguments<'_>) -> ! {
    intrinsics::panic_handler(&PanicInfo::new(&message, place, true))
}

/// `panic_at` for a constant text.
pub const fn panic_str_at(file: &'static str, line: u32, col: u32, message: &'static str) -> ! {
    panic_at(file, line, col, fmt::Arguments::new_const(&[message]))
}

#[lang = "panic_nounwind_fmt"]
#[track_caller]
pub const fn panic_nounwind_fmt(message: fmt::Arguments<'_>) -> ! {
    intrinsics::panic_handler(&PanicInfo::new(&message, Location::caller(), false))
}

#[lang = "panic"]
#[track_caller]
pub const fn panic(text: &'static str) -> ! {
    panic_fmt(fmt::Arguments::new_const(&[text]))
}

#[lang = "panic_nounwind"]
#[track_caller]
pub const fn panic_nounwind(text: &'static str) -> ! {
    panic_nounwind_fmt(fmt::Arguments::new_const(&[text]))
}

#[track_caller]
pub const fn panic_display(text: &str) -> ! {
    panic_fmt(format_args!("{}", text))
}

/// A debug build's check of what an unsafe function asks of its caller has failed.
#[track_caller]
pub const fn panic_precondition(what: &'static str) -> ! {
    panic_nounwind_fmt(format_args!(
        "unsafe precondition(s) violated: {}\n\nThis indicates a bug in the program. This Undefined Behavior check is optional, and cannot be relied on for safety.",
        what
    ))
}

macro_rules! arithmetic_panics {
    ($($lang:literal $name:ident $text:literal;)*) => { $(
        #[lang = $lang]
        #[track_caller]
        pub const fn $name() -> ! {
            panic($text)
        }
    )* };
}
arithmetic_panics! {
    "panic_const_add_overflow" panic_const_add_overflow "attempt to add with overflow";
    "panic_const_sub_overflow" panic_const_sub_overflow "attempt to subtract with overflow";
    "panic_const_mul_overflow" panic_const_mul_overflow "attempt to multiply with overflow";
    "panic_const_div_overflow" panic_const_div_overflow "attempt to divide with overflow";
    "panic_const_rem_overflow" panic_const_rem_overflow "attempt to calculate the remainder with overflow";
    "panic_const_neg_overflow" panic_const_neg_overflow "attempt to negate with overflow";
    "panic_const_shl_overflow" panic_const_shl_overflow "attempt to shift left with overflow";
    "panic_const_shr_overflow" panic_const_shr_overflow "attempt to shift right with overflow";
    "panic_const_div_by_zero" panic_const_div_by_zero "attempt to divide by zero";
    "panic_const_rem_by_zero" panic_const_rem_by_zero "attempt to calculate the remainder with a divisor of zero";
}

#[lang = "panic_bounds_check"]
#[track_caller]
pub const fn panic_bounds_check(index: usize, len: usize) -> ! {
    panic_fmt(format_args!("index out of bounds: the len is {} but the index is {}", len, index))
}

#[lang = "panic_async_fn_resumed"]
#[track_caller]
pub const fn panic_async_fn_resumed() -> ! { panic("`async fn` resumed after completion") }

#[lang = "panic_misaligned_pointer_dereference"]
#[track_caller]
pub const fn panic_misaligned_pointer_dereference(required: usize, found: usize) -> ! {
    panic_nounwind_fmt(format_args!("misaligned pointer dereference: address must be a multiple of {:#x} but is {:#x}", required, found))
}

#[lang = "panic_null_pointer_dereference"]
#[track_caller]
pub const fn panic_null_pointer_dereference() -> ! {
    panic_nounwind("null pointer dereference occurred")
}

#[lang = "panic_invalid_enum_construction"]
#[track_caller]
pub const fn panic_invalid_enum_construction(source: u128) -> ! {
    panic_nounwind_fmt(format_args!("trying to construct an enum from an invalid value {:#x}", source))
}

/// Which assertion has failed.
#[derive(Debug)]
pub enum AssertKind {
    Eq,
    Ne,
}

#[track_caller]
pub fn assert_failed<T: fmt::Debug + ?Sized, U: fmt::Debug + ?Sized>(
    kind: AssertKind,
    left: &T,
    right: &U,
    message: Option<fmt::Arguments<'_>>,
) -> ! {
    let operator = match kind {
        AssertKind::Eq => "==",
        AssertKind::Ne => "!=",
    };
    #[cfg(compiler = "rustc-1.72")]
    match message {
        Some(message) => panic_fmt(format_args!(
            "assertion failed: `(left {} right)`\n  left: `{:?}`,\n right: `{:?}`: {}", operator, left, right, message
        )),
        None => panic_fmt(format_args!(
            "assertion failed: `(left {} right)`\n  left: `{:?}`,\n right: `{:?}`", operator, left, right
        )),
    }
    #[cfg(not(compiler = "rustc-1.72"))]
    match message {
        Some(message) => panic_fmt(format_args!(
            "assertion `left {} right` failed: {}\n  left: {:?}\n right: {:?}", operator, message, left, right
        )),
        None => panic_fmt(format_args!("assertion `left {} right` failed\n  left: {:?}\n right: {:?}", operator, left, right)),
    }
}
