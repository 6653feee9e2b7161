fn f(a: i32, b: i32) -> i32 { a * b }
pub fn run() { println!("{}", f(65536, 32767)); println!("{}", f(65536, 65536)); }
