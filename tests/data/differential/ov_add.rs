fn f(x: u8) -> u8 { x + 1 }
pub fn run() { println!("{}", f(254)); println!("{}", f(255)); }
