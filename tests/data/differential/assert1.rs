pub fn run() { let a = 3; assert!(a == 3); assert!(a > 2, "a is {}", a); assert!(a == 4); }
