//! Formatting into new text.

pub use core::fmt::*;

use crate::string::String;

/// What `format!` makes.
pub fn format(args: Arguments<'_>) -> String {
    match args.as_str() {
        Some(text) => String::from(text),
        None => {
            let mut made = String::new();
            if made.write_fmt(args).is_err() {
                panic!("a formatting trait implementation returned an error when the underlying stream did not")
            }
            made
        }
    }
}
