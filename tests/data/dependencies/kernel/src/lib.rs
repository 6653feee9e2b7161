//! What each crate is built with; `host.rs` says the same where Cargo builds it.
#![no_std]

use core::fmt::Display;
use shapes::{Draw, Square};
use util::each;

pub fn tell(out: &mut dyn FnMut(&str, &dyn Display)) {
    out("loud", &cfg!(feature = "loud"));
    out("silent", &cfg!(feature = "silent"));
    out("default", &cfg!(feature = "default"));
    out("probe", &cfg!(feature = "probe"));
    out("gauge", &cfg!(feature = "gauge"));
    out("sonde", &sonde::VERSION);
    out("util", &util::FEATURES);
    each!(out, "marks", util::marks());
    util::each!(out, "old ringlet", util::old());
    out("ringlet", &ringlet::VERSION);
    out("ringlet's features", &ringlet::FEATURES);
    out("square", &Square::new(3).area());
    out("drawn", &Square::new(2).draw());
    out("hull", &util::hull());
    out("lamp", &lamp::lit(true));
    out("lamp's x86_64", &lamp::version());
}
