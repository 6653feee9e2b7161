fn f(a: i8) -> i8 { -a }
pub fn run() { println!("{}", f(127)); println!("{}", f(-128)); }
