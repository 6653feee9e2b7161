// Values on the heap: boxes, trait objects, trees, collections.
use std::rc::Rc; use std::collections::{BTreeMap, VecDeque};
let f: Box<dyn Fn(i32) -> i32> = Box::new(|x| x + 1); w!("{}", f(1));
let mut n = 0; { let mut g: Box<dyn FnMut()> = Box::new(|| n += 1); g(); g(); } w!("{n}");
trait Shape { fn area(&self) -> u32; fn name(&self) -> String { "shape".to_string() } }
struct Sq(u32); impl Shape for Sq { fn area(&self) -> u32 { self.0 * self.0 } } impl Drop for Sq { fn drop(&mut self) { w!("drop {}", self.0); } }
struct Ci; impl Shape for Ci { fn area(&self) -> u32 { 3 } fn name(&self) -> String { "circle".into() } }
let v: Vec<Box<dyn Shape>> = vec![Box::new(Sq(2)), Box::new(Ci), Box::new(Sq(3))];
w!("{:?}", v.iter().map(|s| (s.name(), s.area())).collect::<Vec<_>>());
drop(v);
let r: Rc<dyn Shape> = Rc::new(Sq(5)); let r2 = r.clone(); w!("{} {}", r2.area(), Rc::strong_count(&r)); drop(r); drop(r2);
#[derive(Debug)] enum List { Cons(i32, Box<List>), Nil }
use List::*; let l = Cons(1, Box::new(Cons(2, Box::new(Nil)))); w!("{l:?}");
fn sum(l: &List) -> i32 { match l { Cons(n, rest) => n + sum(rest), Nil => 0 } } w!("{}", sum(&l));
struct Node { value: i32, left: Option<Box<Node>>, right: Option<Box<Node>> }
impl Node { fn insert(&mut self, v: i32) { let side = if v < self.value { &mut self.left } else { &mut self.right }; match side { Some(n) => n.insert(v), None => *side = Some(Box::new(Node { value: v, left: None, right: None })) } }
 fn walk(&self, out: &mut Vec<i32>) { if let Some(l) = &self.left { l.walk(out); } out.push(self.value); if let Some(r) = self.right.as_ref() { r.walk(out); } } }
let mut root = Node { value: 5, left: None, right: None }; for n in [3, 8, 1, 4] { root.insert(n); } let mut out = vec![]; root.walk(&mut out); w!("{out:?}");
let words = "the cat the dog".split(' ').fold(BTreeMap::new(), |mut m, w| { *m.entry(w).or_insert(0) += 1; m }); w!("{words:?}");
let mut q: VecDeque<u8> = VecDeque::with_capacity(2); q.extend([1, 2, 3]); q.rotate_left(1); w!("{:?} {}", q.make_contiguous(), 3);
let b: Box<[i32]> = vec![1, 2].into_boxed_slice(); w!("{} {:?}", b.len(), b);
let st: Box<str> = "hi".into(); w!("{st}");
fn apply(f: impl Fn(i32) -> i32, n: i32) -> i32 { f(n) } w!("{}", apply(&*f, 4));
fn make(k: i32) -> impl Fn(i32) -> i32 { move |x| x * k } w!("{}", make(3)(4));
fn boxed(k: i32) -> Box<dyn Fn(i32) -> i32> { Box::new(move |x| x + k) } w!("{}", boxed(3)(4));
let fs: [fn(i32) -> i32; 2] = [|x| x + 1, |x| x * 2]; w!("{:?}", fs.iter().map(|f| f(10)).collect::<Vec<_>>());
let mut grid = vec![vec!['.'; 3]; 2]; grid[1][2] = '#'; for row in &grid { w!("{}", row.iter().collect::<String>()); }
let text = format!("{:?}", grid.concat()); w!("{text}");
let mut sorted = vec!["b".to_string(), "a".into()]; sorted.sort(); w!("{}", sorted.join(","));
let e: Result<i32, Box<dyn core::error::Error>> = "x".parse::<i32>().map_err(|e| e.into()); w!("{}", e.unwrap_err());
let any: Box<dyn core::any::Any> = Box::new(5i32); w!("{:?}", any.downcast_ref::<i32>());
let leaked: &'static mut [i32] = vec![1, 2].leak(); leaked[0] = 9; w!("{leaked:?}");
let raw = Box::into_raw(Box::new(7)); unsafe { *raw += 1; w!("{}", *Box::from_raw(raw)); }
let mut ring: VecDeque<String> = VecDeque::new();
for n in 0..9 { ring.push_back(n.to_string()); if n % 3 == 2 { w!("{:?}", ring.pop_front()); } if n % 4 == 3 { ring.push_front(format!("f{n}")); } }
w!("{ring:?} {} {:?} {:?}", ring.len(), ring.front(), ring.back());
ring.swap(0, 2); ring.insert(1, "new".to_string()); w!("{:?} {:?}", ring.remove(3), ring.iter().map(|s| s.len()).sum::<usize>());
ring.truncate(4); ring.retain(|s| s != "new"); w!("{ring:?} {:?}", ring.contains(&"3".to_string()));
w!("{:?} {:?}", ring.drain(1..).collect::<Vec<_>>(), ring.len());
struct Loud(u8); impl Drop for Loud { fn drop(&mut self) { w!("gone {}", self.0); } }
let mut loud = vec![Loud(1), Loud(2), Loud(3), Loud(4)];
drop(loud.remove(1)); loud.truncate(2); w!("cut"); loud[0] = Loud(9); loud.pop(); let rest = loud; w!("moved {}", rest.len()); drop(rest);
let pair = (Loud(5), Box::new(Loud(6))); let (a, _) = pair; drop(a); w!("half");
let nested = Some(Box::new([Loud(7), Loud(8)])); if let Some(b) = nested { w!("{}", b.len()); } w!("done");
let mut it = vec![Loud(10), Loud(11), Loud(12)].into_iter(); drop(it.next()); w!("one"); drop(it); w!("all");
let shared = Rc::new(Loud(13)); let held = shared.clone(); drop(shared); w!("still"); drop(held);
let v: Vec<Loud> = (20..23).map(Loud).filter(|l| l.0 != 21).collect(); w!("{}", v.len()); core::mem::forget(v);
let total: usize = vec!["a", "bcd"].iter().map(|s| s.len()).chain(core::iter::once(5)).sum(); w!("{total}");
let mut s = String::new(); for (i, w) in ["x", "y"].iter().enumerate() { use core::fmt::Write; write!(s, "{i}{w};").unwrap(); } w!("{s} {}", s.capacity() >= s.len());
w!("{:?}", [vec![1, 2], vec![3]].concat().iter().rev().map(|n| n * 2).collect::<VecDeque<_>>());
w!("{:?}", "b=2;a=1".split(';').filter_map(|kv| kv.split_once('=')).map(|(k, v)| (k, v.parse::<u8>().unwrap())).collect::<BTreeMap<_, _>>());
