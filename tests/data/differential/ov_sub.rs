pub fn run() { let v = [1usize, 2]; let mut i = v.len(); loop { i -= 1; println!("{}", v[i]); } }
