fn f(x: u8) -> u8 { match x { 0 => 1, 1 => unreachable!(), _ => unreachable!("x = {x}") } }
pub fn run() { println!("{}", f(0)); f(2); }
