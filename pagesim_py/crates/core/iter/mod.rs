//! Iterators: the trait, lazy adaptors, and sources.

mod chain_zip;
mod collect;
mod double_ended;
mod flatten;
mod intersperse;
mod iterator;
mod map_filter;
mod peek_step;
mod range;
mod skip_take;
mod sources;

pub use chain_zip::{Chain, Cycle, Enumerate, Fuse, Rev, Zip, chain, zip};
pub use collect::{Extend, FromIterator, IntoIterator, Product, Sum};
pub use double_ended::{DoubleEndedIterator, ExactSizeIterator, FusedIterator};
pub use flatten::{FlatMap, Flatten};
pub use intersperse::{Intersperse, IntersperseWith};
pub use iterator::Iterator;
pub use map_filter::{Cloned, Copied, Filter, FilterMap, Inspect, Map, MapWhile, Scan};
pub use peek_step::{Peekable, StepBy};
pub use range::Step;
pub use skip_take::{Skip, SkipWhile, Take, TakeWhile};
pub use sources::{
    Empty, FromFn, Once, OnceWith, Repeat, RepeatN, RepeatWith, Successors, empty, from_fn, once, once_with, repeat, repeat_n,
    repeat_with, successors,
};
