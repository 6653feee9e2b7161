macro_rules! idx { ($a:expr, $i:expr) => { $a[$i] } }
macro_rules! boom { ($($t:tt)*) => { panic!($($t)*) } }
pub fn run() { let a = [1, 2]; let i = a.len(); if i == 2 { println!("{}", idx!(a, 1)); } println!("{}", idx!(a, i)); boom!("x {}", 1); }
