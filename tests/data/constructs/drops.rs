pub mod scopes_and_shadows {
    struct D(u32);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    fn mk(n: u32) -> D { print!("+{n} "); D(n) }
    pub fn run() {
        let a = mk(1);
        let a = mk(a.0 + 1);
        { let a = mk(a.0 + 1); let _ = mk(10); let _b = mk(a.0 + 1); print!("inner "); }
        let _ = &mk(20);
        let _ = a;
        print!("still {} ", a.0);
        let (x, _) = (mk(30), mk(31));
        let _ = (mk(32), mk(33)).0;
        print!("tuple {} ", x.0);
        let mut y;
        y = mk(40);
        y = mk(41);
        let z;
        if y.0 == 41 { z = mk(50); print!("{} ", z.0); }
        let [.., last] = [mk(60), mk(61), mk(62)];
        println!("end {}", last.0);
    }
}
pub mod temporaries {
    struct D(&'static str);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    impl D { fn me(&self) -> &Self { print!("{}. ", self.0); self } fn n(&self) -> usize { self.0.len() } fn on(self, n: &'static str) -> D { print!("{}>{} ", self.0, n); D(n) } }
    fn mk(n: &'static str) -> D { D(n) }
    fn two(a: &D, b: &D) -> usize { print!("[{}{}] ", a.0, b.0); a.n() + b.n() }
    struct Holder<'a> { d: &'a D, n: usize }
    pub fn run() {
        let n = mk("a").me().n() + mk("bb").me().n();
        println!("= {n}");
        let r = &mk("ext");
        let h = Holder { d: &mk("in struct"), n: mk("gone").n() };
        println!("{} {} {}", r.0, h.d.0, h.n);
        let t = (&mk("x"), mk("yy").n(), [&mk("z")]);
        println!("{}{}{}", t.0.0, t.1, t.2[0].0);
        println!("{}", two(&mk("p"), &mk("q")));
        let v = { let d = mk("tail"); d.me().n() };
        println!("{v}");
        mk("s1").on("s2").on("s3").me();
        println!("stmt");
        let b = mk("c1").n() > 1 && mk("c2").n() > 1 && mk("c3").n() > 5 || mk("c4").n() == 2;
        println!("{b}");
        let arr = [mk("e0").n(), mk("e1").n()][mk("i").n()];
        println!("{arr}");
        let Holder { d, .. } = Holder { d: &mk("pat"), n: 0 };
        println!("{}", d.0);
        let ref w = mk("refpat");
        println!("{} end", w.0);
    }
}
pub mod edition_2024_tails {
    use core::cell::RefCell;
    struct D(&'static str);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    impl D { fn get(&self) -> Option<u8> { if self.0.len() > 1 { Some(self.0.len() as u8) } else { None } } fn ok(&self) -> bool { self.0.len() > 1 } }
    fn len(c: &str) -> usize { let cell = RefCell::new(c.len()); *cell.borrow() }
    fn tail() -> usize { let _local = D("local"); D("temporary").0.len() }
    fn tail_block() -> bool { let x = D("outer"); let y = { let _i = D("inner"); D("block temp").ok() }; print!("{} ", x.0); y }
    pub fn run() {
        println!("{}", len("four"));
        println!("{}", tail());
        println!("{}", tail_block());
        if let Some(n) = D("some").get() { print!("then {n} "); } else { print!("else "); }
        println!();
        if let Some(n) = D("s").get() { print!("then {n} "); } else { print!("else "); }
        println!();
        if let Some(_) = D("a").get() { print!("1 "); } else if let Some(_) = D("bb").get() { print!("2 "); } else { print!("3 "); }
        println!();
        match D("m").get() { Some(_) => print!("s "), None => print!("n ") }
        println!();
        if D("cond").ok() { print!("body "); }
        println!();
        let mut k = 0;
        while let Some(n) = D(["xx", "yyy", "z"][k]).get() { print!("w{n} "); k += 1; }
        println!();
        let v = match D("value").get() { Some(n) if D("guard").ok() => n, _ => 0 };
        println!("{v}");
        if let Some(a) = D("c1").get() && a > 1 && let Some(b) = D("c22").get() { print!("chain {a} {b} "); }
        println!();
        if let Some(a) = D("d1").get() && a > 5 { print!("chain "); } else { print!("no "); }
        println!();
        let Some(q) = D("le").get() else { return };
        println!("{q}");
        let Some(_) = D("l").get() else { println!("left"); return };
    }
}
pub mod loops_and_early_exits {
    struct D(u32);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    fn f(n: u32) -> Option<u32> {
        let _a = D(1);
        for i in 0..3 {
            let _b = D(10 + i);
            if i == n { return Some(i); }
            let _c = D(20 + i);
            if i + 1 == n { continue; }
            let _d = (i < 2).then_some(D(30 + i))?;
        }
        Some(99)
    }
    fn q(s: &str) -> Result<u8, core::num::ParseIntError> { let _x = D(7); let n = { let _y = D(8); s.parse::<u8>()? }; let _z = D(9); Ok(n) }
    pub fn run() {
        for n in 0..4 { println!("{:?}", f(n)); }
        println!("{:?} {:?}", q("12").is_ok(), q("no").is_ok());
        let d = loop { let a = D(50); let _b = D(51); if a.0 == 50 { break a; } };
        println!("{}", d.0);
        let n = 'a: { let _x = D(60); 'b: { let _y = D(61); if d.0 == 50 { break 'a 1; } break 'b; } 2 };
        println!("{n}");
        'out: for i in 0..3 { let _o = D(70 + i); for j in 0..3 { let _i = D(80 + j); if j == 1 { if i == 1 { break 'out; } continue 'out; } } }
        println!();
        for d in [D(90), D(91), D(92)] { if d.0 == 91 { break; } print!("saw{} ", d.0); }
        println!();
        let mut it = [D(95), D(96), D(97)].into_iter();
        it.next();
        let last = it.next_back();
        println!("{}", last.is_some());
    }
}
pub mod partial_moves {
    struct D(&'static str);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    struct S { a: D, b: (D, D), c: Option<D> }
    enum E { One(D), Two { l: D, r: D } }
    fn mk() -> S { S { a: D("a"), b: (D("b0"), D("b1")), c: Some(D("c")) } }
    fn cond(flag: bool) { let s = mk(); if flag { drop(s.b.0); print!("moved "); } println!("end"); }
    pub fn run() {
        let s = mk();
        let x = s.b.1;
        println!("{} {}", x.0, s.a.0);
        drop(x);
        cond(true); println!(); cond(false); println!();
        let S { c: Some(c), .. } = mk() else { return };
        println!("{}", c.0);
        let mut t = mk();
        drop(t.a);
        t.a = D("a2");
        let S { ref a, b: (_, keep), .. } = t;
        println!("{} {}", a.0, keep.0);
        match (E::Two { l: D("l"), r: D("r") }) { E::One(d) => println!("{}", d.0), E::Two { l, .. } => println!("{}", l.0) }
        match &E::One(D("one")) { E::One(d) => println!("{}", d.0), _ => {} }
        let o = Some(D("opt"));
        match o { Some(_) => print!("some "), None => {} }
        if let Some(ref d) = o { print!("{} ", d.0); }
        let p = o.map(|d| { print!("map {} ", d.0); 5 });
        println!("{:?}", p);
        let mut arr = [Some(D("r0")), Some(D("r1")), None];
        let took = arr[0].take();
        arr[1] = None;
        arr[2] = Some(D("r2"));
        println!("{}", took.unwrap().0);
        let upd = S { a: D("new a"), ..mk() };
        println!("{}", upd.a.0);
    }
}
pub mod assignment_and_arguments {
    struct D(u32);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    fn n(x: u32) -> u32 { print!("({x}) "); x }
    fn take(_: D, b: D, _c: D) { print!("in{} ", b.0); }
    fn ret(a: D, b: D) -> D { if a.0 > b.0 { a } else { b } }
    struct P { a: D, b: D }
    impl P { fn eat(self) -> u32 { print!("eat "); self.a.0 + self.b.0 } fn swap(&mut self) { core::mem::swap(&mut self.a, &mut self.b); } }
    pub fn run() {
        take(D(1), D(2), D(3)); println!();
        println!("{}", ret(D(4), D(5)).0);
        println!("{}", ret(D(7), D(6)).0);
        let p = P { b: D(n(11)), a: D(n(10)) };
        println!("{}", p.eat());
        let mut q = P { a: D(20), b: D(21) };
        q.swap(); q.a = D(22);
        println!("{} {}", q.a.0, q.b.0);
        let mut v = [D(30), D(31)];
        v[n(1) as usize] = D(n(32));
        v.swap(0, 1);
        println!("{} {}", v[0].0, v[1].0);
        (q.a, v[0]) = (D(40), D(41));
        println!("|");
        _ = D(50);
        (_, q.b) = (D(51), D(52));
        println!("|");
        let mut o = None;
        println!("{}", o.insert(D(60)).0);
        println!("{}", o.get_or_insert_with(|| D(61)).0);
        println!("{}", o.replace(D(62)).map_or(0, |d| d.0));
        let c = if q.b.0 == 52 { D(70) } else { D(71) };
        let m = match c.0 { 70 => &D(72), _ => &c };
        println!("{}", m.0);
    }
}
pub mod nested_owners {
    struct Leaf(char);
    impl Drop for Leaf { fn drop(&mut self) { print!("{}", self.0); } }
    struct Branch { name: char, kids: [Option<Leaf>; 3], extra: Leaf }
    impl Drop for Branch { fn drop(&mut self) { print!("<{}:", self.name); if let Some(k) = self.kids[1].take() { print!("early {} ", k.0); } print!(">"); } }
    struct Tree(Branch, Leaf, Branch);
    struct Guard<'a>(&'a core::cell::Cell<u32>, u32);
    impl<'a> Drop for Guard<'a> { fn drop(&mut self) { self.0.set(self.0.get() * 10 + self.1); } }
    fn branch(n: char) -> Branch { Branch { name: n, kids: [Some(Leaf('1')), Some(Leaf('2')), None], extra: Leaf('x') } }
    pub fn run() {
        { let _t = Tree(branch('a'), Leaf('y'), branch('b')); print!("made "); }
        println!();
        let log = core::cell::Cell::new(0);
        { let _1 = Guard(&log, 1); let _2 = Guard(&log, 2); { let _3 = Guard(&log, 3); } Guard(&log, 4); let _ = Guard(&log, 5); }
        println!("{}", log.get());
        let mut slots: [Option<Branch>; 2] = [const { None }; 2];
        slots[0] = Some(branch('c'));
        slots[1] = slots[0].take();
        slots.swap(0, 1);
        println!("{}", slots[0].is_some());
        let m = core::mem::ManuallyDrop::new(branch('d'));
        println!("{}", m.name);
        let mut u = core::mem::MaybeUninit::<Leaf>::uninit();
        u.write(Leaf('u'));
        unsafe { u.assume_init_drop(); }
        println!();
        unsafe { core::ptr::drop_in_place(&mut slots[0]); core::ptr::write(&mut slots[0], None); }
        println!();
        let moved = branch('e');
        let f = move || moved.name;
        println!("{}", f());
        println!("{} {}", core::mem::needs_drop::<Tree>(), core::mem::needs_drop::<Guard<'static>>());
    }
}
pub mod generic_and_dyn {
    use core::fmt::Debug;
    #[derive(Debug)] struct Loud<T: Debug>(T);
    impl<T: Debug> Drop for Loud<T> { fn drop(&mut self) { print!("~{:?} ", self.0); } }
    trait Named { fn name(&self) -> &'static str { "default" } }
    impl Named for Loud<u8> { fn name(&self) -> &'static str { "u8" } }
    impl Named for Loud<&str> {}
    fn consume<T>(t: T) -> usize { core::mem::size_of_val(&t) }
    fn pass<T>(t: T) -> T { t }
    fn choose<T>(c: bool, a: T, b: T) -> T { match c { true => a, false => b } }
    pub fn run() {
        println!("{}", consume(Loud([1u8; 3])));
        let a = pass(Loud((1, 'c')));
        println!("{:?}", a);
        let b = choose(false, Loud("x"), Loud("y"));
        let all: [&dyn Named; 2] = [&b, &Loud(3u8)];
        for n in all { print!("{} ", n.name()); }
        println!();
        let nested = Loud(Loud(Loud(0u8)));
        println!("{:?}", nested);
        let o: Option<Loud<u16>> = Some(Loud(7));
        let r: Result<Loud<u8>, Loud<&str>> = o.map(|l| Loud(l.0 as u8)).ok_or_else(|| Loud("none"));
        println!("{}", r.is_ok());
        let n = r.and_then(|l| if l.0 > 5 { Err(Loud("big")) } else { Ok(l) });
        if let Err(ref e) = n { println!("{:?}", e); }
        let z = [Loud(1u8), Loud(2), Loud(3)].map(|l| l.0 * 10);
        println!("{:?}", z);
    }
}
pub mod panic_keeps_values {
    struct D(u32);
    impl Drop for D { fn drop(&mut self) { print!("-{} ", self.0); } }
    pub fn run() {
        let _a = D(1);
        { let _b = D(2); }
        let c = D(3);
        let list = [c.0 as usize, 9];
        let _gone = D(4);
        println!("at {}", list[list[0]]);
    }
}
pub mod match_scrutinees {
    use core::cell::{Cell, RefCell};
    struct Lock<'a>(&'a Cell<bool>, u8);
    struct Held<'a>(&'a Cell<bool>, u8);
    impl<'a> Lock<'a> { fn lock(&self) -> Held<'a> { print!("lock{} ", self.0.get() as u8); self.0.set(true); Held(self.0, self.1) } }
    impl Drop for Held<'_> { fn drop(&mut self) { print!("unlock "); self.0.set(false); } }
    impl core::ops::Deref for Held<'_> { type Target = u8; fn deref(&self) -> &u8 { &self.1 } }
    impl core::ops::DerefMut for Held<'_> { fn deref_mut(&mut self) -> &mut u8 { &mut self.1 } }
    pub fn run() {
        let busy = Cell::new(false);
        let l = Lock(&busy, 5);
        match *l.lock() { 5 => print!("five {} ", busy.get()), _ => {} }
        println!("{}", busy.get());
        if *l.lock() == 5 { print!("if {} ", busy.get()); }
        println!();
        while *l.lock() == 4 {}
        let v = *l.lock() + *l.lock();
        println!("{v} {}", busy.get());
        *l.lock() += 1;
        println!("{}", busy.get());
        let g = l.lock();
        println!("held {} {}", *g, busy.get());
        drop(g);
        for i in 0..*l.lock() { if i > 1 { break; } print!("for {} ", busy.get()); }
        println!();
        let c = RefCell::new(Some(3));
        match c.borrow().as_ref() { Some(n) => print!("{} {} ", n, c.try_borrow_mut().is_err()), None => {} }
        println!("{}", c.try_borrow_mut().is_ok());
        if let Some(n) = c.borrow().as_ref() { print!("{} ", n); } else { c.borrow_mut().take(); }
        if let None = c.borrow().filter(|n| *n > 5) { print!("{} ", c.try_borrow_mut().is_err()); }
        let x = c.borrow_mut().take().map(|n| n + 1);
        println!("{:?} {:?}", x, c);
        let len = { c.replace(Some(8)); c.borrow().map_or(0, |n| n) };
        println!("{len}");
    }
}
