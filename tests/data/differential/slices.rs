pub fn run() {
    let mut a = [5, 3, 8, 1, 9, 2];
    a.sort_unstable(); println!("{:?}", a); a.reverse(); println!("{:?}", a);
    println!("{:?} {:?} {:?}", a.first(), a.last(), a.get(10));
    println!("{:?} {:?}", a.iter().max(), a.iter().min_by_key(|x| (**x - 4i32).abs()));
    println!("{:?}", a.iter().position(|&x| x == 8)); println!("{}", a.contains(&3));
    a.sort_unstable_by(|x, y| y.cmp(x)); println!("{:?}", a); a.sort_unstable_by_key(|x| *x % 3); println!("{:?}", a.len());
    for c in [1, 2, 3, 4, 5].chunks(2) { print!("{:?}", c); } println!(); for w in [1, 2, 3, 4].windows(2) { print!("{:?}", w); } println!();
    for c in [1, 2, 3, 4, 5].chunks_exact(2) { print!("{:?}", c); } println!();
    let (l, r) = [1, 2, 3].split_at(1); println!("{:?} {:?}", l, r);
    let mut b = [0; 4]; b.fill(7); println!("{:?}", b); b[1..3].fill(1); println!("{:?}", b); b.rotate_left(1); println!("{:?}", b);
    if let [x, .., y] = a { println!("{x} {y}"); } if let [p, q, rest @ ..] = &a[..] { println!("{p} {q} {:?}", rest); }
    match &a[..] { [] => println!("empty"), [one] => println!("{one}"), [f, .., l] => println!("{f}..{l}") }
    println!("{:?}", [1, 2, 3] == [1, 2, 3]); println!("{:?}", [1, 2] < [1, 3]); println!("{:?}", [[1, 2], [3, 4]].concat_len());
    let m = [[0u8; 3]; 2]; println!("{:?} {}", m, m.len() * m[0].len());
    let mut g = [[0; 3]; 3]; for i in 0..3 { for j in 0..3 { g[i][j] = i * 3 + j; } } println!("{:?}", g); for row in &mut g { row[0] += 1; } println!("{:?}", g);
    println!("{:?}", [3, 1, 2].iter().copied().fold(0, |a, b| a * 10 + b)); println!("{:?}", a.binary_search(&100).is_err());
    println!("{:?} {:?}", a.split_first(), a.split_last().map(|(x, _)| x)); println!("{:?}", [1, 0, 2, 0, 3].split(|x| *x == 0).map(|s| s.len()).sum::<usize>());
    println!("{:?}", [1, 2, 3].map(|x| x * 2)); println!("{:?}", a.iter().rev().skip_while(|x| **x < 3).count()); println!("{}", [1, 2, 3].starts_with(&[1, 2]));
    let s: &mut [i32] = &mut a[1..4]; s[0] = 100; s.swap(0, 2); println!("{:?}", a); let (x, y) = a.split_at_mut(3); x[0] = y[0]; println!("{:?}", a);
    println!("{:?}", <[u8; 3]>::try_from(&b"abcd"[..3])); println!("{:?}", <[u8; 3]>::try_from(&b"abcd"[..]).is_err());
    println!("{:?}", core::array::from_fn::<usize, 4, _>(|i| i * i)); println!("{:?}", a.iter().is_sorted()); println!("{:?}", [1, 1, 2].first_chunk::<2>());
    a.copy_within(0..2, 3); println!("{:?}", a); println!("{:?}", [1u8, 2].iter().map(|x| x.to_string_len()).sum::<usize>()); println!("{:?}", [0u8; 0]);
    println!("{:?}", [1, 2, 3, 4].iter().partition_count()); println!("{:?}", a.to_vec_len()); println!("{:?}", [1,2,3].last_mut().map(|x| { *x += 1; *x }));
}
trait X { fn concat_len(&self) -> usize; } impl<T, const N: usize, const M: usize> X for [[T; N]; M] { fn concat_len(&self) -> usize { N * M } }
trait Y { fn to_string_len(&self) -> usize; } impl Y for u8 { fn to_string_len(&self) -> usize { if *self > 9 { 2 } else { 1 } } }
trait Z: Iterator + Sized { fn partition_count(self) -> usize { self.count() } } impl<I: Iterator> Z for I {}
trait V { fn to_vec_len(&self) -> usize; } impl<T> V for [T] { fn to_vec_len(&self) -> usize { self.len() } }
