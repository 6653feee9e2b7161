//! What `format_args!` becomes.

use super::formatter::{PRECISION_SET, WIDTH_SET};
use super::{Binary, Debug, Display, Formatter, LowerExp, LowerHex, Octal, Pointer, Result, UpperExp, UpperHex, Write};
use crate::intrinsics;

/// One argument: where it lies, and the function that formats it.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> {
    value: &'a (),
    format: fn(&(), &mut Formatter<'_>) -> Result,
}

macro_rules! argument_makers {
    ($($name:ident $Trait:ident;)*) => { $(
        pub const fn $name<T: $Trait>(value: &'a T) -> Argument<'a> {
            let format: fn(&T, &mut Formatter<'_>) -> Result = <T as $Trait>::fmt;
            unsafe { Argument { value: &*(value as *const T as *const ()), format: intrinsics::transmute(format) } }
        }
    )* };
}

impl<'a> Argument<'a> {
    argument_makers! {
        new_display Display; new_debug Debug; new_lower_hex LowerHex; new_upper_hex UpperHex; new_octal Octal; new_binary Binary;
        new_pointer Pointer; new_lower_exp LowerExp; new_upper_exp UpperExp;
    }

    /// A width or precision that is given as an argument.
    pub const fn from_usize(value: &'a usize) -> Argument<'a> { Argument::new_display(value) }

    fn as_usize(&self) -> usize { unsafe { intrinsics::read(self.value as *const () as *const usize) } }
}

/// How one `{}` is to be formatted. `flags` is laid out as in `Formatter`; `width_kind` and `precision_kind`: 0 none, 1 the number itself,
/// 2 the index of the argument that holds it.
#[lang = "format_placeholder"]
#[derive(Copy, Clone)]
pub struct Placeholder {
    pub position: usize,
    pub flags: u32,
    pub width: u16,
    pub precision: u16,
    pub width_kind: u8,
    pub precision_kind: u8,
}

/// A format string with its arguments, not yet formatted.
#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    pieces: &'a [&'static str],
    args: &'a [Argument<'a>],
    specs: &'a [Placeholder],
}

impl<'a> Arguments<'a> {
    pub const fn new_const(pieces: &'a [&'static str]) -> Arguments<'a> { Arguments { pieces, args: &[], specs: &[] } }

    pub const fn new_v1(pieces: &'a [&'static str], args: &'a [Argument<'a>]) -> Arguments<'a> {
        Arguments { pieces, args, specs: &[] }
    }

    pub const fn new_v1_formatted(pieces: &'a [&'static str], args: &'a [Argument<'a>], specs: &'a [Placeholder]) -> Arguments<'a> {
        Arguments { pieces, args, specs }
    }

    /// The text, if there is nothing to format.
    pub const fn as_str(&self) -> Option<&'static str> {
        match (self.pieces.len(), self.args.len()) {
            (0, 0) => Some(""),
            (1, 0) => Some(self.pieces[0]),
            _ => None,
        }
    }

    pub(super) fn write_to(&self, output: &mut dyn Write) -> Result {
        if let Some(text) = self.as_str() {
            return output.write_str(text);
        }
        let mut formatter = Formatter::plain(output);
        let mut done = 0;
        if self.specs.len() == 0 {
            let count = self.args.len();
            while done < count {
                let piece = self.pieces[done];
                if piece.len() != 0 {
                    formatter.write_str(piece)?;
                }
                let argument = self.args[done];
                (argument.format)(argument.value, &mut formatter)?;
                done += 1;
            }
        } else {
            while done < self.specs.len() {
                let piece = self.pieces[done];
                if piece.len() != 0 {
                    formatter.write_str(piece)?;
                }
                let spec = self.specs[done];
                let mut flags = spec.flags;
                if spec.width_kind != 0 {
                    flags |= WIDTH_SET;
                }
                if spec.precision_kind != 0 {
                    flags |= PRECISION_SET;
                }
                let width = if spec.width_kind == 2 { self.args[spec.width as usize].as_usize() } else { spec.width as usize };
                let precision =
                    if spec.precision_kind == 2 { self.args[spec.precision as usize].as_usize() } else { spec.precision as usize };
                let argument = self.args[spec.position];
                formatter.set_options(flags, width as u16, precision as u16);
                (argument.format)(argument.value, &mut formatter)?;
                done += 1;
            }
        }
        if done < self.pieces.len() {
            let last = self.pieces[done];
            if last.len() != 0 {
                return formatter.write_str(last);
            }
        }
        Ok(())
    }
}

impl Debug for Arguments<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.write_fmt(*self) }
}
impl Display for Arguments<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.write_fmt(*self) }
}
