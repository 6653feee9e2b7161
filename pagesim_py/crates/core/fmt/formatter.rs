//! `Formatter`: where the text goes and how it is wanted.

use super::{Arguments, DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple, Result, Write};

// Layout of the flags: bits 0 to 20 the fill character, then one bit each, then the alignment.
const FILL: u32 = 0x1f_ffff;
const PLUS: u32 = 1 << 21;
const MINUS: u32 = 1 << 22;
const ALTERNATE: u32 = 1 << 23;
const ZERO_PAD: u32 = 1 << 24;
const DEBUG_LOWER_HEX: u32 = 1 << 25;
const DEBUG_UPPER_HEX: u32 = 1 << 26;
pub(super) const WIDTH_SET: u32 = 1 << 27;
pub(super) const PRECISION_SET: u32 = 1 << 28;
pub(super) const ALIGN: u32 = 3 << 29;
const ALIGN_RIGHT: u32 = 1 << 29;
const ALIGN_CENTER: u32 = 2 << 29;
pub(super) const ALIGN_UNKNOWN: u32 = 3 << 29;
const DEFAULT: u32 = ALIGN_UNKNOWN | ' ' as u32;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}

#[lang = "Formatter"]
pub struct Formatter<'a> {
    flags: u32,
    width: u16,
    precision: u16,
    buf: &'a mut (dyn Write + 'a),
}

