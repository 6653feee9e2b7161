//! A message with all that is known of it.

use crate::Level;
use core::fmt;

#[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
enum MaybeStaticStr<'a> {
    Static(&'static str),
    Borrowed(&'a str),
}
impl<'a> MaybeStaticStr<'a> {
    fn get(&self) -> &'a str {
        match *self {
            MaybeStaticStr::Static(text) => text,
            MaybeStaticStr::Borrowed(text) => text,
        }
    }
}

/// How much a message matters, and what it is about: by default, the module that it comes from.
#[derive(Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct Metadata<'a> {
    level: Level,
    target: &'a str,
}
impl<'a> Metadata<'a> {
    pub fn builder() -> MetadataBuilder<'a> { MetadataBuilder::new() }
    pub fn level(&self) -> Level { self.level }
    pub fn target(&self) -> &'a str { self.target }
}

#[derive(Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct MetadataBuilder<'a> {
    metadata: Metadata<'a>,
}
impl<'a> MetadataBuilder<'a> {
    pub fn new() -> MetadataBuilder<'a> { MetadataBuilder { metadata: Metadata { level: Level::Info, target: "" } } }
    pub fn level(&mut self, level: Level) -> &mut MetadataBuilder<'a> {
        self.metadata.level = level;
        self
    }
    pub fn target(&mut self, target: &'a str) -> &mut MetadataBuilder<'a> {
        self.metadata.target = target;
        self
    }
    pub fn build(&self) -> Metadata<'a> { self.metadata.clone() }
}
impl Default for MetadataBuilder<'_> {
    fn default() -> Self { MetadataBuilder::new() }
}

#[derive(Clone, Debug)]
pub struct Record<'a> {
    metadata: Metadata<'a>,
    args: fmt::Arguments<'a>,
    module_path: Option<MaybeStaticStr<'a>>,
    file: Option<MaybeStaticStr<'a>>,
    line: Option<u32>,
}
impl<'a> Record<'a> {
    pub fn builder() -> RecordBuilder<'a> { RecordBuilder::new() }
    pub fn args(&self) -> &fmt::Arguments<'a> { &self.args }
    pub fn metadata(&self) -> &Metadata<'a> { &self.metadata }
    pub fn level(&self) -> Level { self.metadata.level }
    pub fn target(&self) -> &'a str { self.metadata.target }
    pub fn module_path(&self) -> Option<&'a str> { self.module_path.map(|text| text.get()) }
    pub fn module_path_static(&self) -> Option<&'static str> { fixed(self.module_path) }
    pub fn file(&self) -> Option<&'a str> { self.file.map(|text| text.get()) }
    pub fn file_static(&self) -> Option<&'static str> { fixed(self.file) }
    pub fn line(&self) -> Option<u32> { self.line }
}

fn fixed(text: Option<MaybeStaticStr<'_>>) -> Option<&'static str> {
    match text {
        Some(MaybeStaticStr::Static(text)) => Some(text),
        _ => None,
    }
}

#[derive(Debug)]
pub struct RecordBuilder<'a> {
    record: Record<'a>,
}
impl<'a> RecordBuilder<'a> {
    pub fn new() -> RecordBuilder<'a> {
        let metadata = Metadata { level: Level::Info, target: "" };
        RecordBuilder { record: Record { metadata, args: format_args!(""), module_path: None, file: None, line: None } }
    }
    pub fn args(&mut self, args: fmt::Arguments<'a>) -> &mut RecordBuilder<'a> {
        self.record.args = args;
        self
    }
    pub fn metadata(&mut self, metadata: Metadata<'a>) -> &mut RecordBuilder<'a> {
        self.record.metadata = metadata;
        self
    }
    pub fn level(&mut self, level: Level) -> &mut RecordBuilder<'a> {
        self.record.metadata.level = level;
        self
    }
    pub fn target(&mut self, target: &'a str) -> &mut RecordBuilder<'a> {
        self.record.metadata.target = target;
        self
    }
    pub fn module_path(&mut self, path: Option<&'a str>) -> &mut RecordBuilder<'a> {
        self.record.module_path = path.map(MaybeStaticStr::Borrowed);
        self
    }
    pub fn module_path_static(&mut self, path: Option<&'static str>) -> &mut RecordBuilder<'a> {
        self.record.module_path = path.map(MaybeStaticStr::Static);
        self
    }
    pub fn file(&mut self, file: Option<&'a str>) -> &mut RecordBuilder<'a> {
        self.record.file = file.map(MaybeStaticStr::Borrowed);
        self
    }
    pub fn file_static(&mut self, file: Option<&'static str>) -> &mut RecordBuilder<'a> {
        self.record.file = file.map(MaybeStaticStr::Static);
        self
    }
    pub fn line(&mut self, line: Option<u32>) -> &mut RecordBuilder<'a> {
        self.record.line = line;
        self
    }
    pub fn build(&self) -> Record<'a> { self.record.clone() }
}
impl Default for RecordBuilder<'_> {
    fn default() -> Self { RecordBuilder::new() }
}
