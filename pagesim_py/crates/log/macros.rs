//! A macro for each level. All take what `format_args!` takes, behind `target: "..",` if that is not the module.

#[macro_export]
macro_rules! log {
    (target: $target:expr, $level:expr, $($arg:tt)+) => {{
        let level = $level;
        if level <= $crate::STATIC_MAX_LEVEL && level <= $crate::max_level() {
            $crate::__private::told(
                $crate::__private::format_args!($($arg)+),
                level,
                $target,
                $crate::__private::module_path!(),
                $crate::__private::file!(),
                $crate::__private::line!(),
            );
        }
    }};
    ($level:expr, $($arg:tt)+) => { $crate::log!(target: $crate::__private::module_path!(), $level, $($arg)+) };
}
#[macro_export]
macro_rules! error {
    (target: $target:expr, $($arg:tt)+) => { $crate::log!(target: $target, $crate::Level::Error, $($arg)+) };
    ($($arg:tt)+) => { $crate::log!($crate::Level::Error, $($arg)+) };
}
#[macro_export]
macro_rules! warn {
    (target: $target:expr, $($arg:tt)+) => { $crate::log!(target: $target, $crate::Level::Warn, $($arg)+) };
    ($($arg:tt)+) => { $crate::log!($crate::Level::Warn, $($arg)+) };
}
#[macro_export]
macro_rules! info {
    (target: $target:expr, $($arg:tt)+) => { $crate::log!(target: $target, $crate::Level::Info, $($arg)+) };
    ($($arg:tt)+) => { $crate::log!($crate::Level::Info, $($arg)+) };
}
#[macro_export]
macro_rules! debug {
    (target: $target:expr, $($arg:tt)+) => { $crate::log!(target: $target, $crate::Level::Debug, $($arg)+) };
    ($($arg:tt)+) => { $crate::log!($crate::Level::Debug, $($arg)+) };
}
#[macro_export]
macro_rules! trace {
    (target: $target:expr, $($arg:tt)+) => { $crate::log!(target: $target, $crate::Level::Trace, $($arg)+) };
    ($($arg:tt)+) => { $crate::log!($crate::Level::Trace, $($arg)+) };
}
/// Whether a message of this level would be told.
#[macro_export]
macro_rules! log_enabled {
    (target: $target:expr, $level:expr) => {{
        let level = $level;
        level <= $crate::STATIC_MAX_LEVEL
            && level <= $crate::max_level()
            && $crate::logger().enabled(&$crate::Metadata::builder().level(level).target($target).build())
    }};
    ($level:expr) => { $crate::log_enabled!(target: $crate::__private::module_path!(), $level) };
}
