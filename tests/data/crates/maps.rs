// hashbrown: what the standard library's maps and sets print too.
#![no_std]
#![no_main]
#![allow(unused)]
use core::fmt::Write;
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} }
extern crate alloc;
use alloc::{string::{String, ToString}, vec::Vec};
use hashbrown::{HashMap, HashSet, hash_map::Entry};
#[global_allocator]
static HEAP: linked_list_allocator::LockedHeap = linked_list_allocator::LockedHeap::empty();
static mut ROOM: [u8; 262144] = [0; 262144];
static EMPTY: HashMap<u8, u8, ()> = HashMap::with_hasher(());
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 262144) };
    let mut m: HashMap<u32, &str> = HashMap::new();
    w!("{:?} {} {} {:?}", m, m.len(), m.is_empty(), m.get(&1)); // => {} 0 true None
    w!("{:?} {:?} {:?}", m.insert(1, "one"), m.insert(2, "two"), m.insert(1, "uno")); // => None None Some("one")
    w!("{:?} {:?} {} {}", m.get(&1), m.get(&3), m.contains_key(&2), m[&2]); // => Some("uno") None true two
    *m.get_mut(&2).unwrap() = "dos"; w!("{:?}", m.get_key_value(&2)); // => Some((2, "dos"))
    m.entry(3).or_insert("tres"); m.entry(3).and_modify(|v| *v = "three").or_insert("no"); w!("{:?} {}", m.get(&3), m.len()); // => Some("three") 3
    let mut words: HashMap<String, usize> = HashMap::new();
    for word in "a b a c b a".split(' ') { *words.entry(word.to_string()).or_insert(0) += 1; }
    let mut sorted: Vec<_> = words.iter().collect(); sorted.sort(); w!("{sorted:?}"); // => [("a", 3), ("b", 2), ("c", 1)]
    w!("{:?} {:?}", words.remove("b"), words.remove("z")); // => Some(2) None
    let mut n: HashMap<usize, usize> = (0..200).map(|i| (i * 7919, i)).collect();
    w!("{} {} {}", n.len(), n.values().sum::<usize>(), n.capacity() >= 200); // => 200 19900 true
    n.retain(|_, v| *v % 3 == 0); w!("{} {:?} {:?}", n.len(), n.get(&7919), n.get(&(3 * 7919))); // => 67 None Some(3)
    for i in 0..200 { n.insert(i * 7919, 1); } w!("{} {}", n.len(), n.values().sum::<usize>()); // => 200 200
    for i in 0..150 { n.remove(&(i * 7919)); } w!("{} {}", n.len(), n.keys().map(|k| k / 7919).min().unwrap()); // => 50 150
    for v in n.values_mut() { *v += 1; } for (_, v) in n.iter_mut() { *v += 1; } w!("{}", n.into_values().sum::<usize>()); // => 150
    let a = HashMap::from([("x", 1), ("y", 2)]); let b: HashMap<&str, i32> = [("y", 2), ("x", 1)].into_iter().collect(); w!("{} {}", a == b, a.clone() != b); // => true false
    let mut keys: Vec<_> = a.keys().copied().collect(); keys.sort(); let mut pairs: Vec<_> = b.into_iter().collect(); pairs.sort(); w!("{keys:?} {pairs:?}"); // => ["x", "y"] [("x", 1), ("y", 2)]
    let one = HashMap::from([(1, 'c')]); w!("{one:?} {:#?}", HashMap::<u8, u8>::new()); // => {1: 'c'} {}
    let mut d = HashMap::from([(1, 2), (3, 4)]); let mut out: Vec<_> = d.drain().collect(); out.sort(); w!("{out:?} {}", d.len()); // => [(1, 2), (3, 4)] 0
    d.extend([(5, 6), (5, 7)]); d.reserve(10); d.shrink_to_fit(); w!("{d:?} {:?}", d.remove_entry(&5)); // => {} Some((5, 7))
    match d.entry(9) { Entry::Occupied(_) => w!("taken"), Entry::Vacant(v) => { w!("free {}", v.key()); v.insert(1); } } // => free 9
    match d.entry(9) { Entry::Occupied(mut o) => { *o.get_mut() += 4; w!("{:?} {}", o.insert(8), o.remove()); } Entry::Vacant(_) => w!("free") } // => 5 8
    w!("{}", d.entry(4).or_insert_with_key(|k| k * 10)); w!("{:?}", d.entry(6).or_default()); // => 40 // => 0
    let mut s: HashSet<&str> = HashSet::new();
    w!("{} {} {} {}", s.insert("a"), s.insert("a"), s.contains("a"), s.contains("b")); // => true false true false
    w!("{:?} {}", s, s.len()); w!("{} {:?}", s.remove("a"), s.take("a")); // => {"a"} 1 // => true None
    let e: HashSet<u8> = (0..10).filter(|i| i % 2 == 0).collect(); let t: HashSet<u8> = (0..10).filter(|i| i % 3 == 0).collect();
    let show = |mut v: Vec<u8>| { v.sort(); v };
    w!("{:?} {:?}", show(e.union(&t).copied().collect()), show(e.intersection(&t).copied().collect())); // => [0, 2, 3, 4, 6, 8, 9] [0, 6]
    w!("{:?} {:?}", show(e.difference(&t).copied().collect()), show(e.symmetric_difference(&t).copied().collect())); // => [2, 4, 8] [2, 3, 4, 8, 9]
    w!("{:?} {:?}", show((&e & &t).into_iter().collect()), show((&e | &t).into_iter().collect())); // => [0, 6] [0, 2, 3, 4, 6, 8, 9]
    w!("{:?} {:?}", show((&e - &t).into_iter().collect()), show((&e ^ &t).into_iter().collect())); // => [2, 4, 8] [2, 3, 4, 8, 9]
    w!("{} {} {}", e.is_subset(&t), (&e & &t).is_subset(&e), e.is_disjoint(&HashSet::from([1, 3]))); // => false true true
    let mut tuple: HashMap<(u8, u8), Vec<u8>> = HashMap::new(); tuple.entry((1, 2)).or_default().push(3); w!("{tuple:?}"); // => {(1, 2): [3]}
    w!("{} {}", EMPTY.len(), EMPTY.is_empty()); // => 0 true
    let mut r: HashMap<String, u8> = HashMap::new(); *r.entry_ref("k").or_insert(1) += 1; w!("{:?} {:?}", r, r.get("k")); // => {"k": 2} Some(2)
    w!("{:?}", r.try_insert(String::from("k"), 5)); // => Err(OccupiedError { key: "k", old_value: 2, new_value: 5 })
    let mut x: HashMap<u8, u8> = (0..6).map(|i| (i, i * i)).collect(); let mut gone: Vec<_> = x.extract_if(|k, _| k % 2 == 1).collect(); gone.sort(); w!("{gone:?} {}", x.len()); // => [(1, 1), (3, 9), (5, 25)] 3
    loop { x86_64::instructions::hlt(); }
}
