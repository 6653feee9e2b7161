//! Flags as text: names with ` | ` between them, bits without a name as a hexadecimal number.

use crate::{Bits, Flags};
use core::fmt::{self, Write};

/// Why a text is no set of flags.
#[derive(Debug)]
pub struct ParseError(Kind);

#[derive(Debug)]
enum Kind {
    EmptyFlag,
    InvalidNamedFlag,
    InvalidHexFlag,
}

impl ParseError {
    pub fn invalid_hex_flag(_flag: impl fmt::Display) -> ParseError { ParseError(Kind::InvalidHexFlag) }
    pub fn invalid_named_flag(_flag: impl fmt::Display) -> ParseError { ParseError(Kind::InvalidNamedFlag) }
    pub const fn empty_flag() -> ParseError { ParseError(Kind::EmptyFlag) }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::EmptyFlag => f.write_str("encountered empty flag"),
            Kind::InvalidNamedFlag => f.write_str("unrecognized named flag"),
            Kind::InvalidHexFlag => f.write_str("invalid hex flag"),
        }
    }
}
impl core::error::Error for ParseError {}

fn write<B: Flags>(flags: &B, named_only: bool, mut writer: impl Write) -> fmt::Result {
    let mut names = flags.iter_names();
    let mut first = true;
    for (name, _) in &mut names {
        if !first {
            writer.write_str(" | ")?;
        }
        first = false;
        writer.write_str(name)?;
    }
    let rest = names.remaining().bits();
    if !named_only && rest != B::Bits::EMPTY {
        if !first {
            writer.write_str(" | ")?;
        }
        write!(writer, "{:#x}", rest)?;
    }
    Ok(())
}

pub fn to_writer<B: Flags>(flags: &B, writer: impl Write) -> fmt::Result { write(flags, false, writer) }
pub fn to_writer_truncate<B: Flags>(flags: &B, writer: impl Write) -> fmt::Result {
    write(&B::from_bits_truncate(flags.bits()), false, writer)
}
pub fn to_writer_strict<B: Flags>(flags: &B, writer: impl Write) -> fmt::Result { write(flags, true, writer) }

fn read<B: Flags>(input: &str, hex: bool) -> Result<B, ParseError> {
    let mut found = B::empty();
    if input.trim().is_empty() {
        return Ok(found);
    }
    for part in input.split('|') {
        let part = part.trim();
        if part.is_empty() {
            return Err(ParseError::empty_flag());
        }
        match part.strip_prefix("0x") {
            Some(digits) if hex => match B::Bits::parse_hex(digits) {
                Some(bits) => found.insert(B::from_bits_retain(bits)),
                None => return Err(ParseError::invalid_hex_flag(part)),
            },
            _ => match B::from_name(part) {
                Some(flag) => found.insert(flag),
                None => return Err(ParseError::invalid_named_flag(part)),
            },
        }
    }
    Ok(found)
}

pub fn from_str<B: Flags>(input: &str) -> Result<B, ParseError> { read(input, true) }
pub fn from_str_truncate<B: Flags>(input: &str) -> Result<B, ParseError> {
    read::<B>(input, true).map(|found| B::from_bits_truncate(found.bits()))
}
pub fn from_str_strict<B: Flags>(input: &str) -> Result<B, ParseError> { read(input, false) }
