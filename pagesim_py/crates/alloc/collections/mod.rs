//! Collections.

pub mod binary_heap;
pub mod btree_map;
pub mod btree_set;
pub mod linked_list;
pub mod vec_deque;

pub use binary_heap::BinaryHeap;
pub use btree_map::BTreeMap;
pub use btree_set::BTreeSet;
pub use core::ops::Bound;
pub use linked_list::LinkedList;
pub use vec_deque::VecDeque;

use core::alloc::Layout;
use core::fmt;

/// There is no more room to be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TryReserveError {
    kind: TryReserveErrorKind,
}
#[derive(Clone, PartialEq, Eq, Debug)]
enum TryReserveErrorKind {
    CapacityOverflow,
    AllocError { layout: Layout, non_exhaustive: () },
}
impl TryReserveError {
    pub(crate) fn overflow() -> TryReserveError { TryReserveError { kind: TryReserveErrorKind::CapacityOverflow } }
    pub(crate) fn no_memory(layout: Layout) -> TryReserveError {
        TryReserveError { kind: TryReserveErrorKind::AllocError { layout, non_exhaustive: () } }
    }
}
impl fmt::Display for TryReserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory allocation failed")?;
        f.write_str(match self.kind {
            TryReserveErrorKind::CapacityOverflow => " because the computed capacity exceeded the collection's maximum",
            TryReserveErrorKind::AllocError { .. } => " because the memory allocator returned an error",
        })
    }
}
impl core::error::Error for TryReserveError {}
