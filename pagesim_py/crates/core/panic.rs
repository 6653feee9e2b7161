//! What a panic handler is told.

use crate::fmt;

/// A place in the source text. Lines and columns count from 1.
#[lang = "panic_location"]
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location<'a> {
    file: &'a str,
    line: u32,
    col: u32,
}

impl<'a> Location<'a> {
    #[track_caller]
    pub const fn caller() -> &'static Location<'static> { crate::intrinsics::caller_location() }

    pub(crate) const fn at(file: &'a str, line: u32, col: u32) -> Location<'a> { Location { file, line, col } }

    pub const fn file(&self) -> &str { self.file }
    pub const fn line(&self) -> u32 { self.line }
    pub const fn column(&self) -> u32 { self.col }
}

impl fmt::Debug for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Location").field("file", &self.file).field("line", &self.line).field("column", &self.col).finish()
    }
}
impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        f.write_str(":")?;
        fmt::Display::fmt(&self.line, f)?;
        f.write_str(":")?;
        fmt::Display::fmt(&self.col, f)
    }
}

#[lang = "panic_info"]
#[derive(Debug)]
pub struct PanicInfo<'a> {
    message: &'a fmt::Arguments<'a>,
    location: &'a Location<'a>,
    can_unwind: bool,
    force_no_backtrace: bool,
}

impl<'a> PanicInfo<'a> {
    pub(crate) fn new(message: &'a fmt::Arguments<'a>, location: &'a Location<'a>, can_unwind: bool) -> PanicInfo<'a> {
        PanicInfo { message, location, can_unwind, force_no_backtrace: false }
    }

    pub fn message(&self) -> PanicMessage<'_> { PanicMessage { message: self.message } }
    pub fn location(&self) -> Option<&Location<'_>> { Some(self.location) }
    pub fn can_unwind(&self) -> bool { self.can_unwind }
}

impl fmt::Display for PanicInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked at ")?;
        #[cfg(compiler = "rustc-1.72")]
        {
            f.write_str("'")?;
            f.write_fmt(*self.message)?;
            f.write_str("', ")?;
            fmt::Display::fmt(self.location, f)
        }
        #[cfg(not(compiler = "rustc-1.72"))]
        {
            fmt::Display::fmt(self.location, f)?;
            f.write_str(":\n")?;
            f.write_fmt(*self.message)
        }
    }
}

/// The text given to `panic!`, not yet formatted.
pub struct PanicMessage<'a> {
    message: &'a fmt::Arguments<'a>,
}

impl PanicMessage<'_> {
    pub fn as_str(&self) -> Option<&'static str> { self.message.as_str() }
}
impl fmt::Display for PanicMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_fmt(*self.message) }
}
impl fmt::Debug for PanicMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_fmt(*self.message) }
}

pub auto trait UnwindSafe {}
pub auto trait RefUnwindSafe {}

/// What is said to be safe to look at after a panic, whatever is in it.
pub struct AssertUnwindSafe<T>(pub T);

impl<T> crate::ops::Deref for AssertUnwindSafe<T> {
    type Target = T;
    fn deref(&self) -> &T { &self.0 }
}
impl<T> crate::ops::DerefMut for AssertUnwindSafe<T> {
    fn deref_mut(&mut self) -> &mut T { &mut self.0 }
}
