//! `debug_struct` and its kin: the shape of `{:?}` and, one field a line, of `{:#?}`.

use super::{Debug, Formatter, Result, Write};

/// Indents every line that is written through it.
struct PadAdapter<'buf> {
    buf: &'buf mut dyn Write,
    on_newline: bool,
}

impl Write for PadAdapter<'_> {
    fn write_str(&mut self, s: &str) -> Result {
        for line in s.split_inclusive('\n') {
            if self.on_newline {
                self.buf.write_str("    ")?;
            }
            self.on_newline = line.ends_with('\n');
            self.buf.write_str(line)?;
        }
        Ok(())
    }

    fn write_char(&mut self, c: char) -> Result {
        if self.on_newline {
            self.buf.write_str("    ")?;
        }
        self.on_newline = c == '\n';
        self.buf.write_char(c)
    }
}

/// One entry on lines of its own: `NAME VALUE,`.
fn pretty_entry(fmt: &mut Formatter<'_>, name: &str, separator: &str, value: &dyn Debug) -> Result {
    let (flags, width, precision) = fmt.options();
    let mut adapter = PadAdapter { buf: fmt, on_newline: true };
    let mut inner = Formatter::plain(&mut adapter);
    inner.set_options(flags, width, precision);
    if name.len() != 0 {
        inner.write_str(name)?;
        inner.write_str(separator)?;
    }
    value.fmt(&mut inner)?;
    inner.write_str(",\n")
}

pub struct DebugStruct<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}

impl<'a, 'b: 'a> DebugStruct<'a, 'b> {
    pub(super) fn new(fmt: &'a mut Formatter<'b>, name: &str) -> Self {
        let result = fmt.write_str(name);
        DebugStruct { fmt, result, has_fields: false }
    }

    fn write_field(&mut self, name: &str, value: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields {
                self.fmt.write_str(" {\n")?;
            }
            return pretty_entry(self.fmt, name, ": ", value);
        }
        self.fmt.write_str(if self.has_fields { ", " } else { " { " })?;
        self.fmt.write_str(name)?;
        self.fmt.write_str(": ")?;
        value.fmt(self.fmt)
    }

    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(name, value);
        }
        self.has_fields = true;
        self
    }

    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            self.result = match (self.has_fields, self.fmt.alternate()) {
                (false, _) => self.fmt.write_str(" { .. }"),
                (true, false) => self.fmt.write_str(", .. }"),
                (true, true) => self.fmt.write_str("    ..\n}"),
            };
        }
        self.result
    }

    pub fn finish(&mut self) -> Result {
        if self.has_fields && self.result.is_ok() {
            self.result = self.fmt.write_str(if self.fmt.alternate() { "}" } else { " }" });
        }
        self.result
    }
}

pub struct DebugTuple<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    fields: usize,
    empty_name: bool,
}

impl<'a, 'b: 'a> DebugTuple<'a, 'b> {
    pub(super) fn new(fmt: &'a mut Formatter<'b>, name: &str) -> Self {
        let result = fmt.write_str(name);
        DebugTuple { fmt, result, fields: 0, empty_name: name.len() == 0 }
    }

    fn write_field(&mut self, value: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if self.fields == 0 {
                self.fmt.write_str("(\n")?;
            }
            return pretty_entry(self.fmt, "", "", value);
        }
        self.fmt.write_str(if self.fields == 0 { "(" } else { ", " })?;
        value.fmt(self.fmt)
    }

    pub fn field(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(value);
        }
        self.fields += 1;
        self
    }

    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            self.result = match (self.fields > 0, self.fmt.alternate()) {
                (false, _) => self.fmt.write_str("(..)"),
                (true, false) => self.fmt.write_str(", ..)"),
                (true, true) => self.fmt.write_str("    ..\n)"),
            };
        }
        self.result
    }

    pub fn finish(&mut self) -> Result {
        if self.fields > 0 && self.result.is_ok() {
            if self.fields == 1 && self.empty_name && !self.fmt.alternate() {
                self.result = self.fmt.write_str(",");
            }
            if self.result.is_ok() {
                self.result = self.fmt.write_str(")");
            }
        }
        self.result
    }
}

/// What lists and sets share: entries between two brackets.
struct Entries<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}

impl<'a, 'b: 'a> Entries<'a, 'b> {
    fn write_entry(&mut self, value: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields {
                self.fmt.write_str("\n")?;
            }
            return pretty_entry(self.fmt, "", "", value);
        }
        if self.has_fields {
            self.fmt.write_str(", ")?;
        }
        value.fmt(self.fmt)
    }

    fn entry(&mut self, value: &dyn Debug) {
        if self.result.is_ok() {
            self.result = self.write_entry(value);
        }
        self.has_fields = true;
    }
}

