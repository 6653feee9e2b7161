macro_rules! boom { ($($t:tt)*) => { panic!($($t)*) } }
pub fn run() { boom!("x {}", 1); }
