// Moves out of boxes and out of what may or may not match, and what is dropped in the end.
mod unmatched {
    use super::*;
    struct D(&'static str); impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
    enum E { X(D, i32), Y }
    fn a(e: E) { if let E::X(l, 3) = e { println!("in {}", l.0); } }
    fn b(e: E) { if let E::X(l, 3) = e { drop(l); } println!("end"); }
    fn c(e: E) { match e { E::X(l, 3) => drop(l), E::X(l, _) => println!("other {}", l.0), E::Y => println!("y") } }
    fn d(e: E) { let E::X(l, 3) = e else { println!("else"); return }; println!("got {}", l.0); }
    fn f(mut n: i32) { while let E::X(l, 3) = (if n > 0 { E::X(D("w"), 3) } else { E::Y }) { n -= 1; if n == 1 { drop(l); } } }
    pub fn run() {
        println!("1"); a(E::X(D("a1"), 3)); a(E::X(D("a2"), 4)); a(E::Y);
        println!("2"); b(E::X(D("b1"), 3)); b(E::X(D("b2"), 4)); b(E::Y);
        println!("3"); c(E::X(D("c1"), 3)); c(E::X(D("c2"), 4)); c(E::Y);
        println!("4"); d(E::X(D("d1"), 3)); d(E::X(D("d2"), 4)); d(E::Y);
        println!("5"); f(3);
    }
}
mod boxes {
    use super::*;
    struct D(&'static str); impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
    impl D { fn eat(self) { println!("eat {}", self.0); } }
    struct P { a: Box<D>, b: D }
    enum E { X(Box<D>, i32), Y }
    fn m(e: E, v: i32) { match e { E::X(l, x) if v < x => l.eat(), E::X(l, _) => { (*l).eat() } E::Y => {} } }
    fn m2(e: E) { if let E::X(l, _) = e { l.eat() } }
    fn m3(e: E) { if let E::X(l, 3) = e { let d = *l; println!("moved {}", d.0); } }
    pub fn run() {
        println!("1"); m(E::X(Box::new(D("m1")), 5), 3);
        println!("2"); m(E::X(Box::new(D("m2")), 5), 9);
        println!("3"); m2(E::X(Box::new(D("m3")), 5));
        println!("4"); m3(E::X(Box::new(D("m4")), 3)); m3(E::X(Box::new(D("m4b")), 4));
        println!("5"); { let b = Box::new(D("l")); b.eat(); }
        println!("6"); { let b = Box::new(D("l2")); let d = *b; println!("x"); }
        println!("7"); { let p = P { a: Box::new(D("pa")), b: D("pb") }; p.a.eat(); println!("y"); }
        println!("8"); { let p = P { a: Box::new(D("pc")), b: D("pd") }; p.b.eat(); println!("y"); }
        println!("9"); { let b = Box::new(D("c")); if yes() { b.eat(); } println!("z"); }
        println!("10"); { let b = Box::new((D("t1"), D("t2"))); b.0.eat(); println!("z"); }
        println!("11"); { let b = Box::new(Box::new(D("bb"))); b.eat(); println!("z"); }
        println!("12"); { let (p, q) = (Box::new(D("tu")), 3); p.eat(); println!("z"); }
        println!("13"); { let f = |b: Box<D>| b.eat(); f(Box::new(D("cl"))); }
        println!("14"); { let mut b = Box::new(D("as")); b.eat_ref(); *b = D("as2"); println!("z"); }
        println!("15"); { let mut b = Box::new(D("re")); let d = *b; *b = D("re2"); println!("z"); }
        println!("16"); match (Box::new(D("mt")), 1) { (b, 1) => b.eat(), _ => {} }
        println!("17"); for b in [Box::new(D("f1")), Box::new(D("f2"))] { b.eat(); }
        println!("18"); while let Some(b) = Some(Box::new(D("w"))) { b.eat(); break; }
        println!("19"); { let Some(b) = Some(Box::new(D("le"))) else { return_() }; b.eat(); }
    }
    fn yes() -> bool { true }
    fn return_() -> ! { loop {} }
    impl D { fn eat_ref(&mut self) {} }
}
mod parts {
    use super::*;
    struct D(&'static str); impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
    impl D { fn eat(self) -> bool { println!("eat {}", self.0); true } }
    enum E { X(Box<D>, i32), P(Box<(D, D)>), B(Box<E>), Y }
    struct N { v: D, next: Option<Box<N>> }
    fn depth(e: E) -> i32 { match e { E::B(inner) => 1 + depth(*inner), E::X(_, n) => n, E::P(p) => { let (a, _) = *p; println!("a {}", a.0); 0 } E::Y => 0 } }
    fn list() -> N { N { v: D("n1"), next: Some(Box::new(N { v: D("n2"), next: Some(Box::new(N { v: D("n3"), next: None })) })) } }
    fn guard(e: E, n: i32) { match e { E::X(b, k) if k == n => { b.eat(); } E::X(b, k) if k > n => println!("more {}", b.0), other => println!("rest {}", depth(other)) } }
    fn chain(o: Option<Box<D>>, p: Option<Box<D>>) { if let Some(a) = o && let Some(b) = p && b.0 == "q" { a.eat(); println!("both"); } else { println!("not"); } println!("end"); }
    fn early(b: Box<D>, n: i32) -> Option<Box<D>> { if n == 0 { b.eat(); return None; } if n == 1 { return Some(b); } let d = *b; if n == 2 { return Some(Box::new(d)); } None }
    fn upd() { let base = N { v: D("base"), next: None }; let m = N { v: D("m"), ..base }; println!("made"); let N { v, .. } = m; println!("v {}", v.0); }
    fn lp() { for i in 0..3 { let b = Box::new(D(["l0", "l1", "l2"][i])); if i == 1 { let d = *b; continue; } if i == 2 { b.eat(); break; } println!("end {i}"); } }
    fn re(n: usize) { let mut b = Box::new(D("r0")); for i in 0..n { if i == 1 { let d = *b; b = Box::new(D("r1")); println!("new"); } else { *b = D("r2"); } } println!("done"); }
    fn clos() { let b = Box::new(D("c0")); let f = move || { let d = *b; println!("in {}", d.0); }; f(); let c = Box::new(D("c1")); let g = move || println!("g {}", c.0); g(); let h: Box<dyn FnOnce() -> bool> = { let d = D("c2"); Box::new(move || d.eat()) }; h(); }
    fn take(v: &mut Option<Box<D>>) -> Option<D> { v.take().map(|b| *b) }
    fn nested() { let b = Box::new(Box::new((D("x1"), Box::new(D("x2"))))); let (p, q) = **b; println!("p {}", p.0); q.eat(); }
    fn fieldy() { struct S { a: Box<(D, Box<D>)>, b: D } let s = S { a: Box::new((D("s1"), Box::new(D("s2")))), b: D("s3") }; let t = *s.a.1; println!("t {}", t.0); drop(s.b); println!("x"); }
    fn cond(k: i32) { let s = (Box::new((D("k1"), D("k2"))), D("k3")); if k == 0 { drop(s.0); } else if k == 1 { drop(s.0.0); } else if k == 2 { drop(s.0.1); let x = s.1; } println!("k {k}"); }
    fn asg() { let mut s = (Box::new(D("g1")), D("g2")); let d = *s.0; s.0 = Box::new(D("g3")); println!("set"); drop(s.1); s.1 = D("g4"); println!("set2"); }
    fn blk() -> bool { let b = Box::new(D("b1")); let r = { let c = *b; c.0.len() } > 1; r && { let z = Box::new(D("b2")); z.eat() } }
    fn q(b: Option<Box<D>>) -> Option<usize> { let d = *b?; Some(d.0.len()) }
    fn letelse(o: Option<Box<D>>) { let Some(b) = o else { println!("none"); return }; let d = *b; println!("some {}", d.0); }
    fn whil() { let mut n = Some(Box::new(list())); while let Some(b) = n { let N { v, next } = *b; println!("at {}", v.0); n = next; } }
    fn rev(mut l: Option<Box<N>>) -> Option<Box<N>> { let mut out = None; while let Some(mut b) = l { l = b.next.take(); b.next = out; out = Some(b); } out }
    pub fn run() {
        println!("{}", depth(E::B(Box::new(E::B(Box::new(E::X(Box::new(D("e1")), 7))))))); println!("{}", depth(E::P(Box::new((D("p1"), D("p2"))))));
        guard(E::X(Box::new(D("ga")), 3), 3); guard(E::X(Box::new(D("gb")), 4), 3); guard(E::X(Box::new(D("gc")), 2), 3); guard(E::B(Box::new(E::Y)), 1);
        chain(Some(Box::new(D("o"))), Some(Box::new(D("q")))); chain(Some(Box::new(D("o"))), Some(Box::new(D("p")))); chain(Some(Box::new(D("o"))), None); chain(None, Some(Box::new(D("q"))));
        for i in 0..4 { let r = early(Box::new(D(["y0", "y1", "y2", "y3"][i as usize])), i); println!("r {}", r.is_some()); }
        upd(); println!("-"); lp(); re(3); clos(); println!("-");
        let mut o = Some(Box::new(D("t1"))); let d = take(&mut o); println!("{} {}", o.is_none(), d.is_some()); drop(d);
        nested(); println!("-"); fieldy(); println!("-"); for k in 0..4 { cond(k); } asg(); println!("{}", blk()); println!("{:?}", q(Some(Box::new(D("qq"))))); println!("{:?}", q(None));
        letelse(Some(Box::new(D("le")))); letelse(None); whil(); let r = rev(Some(Box::new(list()))); println!("rev {}", r.as_ref().unwrap().v.0); drop(r);
        let v: Vec<Box<D>> = vec![Box::new(D("v1")), Box::new(D("v2"))]; let ds: Vec<D> = v.into_iter().map(|b| *b).collect(); println!("{}", ds.len()); drop(ds);
        let rc = Rc::new(Box::new(D("rc"))); let b = Rc::try_unwrap(rc).ok().unwrap(); b.eat();
        let x = Box::new([D("a1"), D("a2")]); let [p, _] = *x; println!("p {}", p.0);
        let t = match Box::new(Some(D("mm"))) { b => match *b { Some(d) if d.0.len() == 9 => 1, Some(d) => { println!("d {}", d.0); 2 } None => 3 } }; println!("{t}");
    }
}
fn main() { unmatched::run(); boxes::run(); parts::run(); }
