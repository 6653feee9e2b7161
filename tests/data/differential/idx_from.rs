pub fn run() { let s = [1, 2, 3]; let k = s.len() + 1; println!("{:?}", &s[k..]); }
