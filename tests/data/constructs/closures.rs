pub mod kinds_of_capture {
    struct Lamp { level: u8, name: &'static str }
    fn twice<F: FnMut(u8)>(mut f: F) { f(3); f(4); }
    fn once<F>(f: F) -> usize where F: FnOnce() -> usize { f() }
    fn many(f: &dyn Fn(i32) -> i32, n: usize) -> i32 { (0..n).fold(1, |a, _| f(a)) }
    pub fn run() {
        let mut lamp = Lamp { level: 1, name: "red" };
        twice(|by| lamp.level += by);
        println!("{} {}", lamp.level, lamp.name);
        let mut log = [0u8; 6];
        let mut at = 0;
        let mut put = |x: u8| { log[at] = x * 2; at += 1; at };
        put(5); put(6);
        let n = put(7);
        println!("{:?} {} {}", log, at, n);
        println!("{}", once(move || lamp.name.len() + lamp.level as usize));
        let base = 3;
        println!("{}", many(&|x| x * base + 1, 4));
        let f = |x: &mut u32| *x += base as u32;
        let mut v = 9; f(&mut v); f(&mut v);
        println!("{v}");
    }
}
pub mod returned_closures {
    fn adder(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }
    fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
    fn counter(mut from: u32, step: u32) -> impl FnMut() -> u32 { move || { let now = from; from += step; now } }
    fn pick(up: bool) -> fn(u8) -> u8 { if up { |x| x.wrapping_add(200) } else { |x| x.wrapping_sub(200) } }
    fn curry(a: u8) -> impl Fn(u8) -> fn(u8) -> u8 { move |b| if a > b { |c| c + 1 } else { |c| c * 2 } }
    pub fn run() {
        let f = compose(adder(5), compose(|x: i32| x * x, |y| (y, y % 7)));
        println!("{:?} {:?}", f(1), f(-9));
        let mut c = counter(10, 3);
        let mut d = counter(0, 1);
        println!("{} {} {} {}", c(), d(), c(), c() + d());
        println!("{} {}", pick(true)(100), pick(false)(100));
        println!("{} {}", curry(3)(2)(10), curry(3)(4)(10));
    }
}
pub mod recursion_through_pointers {
    fn fix(f: &dyn Fn(&dyn Fn(u64) -> u64, u64) -> u64, n: u64) -> u64 { f(&|m| fix(f, m), n) }
    struct Rec<'a> { f: &'a dyn Fn(&Rec, u32) -> u32 }
    fn even(n: u32, next: fn(u32, fn(u32, bool) -> bool) -> bool) -> bool { if n == 0 { true } else { next(n - 1, |m, b| if b { m > 3 } else { m == 0 }) } }
    fn odd(n: u32, k: fn(u32, bool) -> bool) -> bool { k(n, n % 2 == 1) }
    pub fn run() {
        println!("{}", fix(&|me, n| if n < 2 { 1 } else { n * me(n - 1) }, 12));
        let fib = Rec { f: &|r, n| if n < 2 { n } else { (r.f)(r, n - 1) + (r.f)(r, n - 2) } };
        println!("{}", (fib.f)(&fib, 12));
        println!("{} {} {}", even(0, odd), even(6, odd), even(3, odd));
        let table: [(&str, fn(f_arg: i64, i64) -> i64); 4] = [("+", |a, b| a + b), ("-", |a, b| a - b), ("*", i64::wrapping_mul), ("max", core::cmp::max)];
        for (name, f) in table { print!("{}={} ", name, f(7, -3)); }
        println!();
        let mut sorted = table;
        sorted.sort_unstable_by_key(|(n, f)| (f(2, 5), *n));
        for (n, _) in &sorted { print!("{n} "); }
        println!();
    }
}
pub mod generic_callbacks {
    trait Visit { fn visit(&mut self, n: u32); }
    impl<F: FnMut(u32)> Visit for F { fn visit(&mut self, n: u32) { self(n) } }
    fn walk(v: &mut dyn Visit) { for i in [3, 1, 4, 1, 5] { v.visit(i) } }
    struct Sum(u32);
    impl Visit for Sum { fn visit(&mut self, n: u32) { self.0 += n } }
    struct Button<F> where F: Fn(&str) -> usize { label: &'static str, on: F, hits: core::cell::Cell<usize> }
    impl<F: Fn(&str) -> usize> Button<F> {
        fn press(&self) -> usize { self.hits.set(self.hits.get() + 1); (self.on)(self.label) + self.hits.get() }
    }
    fn apply_all<const N: usize>(fs: [&dyn Fn(u8) -> u8; N], x: u8) -> [u8; N] { let mut out = [0; N]; for (o, f) in out.iter_mut().zip(fs) { *o = f(x); } out }
    fn call_mut_ref(f: &mut impl FnMut() -> i32) -> i32 { f() + f() }
    fn call_dyn(f: &mut dyn FnMut() -> i32) -> i32 { f() * 10 }
    pub fn run() {
        let mut s = Sum(0); walk(&mut s);
        let mut p = 1; walk(&mut |n| p *= n);
        println!("{} {}", s.0, p);
        let suffix = "!!";
        let b = Button { label: "ok", on: |l: &str| l.len() * 100 + suffix.len(), hits: core::cell::Cell::new(0) };
        println!("{} {} {}", b.press(), b.press(), b.hits.get());
        let k = 7;
        println!("{:?}", apply_all([&|x| x + k, &|x| x ^ 0xff, &u8::reverse_bits, &|_| k], 12));
        let mut n = 0;
        let mut tick = || { n += 1; n };
        println!("{} {} {}", call_mut_ref(&mut tick), call_dyn(&mut tick), tick());
        println!("{n}");
    }
}
pub mod precise_capture_drops {
    struct D(&'static str);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    struct Pair { a: D, b: D, n: u32 }
    pub fn run() {
        let p = Pair { a: D("a"), b: D("b"), n: 1 };
        {
            let f = move || { let _x = &p.a; print!("in "); };
            f();
            print!("mid ");
        }
        println!("| {} {}", p.b.0, p.n);
        let t = (D("t0"), (D("t10"), D("t11")));
        let eat = || { let inner = t.1.0; print!("eat {} ", inner.0); };
        print!("before ");
        eat();
        println!("after {} {}", t.0.0, t.1.1.0);
        let q = Pair { a: D("qa"), b: D("qb"), n: 2 };
        let g = move || q.n + 1;
        println!("{} {}", g(), q.n);
        let whole = Pair { a: D("wa"), b: D("wb"), n: 3 };
        let h = move || { let w = &whole; w.n };
        println!("{}", h());
        drop(h);
        println!("end");
    }
}
pub mod precise_capture_borrows {
    struct Game { score: u32, board: [[u8; 3]; 2], name: &'static str }
    impl Game {
        fn play(&mut self) -> u32 {
            let mut bump = |by: u32| { self.score += by; self.score };
            let first = self.board[0][1];
            let a = bump(first as u32);
            let name = self.name;
            a + bump(1) + name.len() as u32
        }
        fn fill(&mut self) {
            let name = &self.name;
            self.board.iter_mut().enumerate().for_each(|(i, row)| row.iter_mut().for_each(|c| *c = (i * name.len()) as u8 + 1));
        }
    }
    pub fn run() {
        let mut g = Game { score: 0, board: [[1, 2, 3], [4, 5, 6]], name: "xyz" };
        println!("{} {}", g.play(), g.score);
        g.fill();
        println!("{:?}", g.board);
        let mut pair = (1, [10, 20]);
        let mut inc = || pair.0 += 5;
        pair.1[0] = 99;
        inc();
        println!("{:?}", pair);
        let r = &mut pair;
        let mut add = |x| r.1[1] += x;
        add(3); add(4);
        println!("{:?}", pair);
        let mut nested = ((1, 2), (3, 4));
        let mut outer = || { let mut inner = || nested.0.1 += 10; inner(); inner(); nested.0.0 += 1; };
        nested.1.0 = 7;
        outer();
        println!("{:?}", nested);
        println!("{}", core::mem::size_of_val(&|| nested.0.0 + nested.1.1));
    }
}
pub mod once_only {
    struct Token(u32);
    impl Drop for Token { fn drop(&mut self) { print!("(drop {}) ", self.0); } }
    fn run_once(f: impl FnOnce(u32) -> Token, n: u32) -> u32 { let t = f(n); print!("got {} ", t.0); t.0 }
    fn maybe<F: FnOnce()>(go: bool, f: F) { if go { f() } print!("end-maybe "); }
    fn lazily<T>(o: Option<T>, f: impl FnOnce() -> T) -> T { match o { Some(t) => t, None => f() } }
    pub fn run() {
        let t = Token(1);
        println!("{}", run_once(move |n| { let mut t = t; t.0 += n; t }, 5));
        let t = Token(2);
        maybe(true, || drop(t));
        println!();
        let t = Token(3);
        maybe(false, move || drop(t));
        println!();
        let t = Token(4);
        println!("{}", lazily(Some(9), || t.0));
        println!("{}", lazily(None, || t.0));
        let f = move || t;
        let back = f();
        println!("{}", back.0);
    }
}
pub mod closures_in_tables {
    type Op<'a> = &'a dyn Fn(&mut State) -> Result<(), Trap>;
    #[derive(Debug, PartialEq, Clone, Copy)]
    enum Trap { Empty, Big(i32) }
    struct State { stack: [i32; 8], top: usize }
    impl State {
        fn push(&mut self, v: i32) -> Result<(), Trap> { if v > 1000 { return Err(Trap::Big(v)); } self.stack[self.top] = v; self.top += 1; Ok(()) }
        fn pop(&mut self) -> Result<i32, Trap> { self.top = self.top.checked_sub(1).ok_or(Trap::Empty)?; Ok(self.stack[self.top]) }
    }
    fn exec(ops: &[Op]) -> Result<i32, (usize, Trap)> {
        let mut s = State { stack: [0; 8], top: 0 };
        for (i, op) in ops.iter().enumerate() { op(&mut s).map_err(|t| (i, t))?; }
        s.pop().map_err(|t| (ops.len(), t))
    }
    pub fn run() {
        let lit = |n: i32| move |s: &mut State| s.push(n);
        let bin = |f: fn(i32, i32) -> i32| move |s: &mut State| { let b = s.pop()?; let a = s.pop()?; s.push(f(a, b)) };
        let dup = |s: &mut State| { let a = s.pop()?; s.push(a)?; s.push(a) };
        let (two, nine, add, mul) = (lit(2), lit(9), bin(|a, b| a + b), bin(|a, b| a * b));
        println!("{:?}", exec(&[&two, &nine, &add, &dup, &mul]));
        println!("{:?}", exec(&[&two, &add]));
        println!("{:?}", exec(&[]));
        println!("{:?}", exec(&[&nine, &dup, &mul, &dup, &mul, &two]));
    }
}
pub mod inferred_later {
    pub fn run() {
        let id = |x| x;
        let n: u16 = id(40_000);
        let parse = |s| str::parse::<i64>(s).unwrap_or(-1);
        let empty = || {};
        let pair = |(a, b): (u8, u8), [c, d, ..]: [u8; 4]| a as u32 * b as u32 + (c - d) as u32;
        let deep = |&(ref s, n): &(&str, usize)| s.len() + n;
        println!("{} {} {} {:?} {} {}", n, parse("77"), parse("x"), empty(), pair((3, 4), [9, 2, 0, 0]), deep(&("four", 4)));
        let clamp = |lo: i32, hi: i32| move |x: i32| -> i32 { if x < lo { return lo; } if x > hi { return hi; } x };
        let c = clamp(-2, 2);
        let d = c;
        for x in -4..=4 { print!("{}{} ", c(x), d(x)); }
        println!();
        let never = |s: &str| -> ! { panic!("stop: {s}") };
        let v: u32 = if n > 3 { 1 } else { never("no") };
        println!("{v}");
        let boxed: Option<fn(u8) -> char> = Some(|b| b as char);
        println!("{:?} {:?}", boxed.map(|f| f(65)), None::<fn()>.is_none());
        println!("{}", (|| { let x = 3; move || x * 2 })()());
        let r = (1..=4).map(|x| move |y| x * y).map(|f| f(10)).fold(0, |a, b| a * 2 + b);
        println!("{r}");
    }
}
pub mod fn_items_and_pointers {
    fn a(x: u8) -> u8 { x + 1 }
    fn b(x: u8) -> u8 { x * 2 }
    struct Machine { state: fn(&mut Machine, char) -> usize, seen: usize }
    fn idle(m: &mut Machine, c: char) -> usize { if c == '(' { m.state = inside; } m.seen }
    fn inside(m: &mut Machine, c: char) -> usize { if c == ')' { m.state = idle } else { m.seen += 1; } m.seen }
    fn make<T: Default>() -> T { T::default() }
    #[derive(Debug, Default, PartialEq)] struct W(u8, bool);
    pub fn run() {
        let mut m = Machine { state: idle, seen: 0 };
        for c in "ab(cde)f(gh)".chars() { let f = m.state; f(&mut m, c); }
        println!("{}", m.seen);
        println!("{}", m.state as usize == idle as usize);
        let fs: [fn(u8) -> u8; 3] = [a, b, |x| x / 3];
        println!("{}", fs.iter().rev().fold(60, |x, f| f(x)));
        let made: (u32, W, &str, Option<u8>) = (make(), make(), make(), make());
        println!("{:?}", made);
        let ctor: fn(u8, bool) -> W = W;
        println!("{:?} {:?}", ctor(1, true), [1u8, 2].map(|n| W(n, n > 1)));
        println!("{:?}", [3, 4].map(Some));
        let mut swap_in: fn(u8) -> u8 = a;
        let was = core::mem::replace(&mut swap_in, b);
        println!("{} {}", was(10), swap_in(10));
        let p = a as *const ();
        let back: fn(u8) -> u8 = unsafe { core::mem::transmute(p) };
        println!("{}", back(41));
        let fs2 = (a as fn(u8) -> u8, b as fn(u8) -> u8); println!("{}", (fs2.0)((fs2.1)(4)));
    }
}
pub mod control_inside {
    pub fn run() {
        let find = |hay: &[i32], needle| { for (i, &x) in hay.iter().enumerate() { if x == needle { return Some(i); } } None };
        println!("{:?} {:?}", find(&[4, 5, 6], 6), find(&[], 1));
        let total = (|| -> Option<u32> { let a = "12".parse::<u32>().ok()?; let b = "x".chars().next()?.to_digit(36)?; Some(a * b) })();
        println!("{:?}", total);
        let r: Result<u8, _> = (|| { let n: u8 = "300".parse()?; Ok::<u8, core::num::ParseIntError>(n) })();
        println!("{:?}", r);
        let v = 'outer: loop {
            let mut n = 0;
            let mut step = || { n += 3; n };
            loop { if step() > 10 { break 'outer step(); } }
        };
        println!("{v}");
        let mut state = 1u32;
        let mut rng = || { state ^= state << 13; state ^= state >> 17; state ^= state << 5; state };
        let rolls = [(); 5].map(|_| rng() % 6 + 1);
        println!("{:?}", rolls);
        let mut acc = [0; 3];
        [1, 2, 3, 4, 5, 6].iter().for_each(|n| { if n % 2 == 0 { return; } acc[*n as usize / 2] += n; });
        println!("{:?}", acc);
    }
}
pub mod copies_of_closures {
    #[derive(Clone)]
    struct C(u8);
    fn use_twice<F: Fn() -> u32 + Copy>(f: F) -> u32 { let g = f; f() + g() }
    fn cloned<F: FnMut() -> u32 + Clone>(mut f: F) -> (u32, u32) { let mut g = f.clone(); f(); f(); (f(), g()) }
    pub fn run() {
        let k = 21;
        println!("{}", use_twice(|| k));
        let mut n = 0;
        println!("{:?}", cloned(move || { n += 1; n }));
        println!("{n}");
        let c = C(3);
        let f = move || c.0;
        let g = f.clone();
        println!("{} {}", f(), g());
        let x = 5u8; let y = &x; let z = "abc";
        println!("{} {} {}", core::mem::size_of_val(&|| x), core::mem::size_of_val(&move || x), core::mem::size_of_val(&move || (y, z)));
    }
}

pub mod by_pattern {
    struct S(u32);
    struct P { a: S, b: S, n: u32 }
    impl Drop for S { fn drop(&mut self) { print!("-{} ", self.0); } }
    pub fn run() {
        let mut p = P { a: S(1), b: S(2), n: 7 };
        let mut c = || { let P { a: ref mut x, n, .. } = p; x.0 += n; x.0 };
        print!("{} {} ", c(), p.b.0);
        print!("{} ", p.a.0);
        let d = move || { let P { a, n: k, .. } = p; print!("in "); a.0 + k };
        print!("{} ", core::mem::size_of_val(&d));
        print!("{} ", d());
        print!("b {} ", p.b.0);
        let w = ((S(3), S(4)), 5u8);
        let e = || { let ((x, _), k) = w; x.0 + k as u32 };
        println!("{} {}", e(), (w.0).1.0);
    }
}
