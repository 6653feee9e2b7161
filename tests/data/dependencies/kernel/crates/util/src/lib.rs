#![no_std]
#![doc = "Things of use."]

mod marks;

pub use marks::*;

pub const FEATURES: &str = if cfg!(feature = "shout") { "shout" } else { "no shout" };

/// Says one thing.
#[macro_export]
macro_rules! each {
    ($out:ident, $name:literal, $what:expr) => {
        $crate::through($out, $name, &$what)
    };
}

pub fn through(out: &mut dyn FnMut(&str, &dyn core::fmt::Display), name: &str, what: &dyn core::fmt::Display) {
    out(name, what)
}

pub fn old() -> u32 {
    ringlet::VERSION + ringlet::wide()
}

pub fn hull() -> u32 {
    hull::colour()
}

fn nobody_calls_this() {}
