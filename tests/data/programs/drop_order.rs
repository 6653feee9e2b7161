struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
struct Pair { a: D, b: D }
fn make(s: &'static str) -> D { println!("make {}", s); D(s) }
fn take(d: D) { println!("take {}", d.0); }
fn cond(c: bool) { let x = make("c"); if c { take(x); } println!("end cond"); }
fn early(n: u32) -> u32 { let _a = make("e1"); if n > 3 { return n; } let _b = make("e2"); n + 1 }
fn looped() { for i in 0..3 { let _l = D("loop"); if i == 1 { continue; } if i == 2 { break; } println!("body"); } }
enum E { A(D), B(D, D), C }
fn len(d: &D) -> usize { d.0.len() }
fn main() {
    let _x = make("x"); let _ = make("underscore"); let _y = make("y");
    cond(true); cond(false); early(1); early(5); looped();
    { let p = Pair { a: make("pa"), b: make("pb") }; let Pair { a, .. } = p; println!("moved a"); drop(a); println!("scope end"); }
    let mut z = make("z1"); z = make("z2"); println!("assigned");
    let e = E::B(make("b1"), make("b2")); match e { E::A(d) => take(d), E::B(d, _) => take(d), E::C => {} } println!("after match");
    println!("{}", len(&make("temp"))); println!("after temp");
    match make("scrut").0.len() { 5 => println!("five"), _ => {} } println!("after scrut");
    let arr = [make("a0"), make("a1")]; println!("arr"); drop(arr);
    let o = Some(make("opt")); if let Some(d) = &o { println!("has {}", d.0); } let t = o; println!("moved opt"); 
    let c = { let k = make("cap"); move || { let k = &k; println!("closure {}", k.0) } }; c(); drop(c); println!("closure dropped");
    let tup = (make("t0"), make("t1")); let (f, _) = tup; println!("destructured"); drop(f);
    let late; let dd = make("dd"); late = dd; println!("late {}", late.0);
    let mut v = Some(make("v")); v.take(); println!("taken"); let b = core::mem::replace(&mut z, make("z3")); println!("replaced {}", b.0);
    core::mem::forget(b);
    let s = if true { make("if") } else { make("else") }; let _r = &make("extended"); println!("end");
    fn tail() -> usize { let d = D("tail"); len(&d) + len(&D("tailtemp")) } println!("{}", tail());
    let x2 = (make("q").0, 1).1; println!("{}", x2);
}
