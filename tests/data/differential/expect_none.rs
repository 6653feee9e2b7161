pub fn run() { let v: [Option<&str>; 2] = [Some("a"), None]; for x in v { println!("{}", x.expect("no text")); } }
