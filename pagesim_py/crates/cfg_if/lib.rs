//! The cfg-if crate, 1: items chosen by `cfg`, as `if` and `else` choose values.
#![no_std]

/// `cfg_if! { if #[cfg(..)] { items } else if #[cfg(..)] { items } else { items } }`: the first whose condition holds.
#[macro_export]
macro_rules! cfg_if {
    ($(if #[cfg($condition:meta)] { $($items:tt)* }) else * else { $($others:tt)* }) => {
        $crate::cfg_if! { @choose () ; $((($condition) ($($items)*)))* (() ($($others)*)) }
    };
    (if #[cfg($first:meta)] { $($items:tt)* } $(else if #[cfg($condition:meta)] { $($more:tt)* })*) => {
        $crate::cfg_if! { @choose () ; (($first) ($($items)*)) $((($condition) ($($more)*)))* }
    };
    (@choose ($($before:meta),*) ; ) => {};
    (@choose ($($before:meta),*) ; (() ($($items:tt)*))) => {
        $crate::cfg_if! { @keep not(any($($before),*)) ; $($items)* }
    };
    (@choose ($($before:meta),*) ; (($condition:meta) ($($items:tt)*)) $($rest:tt)*) => {
        $crate::cfg_if! { @keep all($condition, not(any($($before),*))) ; $($items)* }
        $crate::cfg_if! { @choose ($($before,)* $condition) ; $($rest)* }
    };
    (@keep $condition:meta ; $($items:tt)*) => {
        #[cfg($condition)]
        $crate::cfg_if! { @same $($items)* }
    };
    (@same $($items:tt)*) => { $($items)* };
}
