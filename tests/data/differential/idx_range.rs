fn g(s: &[u8], i: usize, j: usize) -> &[u8] { &s[i..j] }
pub fn run() { println!("{:?}", g(b"abc", 1, 3)); println!("{:?}", g(b"abc", 2, 4)); }
