pub fn run() { let x: Option<u8> = None; println!("{}", Some(3).unwrap()); println!("{}", x.unwrap()); }
