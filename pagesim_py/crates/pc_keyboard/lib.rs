//! The pc-keyboard crate, 0.5 to 0.9 (0.7 unless Cargo.toml asks for another): scan codes become keys, keys characters.
#![no_std]

mod codes;
mod decoder;
mod keys;
pub mod layouts;
mod scancodes;

#[cfg(not(before = "0.9"))]
pub use codes::PhysicalKeyboard;
pub use codes::{DecodedKey, Error, HandleControl, KeyCode, KeyEvent, KeyState, Modifiers};
#[cfg(not(before = "0.9"))]
pub use decoder::Keyboard as PS2Keyboard;
#[cfg(before = "0.9")]
pub use decoder::Keyboard;
#[cfg(not(before = "0.7"))]
pub use decoder::{EventDecoder, Ps2Decoder};
pub use decoder::{KeyboardLayout, ScancodeSet};
#[cfg(before = "0.7")]
pub use scancodes::DecodeState;
pub use scancodes::{ScancodeSet1, ScancodeSet2};
