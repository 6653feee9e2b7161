// macro_rules, export corners, cfg_select in all places
mod m { #[macro_export] macro_rules! exported { ($x:expr) => { $crate::m::helper($x) }; } pub fn helper(x: u8) -> u8 { x + 1 } }
cfg_select! { true => { mod inner { pub const A: u8 = 1; } use inner::A; } _ => {} }
fn f() -> u8 { cfg_select! { feature = "x" => { return 9; } _ => { let a = A; a + 1 } } }
fn g() { cfg_select! { _ => { println!("g1"); println!("g2"); } } }
struct S; impl S { cfg_select! { target_os = "none" => { fn os(&self) -> u8 { 0 } } _ => { fn os(&self) -> u8 { 0 } } } }
macro_rules! pick { ($($t:tt)*) => { cfg_select! { _ => { $($t)* } } } }
type T = cfg_select! { target_pointer_width = "64" => u64, _ => u32 };
fn main() { println!("{} {} {} {}", exported!(1), f(), S.os(), pick!(3 + 4)); g(); let t: T = 5; println!("{t}"); match 5 { cfg_select! { _ => { 5 } } => println!("five"), _ => {} } let v = [cfg_select! { _ => 1, }, 2]; println!("{v:?}"); println!("{}", crate::exported!(4)); if cfg!(target_arch = "x86_64") && !cfg!(windows) { println!("cfg"); } }
