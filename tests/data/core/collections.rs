use core::ops::Bound::{Excluded, Included, Unbounded};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};

struct Told(u8);
impl Drop for Told {
    fn drop(&mut self) { w!("drop {}", self.0); }
}
let mut list: LinkedList<u8> = [1, 2, 3].into();
list.push_front(0);
*list.push_back_mut(3) += 1;
w!("{list:?} {} {:?}", list.len(), list.front());
w!("{:?}", list.back_mut());
let mut rest = list.split_off(2);
w!("{list:?} {rest:?}");
rest.iter_mut().for_each(|x| *x *= 10);
list.append(&mut rest);
w!("{list:?} {rest:?} {:?}", list.iter().rev().collect::<Vec<_>>());
w!("{:?} {list:?}", list.extract_if(|x| *x % 20 == 0).collect::<Vec<_>>());
w!("{:?} {:?} {}", list.pop_front(), list.pop_back(), list.contains(&1));
w!("{:?} {:?}", list.iter(), list.clone().into_iter());
let told: LinkedList<Told> = [Told(1), Told(2)].into();
drop(told);

let mut ring: VecDeque<i32> = (1..=5).collect();
ring.rotate_left(2);
ring.push_front(0);
w!("{ring:?} {:?} {:?}", ring.range(1..3).collect::<Vec<_>>(), ring.binary_search(&9));
ring.range_mut(..2).for_each(|x| *x += 100);
w!("{:?} {ring:?}", ring.drain(1..3).collect::<Vec<_>>());
ring.resize(6, 7);
w!("{:?} {:?} {:?}", ring.swap_remove_back(1), ring.swap_remove_front(2), ring.pop_front_if(|x| *x > 5));
w!("{ring:?} {:?} {}", ring.split_off(1), ring == [5]);
for x in &mut ring {
    *x += 1;
}
w!("{ring:?} {}", ring < VecDeque::from([7]));

let mut map: BTreeMap<&str, u32> = [("a", 1), ("b", 2), ("c", 3), ("d", 4)].into();
w!("{:?} {:?}", map.first_entry().map(|e| *e.key()), map.last_entry().map(|e| e.remove_entry()));
w!("{:?}", map.entry("x").or_insert_with_key(|k| k.len() as u32));
w!("{:?}", map.entry("b"));
w!("{:?}", map.entry("y"));
w!("{:?} {:?}", map.remove_entry("b"), map.extract_if(.., |_, v| *v == 1).collect::<Vec<_>>());
let tail = map.split_off("d");
w!("{map:?} {tail:?} {:?} {:?}", map.keys(), map.values());
for (_, value) in &mut map {
    *value += 1;
}
w!("{:?}", map.range::<str, _>((Excluded("a"), Included("c"))).collect::<Vec<_>>());
w!("{:?}", map.into_keys());

let (a, b) = (BTreeSet::from([1, 2, 3, 5]), BTreeSet::from([2, 3, 4]));
w!("{:?} {:?} {:?} {:?}", &a | &b, &a & &b, &a - &b, &a ^ &b);
w!("{:?} {:?}", a.symmetric_difference(&b).collect::<Vec<_>>(), a.range((Excluded(1), Unbounded)).collect::<Vec<_>>());
let mut c = a.clone();
c.append(&mut b.clone());
w!("{c:?} {:?} {:?} {:?}", c.split_off(&3), c.replace(2), c.iter());

let mut heap = BinaryHeap::from([3, 9, 4]);
*heap.peek_mut().unwrap() = 1;
w!("{:?} {}", heap.clone().into_sorted_vec(), heap.peek().unwrap());
heap.append(&mut BinaryHeap::from([8, 2]));
heap.retain(|x| x % 2 == 0);
w!("{:?} {:?}", heap.clone().into_sorted_vec(), core::iter::from_fn(|| heap.pop()).collect::<Vec<_>>());
