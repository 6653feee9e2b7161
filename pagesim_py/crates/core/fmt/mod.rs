//! Turning values into text.

mod builders;
mod float;
mod formatter;
mod impls;
mod num;
pub mod rt;
mod text;
mod tuples;

pub use builders::{DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple};
pub use formatter::{Alignment, Formatter};
pub use rt::Arguments;

pub type Result = crate::result::Result<(), Error>;

/// The text could not be written.
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad("an error occurred when formatting an argument") }
}
impl crate::error::Error for Error {}

/// Where text can go.
pub trait Write {
    fn write_str(&mut self, s: &str) -> Result;

    fn write_char(&mut self, c: char) -> Result {
        let mut bytes = [0; 4];
        self.write_str(c.encode_utf8(&mut bytes))
    }

    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        let mut this = self;
        write(&mut this, args)
    }
}

impl<W: Write + ?Sized> Write for &mut W {
    fn write_str(&mut self, s: &str) -> Result { (**self).write_str(s) }
    fn write_char(&mut self, c: char) -> Result { (**self).write_char(c) }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result { (**self).write_fmt(args) }
}

/// Writes `args` to `output`: one `write_str` for each literal piece that is not empty (for text without arguments always
/// one), and whatever each argument writes.
pub fn write(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    args.write_to(output)
}

macro_rules! format_traits {
    ($($Trait:ident)*) => { $(
        pub trait $Trait {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result;
        }
        impl<T: ?Sized + $Trait> $Trait for &T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { $Trait::fmt(&**self, f) }
        }
        impl<T: ?Sized + $Trait> $Trait for &mut T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { $Trait::fmt(&**self, f) }
        }
    )* };
}
format_traits! { Debug Display Octal LowerHex UpperHex Binary LowerExp UpperExp }

/// `{:p}`.
pub trait Pointer {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}

/// Formats by a closure.
pub struct FromFn<F>(F);

pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F> {
    FromFn(f)
}
impl<F: Fn(&mut Formatter<'_>) -> Result> Debug for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { (self.0)(f) }
}
impl<F: Fn(&mut Formatter<'_>) -> Result> Display for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { (self.0)(f) }
}
