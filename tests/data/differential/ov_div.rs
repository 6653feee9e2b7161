fn f(a: i32, b: i32) -> i32 { a / b }
pub fn run() { println!("{}", f(7, -2)); println!("{}", f(i32::MIN, -1)); }
