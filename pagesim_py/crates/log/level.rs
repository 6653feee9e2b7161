//! How much a message matters, and from where on messages are told.

use core::cmp::Ordering as Order;
use core::fmt;
use core::str::FromStr;
use core::sync::atomic::{AtomicUsize, Ordering};

static MAX_LEVEL: AtomicUsize = AtomicUsize::new(0);
/// What the crate's features leave in the program: everything.
pub const STATIC_MAX_LEVEL: LevelFilter = LevelFilter::Trace;
const NAMES: [&str; 6] = ["OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"];

#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord, Hash)]
#[repr(usize)]
pub enum Level {
    Error = 1,
    Warn,
    Info,
    Debug,
    Trace,
}

#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord, Hash)]
#[repr(usize)]
pub enum LevelFilter {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// A text is the name of no level.
#[derive(Debug, PartialEq, Eq)]
pub struct ParseLevelError(());
impl fmt::Display for ParseLevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attempted to convert a string that doesn't match an existing log level")
    }
}
impl core::error::Error for ParseLevelError {}

fn number(name: &str) -> Option<usize> { NAMES.iter().position(|one| one.eq_ignore_ascii_case(name)) }

impl Level {
    fn from_number(number: usize) -> Option<Level> {
        match number {
            1 => Some(Level::Error),
            2 => Some(Level::Warn),
            3 => Some(Level::Info),
            4 => Some(Level::Debug),
            5 => Some(Level::Trace),
            _ => None,
        }
    }
    pub fn max() -> Level { Level::Trace }
    pub fn to_level_filter(&self) -> LevelFilter { LevelFilter::from_number(*self as usize) }
    pub fn as_str(&self) -> &'static str { NAMES[*self as usize] }
    pub fn iter() -> impl Iterator<Item = Level> { (1..6).filter_map(Level::from_number) }
    #[must_use]
    pub fn increment_severity(&self) -> Level { Level::from_number(*self as usize - 1).unwrap_or(*self) }
    #[must_use]
    pub fn decrement_severity(&self) -> Level { Level::from_number(*self as usize + 1).unwrap_or(*self) }
}
impl LevelFilter {
    fn from_number(number: usize) -> LevelFilter {
        match number {
            0 => LevelFilter::Off,
            1 => LevelFilter::Error,
            2 => LevelFilter::Warn,
            3 => LevelFilter::Info,
            4 => LevelFilter::Debug,
            _ => LevelFilter::Trace,
        }
    }
    pub fn max() -> LevelFilter { LevelFilter::Trace }
    pub fn to_level(&self) -> Option<Level> { Level::from_number(*self as usize) }
    pub fn as_str(&self) -> &'static str { NAMES[*self as usize] }
    pub fn iter() -> impl Iterator<Item = LevelFilter> { (0..6).map(LevelFilter::from_number) }
    #[must_use]
    pub fn increment_severity(&self) -> LevelFilter { LevelFilter::from_number((*self as usize).saturating_sub(1)) }
    #[must_use]
    pub fn decrement_severity(&self) -> LevelFilter { LevelFilter::from_number(*self as usize + 1) }
}

impl PartialEq<LevelFilter> for Level {
    fn eq(&self, other: &LevelFilter) -> bool { *self as usize == *other as usize }
}
impl PartialOrd<LevelFilter> for Level {
    fn partial_cmp(&self, other: &LevelFilter) -> Option<Order> { Some((*self as usize).cmp(&(*other as usize))) }
}
impl PartialEq<Level> for LevelFilter {
    fn eq(&self, other: &Level) -> bool { *self as usize == *other as usize }
}
impl PartialOrd<Level> for LevelFilter {
    fn partial_cmp(&self, other: &Level) -> Option<Order> { Some((*self as usize).cmp(&(*other as usize))) }
}
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
}
impl fmt::Display for LevelFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
}
impl FromStr for Level {
    type Err = ParseLevelError;
    fn from_str(name: &str) -> Result<Level, ParseLevelError> {
        number(name).and_then(Level::from_number).ok_or(ParseLevelError(()))
    }
}
impl FromStr for LevelFilter {
    type Err = ParseLevelError;
    fn from_str(name: &str) -> Result<LevelFilter, ParseLevelError> {
        number(name).map(LevelFilter::from_number).ok_or(ParseLevelError(()))
    }
}

pub fn max_level() -> LevelFilter { LevelFilter::from_number(MAX_LEVEL.load(Ordering::Relaxed)) }
/// Messages that matter less than this are not told. At first none is.
pub fn set_max_level(level: LevelFilter) { MAX_LEVEL.store(level as usize, Ordering::Relaxed) }
pub unsafe fn set_max_level_racy(level: LevelFilter) { set_max_level(level) }
