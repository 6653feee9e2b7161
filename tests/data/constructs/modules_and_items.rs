pub mod visibility_and_uses {
    mod shapes { pub mod flat { #[derive(Debug, Default)] pub struct Sq { pub side: u32, pub(super) id: u8, secret: bool } impl Sq { pub const UNIT: Sq = Sq { side: 1, id: 0, secret: true }; pub fn new(side: u32) -> Self { Self { side, ..Self::UNIT } } pub(in super::super) fn reveal(&self) -> bool { self.secret } } pub fn area(s: &Sq) -> u32 { s.side.pow(2) } } pub use flat::{area as square_area, Sq}; pub fn tag(s: &mut Sq) -> u8 { s.id += super::STEP; s.id } pub trait Grow { fn grow(&mut self) -> &mut Self; } impl Grow for Sq { fn grow(&mut self) -> &mut Self { self.side *= 2; self } } pub mod prelude { pub use super::{Grow as _, Sq}; pub use core::fmt::Write as _; } }
    const STEP: u8 = 7; use self::shapes::{self as sh, square_area, flat::{self, *}}; type Pair<T> = (T, T); pub(crate) mod consts { pub const A: u8 = 1; pub const B: u8 = { use super::STEP; STEP * 2 }; pub static NAME: &str = "consts"; } use consts::*;
    enum Dir { N, S } impl Dir { const ALL: [Self; 2] = [Self::N, Self::S]; fn flip(self) -> Self { use Dir::*; match self { N => S, S => N } } fn name(&self) -> &'static str { match self { Self::N => "N", Dir::S => "S" } } }
    fn shadow() -> u32 { fn area(_: u32) -> u32 { 5 } use core::cmp::max as bigger; let area2 = area(1); { use super::visibility_and_uses::shapes::flat::area; bigger(area2, area(&Sq::new(3))) } }
    pub fn run() { use sh::prelude::*; let mut s = Sq::new(3); s.grow().grow(); println!("{} {} {} {}", square_area(&s), flat::area(&s), area(&s), sh::tag(&mut s)); println!("{} {:?}", s.reveal(), s); let p: Pair<u8> = (A, B); println!("{:?} {} {}", p, NAME, self::consts::A + crate::programs::visibility_and_uses::consts::B); for d in Dir::ALL { print!("{}{} ", d.name(), d.flip().name()); } println!("{}", shadow()); println!("{}", ::core::mem::size_of::<self::sh::Sq>()); }
}
pub mod nested_functions_and_shadowing {
    fn helper(x: i32) -> i32 { x + 1 } struct S; impl S { fn helper(&self) -> i32 { helper(10) } fn go(&self) -> i32 { fn helper(x: i32) -> i32 { x * 100 } helper(2) + self.helper() } } static X: i32 = 1; fn statics() -> (i32, i32) { static X: i32 = 2; let outer = { static X: i32 = 3; X }; (X, outer) }
    fn early(n: i32) -> &'static str { if n < 0 { return "neg"; } let r = match n { 0 => return "zero", 1..=9 => "digit", _ if n % 2 == 0 => { if n > 100 { return "big even" } "even" } _ => "odd" }; r } fn never() -> ! { loop { panic!("never returns") } } fn diverge(b: bool) -> u8 { let x: u8 = if b { 3 } else { return 9 }; x * 2 } fn unit() {} fn block() -> i32 { let x = { let y = 3; y * y }; let x = { x + 1 }; x + { let x = x * 2; x } }
    fn generic<const N: usize, T: Copy + Into<u64>>(a: [T; N]) -> u64 { a.iter().map(|x| (*x).into()).sum::<u64>() * N as u64 } struct Buf<const N: usize = 4> { d: [u8; N] } impl<const N: usize> Buf<N> { const HALF: usize = N / 2; fn new() -> Self { Buf { d: [0; N] } } fn cap(&self) -> usize { N + Self::HALF } } impl Buf { fn four(&self) -> &'static str { "four" } } impl Buf<8> { fn four(&self) -> &'static str { "eight" } }
    struct Fib; impl Fib { const fn at(n: usize) -> u64 { if n < 2 { n as u64 } else { Self::at(n - 1) + Self::at(n - 2) } } const TEN: u64 = Self::at(10); } const ARR: [u64; 4] = { let mut a = [0; 4]; let mut i = 0; while i < a.len() { a[i] = Fib::at(i + 5); i += 1; } a }; const A3: [u8; ARR.len() - 1] = [1; 3]; static SIZED: [u16; A3.len() * 2] = [5; A3.len() * 2]; struct Arr([u8; A3.len()]);
    pub fn run() { println!("{} {:?} {}", S.go(), statics(), X); for n in [-1, 0, 5, 12, 102, 13] { print!("{} ", early(n)); } println!("{} {} {:?} {}", diverge(true), diverge(false), unit(), block()); println!("{} {}", generic([1u8, 2, 3]), generic([5u32])); let (a, b) = (Buf::<4>::new(), Buf::<8>::new()); println!("{} {} {} {} {}", a.cap(), b.cap(), a.four(), b.four(), a.d.len()); println!("{} {:?} {:?} {} {}", Fib::TEN, ARR, A3, SIZED.len(), Arr([0; 3]).0.len()); let x = 5; let x = x * 2; { let x = "inner"; println!("{x}"); } let x = (x, x as f32 as u8); println!("{:?}", x); let v: u32 = loop { break ('c: { if x.0 > 3 { break 'c 8; } 9 }) }; println!("{v}"); if v == 8 { never(); } }
}
pub mod loops_of_all_kinds {
    fn collatz(mut n: u64) -> (u32, u64) { let (mut steps, mut top) = (0, n); while n != 1 { n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 }; steps += 1; top = top.max(n); } (steps, top) } fn first_pair(v: &[i32], t: i32) -> Option<(usize, usize)> { 'o: for (i, a) in v.iter().enumerate() { for (j, b) in v[i + 1..].iter().enumerate() { if *a < 0 { continue 'o; } if a + b == t { return Some((i, i + 1 + j)); } } } None }
    pub fn run() { println!("{:?} {:?}", collatz(27), collatz(97)); println!("{:?} {:?}", first_pair(&[-5, 10, 2, 8, 3], 5), first_pair(&[1], 2)); let mut n = 0; let r = loop { n += 1; if n % 7 == 0 && n % 5 == 0 { break n * 2; } if n > 1000 { break -1; } }; println!("{r}"); let mut grid = [[0u8; 5]; 4]; let (mut r, mut c, mut dr, mut dc) = (0i32, 0i32, 0, 1); for k in 1..=20u8 { grid[r as usize][c as usize] = k; let (nr, nc) = (r + dr, c + dc); if !(0..4).contains(&nr) || !(0..5).contains(&nc) || grid[nr as usize][nc as usize] != 0 { (dr, dc) = (dc, -dr); } r += dr; c += dc; } for row in &grid { println!("{:?}", row); } let mut count = 0; 'a: loop { 'b: loop { count += 1; match count { 1 => continue 'a, 2 => break 'b, 3..=4 => continue 'b, _ => break 'a } } count += 10; } println!("{count}"); for (i, c) in (b'a'..=b'e').enumerate().filter(|(i, _)| i % 2 == 0) { print!("{i}{} ", c as char); } for x in [1u64 << 40, 2].iter().map(|x| x >> 1) { print!("{x} "); } for () in [(); 2] { print!("u "); } for _ in 0..0 { print!("never"); } for i in (0..=20).rev().step_by(7) { print!("{i} "); } println!(); let mut w = 10u8; while let Some(x) = w.checked_sub(3) { w = x; if w == 4 { continue; } print!("{w} "); } let mut it = (1..4).peekable(); while let Some(x) = it.next() { if let Some(n) = it.peek() { print!("{x}<{n} "); } else { println!("{x} last"); } } let s: i32 = { let mut s = 0; for i in 0.. { if i * i > 50 { break; } s += i; } s }; println!("{s} {}", { let mut i = 0u32; while i.pow(3) < 500 { i += 1; } i }); let big = { let mut x = 1u64; for _ in 0..1000 { x = x.wrapping_mul(6364136223846793005).wrapping_add(1); } x }; println!("{big}"); let labelled = 'x: { for i in 0..5 { if i == 3 { break 'x i; } } 100 }; println!("{labelled}"); }
}
pub mod index_array { pub fn run() { let a = [10, 20, 30]; for i in [2, 0, 3] { println!("{}", a[i]); } }
}
pub mod index_nested { pub fn run() { let mut g = [[0u8; 3]; 2]; let (r, c) = (1, [5usize]); g[r][2] = 1; println!("{:?}", g); g[r][c[0]] = 2; }
}
pub mod index_slice_field { struct S<'a> { d: &'a [u16], at: usize } impl S<'_> { fn cur(&mut self) -> u16 { let v = self.d[self.at]; self.at += 2; v } } pub fn run() { let mut s = S { d: &[1, 2, 3], at: 0 }; println!("{} {}", s.cur(), s.cur()); s.cur(); }
}
pub mod slice_end { pub fn run() { let v = [1, 2, 3]; let n = [4usize]; println!("{:?}", &v[1..3]); println!("{:?}", &v[1..n[0]]); }
}
pub mod slice_order { pub fn run() { let v = [1, 2, 3]; let (a, b) = ([3usize], [2usize]); println!("{:?}", &v[a[0]..]); println!("{:?}", &v[a[0]..b[0]]); }
}
pub mod slice_from { pub fn run() { let mut v = [1u8; 4]; let n = [5usize]; v[2..].fill(0); v[n[0]..].fill(9); }
}
pub mod slice_inclusive { pub fn run() { let v = [1u8; 4]; let n = [4usize]; println!("{:?}", &v[..=3]); println!("{:?}", &v[2..=n[0]]); }
}
pub mod str_boundary { pub fn run() { let s = "aé"; let n = [2usize]; println!("{}", &s[..1]); println!("{}", &s[n[0]..]); }
}
pub mod str_range { pub fn run() { let s = "hello"; let n = [9usize]; println!("{}", &s[2..]); println!("{}", &s[2..n[0]]); }
}
pub mod copy_lengths { pub fn run() { let mut a = [0u8; 4]; a[..2].copy_from_slice(&[1, 2]); let n = [3usize]; a[..n[0]].copy_from_slice(&[7, 8]); }
}
pub mod split_too_far { pub fn run() { let v = [1, 2]; let n = [3usize]; let (a, _) = v.split_at(n[0]); println!("{:?}", a); }
}
pub mod swap_out { pub fn run() { let mut v = [1, 2]; let n = [2usize]; v.swap(0, 1); println!("{:?}", v); v.swap(0, n[0]); }
}
pub mod chunks_zero { pub fn run() { let n = [0usize]; for c in [1, 2].chunks(n[0]) { println!("{:?}", c); } }
}
pub mod rotate_too_far { pub fn run() { let n = [3usize]; let mut v = [1, 2]; v.rotate_left(n[0]); }
}
pub mod custom_index { struct T; impl core::ops::Index<u8> for T { type Output = u8; #[track_caller] fn index(&self, n: u8) -> &u8 { assert!(n < 2, "bad index {n}"); &7 } } pub fn run() { println!("{}", T[1]); println!("{}", T[2]); }
}
pub mod caller_tracked { #[track_caller] fn must(o: Option<u8>) -> u8 { match o { Some(x) => x, None => panic!("nothing at {}", core::panic::Location::caller().line()) } } fn plain(o: Option<u8>) -> u8 { must(o) } pub fn run() { println!("{}", must(Some(1))); println!("{}", core::panic::Location::caller().column()); plain(None); }
}
pub mod panic_payloads { pub fn run() { let (a, b) = (1, "x"); panic!("{a:>3}|{b:?}|{:#x}", 255); }
}

pub mod values_behind_which_cfg_cuts {
    fn block() -> u8 {
        #[cfg(target_pointer_width = "64")]
        { 1 }
        #[cfg(not(target_pointer_width = "64"))]
        { 2 }
    }
    fn choice(x: u8) -> u8 {
        #[cfg(all())]
        match x { 1 => 5, _ => 6 }
        #[cfg(any())]
        match x { 1 => 50, _ => 60 }
    }
    fn item(x: u8) -> u8 {
        match x { 1 => 7, _ => 8 }
        #[cfg(any())]
        fn unused() {}
    }
    fn nothing(x: u8) {
        if x == 1 { () } else { () };
        #[cfg(any())]
        let y = 1;
    }
    pub fn run() {
        println!("{} {} {} {:?}", block(), choice(1), item(2), nothing(1));
    }
}
