//! Text, characters and truth values as text.

use super::{Debug, Display, Formatter, Result, Write};
use crate::char::EscapeDebug;
use crate::intrinsics;

impl Display for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad(self) }
}

impl Debug for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('"')?;
        let mut written = 0;
        for (at, c) in self.char_indices() {
            // Printable ASCII but the quotation mark and the backslash stands for itself.
            let plain = if c.is_ascii() {
                c >= ' ' && c != '"' && c != '\\' && c != '\x7f'
            } else {
                intrinsics::char_is(c, 6) && !intrinsics::char_is(c, 7)
            };
            if !plain {
                f.write_str(&self[written..at])?;
                Display::fmt(&EscapeDebug::new(c, false, true), f)?;
                written = at + c.len_utf8();
            }
        }
        f.write_str(&self[written..])?;
        f.write_char('"')
    }
}

impl Display for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if f.wants_padding() {
            let mut bytes = [0; 4];
            f.pad(self.encode_utf8(&mut bytes))
        } else {
            f.write_char(*self)
        }
    }
}

impl Debug for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('\'')?;
        Display::fmt(&EscapeDebug::new(*self, true, false), f)?;
        f.write_char('\'')
    }
}

impl Display for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad(if *self { "true" } else { "false" }) }
}
impl Debug for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad(if *self { "true" } else { "false" }) }
}

impl Debug for () {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.pad("()") }
}
impl Debug for ! {
    fn fmt(&self, _f: &mut Formatter<'_>) -> Result { *self }
}
impl Display for ! {
    fn fmt(&self, _f: &mut Formatter<'_>) -> Result { *self }
}
