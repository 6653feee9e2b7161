// Three heaps of one's own, and what lives on them; each block is given back as it was taken.
// variants: Bump List Blocks
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i}"); loop {} }
extern crate alloc;
use alloc::{boxed::Box, vec, vec::Vec, string::{String, ToString}, collections::{VecDeque, BTreeMap, BTreeSet, BinaryHeap}, rc::{Rc, Weak}, sync::Arc, format, borrow::ToOwned};
use alloc::alloc::{GlobalAlloc, Layout};
use core::cell::{Cell, RefCell, UnsafeCell};
use core::ptr::{self, NonNull};
use x86_64::{VirtAddr, PhysAddr, structures::paging::{*, mapper::*}};
const HEAP_START: usize = 0x_4444_4444_0000;
const HEAP_SIZE: usize = 100 * 1024;

/// A lock around a type of ours, so that a trait of another crate can be implemented.
pub struct Locked<A> { inner: spin::Mutex<A> }
impl<A> Locked<A> {
    pub const fn new(inner: A) -> Self { Locked { inner: spin::Mutex::new(inner) } }
    pub fn lock(&self) -> spin::MutexGuard<'_, A> { self.inner.lock() }
}
fn align_up(addr: usize, align: usize) -> usize { (addr + align - 1) & !(align - 1) }

pub struct Bump { start: usize, end: usize, next: usize, allocations: usize }
impl Bump { pub const fn new() -> Self { Bump { start: 0, end: 0, next: 0, allocations: 0 } } pub unsafe fn init(&mut self, start: usize, size: usize) { self.start = start; self.end = start + size; self.next = start; } }
unsafe impl GlobalAlloc for Locked<Bump> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let mut bump = self.lock();
        let start = align_up(bump.next, layout.align());
        let end = match start.checked_add(layout.size()) { Some(end) => end, None => return ptr::null_mut() };
        if end > bump.end { ptr::null_mut() } else { bump.next = end; bump.allocations += 1; start as *mut u8 }
    }
    unsafe fn dealloc(&self, _ptr: *mut u8, _layout: Layout) {
        let mut bump = self.lock();
        bump.allocations -= 1;
        if bump.allocations == 0 { bump.next = bump.start; }
    }
}

struct Node { size: usize, next: Option<&'static mut Node> }
impl Node { const fn new(size: usize) -> Self { Node { size, next: None } } fn start(&self) -> usize { self as *const Self as usize } fn end(&self) -> usize { self.start() + self.size } }
pub struct List { head: Node }
impl List {
    pub const fn new() -> Self { Self { head: Node::new(0) } }
    pub unsafe fn init(&mut self, start: usize, size: usize) { unsafe { self.add(start, size) } }
    unsafe fn add(&mut self, addr: usize, size: usize) {
        assert_eq!(align_up(addr, core::mem::align_of::<Node>()), addr);
        assert!(size >= core::mem::size_of::<Node>());
        let mut node = Node::new(size);
        node.next = self.head.next.take();
        let at = addr as *mut Node;
        unsafe { at.write(node); self.head.next = Some(&mut *at) }
    }
    fn find(&mut self, size: usize, align: usize) -> Option<(&'static mut Node, usize)> {
        let mut current = &mut self.head;
        while let Some(ref mut region) = current.next {
            if let Ok(start) = Self::fit(region, size, align) {
                let next = region.next.take();
                let ret = Some((current.next.take().unwrap(), start));
                current.next = next;
                return ret;
            } else {
                current = current.next.as_mut().unwrap();
            }
        }
        None
    }
    fn fit(region: &Node, size: usize, align: usize) -> Result<usize, ()> {
        let start = align_up(region.start(), align);
        let end = start.checked_add(size).ok_or(())?;
        if end > region.end() { return Err(()); }
        let rest = region.end() - end;
        if rest > 0 && rest < core::mem::size_of::<Node>() { return Err(()); }
        Ok(start)
    }
    fn size_align(layout: Layout) -> (usize, usize) {
        let layout = layout.align_to(core::mem::align_of::<Node>()).expect("alignment").pad_to_align();
        (layout.size().max(core::mem::size_of::<Node>()), layout.align())
    }
}
unsafe impl GlobalAlloc for Locked<List> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (size, align) = List::size_align(layout);
        let mut a = self.lock();
        if let Some((region, start)) = a.find(size, align) {
            let end = start.checked_add(size).expect("overflow");
            let rest = region.end() - end;
            if rest > 0 { unsafe { a.add(end, rest); } }
            start as *mut u8
        } else { ptr::null_mut() }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) { let (size, _) = List::size_align(layout); unsafe { self.lock().add(ptr as usize, size) } }
}

