pub fn run() { let a = [1, 2]; assert_eq!(a, [1, 2]); assert_eq!(a, [1, 3]); }
