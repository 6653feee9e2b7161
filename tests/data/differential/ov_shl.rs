fn f(a: u32) -> u32 { 1u32 << a }
pub fn run() { println!("{}", f(31)); println!("{}", f(32)); }