struct Free { next: Option<&'static mut Free> }
const SIZES: &[usize] = &[8, 16, 32, 64, 128, 256, 512, 1024, 2048];
pub struct Blocks { heads: [Option<&'static mut Free>; SIZES.len()], fallback: linked_list_allocator::Heap }
impl Blocks {
    pub const fn new() -> Self { const EMPTY: Option<&'static mut Free> = None; Blocks { heads: [EMPTY; SIZES.len()], fallback: linked_list_allocator::Heap::empty() } }
    pub unsafe fn init(&mut self, start: usize, size: usize) { unsafe { self.fallback.init(start as *mut u8, size) } }
    fn fall_back(&mut self, layout: Layout) -> *mut u8 { match self.fallback.allocate_first_fit(layout) { Ok(p) => p.as_ptr(), Err(_) => ptr::null_mut() } }
}
fn list_index(layout: &Layout) -> Option<usize> { let size = layout.size().max(layout.align()); SIZES.iter().position(|&s| s >= size) }
unsafe impl GlobalAlloc for Locked<Blocks> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let mut a = self.lock();
        match list_index(&layout) {
            Some(i) => match a.heads[i].take() {
                Some(node) => { a.heads[i] = node.next.take(); node as *mut Free as *mut u8 }
                None => { let size = SIZES[i]; a.fall_back(Layout::from_size_align(size, size).unwrap()) }
            },
            None => a.fall_back(layout),
        }
    }
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        let mut a = self.lock();
        match list_index(&layout) {
            Some(i) => { let node = Free { next: a.heads[i].take() }; assert!(core::mem::size_of::<Free>() <= SIZES[i]); let at = p as *mut Free; unsafe { at.write(node); a.heads[i] = Some(&mut *at); } }
            None => { let p = NonNull::new(p).unwrap(); unsafe { a.fallback.deallocate(p, layout); } }
        }
    }
}
type Variant = KIND;
#[global_allocator] static ALLOCATOR: Locked<Variant> = Locked::new(Variant::new());
struct Noisy(&'static str);
impl Drop for Noisy { fn drop(&mut self) { w!("drop {}", self.0); } } // => drop b // => drop a // => drop v1 // => drop v2 // => drop rc
#[derive(Debug, Clone, PartialEq)] enum Tree { Leaf, Node(Box<Tree>, i32, Box<Tree>) }
impl Tree {
    fn insert(self, v: i32) -> Tree { match self { Tree::Leaf => Tree::Node(Box::new(Tree::Leaf), v, Box::new(Tree::Leaf)), Tree::Node(l, x, r) if v < x => Tree::Node(Box::new(l.insert(v)), x, r), Tree::Node(l, x, r) => Tree::Node(l, x, Box::new(r.insert(v))) } }
    fn walk(&self, out: &mut Vec<i32>) { if let Tree::Node(l, x, r) = self { l.walk(out); out.push(*x); r.walk(out); } }
}
trait Shape { fn area(&self) -> u32; fn name(&self) -> String { String::from("shape") } }
struct Sq(u32); struct Re(u32, u32);
impl Shape for Sq { fn area(&self) -> u32 { self.0 * self.0 } fn name(&self) -> String { "square".into() } }
impl Shape for Re { fn area(&self) -> u32 { self.0 * self.1 } }
bootloader::entry_point!(main);
fn main(info: &'static bootloader::BootInfo) -> ! {
    let off = VirtAddr::new(info.physical_memory_offset);
    let l4 = unsafe { &mut *(off + x86_64::registers::control::Cr3::read().0.start_address().as_u64()).as_mut_ptr::<PageTable>() };
    let mut mapper = unsafe { OffsetPageTable::new(l4, off) };
    struct F(u64); unsafe impl FrameAllocator<Size4KiB> for F { fn allocate_frame(&mut self) -> Option<PhysFrame> { self.0 += 4096; Some(PhysFrame::containing_address(PhysAddr::new(self.0))) } }
    let mut frames = F(0x100_0000);
    let first = Page::<Size4KiB>::containing_address(VirtAddr::new(HEAP_START as u64));
    let last = Page::containing_address(VirtAddr::new((HEAP_START + HEAP_SIZE - 1) as u64));
    for page in Page::range_inclusive(first, last) { let frame = frames.allocate_frame().unwrap(); unsafe { mapper.map_to(page, frame, PageTableFlags::PRESENT | PageTableFlags::WRITABLE, &mut frames).unwrap().flush() } }
    unsafe { ALLOCATOR.lock().init(HEAP_START, HEAP_SIZE) };
    let x = Box::new(41);
    w!("{} {}", *x + 1, (&*x as *const i32 as usize) >= HEAP_START); // => 42 true
    let mut v = Vec::new(); for i in 0..500u64 { v.push(i); }
    w!("{} {} {}", v.iter().sum::<u64>(), v.len(), v.capacity() >= 500); // => 124750 500 true
    drop(v);
    { let _a = Box::new(Noisy("a")); let _b = Box::new(Noisy("b")); }
    let counted = Rc::new(vec![1, 2, 3]); let other = counted.clone();
    w!("{} {}", Rc::strong_count(&other), { core::mem::drop(counted); Rc::strong_count(&other) }); // => 2 1
    let shared = Rc::new(RefCell::new(Vec::<String>::new())); { let s = Rc::clone(&shared); s.borrow_mut().push("one".to_string()); } shared.borrow_mut().push(format!("{:>4}", 2));
    w!("{:?} {}", shared.borrow(), shared.borrow().join("-")); // => ["one", "   2"] one-   2
    let weak: Weak<_> = Rc::downgrade(&shared); w!("{} {}", weak.upgrade().is_some(), { drop(shared); weak.upgrade().is_none() }); // => true false
    let arc = Arc::new(spin::Mutex::new(5)); *arc.clone().lock() += 1; w!("{} {}", arc.lock(), Arc::strong_count(&arc)); // => 6 1
    let mut q = VecDeque::new(); for i in 0..10 { q.push_back(i); if i % 3 == 0 { q.pop_front(); } } q.push_front(99);
    w!("{:?} {:?} {:?}", q, q.front(), q.iter().rev().take(2).collect::<Vec<_>>()); // => [99, 4, 5, 6, 7, 8, 9] Some(99) [9, 8]
    let mut map = BTreeMap::new(); for w in "the quick brown fox jumps over the lazy dog the end".split(' ') { *map.entry(w).or_insert(0) += 1; }
    w!("{:?}", map.iter().filter(|(_, n)| **n > 1).collect::<Vec<_>>()); // => [("the", 3)]
    let fox = map.remove("fox"); w!("{:?} {:?} {:?}", map.first_key_value(), fox, map.range("l".."p").map(|(k, _)| *k).collect::<Vec<&str>>()); // => Some(("brown", 1)) Some(1) ["lazy", "over"]
    let set: BTreeSet<u8> = [5, 1, 3, 1].into_iter().collect(); w!("{:?} {}", set, set.contains(&3)); // => {1, 3, 5} true
    let mut t = Tree::Leaf; for v in [5, 2, 8, 1, 9, 3] { t = t.insert(v); } let mut out = vec![]; t.walk(&mut out); w!("{:?} {}", out, t.clone() == t); // => [1, 2, 3, 5, 8, 9] true
    let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Sq(3)), Box::new(Re(2, 5))]; for s in shapes.iter() { w!("{} {}", s.name(), s.area()); } // => square 9 // => shape 10
    let fs: Vec<Box<dyn Fn(i32) -> i32>> = vec![Box::new(|x| x + 1), Box::new(move |x| x * out.len() as i32)]; w!("{:?}", fs.iter().map(|f| f(7)).collect::<Vec<_>>()); // => [8, 42]
    let mut s = String::new(); for c in ['h', 'é', '☃'] { s.push(c); } s += "!"; s.insert(0, '>'); let last = s.pop(); w!("{s} {} {} {last:?} {:?}", s.len(), s.chars().count(), s.to_uppercase()); // => >hé☃ 7 4 Some('!') ">HÉ☃"
    let mut words: Vec<String> = "b a c".split_whitespace().map(str::to_owned).collect(); words.sort(); words.dedup(); words.retain(|w| w != "b"); w!("{words:?} {:?}", words.concat()); // => ["a", "c"] "ac"
    let big = vec![0u8; 4096]; w!("{} {:?}", big.len(), big.chunks(1000).map(|c| c.len()).last()); // => 4096 Some(96)
    { let v = vec![Noisy("v1"), Noisy("v2")]; let moved = v; w!("{}", moved.len()); } // => 2
    let r: Rc<dyn core::any::Any> = Rc::new(Noisy("rc")); drop(r);
    let mut bh = BinaryHeap::from(vec![2, 9, 4]); bh.push(7); w!("{:?} {:?}", bh.pop(), bh.into_sorted_vec()); // => Some(9) [2, 4, 7]
    let long = Box::new(1); for i in 0..1000 { let y = Box::new(i); if *y != i { w!("bad"); } } w!("{}", *long); // => 1
    let sl: Box<[u16]> = vec![1, 2, 3].into_boxed_slice(); let st: Box<str> = "abc".into(); w!("{:?} {} {}", sl, st, sl.len()); // => [1, 2, 3] abc 3
    let leaked: &'static mut u32 = Box::leak(Box::new(9)); *leaked += 1; let raw = Box::into_raw(Box::new(5u8)); w!("{} {}", leaked, unsafe { *Box::from_raw(raw) }); // => 10 5
    loop { x86_64::instructions::hlt() }
}
