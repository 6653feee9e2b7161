pub mod cell_kinds {
    use core::cell::{Cell, OnceCell, Ref, RefCell, RefMut, UnsafeCell, LazyCell};
    struct Counter { hits: Cell<u32>, log: RefCell<[u8; 4]>, name: OnceCell<&'static str> }
    impl Counter { fn hit(&self) -> u32 { self.hits.set(self.hits.get() + 1); self.log.borrow_mut()[self.hits.get() as usize % 4] = self.hits.get() as u8; self.hits.get() } fn name(&self) -> &'static str { self.name.get_or_init(|| { self.hit(); "lazy" }) } fn last(&self) -> Ref<'_, u8> { Ref::map(self.log.borrow(), |l| &l[0]) } }
    struct Slot(UnsafeCell<i32>); impl Slot { fn bump(&self) -> i32 { unsafe { *self.0.get() += 1; *self.0.get() } } }
    pub fn run() {
        let c = Counter { hits: Cell::new(0), log: RefCell::new([0; 4]), name: OnceCell::new() };
        for _ in 0..5 { c.hit(); } println!("{} {} {} {:?} {}", c.name(), c.name(), c.hits.get(), c.log, *c.last());
        println!("{:?} {:?} {:?}", c.name.set("again"), c.name.get(), c.hits.replace(100)); println!("{} {}", c.hits.take(), c.hits.into_inner());
        let r = RefCell::new((1, "a")); { let (x, y) = (r.borrow(), r.borrow()); println!("{:?} {} {}", *x, y.1, r.try_borrow_mut().is_err()); } { let mut m = RefMut::map(r.borrow_mut(), |t| &mut t.0); *m += 5; println!("{} {}", m, r.try_borrow().is_err()); } println!("{:?} {:?}", r.replace((9, "z")), r.into_inner());
        let a = Cell::new(3); let b = Cell::new(4); a.swap(&b); println!("{} {}", a.get(), b.get()); let arr = Cell::new([1, 2]); let mut t = arr.get(); t[0] = 7; arr.set(t); println!("{:?} {}", arr.get(), arr.get()[1]);
        let mut v = [1, 2, 3]; let cells = Cell::from_mut(&mut v[..]).as_slice_of_cells(); for w in cells.windows(2) { w[1].set(w[0].get() + w[1].get()); } println!("{:?}", v);
        let s = Slot(UnsafeCell::new(5)); s.bump(); println!("{}", s.bump()); let l = LazyCell::new(|| { print!("(init) "); 42 }); println!("{} {}", *l + 1, *l);
        let shared = RefCell::new([0u8; 3]); let add = |i: usize| shared.borrow_mut()[i] += 1; add(0); add(2); add(2); println!("{:?}", shared.borrow()); let sum: u8 = shared.borrow().iter().sum(); println!("{sum}");
        let o = Cell::new(Some(1)); println!("{:?} {:?}", o.take(), o.get()); let up = Cell::new(2); up.update(|x| x * x); println!("{}", up.get());
    }
}
pub mod borrow_twice { use core::cell::RefCell; fn grow(c: &RefCell<u8>) -> u8 { let mut g = c.borrow_mut(); *g += 1; *g } pub fn run() { let c = RefCell::new(1); println!("{}", grow(&c)); let held = c.borrow(); println!("{}", grow(&c) + *held); }
}
pub mod borrow_shared_of_mut { use core::cell::RefCell; pub fn run() { let c = RefCell::new([1]); let m = c.borrow_mut(); println!("{:?} {}", m, c.borrow().len()); }
}
pub mod statics_and_consts {
    use core::sync::atomic::{AtomicBool, AtomicI8, AtomicPtr, AtomicU64, AtomicUsize, Ordering::*};
    static HITS: AtomicUsize = AtomicUsize::new(3); static READY: AtomicBool = AtomicBool::new(false); static TABLE: [u16; 5] = squares(); static mut BUF: [u8; 4] = [b'-'; 4]; static NAMES: &[&str] = &["zero", "one"]; static PTR: AtomicPtr<u8> = AtomicPtr::new(core::ptr::null_mut());
    static CONFIG: Config = Config { base: 0x1000, flags: Flags::RW.0 | 4, next: Some(&DEFAULT), f: double }; static DEFAULT: Config = Config { base: 0, flags: 0, next: None, f: |x| x + 1 };
    struct Config { base: u64, flags: u8, next: Option<&'static Config>, f: fn(u32) -> u32 } struct Flags(u8); impl Flags { const R: Flags = Flags(1); const RW: Flags = Flags(Self::R.0 | 2); }
    const fn squares() -> [u16; 5] { let mut t = [0; 5]; let mut i = 0; while i < 5 { t[i] = (i * i) as u16; i += 1; } t } fn double(x: u32) -> u32 { x * 2 }
    const fn gcd(a: u32, b: u32) -> u32 { if b == 0 { a } else { gcd(b, a % b) } } const LEN: usize = gcd(24, 36) as usize / 4; const GRID: [[u8; LEN]; 2] = [[7; LEN]; 2]; const MSG: &str = if LEN > 2 { "long" } else { "short" }; const BYTES: &[u8; 4] = b"page"; const SUM: u32 = { let mut s = 0; let mut i = 0; while i < BYTES.len() { s += BYTES[i] as u32; i += 1; } s }; const OPT: Option<u8> = match LEN { 3 => Some(9), _ => None }; const N: usize = NAMES2.len(); const NAMES2: [&str; 3] = ["a", "b", "c"]; const IDX: [usize; N] = [N; N];
    fn next_id() -> u32 { static NEXT: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(10); NEXT.fetch_add(1, Relaxed) } fn local_const(n: usize) -> usize { const K: usize = { const J: usize = 4; J * J }; n * K }
    pub fn run() {
        println!("{} {} {} {} {:?}", HITS.fetch_add(2, SeqCst), HITS.load(Relaxed), HITS.swap(50, AcqRel), HITS.fetch_sub(1, SeqCst), HITS.compare_exchange(49, 7, SeqCst, Relaxed)); println!("{:?} {}", HITS.compare_exchange(0, 1, SeqCst, SeqCst), READY.swap(true, SeqCst)); println!("{:?} {}", READY.fetch_xor(true, Relaxed), READY.load(Acquire)); println!("{:?}", HITS.fetch_update(SeqCst, SeqCst, |x| x.checked_sub(8))); println!("{:?} {}", HITS.fetch_update(SeqCst, SeqCst, |x| Some(x * 3)), HITS.load(SeqCst));
        let a = AtomicI8::new(127); a.fetch_add(1, Relaxed); println!("{:?} {} {}", a, a.fetch_max(5, Relaxed), a.fetch_min(-9, Relaxed)); println!("{} {}", a.fetch_or(1, Relaxed), a.into_inner()); let u = AtomicU64::new(0b1100); println!("{} {} {:b}", u.fetch_and(0b0110, SeqCst), u.fetch_nand(0b100, SeqCst), u.load(SeqCst) & 0xff);
        println!("{:?} {} {} {}", TABLE, TABLE[3], TABLE.iter().sum::<u16>(), NAMES[1]); unsafe { BUF[1] = b'x'; let p = &raw mut BUF; (*p)[2] = b'y'; (*p).swap(0, 2); println!("{:?}", core::str::from_utf8(&*p)); } println!("{} {} {} {}", CONFIG.base, CONFIG.flags, CONFIG.next.unwrap().base, (CONFIG.f)(4) + (CONFIG.next.unwrap().f)(4)); println!("{} {:?} {} {} {:?} {:?}", LEN, GRID, MSG, SUM, OPT, IDX); println!("{} {} {} {}", next_id(), next_id(), local_const(2), PTR.load(SeqCst).is_null());
        let r1: &'static [u8; 4] = BYTES; let r2 = &GRID[1][0]; println!("{} {} {}", r1.len(), r2, core::ptr::eq(&TABLE, &TABLE)); const { assert!(LEN == 3) }; let inline = const { LEN * 100 }; println!("{inline}"); let z: [AtomicUsize; 2] = [const { AtomicUsize::new(5) }; 2]; z[1].store(6, Relaxed); println!("{:?}", z);
    }
}
pub mod memory_operations {
    use core::mem::{self, ManuallyDrop, MaybeUninit}; use core::ptr::{self, NonNull};
    #[derive(Debug, Clone, Copy, PartialEq, Default)] #[repr(C)] struct Hdr { tag: u8, len: u32, sum: u16 } #[repr(C, packed)] #[derive(Clone, Copy)] struct Packed { a: u8, b: u32, c: u16 } #[repr(align(16))] struct Al([u8; 3]); #[repr(transparent)] struct Tr(u64); #[repr(C)] union Bits { f: u32, b: [u8; 4], h: (u16, u16) } #[repr(u8)] #[derive(Debug, Clone, Copy, PartialEq)] enum Kind { A = 1, B = 5 } enum Niche { None, Some(&'static u8) } #[repr(C)] struct Outer { x: u16, inner: Hdr, arr: [u64; 2] } struct Node { val: u32, next: Option<NonNull<Node>> }
    fn list(nodes: &mut [Node]) -> Option<NonNull<Node>> { let mut head = None; for n in nodes.iter_mut().rev() { n.next = head; head = Some(NonNull::from(n)); } head }
    pub fn run() {
        println!("{} {} {} {} {} {}", mem::size_of::<Hdr>(), mem::align_of::<Hdr>(), mem::size_of::<Packed>(), mem::size_of::<Al>(), mem::align_of::<Al>(), mem::size_of::<Tr>()); println!("{} {} {} {} {}", mem::size_of::<Option<&u8>>(), mem::size_of::<Option<u32>>(), mem::size_of::<Niche>(), mem::size_of::<Option<Kind>>(), mem::size_of::<Option<Option<bool>>>()); println!("{} {} {} {}", mem::offset_of!(Hdr, len), mem::offset_of!(Outer, inner.sum), mem::offset_of!(Outer, arr), mem::offset_of!(Packed, b)); println!("{} {} {}", mem::size_of_val(&[0u16; 5][1..]), mem::size_of_val("héy"), mem::align_of_val(&1u64));
        let mut h = Hdr { tag: 1, len: 0x01020304, sum: 9 }; let bytes = unsafe { core::slice::from_raw_parts(&h as *const Hdr as *const u8, 8) }; println!("{:?}", &bytes[4..8]); let new = Hdr { tag: 2, ..h }; let old = mem::replace(&mut h, new); println!("{:?} {:?}", old.tag, h); println!("{:?}", mem::take(&mut h)); let mut k = Hdr::default(); mem::swap(&mut h, &mut k); println!("{}", h == k);
        let p = Packed { a: 1, b: 0xdeadbeef, c: 3 }; let b = p.b; println!("{:#x} {} {}", b, { p.c }, unsafe { ptr::addr_of!(p.b).read_unaligned() } == b); let mut q = p; q.b = 7; q.c += 1; println!("{} {}", { q.b }, { q.c });
        let mut u = Bits { f: 0x41424344 }; unsafe { println!("{:?} {:?} {}", u.b, u.h, u.b[1] as char); u.b[0] = 0; println!("{:#x}", u.f); u.h.1 = 1; println!("{:#x}", u.f) } println!("{:?} {:?} {}", unsafe { mem::transmute::<u8, Kind>(5) }, unsafe { mem::transmute::<[u8; 4], u32>([1, 0, 0, 0]) }, unsafe { mem::transmute_copy::<u32, u8>(&0x1ff) });
        let mut arr: [MaybeUninit<u32>; 4] = [const { MaybeUninit::uninit() }; 4]; for (i, s) in arr.iter_mut().enumerate() { s.write(i as u32 * 3); } println!("{:?}", unsafe { mem::transmute::<_, [u32; 4]>(arr) }); let z: Hdr = unsafe { mem::zeroed() }; println!("{:?}", z); let m = ManuallyDrop::new(5); println!("{} {}", *m + 1, ManuallyDrop::into_inner(m));
        let mut v = [1u16, 2, 3, 4, 5]; let p = v.as_mut_ptr(); unsafe { *p.add(1) = 20; p.add(4).write(50); ptr::swap(p, p.add(2)); ptr::copy(p, p.add(1), 3); println!("{} {} {}", *p.offset(3), p.add(4).offset_from(p), p.add(2).read()); ptr::copy_nonoverlapping(p, p.add(3), 2); p.write_bytes(0xff, 1); println!("{}", p.replace(6)); ptr::write_volatile(p.add(1), 77); println!("{}", ptr::read_volatile(p.add(1))); } println!("{:?}", v);
        let n = NonNull::new(&mut v[0] as *mut u16).unwrap(); unsafe { *n.as_ptr() += 1; println!("{} {:?} {}", *n.as_ref(), NonNull::<u8>::new(ptr::null_mut()), NonNull::<u64>::dangling().as_ptr() as usize) } let s = ptr::slice_from_raw_parts(v.as_ptr(), 3); println!("{} {:?}", s.len(), unsafe { &*s }); println!("{} {}", ptr::eq(&v[0], &v[0]), (&v[1] as *const u16) > (&v[0] as *const u16)); println!("{:?} {}", unsafe { (p as *const u16).as_ref() }.is_some(), ptr::null::<u8>().is_null());
        let mut nodes = [1, 2, 3].map(|val| Node { val, next: None }); let mut at = list(&mut nodes); while let Some(n) = at { let n = unsafe { n.as_ref() }; print!("{} ", n.val); at = n.next; } println!(); let w = 0x1122334455667788u64; let pw = &w as *const u64 as *const u16; println!("{:x} {:x}", unsafe { *pw.add(1) }, unsafe { (pw as *const u8).add(3).cast::<u32>().read_unaligned() }); println!("{} {}", (p as usize) % 2, p.cast::<u8>().wrapping_add(3) as usize - p as usize);
        let f: fn(i32) -> i32 = |x| x - 1; let raw = f as usize; let g: fn(i32) -> i32 = unsafe { mem::transmute(raw) }; println!("{}", g(3)); println!("{} {}", core::any::type_name::<Option<&str>>(), core::any::type_name::<[u8; 2]>()); println!("{:?} {}", mem::discriminant(&Some(1)) == mem::discriminant(&Some(2)), mem::needs_drop::<Hdr>());
    }
}
pub mod unsized_structs {
    struct Wrap<T: ?Sized> { n: u32, tail: T } trait Say { fn say(&self) -> u32; } impl Say for u8 { fn say(&self) -> u32 { *self as u32 + 1 } } impl Say for [u16; 2] { fn say(&self) -> u32 { self[1] as u32 } }
    fn total(w: &Wrap<[u8]>) -> u32 { w.n + w.tail.iter().map(|b| *b as u32).sum::<u32>() } fn bump(w: &mut Wrap<[u8]>) { w.n += 1; if let Some(l) = w.tail.last_mut() { *l *= 2; } }
    pub fn run() {
        let mut a = Wrap { n: 100, tail: [1u8, 2, 3] }; let b = Wrap { n: 5, tail: [0u8; 0] }; println!("{} {}", total(&a), total(&b)); bump(&mut a); let r: &Wrap<[u8]> = &a; println!("{} {} {:?} {}", r.n, r.tail.len(), &r.tail, core::mem::size_of_val(r));
        let all: [&Wrap<dyn Say>; 2] = [&Wrap { n: 1, tail: 7u8 }, &Wrap { n: 2, tail: [3u16, 4] }]; for w in all { print!("{} {} {} ", w.n, w.tail.say(), core::mem::size_of_val(w)); } println!(); let nested: &Wrap<Wrap<[u32]>> = &Wrap { n: 9, tail: Wrap { n: 8, tail: [1, 2] } }; println!("{} {} {:?}", nested.n, nested.tail.n, &nested.tail.tail); let c = core::cell::RefCell::new([1, 2, 3]); let d: &core::cell::RefCell<[i32]> = &c; d.borrow_mut()[1] = 9; println!("{:?} {}", d, d.borrow().len());
    }
}
