pub fn run() { assert_ne!(1 + 1, 2); }
