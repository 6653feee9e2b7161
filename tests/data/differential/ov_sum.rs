pub fn run() { let a = [200u8, 50, 6]; println!("{}", a[..2].iter().sum::<u8>()); println!("{}", a.iter().sum::<u8>()); }
