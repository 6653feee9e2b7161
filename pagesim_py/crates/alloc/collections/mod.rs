//! Collections.

pub mod btree_map;
pub mod vec_deque;

pub use btree_map::BTreeMap;
pub use vec_deque::VecDeque;
