pub fn run() { let e: Result<u8, &str> = Err("bad \"q\""); println!("{}", e.expect("wanted a byte")); }
