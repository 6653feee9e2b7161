pub fn run() {
    let mut a = [0u8; 11];
    for (i, c) in a.chunks_exact_mut(4).enumerate() { c.fill(i as u8 + 1); }
    println!("{a:?}");
    for (i, c) in a.chunks_mut(4).rev().enumerate() { c[0] += 10 * (i as u8 + 1); *c.last_mut().unwrap() = 99; }
    println!("{a:?}");
    println!("{:?} {:?}", a.chunks_exact(3).next_back(), a.chunks_exact(3).rev().map(|c| c[0]).max());
    let mut parts = a.chunks_exact_mut(5);
    println!("{} {:?}", parts.len(), parts.next_back());
    let last = parts.next().unwrap();
    last[2] = 7;
    println!("{:?} {:?}", parts.next(), parts.into_remainder());
    println!("{a:?}");
    let none: &mut [u8] = &mut [];
    println!("{:?}", none.chunks_exact_mut(2).next()); println!("{:?}", none.chunks_mut(2).next_back());
    let size = a[0] as usize - a[0] as usize;
    a.chunks_exact_mut(size).count();
}
