//! Collections.

pub mod binary_heap;
pub mod btree_map;
pub mod btree_set;
pub mod vec_deque;

pub use binary_heap::BinaryHeap;
pub use btree_map::BTreeMap;
pub use btree_set::BTreeSet;
pub use vec_deque::VecDeque;
