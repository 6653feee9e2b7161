pub fn run() { let (a, b) = (5, 3); println!("{}", 4.clamp(a, b)); }