impl<'a> Formatter<'a> {
    pub(super) fn plain(buf: &'a mut dyn Write) -> Formatter<'a> { Formatter { flags: DEFAULT, width: 0, precision: 0, buf } }

    pub(super) fn set_options(&mut self, flags: u32, width: u16, precision: u16) {
        self.flags = flags;
        self.width = width;
        self.precision = precision;
    }

    pub(super) fn options(&self) -> (u32, u16, u16) { (self.flags, self.width, self.precision) }

    /// The same wishes, another destination.
    pub(super) fn wrap<'b>(&self, buf: &'b mut dyn Write) -> Formatter<'b> {
        Formatter { flags: self.flags, width: self.width, precision: self.precision, buf }
    }

    pub(super) fn wants_padding(&self) -> bool { self.flags & (WIDTH_SET | PRECISION_SET) != 0 }

    pub fn write_str(&mut self, data: &str) -> Result { self.buf.write_str(data) }

    pub fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result {
        match fmt.as_str() {
            Some(text) => self.buf.write_str(text),
            None => super::write(self.buf, fmt),
        }
    }

    pub fn fill(&self) -> char { unsafe { crate::intrinsics::transmute(self.flags & FILL) } }
    pub fn align(&self) -> Option<Alignment> {
        match self.flags & ALIGN {
            0 => Some(Alignment::Left),
            ALIGN_RIGHT => Some(Alignment::Right),
            ALIGN_CENTER => Some(Alignment::Center),
            _ => None,
        }
    }
    pub fn width(&self) -> Option<usize> { if self.flags & WIDTH_SET != 0 { Some(self.width as usize) } else { None } }
    pub fn precision(&self) -> Option<usize> { if self.flags & PRECISION_SET != 0 { Some(self.precision as usize) } else { None } }
    pub fn sign_plus(&self) -> bool { self.flags & PLUS != 0 }
    pub fn sign_minus(&self) -> bool { self.flags & MINUS != 0 }
    pub fn alternate(&self) -> bool { self.flags & ALTERNATE != 0 }
    pub fn sign_aware_zero_pad(&self) -> bool { self.flags & ZERO_PAD != 0 }
    pub(super) fn debug_lower_hex(&self) -> bool { self.flags & DEBUG_LOWER_HEX != 0 }
    pub(super) fn debug_upper_hex(&self) -> bool { self.flags & DEBUG_UPPER_HEX != 0 }

    /// As `{:#p}` wants it: zeros up to 18 characters, unless a width is given.
    pub(super) fn widen_pointer(&mut self) {
        if self.alternate() {
            self.flags |= ZERO_PAD;
            if self.flags & WIDTH_SET == 0 {
                self.flags |= WIDTH_SET;
                self.width = 18;
            }
        }
        self.flags |= ALTERNATE;
    }

    fn write_fill(&mut self, count: usize) -> Result {
        let fill = self.fill();
        for _ in 0..count {
            self.buf.write_char(fill)?;
        }
        Ok(())
    }

    /// Writes the fill that stands before a text of `len` characters; gives how many follow it.
    fn pad_before(&mut self, len: usize, default_right: bool) -> crate::result::Result<usize, super::Error> {
        let room = self.width as usize - len;
        let before = match self.flags & ALIGN {
            0 => 0,
            ALIGN_RIGHT => room,
            ALIGN_CENTER => room / 2,
            _ => if default_right { room } else { 0 },
        };
        self.write_fill(before)?;
        Ok(room - before)
    }

    /// Writes a text with width, fill and alignment, cut to the precision.
    pub fn pad(&mut self, s: &str) -> Result {
        if !self.wants_padding() {
            return self.buf.write_str(s);
        }
        let mut text = s;
        if self.flags & PRECISION_SET != 0 {
            let mut taken = 0;
            for (at, _) in s.char_indices() {
                if taken == self.precision as usize {
                    text = &s[..at];
                    break;
                }
                taken += 1;
            }
        }
        if self.flags & WIDTH_SET == 0 {
            return self.buf.write_str(text);
        }
        let len = text.chars().count();
        if len >= self.width as usize {
            return self.buf.write_str(text);
        }
        let after = self.pad_before(len, false)?;
        self.buf.write_str(text)?;
        self.write_fill(after)
    }

    /// Writes an integer's digits with sign, prefix (if `{:#}`), width and zeros.
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, digits: &str) -> Result {
        let prefix = if self.alternate() { prefix } else { "" };
        let sign = if !is_nonnegative { Some('-') } else if self.sign_plus() { Some('+') } else { None };
        let len = digits.len() + prefix.len() + sign.is_some() as usize;
        if self.flags & WIDTH_SET == 0 || len >= self.width as usize {
            self.write_sign_and_prefix(sign, prefix)?;
            return self.buf.write_str(digits);
        }
        if self.sign_aware_zero_pad() {
            self.write_sign_and_prefix(sign, prefix)?;
            for _ in 0..self.width as usize - len {
                self.buf.write_char('0')?;
            }
            return self.buf.write_str(digits);
        }
        let after = self.pad_before(len, true)?;
        self.write_sign_and_prefix(sign, prefix)?;
        self.buf.write_str(digits)?;
        self.write_fill(after)
    }

    fn write_sign_and_prefix(&mut self, sign: Option<char>, prefix: &str) -> Result {
        if let Some(sign) = sign {
            self.buf.write_char(sign)?;
        }
        if prefix.len() != 0 {
            self.buf.write_str(prefix)?;
        }
        Ok(())
    }

    /// The same for a number with its own sign and no prefix (floats).
    pub(super) fn pad_number(&mut self, sign: &str, digits: &str, zeros_allowed: bool) -> Result {
        let len = digits.len() + sign.len();
        if self.flags & WIDTH_SET == 0 || len >= self.width as usize {
            return self.write_signed(sign, digits);
        }
        if zeros_allowed && self.sign_aware_zero_pad() {
            self.buf.write_str(sign)?;
            for _ in 0..self.width as usize - len {
                self.buf.write_char('0')?;
            }
            return self.buf.write_str(digits);
        }
        let after = self.pad_before(len, true)?;
        self.write_signed(sign, digits)?;
        self.write_fill(after)
    }

    fn write_signed(&mut self, sign: &str, digits: &str) -> Result {
        if sign.len() != 0 {
            self.buf.write_str(sign)?;
        }
        self.buf.write_str(digits)
    }

    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> { DebugStruct::new(self, name) }
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> { DebugTuple::new(self, name) }
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> { DebugList::new(self) }
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> { DebugSet::new(self) }
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> { DebugMap::new(self) }
}

impl Write for Formatter<'_> {
    fn write_str(&mut self, s: &str) -> Result { self.buf.write_str(s) }
    fn write_char(&mut self, c: char) -> Result { self.buf.write_char(c) }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result { super::write(self.buf, args) }
}
