fn g(s: &[u8], i: usize) -> u8 { s[i] }
pub fn run() { println!("{}", g(b"abc", 2)); println!("{}", g(b"abc", 3)); }
