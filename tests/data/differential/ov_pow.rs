fn f(a: u8, n: u32) -> u8 { a.pow(n) }
pub fn run() { println!("{}", f(3, 5)); println!("{}", f(2, 8)); }
