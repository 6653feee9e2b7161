//! What else text can be made from and compared with.

use super::{FromUtf8Error, String};
use crate::borrow::Cow;
use crate::boxed::Box;
use crate::rc::Rc;
use crate::sync::Arc;
use crate::vec::Vec;
use core::borrow::BorrowMut;
use core::error::Error;

impl Error for FromUtf8Error {}

impl From<String> for Rc<str> {
    fn from(s: String) -> Rc<str> { Rc::from(s.as_str()) }
}
impl From<String> for Arc<str> {
    fn from(s: String) -> Arc<str> { Arc::from(s.as_str()) }
}
impl<'a> From<&'a String> for Cow<'a, str> {
    fn from(s: &'a String) -> Cow<'a, str> { Cow::Borrowed(s.as_str()) }
}
impl<'a> From<Cow<'a, str>> for Box<str> {
    fn from(s: Cow<'a, str>) -> Box<str> { s.into_owned().into_boxed_str() }
}
impl From<&mut str> for Box<str> {
    fn from(s: &mut str) -> Box<str> { Box::from(&*s) }
}
impl TryFrom<Vec<u8>> for String {
    type Error = FromUtf8Error;
    fn try_from(bytes: Vec<u8>) -> Result<String, FromUtf8Error> { String::from_utf8(bytes) }
}

impl AsMut<str> for String {
    fn as_mut(&mut self) -> &mut str { self }
}
impl BorrowMut<str> for String {
    fn borrow_mut(&mut self) -> &mut str { self }
}

macro_rules! equal_to {
    ($($Left:ty, $Right:ty;)*) => { $(
        impl PartialEq<$Right> for $Left {
            fn eq(&self, other: &$Right) -> bool { self[..] == other[..] }
        }
    )* };
}
equal_to! {
    Cow<'_, str>, str; Cow<'_, str>, &str; Cow<'_, str>, String; str, Cow<'_, str>; &str, Cow<'_, str>; String, Cow<'_, str>;
}

/// Errors of plain text.
struct TextError(String);
impl core::fmt::Debug for TextError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { core::fmt::Debug::fmt(&self.0, f) }
}
impl core::fmt::Display for TextError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { core::fmt::Display::fmt(&self.0, f) }
}
impl Error for TextError {}

macro_rules! errors_of_text {
    ($($Object:ty;)*) => { $(
        impl<'a> From<String> for Box<$Object> {
            fn from(err: String) -> Box<$Object> { Box::new(TextError(err)) }
        }
        impl<'a, 'b> From<&'b str> for Box<$Object> {
            fn from(err: &'b str) -> Box<$Object> { Box::new(TextError(String::from(err))) }
        }
        impl<'a, 'b> From<Cow<'b, str>> for Box<$Object> {
            fn from(err: Cow<'b, str>) -> Box<$Object> { Box::new(TextError(err.into_owned())) }
        }
    )* };
}
errors_of_text! { (dyn Error + 'a); (dyn Error + Send + Sync + 'a); }

impl<'a, E: Error + Send + Sync + 'a> From<E> for Box<dyn Error + Send + Sync + 'a> {
    fn from(err: E) -> Box<dyn Error + Send + Sync + 'a> { Box::new(err) }
}

macro_rules! from_more_parts {
    ($($Part:ty: |$made:ident, $part:ident| $push:expr;)*) => { $(
        impl<'a> FromIterator<$Part> for String {
            fn from_iter<I: IntoIterator<Item = $Part>>(iter: I) -> String {
                let mut made = String::new();
                made.extend(iter);
                made
            }
        }
        impl<'a> Extend<$Part> for String {
            fn extend<I: IntoIterator<Item = $Part>>(&mut self, iter: I) {
                let $made = self;
                for $part in iter {
                    $push
                }
            }
        }
    )* };
}
from_more_parts! { Box<str>: |made, part| made.push_str(&part); Cow<'a, str>: |made, part| made.push_str(&part); }

macro_rules! collected {
    ($($made:ty, $from:ty: |$text:ident| $make:expr;)*) => { $(
        impl<'a> FromIterator<$from> for $made {
            fn from_iter<I: IntoIterator<Item = $from>>(iter: I) -> $made {
                let $text: String = iter.into_iter().collect();
                $make
            }
        }
    )* };
}
collected! {
    Cow<'a, str>, char: |text| Cow::Owned(text);
    Cow<'a, str>, &'a str: |text| Cow::Owned(text);
    Cow<'a, str>, String: |text| Cow::Owned(text);
    Box<str>, char: |text| text.into_boxed_str();
    Box<str>, &'a char: |text| text.into_boxed_str();
    Box<str>, &'a str: |text| text.into_boxed_str();
    Box<str>, String: |text| text.into_boxed_str();
    Box<str>, Box<str>: |text| text.into_boxed_str();
    Box<str>, Cow<'a, str>: |text| text.into_boxed_str();
}
