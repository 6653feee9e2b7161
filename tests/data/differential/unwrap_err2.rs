pub fn run() { let e: Result<u8, &str> = Ok(3); println!("{}", e.unwrap_err()); }