macro_rules! entry_builders {
    ($($Name:ident $open:literal $close:literal;)*) => { $(
        pub struct $Name<'a, 'b: 'a> {
            inner: Entries<'a, 'b>,
        }

        impl<'a, 'b: 'a> $Name<'a, 'b> {
            pub(super) fn new(fmt: &'a mut Formatter<'b>) -> Self {
                let result = fmt.write_str($open);
                $Name { inner: Entries { fmt, result, has_fields: false } }
            }

            pub fn entry(&mut self, value: &dyn Debug) -> &mut Self {
                self.inner.entry(value);
                self
            }

            pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self {
                for value in entries {
                    self.inner.entry(&value);
                }
                self
            }

            pub fn finish_non_exhaustive(&mut self) -> Result {
                let inner = &mut self.inner;
                if inner.result.is_ok() {
                    inner.result = match (inner.has_fields, inner.fmt.alternate()) {
                        (false, _) => inner.fmt.write_str(concat!("..", $close)),
                        (true, false) => inner.fmt.write_str(concat!(", ..", $close)),
                        (true, true) => inner.fmt.write_str(concat!("    ..\n", $close)),
                    };
                }
                inner.result
            }

            pub fn finish(&mut self) -> Result {
                if self.inner.result.is_ok() {
                    self.inner.result = self.inner.fmt.write_str($close);
                }
                self.inner.result
            }
        }
    )* };
}
entry_builders! { DebugList "[" "]"; DebugSet "{" "}"; }

pub struct DebugMap<'a, 'b: 'a> {
    fmt: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
    has_key: bool,
}

impl<'a, 'b: 'a> DebugMap<'a, 'b> {
    pub(super) fn new(fmt: &'a mut Formatter<'b>) -> Self {
        let result = fmt.write_str("{");
        DebugMap { fmt, result, has_fields: false, has_key: false }
    }

    fn write_key(&mut self, key: &dyn Debug) -> Result {
        if self.fmt.alternate() {
            if !self.has_fields {
                self.fmt.write_str("\n")?;
            }
            return self.indented(true, |inner| {
                key.fmt(inner)?;
                inner.write_str(": ")
            });
        }
        if self.has_fields {
            self.fmt.write_str(", ")?;
        }
        key.fmt(self.fmt)?;
        self.fmt.write_str(": ")
    }

    fn write_value(&mut self, value: &dyn Debug) -> Result {
        if !self.fmt.alternate() {
            return value.fmt(self.fmt);
        }
        self.indented(false, |inner| {
            value.fmt(inner)?;
            inner.write_str(",\n")
        })
    }

    fn indented(&mut self, on_newline: bool, write: impl FnOnce(&mut Formatter<'_>) -> Result) -> Result {
        let (flags, width, precision) = self.fmt.options();
        let mut adapter = PadAdapter { buf: self.fmt, on_newline };
        let mut inner = Formatter::plain(&mut adapter);
        inner.set_options(flags, width, precision);
        write(&mut inner)
    }

    pub fn key(&mut self, key: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            if self.has_key {
                library_panic!("fmt/builders.rs", 985, 13, "attempted to begin a new map entry without completing the previous one")
            }
            self.result = self.write_key(key);
            self.has_key = true;
        }
        self
    }

    pub fn value(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            if !self.has_key {
                library_panic!("fmt/builders.rs", 1061, 13, "attempted to format a map value before its key")
            }
            self.result = self.write_value(value);
            self.has_key = false;
        }
        self.has_fields = true;
        self
    }

    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self { self.key(key).value(value) }

    pub fn entries<K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) -> &mut Self {
        for (key, value) in entries {
            self.entry(&key, &value);
        }
        self
    }

    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            if self.has_key {
                library_panic!("fmt/builders.rs", 1152, 13, "attempted to finish a map with a partial entry")
            }
            self.result = match (self.has_fields, self.fmt.alternate()) {
                (false, _) => self.fmt.write_str("..}"),
                (true, false) => self.fmt.write_str(", ..}"),
                (true, true) => self.fmt.write_str("    ..\n}"),
            };
        }
        self.result
    }

    pub fn finish(&mut self) -> Result {
        if self.result.is_ok() {
            if self.has_key {
                library_panic!("fmt/builders.rs", 1201, 13, "attempted to finish a map with a partial entry")
            }
            self.result = self.fmt.write_str("}");
        }
        self.result
    }
}
