// Option, Result, cells, and the rest.
let some = Some(3i32);
let none: Option<i32> = None;
w!("{:?} {:?} {} {}", some.map(|n| n + 1), none.map(|n| n + 1), some.is_some_and(|n| n > 2), none.is_none_or(|n| n > 2));
w!("{} {} {}", some.unwrap_or(0), none.unwrap_or_default(), none.unwrap_or_else(|| 7));
w!("{:?} {:?} {:?}", some.and_then(|n| n.checked_sub(4)), some.filter(|n| *n > 5), none.or(Some(1)));
w!("{:?} {:?} {:?}", some.xor(none), some.zip(Some('a')), some.ok_or("none"));
w!("{} {}", some.map_or(0, |n| n * 2), none.map_or_else(|| -1, |n| n * 2));
let mut slot = Some(1);
w!("{:?} {:?}", slot.take(), slot);
w!("{:?} {:?}", { *slot.get_or_insert(5) }, slot.replace(6));
w!("{:?} {:?}", { *slot.insert(8) }, slot.as_mut().map(|n| { *n += 1; *n }));
w!("{:?} {:?}", Some(Some(1)).flatten(), Some(Ok::<i32, &str>(1)).transpose());
w!("{:?} {:?}", Some(&5).copied(), Some(&String::from("a")).cloned());
w!("{:?} {:?}", Some(String::from("deref")).as_deref(), some.iter().count());
w!("{} {} {}", Some(1) < Some(2), None < Some(0), Some(1) == Some(1));
let good: Result<i32, String> = Ok(1);
let bad: Result<i32, String> = Err("bad".to_string());
w!("{:?} {:?} {:?}", good.as_ref().map(|n| n + 1), bad.as_ref().map_err(|e| e.len()), bad.as_ref().ok());
w!("{} {:?} {:?}", bad.clone().unwrap_or(9), good.clone().and_then(|n| if n > 1 { Ok(n) } else { Err(format!("{n} is small")) }), bad.clone().or_else(|e| if e.is_empty() { Err(0) } else { Ok(e.len() as i32) }));
w!("{:?} {} {}", bad.clone().err(), good.is_ok(), bad.is_err_and(|e| e.len() == 3));
w!("{:?}", good.iter().next());
fn halves(n: i32) -> Option<i32> { let h = if n % 2 == 0 { Some(n / 2) } else { None }?; Some(h + 1) }
w!("{:?} {:?}", halves(4), halves(5));
#[derive(Debug)] enum Problem { Parse(core::num::ParseIntError), Small(i32) }
impl From<core::num::ParseIntError> for Problem { fn from(e: core::num::ParseIntError) -> Self { Problem::Parse(e) } }
fn read(s: &str) -> Result<i32, Problem> { let n: i32 = s.parse()?; if n < 10 { return Err(Problem::Small(n)); } Ok(n) }
w!("{:?} {:?} {:?}", read("12"), read("x"), read("3"));
use core::cell::{Cell, RefCell, OnceCell};
let c = Cell::new(5);
c.set(c.get() + 1);
w!("{c:?} {} {}", c.replace(9), c.get());
let r = RefCell::new(vec![1]);
r.borrow_mut().push(2);
w!("{r:?} {} {:?}", r.borrow().len(), r.try_borrow_mut().is_ok());
{ let _held = r.borrow(); w!("{:?} {:?}", r.try_borrow_mut().is_err(), r.try_borrow().is_ok()); }
{ let _held = r.borrow_mut(); w!("{r:?}"); }
let once = OnceCell::new();
w!("{:?} {} {:?}", once.get(), once.get_or_init(|| 4), once.set(5));
use core::sync::atomic::{AtomicBool, AtomicU8, Ordering::*};
let counter = AtomicU8::new(254);
w!("{} {} {}", counter.fetch_add(3, SeqCst), counter.load(Relaxed), counter.swap(7, AcqRel));
w!("{:?} {:?} {:?}", counter.compare_exchange(7, 8, SeqCst, Relaxed), counter.compare_exchange(7, 9, SeqCst, Relaxed), counter);
w!("{} {:?}", AtomicBool::new(true).fetch_xor(true, SeqCst), counter.fetch_max(20, SeqCst));
let (mut x, mut y) = (1, 2);
core::mem::swap(&mut x, &mut y);
w!("{x} {y} {} {}", core::mem::replace(&mut x, 9), core::mem::take(&mut y));
w!("{} {}", core::cmp::max(1, 2), core::cmp::min_by_key(-3, 2, |n: &i32| n.abs()));
w!("{:?} {:?}", core::cmp::Reverse(1) < core::cmp::Reverse(2), 1.cmp(&2).then(3.cmp(&1)).reverse());
w!("{:?} {:?}", (1, "b") < (1, "c"), (1, 2, 3).cmp(&(1, 2, 2)));
w!("{:?} {:?}", true.then(|| 5), false.then_some(5));
w!("{} {}", core::any::type_name::<(u8, &str, [i32; 3], Option<Vec<u8>>)>(), core::mem::size_of::<Option<&u8>>());
w!("{:?} {:?}", (1..4).contains(&3), (..=5).contains(&6));
w!("{:?} {:?} {:?}", 1..2, (1..=2).is_empty(), (3..=2).is_empty());
w!("{:?}", core::time::Duration::from_micros(1_234_567) + core::time::Duration::from_secs(1));
w!("{:?} {:?}", core::time::Duration::from_nanos(1_500), core::time::Duration::from_millis(250).as_micros());
use std::rc::Rc; use std::collections::{BTreeMap, VecDeque}; use std::borrow::Cow;
let shared = Rc::new(RefCell::new(1));
let other = Rc::clone(&shared);
*other.borrow_mut() += 5;
w!("{} {:?} {}", Rc::strong_count(&shared), shared, Rc::ptr_eq(&shared, &other));
let weak = Rc::downgrade(&shared);
w!("{:?}", weak.upgrade().map(|r| *r.borrow()));
drop(shared); drop(other);
w!("{:?}", weak.upgrade().is_none());
let mut queue: VecDeque<i32> = (1..4).collect();
queue.push_front(0); queue.push_back(9);
w!("{queue:?} {:?} {:?} {} {:?}", queue.pop_front(), queue.pop_back(), queue[1], queue.iter().rev().collect::<Vec<_>>());
let mut map = BTreeMap::new();
for word in ["b", "a", "b"] { *map.entry(word).or_insert(0) += 1; }
w!("{map:?} {:?} {:?} {}", map.get("a").copied(), map.remove("b"), map.len());
w!("{:#?}", map);
let cow: Cow<str> = Cow::Borrowed("x");
w!("{} {:?}", cow, cow.clone().into_owned());
let mut v = vec![1, 2, 3, 4, 5, 6];
v.retain(|n| n % 2 == 0);
v.insert(1, 9);
w!("{v:?} {:?} {:?}", v.remove(0), v.swap_remove(0));
w!("{:?} {:?}", v.drain(..1).collect::<Vec<_>>(), v);
v.extend_from_slice(&[7, 7, 8]); v.dedup();
w!("{v:?} {:?} {}", v.iter().rev().take(2).collect::<Vec<_>>(), v.contains(&8));
v.resize(6, 0); v.truncate(5);
w!("{v:?} {:?} {:?}", v.split_off(3), v.pop());
w!("{:?} {:?} {:?}", vec![0u8; 3], vec![1, 2] == [1, 2], Vec::<u8>::with_capacity(10).capacity());
let boxed: Box<dyn Fn(i32) -> i32> = Box::new(move |n| n + 1);
w!("{} {:?}", boxed(1), Box::new([1, 2]));
let b = Box::new(String::from("moved")); let inner = *b; w!("{inner}");
w!("{:?}", vec![3, 1, 2].into_iter().map(Box::new).map(|b| *b * 2).collect::<Vec<_>>());
