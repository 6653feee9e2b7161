//! The macros that every crate has without a `use`.

#[macro_export]
macro_rules! panic {
    () => { $crate::panicking::panic("explicit panic") };
    ($($arg:tt)+) => { $crate::panicking::panic_fmt($crate::format_args!($($arg)+)) };
}

#[macro_export]
macro_rules! assert {
    ($cond:expr $(,)?) => {
        if !$cond { $crate::panicking::panic($crate::concat!("assertion failed: ", $crate::stringify!($cond))) }
    };
    ($cond:expr, $($arg:tt)+) => {
        if !$cond { $crate::panicking::panic_fmt($crate::format_args!($($arg)+)) }
    };
}

#[macro_export]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    $crate::panicking::assert_failed($crate::panicking::AssertKind::Eq, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    $crate::panicking::assert_failed(
                        $crate::panicking::AssertKind::Eq, &*left_val, &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)),
                    );
                }
            }
        }
    };
}

#[macro_export]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    $crate::panicking::assert_failed($crate::panicking::AssertKind::Ne, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    $crate::panicking::assert_failed(
                        $crate::panicking::AssertKind::Ne, &*left_val, &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)),
                    );
                }
            }
        }
    };
}

#[macro_export]
macro_rules! debug_assert {
    ($($arg:tt)*) => { $crate::assert!($($arg)*) };
}

#[macro_export]
macro_rules! debug_assert_eq {
    ($($arg:tt)*) => { $crate::assert_eq!($($arg)*) };
}

#[macro_export]
macro_rules! debug_assert_ne {
    ($($arg:tt)*) => { $crate::assert_ne!($($arg)*) };
}

#[macro_export]
macro_rules! write {
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args!($($arg)*)) };
}

#[macro_export]
macro_rules! writeln {
    ($dst:expr $(,)?) => { $crate::write!($dst, "\n") };
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args_nl!($($arg)*)) };
}

#[macro_export]
macro_rules! unreachable {
    () => { $crate::panicking::panic("internal error: entered unreachable code") };
    ($($arg:tt)+) => {
        $crate::panicking::panic_fmt($crate::format_args!("internal error: entered unreachable code: {}", $crate::format_args!($($arg)+)))
    };
}

#[macro_export]
macro_rules! todo {
    () => { $crate::panicking::panic("not yet implemented") };
    ($($arg:tt)+) => { $crate::panicking::panic_fmt($crate::format_args!("not yet implemented: {}", $crate::format_args!($($arg)+))) };
}

#[macro_export]
macro_rules! unimplemented {
    () => { $crate::panicking::panic("not implemented") };
    ($($arg:tt)+) => { $crate::panicking::panic_fmt($crate::format_args!("not implemented: {}", $crate::format_args!($($arg)+))) };
}

#[macro_export]
macro_rules! matches {
    ($value:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $value {
            $pattern $(if $guard)? => true,
            _ => false,
        }
    };
}

#[macro_export]
macro_rules! r#try {
    ($value:expr $(,)?) => {
        match $value {
            $crate::result::Result::Ok(value) => value,
            $crate::result::Result::Err(error) => return $crate::result::Result::Err($crate::convert::From::from(error)),
        }
    };
}

/// A panic with a constant text at a place of the real library (`$file` below `library/core/src`), which is what users see.
macro_rules! library_panic {
    ($file:literal, $line:expr, $col:expr, $text:literal) => {
        $crate::panicking::panic_str_at(
            concat!("/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/", $file), $line, $col, $text,
        )
    };
}

#[macro_export]
macro_rules! addr_of {
    ($place:expr) => { &raw const $place };
}
#[macro_export]
macro_rules! addr_of_mut {
    ($place:expr) => { &raw mut $place };
}

/// A value kept in a variable of its own, pinned there.
#[macro_export]
macro_rules! pin {
    ($value:expr $(,)?) => { $crate::pin::Pin::<&mut _> { __pointer: &mut { $value } } };
}

/// The value of a poll that is ready; else the function is pending, too.
#[macro_export]
macro_rules! ready {
    ($e:expr $(,)?) => {
        match $e {
            $crate::task::Poll::Ready(value) => value,
            $crate::task::Poll::Pending => return $crate::task::Poll::Pending,
        }
    };
}
