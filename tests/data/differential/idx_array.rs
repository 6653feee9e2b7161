pub fn run() { let a = [1, 2, 3]; let n = a.len(); println!("{}", a[n - 1]); println!("{}", a[n]); }
