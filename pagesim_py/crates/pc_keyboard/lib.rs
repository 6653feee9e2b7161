//! The pc-keyboard crate, 0.7: scan codes become keys, keys become characters.
#![no_std]

mod codes;
mod decoder;
pub mod layouts;
mod scancodes;

pub use codes::{DecodedKey, Error, HandleControl, KeyCode, KeyEvent, KeyState, Modifiers};
pub use decoder::{EventDecoder, Keyboard, KeyboardLayout, Ps2Decoder, ScancodeSet};
pub use scancodes::{ScancodeSet1, ScancodeSet2};
