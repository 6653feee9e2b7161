use alloc::borrow::ToOwned;
use alloc::collections::*;
use alloc::sync::Arc;
use core::fmt::{self, Write};
// A shell with variables and aliases, tables of handlers, a logger, a slab, dates: what kernels grow beside the course.
macro_rules! irq {
    ($name:ident, $n:expr) => {
        fn $name() {
            let h = unsafe { HANDLERS[$n] };
            h();
        }
    };
}
static mut HANDLERS: [fn(); 4] = [|| {}; 4];
irq!(irq0, 0);
irq!(irq1, 1);
static HANDLERS2: Spin<[fn(u8) -> u8; 2]> = Spin::new([|x| x + 1; 2]);
struct Spin<T>(core::cell::UnsafeCell<T>);
unsafe impl<T> Sync for Spin<T> {}
impl<T> Spin<T> {
    const fn new(t: T) -> Self {
        Spin(core::cell::UnsafeCell::new(t))
    }
    fn get(&self) -> &mut T {
        unsafe { &mut *self.0.get() }
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Trace = 1,
    Warn,
    Error,
}
macro_rules! log { ($l:expr, $($a:tt)+) => { crate::_log($l, module_path!(), line!() > 0, format_args!($($a)+)) }; (target: $t:expr, $l:expr, $($a:tt)+) => { crate::_log($l, $t, true, format_args!($($a)+)) } }
fn _log(l: Level, m: &str, ok: bool, a: fmt::Arguments<'_>) {
    println!(
        "[{:>5}] {} {} {}",
        format!("{:?}", l).to_uppercase(),
        m.split("::").last().unwrap().len() > 0,
        ok,
        a
    );
    if let Some(s) = a.as_str() {
        println!("static {s}");
    }
}
pub trait Shell {
    const NAME: &'static str;
    type Out: fmt::Write + Default;
    fn run<S: AsRef<str>>(&mut self, line: S) -> Self::Out;
    fn prompt(&self) -> String {
        format!("{}> ", Self::NAME)
    }
}
#[derive(Default)]
struct Sh {
    history: VecDeque<String>,
    vars: BTreeMap<String, String>,
    aliases: Vec<(String, Vec<String>)>,
}
impl Shell for Sh {
    const NAME: &'static str = "sh";
    type Out = String;
    fn run<S: AsRef<str>>(&mut self, line: S) -> String {
        let line = line.as_ref();
        self.history.push_front(line.to_owned());
        self.history.truncate(3);
        let mut o = String::default();
        for part in line.split(';').map(str::trim) {
            let words = shlex(part);
            match words.iter().map(|s| s.as_str()).collect::<Vec<_>>().as_slice() {
                [] => {}
                ["set", k, "=", v] | ["set", k, v] => {
                    self.vars.insert(k.to_string(), (*v).into());
                }
                ["echo", rest @ ..] => {
                    for (i, w) in rest.iter().enumerate() {
                        if i != 0 {
                            o.push(' ')
                        }
                        o += &self.expand(w);
                    }
                    o.push('\n');
                }
                ["alias", name, cmd @ ..] if !cmd.is_empty() => self
                    .aliases
                    .push((name.to_string(), cmd.iter().map(ToString::to_string).collect())),
                [cmd, ..] => {
                    let _ = writeln!(&mut o, "{cmd}: not found");
                }
            }
        }
        o
    }
}
impl Sh {
    fn expand(&self, w: &str) -> String {
        let mut out = String::with_capacity(w.len());
        let mut it = w.chars().peekable();
        while let Some(c) = it.next() {
            if c == '$' {
                let mut name = String::new();
                while let Some(&n) = it.peek() {
                    if n.is_alphanumeric() {
                        name.push(n);
                        it.next();
                    } else {
                        break;
                    }
                }
                out.push_str(self.vars.get(&name).map(|s| &s[..]).unwrap_or(""));
            } else {
                out.push(c)
            }
        }
        out
    }
}
fn shlex(s: &str) -> Vec<String> {
    let mut v = vec![];
    let mut cur = String::new();
    let mut q = None;
    for c in s.chars() {
        match (c, q) {
            ('"' | '\'', None) => q = Some(c),
            (c, Some(p)) if c == p => {
                q = None;
                v.push(core::mem::take(&mut cur))
            }
            (' ', None) => {
                if !cur.is_empty() {
                    v.push(core::mem::replace(&mut cur, String::new()))
                }
            }
            (c, _) => cur.push(c),
        }
    }
    if !cur.is_empty() {
        v.push(cur)
    }
    v
}
#[repr(C)]
union Word {
    word: u32,
    bytes: [u8; 4],
    halves: (u16, u16),
}
#[repr(u16)]
#[derive(Clone, Copy, Debug)]
enum Cmd {
    Read = 0x20,
    Id = 0xEC,
}
impl Cmd {
    const fn code(self) -> u8 {
        self as u16 as u8
    }
}
const TABLE: [u32; 8] = {
    let mut t = [0; 8];
    let mut i = 0;
    while i < 8 {
        let mut c = i as u32;
        let mut k = 0;
        while k < 8 {
            c = if c & 1 != 0 { 0xEDB88320 ^ (c >> 1) } else { c >> 1 };
            k += 1
        }
        t[i] = c;
        i += 1
    }
    t
};
struct Bits<'a>(&'a mut [u64]);
impl Bits<'_> {
    fn set(&mut self, i: usize, v: bool) {
        let (w, b) = (i / 64, i % 64);
        if v {
            self.0[w] |= 1 << b
        } else {
            self.0[w] &= !(1 << b)
        }
    }
    fn first(&self) -> Option<usize> {
        self.0
            .iter()
            .enumerate()
            .find(|(_, w)| **w != u64::MAX)
            .map(|(i, w)| i * 64 + (!w).trailing_zeros() as usize)
    }
}
pub struct Slab<T> {
    items: Vec<Slot<T>>,
    free: Option<usize>,
}
enum Slot<T> {
    Used(T),
    Free { next: Option<usize> },
}
impl<T> Slab<T> {
    fn new() -> Self {
        Self {
            items: Vec::new(),
            free: None,
        }
    }
    fn add(&mut self, t: T) -> usize {
        match self.free {
            Some(i) => {
                let Slot::Free { next } = core::mem::replace(&mut self.items[i], Slot::Used(t)) else {
                    unreachable!("used")
                };
                self.free = next;
                i
            }
            None => {
                self.items.push(Slot::Used(t));
                self.items.len() - 1
            }
        }
    }
    fn take(&mut self, i: usize) -> Option<T> {
        match self.items.get_mut(i)? {
            s @ Slot::Used(_) => {
                let old = core::mem::replace(
                    s,
                    Slot::Free {
                        next: self.free.replace(i),
                    },
                );
                if let Slot::Used(t) = old {
                    Some(t)
                } else {
                    None
                }
            }
            Slot::Free { .. } => None,
        }
    }
}
fn isqrt<T>(n: T) -> T
where
    T: Copy + PartialOrd + core::ops::Add<Output = T> + core::ops::Mul<Output = T> + From<u8>,
{
    let one = T::from(1);
    let mut i = T::from(0);
    while (i + one) * (i + one) <= n {
        i = i + one
    }
    i
}
fn apply<F>(n: usize, mut f: F)
where
    F: FnMut(usize) -> bool,
{
    for i in 0..n {
        if !f(i) {
            return;
        }
    }
}
fn pick<'a>(a: &'a str, _b: &str) -> &'a str {
    a
}
struct Wrapper<T>(T);
impl<T> From<T> for Wrapper<T>
where
    T: fmt::Debug,
{
    fn from(t: T) -> Self {
        println!("wrap {t:?}");
        Wrapper(t)
    }
}
impl<T: Default> Default for Wrapper<T> {
    fn default() -> Self {
        Self(T::default())
    }
}
impl<T> core::ops::Deref for Wrapper<Vec<T>> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}
impl<'a, T> IntoIterator for &'a Wrapper<Vec<T>> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
impl<T> FromIterator<T> for Wrapper<Vec<T>> {
    fn from_iter<I: IntoIterator<Item = T>>(i: I) -> Self {
        Wrapper(i.into_iter().collect())
    }
}
impl<T> Extend<T> for Wrapper<Vec<T>> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, i: I) {
        for x in i {
            self.0.push(x)
        }
    }
}
struct DateTime {
    y: u16,
    mo: u8,
    d: u8,
    h: u8,
    mi: u8,
    s: u8,
}
impl DateTime {
    fn days(&self) -> i64 {
        let (y, m) = if self.mo <= 2 {
            (self.y as i64 - 1, self.mo as i64 + 9)
        } else {
            (self.y as i64, self.mo as i64 - 3)
        };
        365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + self.d as i64 - 1 - 719468
    }
    fn weekday(&self) -> &'static str {
        ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][self.days().rem_euclid(7) as usize]
    }
}
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { y, mo, d, h, mi, s } = self;
        if f.alternate() {
            write!(f, "{y:04}{mo:02}{d:02}")
        } else {
            write!(f, "{y}-{mo:02}-{d:02} {h:02}:{mi:02}:{s:02}")
        }
    }
}
fn main() {
    unsafe {
        HANDLERS[1] = || println!("irq one");
    }
    irq0();
    irq1();
    HANDLERS2.get()[1] = |x| x * 2;
    println!("{} {}", HANDLERS2.get()[0](3), HANDLERS2.get()[1](3));
    log!(Level::Warn, "x={:>4}|{:<4}|", 5, "a");
    log!(target: "disk", Level::Error, "plain");
    println!("{}", Level::Warn > Level::Trace);
    let mut sh = Sh::default();
    print!(
        "{}{}",
        sh.prompt(),
        sh.run("set name = World; echo Hello, $name! 'a  b' x\"y z\"; foo bar")
    );
    print!("{}", sh.run(String::from("alias ll ls -l;;echo")));
    println!("{:?} {:?}", sh.history, sh.aliases);
    let w = Word { word: 0x11223344 };
    unsafe {
        println!("{:x?} {:x}", w.bytes, w.halves.1);
    }
    println!("{:x} {:?}", Cmd::Id.code(), Cmd::Read);
    println!("{:x?}", TABLE);
    let mut b = [u64::MAX, 0b1011];
    let mut bits = Bits(&mut b);
    bits.set(64 + 63, true);
    println!("{:?}", bits.first());
    let mut sl = Slab::new();
    let (a, c) = (sl.add("a"), sl.add("c"));
    println!("{:?} {:?} {} {}", sl.take(a), sl.take(a), sl.add("d"), c);
    println!("{} {}", isqrt(50u64), isqrt(17.5f64));
    let mut total = 0;
    apply(10, |i| {
        total += i;
        i < 4
    });
    println!("{total} {}", pick("x", "y"));
    let mut wv: Wrapper<Vec<i32>> = (1..4).collect();
    wv.extend([9, 8]);
    println!(
        "{:?} {} {}",
        wv.iter().rev().collect::<Vec<_>>(),
        wv.len(),
        (&wv).into_iter().sum::<i32>()
    );
    let _: Wrapper<u8> = 3.into();
    println!("{}", Wrapper::<String>::default().0.is_empty());
    let dt = DateTime {
        y: 2026,
        mo: 2,
        d: 28,
        h: 9,
        mi: 5,
        s: 0,
    };
    println!("{dt} {dt:#} {} {}", dt.days() * 86400, dt.weekday());
    println!(
        "{:>25}|{:<12}|{:^9}|",
        dt.to_string(),
        format_args!("{}", 5),
        Some(1).map_or("none".to_string(), |x: i32| x.to_string())
    );
    println!(
        "{:?}",
        core::str::from_utf8(&[72, 105])
            .ok()
            .and_then(|s| s.chars().rev().next())
    );
    println!("{:?}", "a=b=c".splitn(2, '=').collect::<Vec<_>>());
    println!(
        "{:5}|{:<5}|{:^5}|{:>5}|{:05.1}|{:+.2e}",
        1.5, true, 'x', "é", 2.25, 12345.678
    );
    println!("{:#?}", (1, "a", [Some(1.0)]));
    println!("{:?} {:?}", f32::MAX, 1e-7f64);
    println!("{0:?} {0} {1:?} {1}", 1.0f64, 0.1f32 + 0.2f32);
    println!("{:?}", u8::try_from(300i32).is_err());
    println!("{:?}", i32::from_str_radix("zz", 36));
    println!("{}", u64::MAX as f32 as u64 == u64::MAX);
    println!(
        "{:?}",
        (
            -5i32 as u8,
            300i32 as u8,
            -1.5f32 as u8,
            f32::NAN as i32,
            3.99f64 as i32
        )
    );
    let shared = Arc::new(Spin::new(vec![1]));
    let c2 = Arc::clone(&shared);
    let job: Box<dyn FnOnce() -> usize> = Box::new(move || {
        c2.get().push(2);
        c2.get().len()
    });
    println!("{} {}", job(), Arc::strong_count(&shared));
    let mut fs: Vec<Box<dyn Fn(i32) -> i32>> = Vec::new();
    for k in 1..=3 {
        fs.push(Box::new(move |x| x * k));
    }
    println!("{:?}", fs.iter().map(|f| f(10)).collect::<Vec<_>>());
    let ops: [(&str, fn(i32, i32) -> Option<i32>); 3] = [
        ("+", i32::checked_add),
        ("/", i32::checked_div),
        ("^", |a, b| b.try_into().ok().and_then(|b| a.checked_pow(b))),
    ];
    for (n, f) in ops {
        println!("{n} {:?}", f(7, 0));
    }
    let mut grid = vec![vec!['.'; 5]; 3];
    grid[1][2] = '#';
    for row in &grid {
        println!("{}", row.iter().collect::<String>());
    }
    let t: Vec<String> = (0..5).map(|x| grid.iter().map(|r| r[x]).collect()).collect();
    println!("{t:?}");
    let (mut lo, mut hi) = (0, 10);
    while lo < hi {
        let mid = lo + (hi - lo) / 2;
        (lo, hi) = if mid * mid < 30 { (mid + 1, hi) } else { (lo, mid) };
    }
    println!("{lo}");
    let s = "päth/to/file.txt";
    println!(
        "{:?} {:?} {:?}",
        s.rsplit_once('/'),
        s.rfind('.').map(|i| &s[i..]),
        s.char_indices().nth(2)
    );
    println!("{}", s.bytes().fold(5381u32, |h, b| h.wrapping_mul(33) ^ b as u32));
    println!("{:?}", s.split('/').map(|p| p.len()).collect::<LinkedList<_>>());
    let mut bytes = s.to_owned().into_bytes();
    bytes.iter_mut().for_each(|b| {
        if b.is_ascii_lowercase() {
            *b -= 32
        }
    });
    println!("{}", String::from_utf8(bytes).unwrap());
    println!("{:?}", "a\tb\\\"\u{7f}".escape_debug().to_string());
    println!("{:?}", b"raw\n\xff".escape_ascii().to_string());
    println!("{:?}", vec![3u8; 4].iter().copied().reduce(|a, b| a ^ b));
    println!(
        "{:?}",
        [1, 5, 2].iter().copied().enumerate().max_by(|a, b| a.1.cmp(&b.1))
    );
    println!("{:?}", [[1, 2], [3, 4]].concat().chunks_exact(3).next());
    let mut a = [1, 2, 3, 4, 5, 6];
    a.copy_within(0..3, 3);
    a[..3].rotate_right(1);
    println!(
        "{a:?} {:?}",
        a.split_first_mut().map(|(f, r)| {
            *f += r.len() as i32;
            *f
        })
    );
    println!("{:?}", a.select_nth_unstable(2).1);
    println!("{:?}", a.iter().is_sorted());
    println!("{:?}", a.partition_point(|x| *x < 3));
    println!(
        "{:?}",
        a.iter()
            .map_while(|x| (*x < 3).then_some(x * 2))
            .collect::<BTreeSet<_>>()
    );
    println!("{:?}", a.array_windows_().len());
}
trait AW {
    fn array_windows_(&self) -> Vec<[i32; 2]>;
}
impl AW for [i32] {
    fn array_windows_(&self) -> Vec<[i32; 2]> {
        self.windows(2).map(|w| w.try_into().unwrap()).collect()
    }
}
