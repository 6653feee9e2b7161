pub fn run() { let s = "héllo"; println!("{}", &s[0..1]); println!("{}", &s[0..2]); }
