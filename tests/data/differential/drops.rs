struct D(u32); impl Drop for D { fn drop(&mut self) { print!("d{} ", self.0); } }
fn mk(n: u32) -> D { print!("m{} ", n); D(n) } fn pass(d: D) -> D { print!("p{} ", d.0); d } fn eat(_: D) { print!("e "); } fn eat2(_x: D) { print!("f "); }
struct Two { a: D, b: D } enum E { A(D), B { x: D, y: D }, C }
fn early(n: u32) -> u32 { let _a = mk(20); if n == 0 { return 1; } let _b = mk(21); if n == 1 { return 2; } 3 }
pub fn run() {
    let _a = mk(1); let _ = mk(2); { let _b = mk(3); let _c = mk(4); } println!(); let x = mk(5); let y = pass(x); eat(y); eat2(mk(6)); println!(); let mut z = mk(7); z = mk(8); println!("| {}", z.0);
    let t = Two { a: mk(9), b: mk(10) }; let Two { a, .. } = t; println!("| part {}", a.0); drop(a); println!(); match (E::B { x: mk(11), y: mk(12) }) { E::B { x, .. } => println!("got {}", x.0), _ => {} } println!();
    for i in 30..33 { let d = mk(i); if i == 31 { continue; } print!("b{} ", d.0); } println!(); println!("{} {} {}", early(0), early(1), early(2)); let arr = [mk(40), mk(41)]; println!(); let [p, q] = arr; drop(q); println!(); core::mem::forget(p);
    let o = Some(mk(50)); if let Some(ref d) = o { print!("ref{} ", d.0); } if let Some(d) = o { print!("mv{} ", d.0); } println!("x"); let mut w = Some(mk(60)); w = None; println!("y"); w.replace(mk(61)); let tk = w.take(); println!("{}", tk.is_some()); let old = core::mem::replace(&mut z, D(70)); println!("{}", old.0);
    println!("{}", mk(80).0); let l = mk(81).0 + mk(82).0; println!("{l}"); match mk(83).0 { n => println!("{n}") } if mk(84).0 == 84 { print!("in "); } println!(); while mk(85).0 != 85 {} println!(); let r = &mk(86); print!("{} ", r.0); let (u, v) = (mk(90), mk(91)); println!(); let bx = core::mem::ManuallyDrop::new(mk(95)); println!("{}", bx.0);
    let c; { let tmp = mk(96); c = tmp; } println!("{}", c.0); let tup = (mk(97), 1); let n = tup.1; println!("end {n}"); let cond = n == 2; let maybe; if cond { maybe = mk(99); }
}
