//! The logger: there is one, which tells messages or drops them.

use crate::{Level, Metadata, Record};
use core::fmt;

pub trait Log: Sync + Send {
    /// Whether a message like this would be told.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool;
    fn log(&self, record: &Record<'_>);
    fn flush(&self);
}
impl<T: ?Sized + Log> Log for &T {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool { (**self).enabled(metadata) }
    fn log(&self, record: &Record<'_>) { (**self).log(record) }
    fn flush(&self) { (**self).flush() }
}

/// Stands there until a logger is set: drops everything.
struct NopLogger;
impl Log for NopLogger {
    fn enabled(&self, _: &Metadata<'_>) -> bool { false }
    fn log(&self, _: &Record<'_>) {}
    fn flush(&self) {}
}

static mut LOGGER: &dyn Log = &NopLogger;
static mut SET: bool = false;

/// There is a logger already.
#[derive(Debug)]
pub struct SetLoggerError(());
impl fmt::Display for SetLoggerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attempted to set a logger after the logging system was already initialized")
    }
}
impl core::error::Error for SetLoggerError {}

pub fn set_logger(logger: &'static dyn Log) -> Result<(), SetLoggerError> {
    unsafe {
        if SET {
            return Err(SetLoggerError(()));
        }
        SET = true;
        LOGGER = logger;
    }
    Ok(())
}
pub unsafe fn set_logger_racy(logger: &'static dyn Log) -> Result<(), SetLoggerError> { set_logger(logger) }
pub fn logger() -> &'static dyn Log { unsafe { LOGGER } }

/// What the macros do with a message.
#[doc(hidden)]
pub fn told(args: fmt::Arguments<'_>, level: Level, target: &str, module: &'static str, file: &'static str, line: u32) {
    let mut builder = Record::builder();
    builder.args(args).level(level).target(target).module_path_static(Some(module)).file_static(Some(file)).line(Some(line));
    logger().log(&builder.build());
}
