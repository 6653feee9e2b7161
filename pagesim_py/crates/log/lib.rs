//! The log crate, 0.4: messages with a level, for the one logger that the program sets.
#![no_std]

mod level;
mod logger;
#[macro_use]
mod macros;
mod record;

pub use level::{Level, LevelFilter, ParseLevelError, STATIC_MAX_LEVEL, max_level, set_max_level, set_max_level_racy};
pub use logger::{Log, SetLoggerError, logger, set_logger, set_logger_racy};
pub use record::{Metadata, MetadataBuilder, Record, RecordBuilder};

#[doc(hidden)]
pub mod __private {
    pub use crate::logger::told;
    pub use core::{format_args, line, file, module_path};
}
