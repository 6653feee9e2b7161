use core::fmt; 
#[derive(Debug, Clone, Default, PartialEq)] struct P { x: i32, y: i32 }
#[derive(Debug, Default)] struct U; #[derive(Debug)] struct T(u8, &'static str); #[derive(Debug)] struct E {}
#[derive(Debug)] enum En { A, B(i32), C { a: P, b: Option<T> } }
impl fmt::Display for P { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "({}, {})", self.x, self.y) } }
struct Pad(&'static str); impl fmt::Display for Pad { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.0) } }
struct H(u32); impl fmt::LowerHex for H { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::LowerHex::fmt(&self.0, f) } }
impl fmt::Debug for H { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("H").field("hex", &format_args!("{:#x}", self.0)).finish() } }
struct L; impl fmt::Debug for L { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries([1, 2].iter()).entry(&"x").finish() } }
struct M; impl fmt::Debug for M { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entry(&"k", &1).entry(&2, &"v").finish() } }
struct S9; impl fmt::Debug for S9 { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_set().entry(&3).finish()?; f.debug_tuple("T").field(&1).field(&P { x: 1, y: 2 }).finish() } }
struct W; impl fmt::Display for W { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
  if f.alternate() { f.write_str("alt")?; } if let Some(w) = f.width() { write!(f, "w{}", w)?; } if let Some(p) = f.precision() { write!(f, "p{p}")?; } if f.sign_plus() { f.write_char('+')?; } f.write_fmt(format_args!("{:?}", f.fill())) } }
use core::fmt::Write;
pub fn run() {
    let p = P { x: 1, y: -2 };
    println!("{} {:?} {:#?}", p, p, p); println!("{:>10}|{:10}|", p, p);
    println!("{:?} {:?} {:?} {:#?} {:#?}", U, T(1, "a"), E {}, E {}, T(2, "b"));
    println!("{:?} {:?} {:?}", En::A, En::B(3), En::C { a: p.clone(), b: Some(T(1, "z")) });
    println!("{:#?}", En::C { a: p.clone(), b: Some(T(1, "z")) });
    println!("[{:6}] [{:>6}] [{:^6}] [{:.1}]", Pad("abc"), Pad("abc"), Pad("abc"), Pad("abc"));
    println!("{:x} {:#06x} {:?} {:#?}", H(255), H(255), H(16), H(17));
    println!("{:?} {:#?}", L, L); println!("{:?} {:#?}", M, M); println!("{:?} {:#?}", S9, S9);
    println!("{} {:#} {:5} {:.2} {:+} {:*>1}", W, W, W, W, W, W);
    println!("{:?} {:#?}", [P::default()], [&p][..].iter().map(|p| p.x).next());
    println!("{:03?} {:#06x?}", P { x: 1, y: 2 }, P { x: 1, y: 2 });
    println!("{:?} {:?}", &&p, &mut p.clone());
    println!("{:?}", (1u8, "x", 'c', 2.5, true));
}
