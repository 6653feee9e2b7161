fn f(a: i32) -> i32 { a.abs() }
pub fn run() { println!("{}", f(-7)); println!("{}", f(i32::MIN)); }
