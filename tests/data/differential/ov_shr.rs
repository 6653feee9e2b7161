fn f(a: i64) -> u8 { let mut x = 200u8; x >>= a; x }
pub fn run() { println!("{}", f(3)); println!("{}", f(8)); }
