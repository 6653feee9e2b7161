pub fn run() { let v = 4; panic!("v = {v:>4} {:?}", "s\n"); }
