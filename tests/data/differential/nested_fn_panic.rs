mod inner { pub fn go(n: u32) -> u32 { if n == 0 { panic!("deep") } else { go(n - 1) + 1 } } }
pub fn run() { inner::go(5); }
