use core::mem::{size_of, align_of, swap, replace, MaybeUninit};
use core::cell::{Cell, RefCell};
#[derive(Debug, Clone, Copy)] #[repr(C)] struct P { a: u8, b: u32, c: u16 }
#[repr(C, packed)] #[derive(Clone, Copy)] struct Q { a: u8, b: u32, c: u64 }
#[repr(packed(4))] struct Tss { r: u32, b: [u64; 3], c: u64, d: u16 }
#[derive(Debug, Clone, Copy, PartialEq)] struct R { x: u8, y: u64, z: u16 }
#[repr(align(64))] struct Al([u8; 3]);
enum E1 { A(u32), B(u8, u16), C } enum E2 { X(&'static str), Y } enum E3 { A(bool), B, C } enum E4 { N(Option<char>), M(u8) } enum E5 { A([u64; 3]), B(u8) } #[repr(u16)] enum E6 { A = 300, B }
enum E7 { A(u8, bool), B(u8), C(u8) } enum E8 { P(Box2), Q(u32) } struct Box2 { p: &'static u8, n: u32 } #[allow(dead_code)] enum E9 { A(String3), B(u64), C } struct String3 { a: &'static [u8], b: usize }
#[repr(C)] enum E10 { A(u8), B(u64) } #[repr(u8)] enum E11 { A(u64), B(u8) }
union U { i: u32, f: [u8; 4] }
static mut COUNT: u32 = 5; static TABLE: [u16; 4] = [1, 2, 3, 4]; static NAMES: [&str; 2] = ["ab", "cd"]; static mut BUF: [u8; 10] = [7; 10];
const PTRS: &[&[u8]] = &[&[1, 2], &[3]]; static CELL: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(3);
const fn fact(n: u64) -> u64 { if n == 0 { 1 } else { n * fact(n - 1) } } const F: u64 = fact(10); static FS: [fn(u8) -> u8; 2] = [inc, dec]; fn inc(x: u8) -> u8 { x + 1 } fn dec(x: u8) -> u8 { x - 1 }
struct Node<'a> { v: i32, next: Option<&'a Node<'a>> }
fn modify(p: &mut R, a: &mut [u8; 4]) { p.y += 1; a[2] = p.x; let z = &mut p.z; *z = 77; }
fn nth<'a>(s: &'a mut [R], i: usize) -> &'a mut R { &mut s[i] }
mod inner { pub static S: u8 = 9; pub fn get() -> &'static u8 { &S } }
fn main() {
    println!("{} {} {} {} {} {}", size_of::<P>(), size_of::<Q>(), size_of::<Tss>(), size_of::<R>(), size_of::<Al>(), align_of::<Al>());
    println!("{} {} {} {} {} {}", size_of::<E1>(), size_of::<E2>(), size_of::<E3>(), size_of::<E4>(), size_of::<E5>(), size_of::<E6>());
    println!("{} {} {} {} {}", size_of::<E7>(), size_of::<E8>(), size_of::<E9>(), size_of::<E10>(), size_of::<E11>());
    println!("{} {} {} {} {}", size_of::<Option<u8>>(), size_of::<Option<bool>>(), size_of::<Option<Option<bool>>>(), size_of::<Option<&str>>(), size_of::<Result<(), ()>>());
    println!("{} {} {} {}", size_of::<Option<char>>(), size_of::<(u8, u32, u8)>(), size_of::<[R; 3]>(), size_of::<Option<fn()>>());
    println!("{} {} {} {}", size_of::<&dyn core::fmt::Debug>(), size_of::<Option<core::num::NonZeroU32>>(), size_of::<Cell<bool>>(), size_of::<Option<Cell<bool>>>());
    println!("{} {} {}", core::mem::offset_of!(P, b), core::mem::offset_of!(P, c), core::mem::offset_of!(Q, c)); 
    let q = Q { a: 1, b: 0x11223344, c: 5 }; let b = q.b; println!("{:x} {}", b, { q.c }); let mut q2 = q; q2.b = 9; q2.c += 1; println!("{} {}", { q2.b }, { q2.c });
    let mut r = R { x: 1, y: 2, z: 3 }; let mut a = [0u8; 4]; modify(&mut r, &mut a); println!("{:?} {:?}", r, a);
    let mut rs = [r; 3]; nth(&mut rs, 1).y = 100; rs[2].x = 50; println!("{:?}", rs); let (l, rr) = rs.split_at_mut(1); swap(&mut l[0], &mut rr[0]); println!("{} {}", rs[0].y, rs[1].y);
    let u = U { i: 0x01020304 }; unsafe { println!("{:?}", u.f); let mut u2 = u; u2.f[0] = 9; println!("{:x}", u2.i); }
    unsafe { COUNT += 1; println!("{}", *(&raw const COUNT)); BUF[3] = 1; let p = &raw mut BUF as *mut u8; *p.add(4) = 2; println!("{:?}", *(&raw const BUF)); }
    println!("{:?} {} {:?} {} {}", TABLE, NAMES[1], PTRS, F, FS[0](4) + FS[1](4)); CELL.fetch_add(2, core::sync::atomic::Ordering::SeqCst); println!("{}", CELL.load(core::sync::atomic::Ordering::Relaxed));
    let n1 = Node { v: 1, next: None }; let n2 = Node { v: 2, next: Some(&n1) }; let mut cur = Some(&n2); while let Some(n) = cur { print!("{} ", n.v); cur = n.next; } println!();
    let c = Cell::new(5); c.set(c.get() + 1); let rc = RefCell::new([1, 2]); rc.borrow_mut()[0] = 8; println!("{} {:?} {}", c.get(), rc.borrow(), rc.try_borrow_mut().is_ok());
    let bytes: [u8; 8] = unsafe { core::mem::transmute(0x0102030405060708u64) }; println!("{:?}", bytes); let f: u32 = unsafe { core::mem::transmute(1.5f32) }; println!("{:x}", f);
    let x = 5u32; let p = &x as *const u32; println!("{} {}", unsafe { *p }, p.is_null()); let arr = [1u16, 2, 3, 4]; let p = arr.as_ptr(); unsafe { println!("{} {}", *p.add(2), p.add(3).offset_from(p)); let s = core::slice::from_raw_parts(p.add(1), 2); println!("{:?}", s); }
    let s: &[u8] = &[10, 20, 30, 40]; println!("{:?} {:?} {:?}", &s[1..3], s.first(), s.get(9)); let (h, t) = s.split_at(1); println!("{:?} {:?} {}", h, t, s.contains(&30)); 
    let mut m = [[0u8; 3]; 2]; m[1][2] = 5; for row in &mut m { row[0] = 1; } for (i, row) in m.iter().enumerate() { println!("{} {:?}", i, row); } let mut copy = m; copy[0] = [9; 3]; println!("{:?} {:?}", m, copy);
    let mut o = Some(3); if let Some(v) = &mut o { *v += 1; } if let Some(ref mut v) = o { *v *= 2; } println!("{:?}", o); println!("{:?}", o.take()); let mut t = (1, [2, 3]); { let (ref mut a, ref b) = t; *a += b[0]; } println!("{:?}", t);
    println!("{} {}", inner::get(), *inner::get() + inner::S); let st: &'static str = "static"; println!("{}", st.as_bytes()[0]); let e = [E1::A(5), E1::B(1, 2), E1::C]; for x in &e { match x { E1::A(v) => print!("A{} ", v), E1::B(a, b) => print!("B{}{} ", a, b), E1::C => print!("C ") } } println!();
    let nested = Some(Some(E8::Q(4))); if let Some(Some(E8::Q(n))) = nested { println!("{}", n); } let w: [Option<E2>; 2] = [Some(E2::X("x")), None]; println!("{}", w[1].is_none()); let v: u128 = 1 << 100; println!("{} {:?}", v, [v, 2]);
    let mut arr2 = [1, 2, 3, 4, 5]; arr2.copy_within(0..2, 3); arr2[..2].fill(9); println!("{:?}", arr2); arr2[1..].rotate_left(1); println!("{:?} {:?}", arr2, arr2.iter().rev().collect::<Last>().0); let i = arr2.len() + core::hint::black_box(0); arr2[i] = 1;
}
struct Last(i32); impl<'a> FromIterator<&'a i32> for Last { fn from_iter<I: IntoIterator<Item = &'a i32>>(it: I) -> Last { let mut l = 0; for x in it { l = *x; } Last(l) } }
