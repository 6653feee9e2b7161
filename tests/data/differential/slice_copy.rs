pub fn run() { let mut a = [0u8; 4]; a[1..3].copy_from_slice(&[7, 8]); println!("{:?}", a); let n = a.len(); a[..n].copy_from_slice(&[1]); }
