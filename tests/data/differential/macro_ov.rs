macro_rules! add { ($a:expr, $b:expr) => { $a + $b } }
fn f(a: u8) -> u8 { add!(a, 10) }
pub fn run() { println!("{}", f(245)); println!("{}", f(246)); }
