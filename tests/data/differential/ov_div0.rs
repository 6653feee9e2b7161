fn f(a: u64, b: u64) -> u64 { a / b }
pub fn run() { println!("{}", f(7, 2)); println!("{}", f(1, 0)); }
