// Slices and arrays.
let a = [5, 3, 8, 1, 9, 2];
w!("{:?} {:?} {:?} {:?}", a.first(), a.last(), a.get(2), a.get(9));
w!("{:?} {:?}", a.get(1..3), a.get(4..9));
w!("{:?} {:?}", a.split_first(), a.split_last());
w!("{:?} {:?}", a.split_at(2), a.iter().rev().collect::<Vec<_>>());
w!("{:?}", a.chunks(4).map(|c| c.len()).collect::<Vec<_>>());
w!("{:?} {:?}", a.chunks_exact(4).collect::<Vec<_>>(), a.chunks_exact(4).remainder());
w!("{:?}", a.rchunks(4).collect::<Vec<_>>());
w!("{:?}", a.windows(5).collect::<Vec<_>>());
w!("{:?}", a.split(|n| *n == 8).collect::<Vec<_>>());
w!("{} {} {}", a.contains(&8), a.starts_with(&[5, 3]), a.ends_with(&[9]));
let mut b = a;
b.sort();
w!("{b:?} {:?} {:?}", b.binary_search(&8), b.binary_search(&4));
b.sort_by(|x, y| y.cmp(x));
w!("{b:?}");
b.sort_by_key(|x| x % 3);
w!("{b:?}");
b.sort_unstable();
b.reverse();
b.swap(0, 5);
w!("{b:?}");
b.rotate_left(2);
w!("{b:?}");
b.rotate_right(1);
w!("{b:?}");
b.fill(4);
w!("{b:?}");
b[1..4].copy_from_slice(&[1, 2, 3]);
b.copy_within(1..3, 4);
w!("{b:?}");
let (x, y) = b.split_at_mut(3);
x[0] = y[0];
w!("{b:?}");
for n in b.iter_mut() { *n *= 2; }
w!("{b:?}");
for c in b.chunks_mut(4) { c[0] = 0; }
w!("{b:?} {}", b.iter().map(|n| n.to_string()).collect::<Vec<_>>().join("-"));
let grid = [[1, 2, 3], [4, 5, 6]];
w!("{:?} {:?} {}", grid, grid.concat(), grid[1][2]);
w!("{:?}", grid.as_flattened());
w!("{:?}", [1, 2, 3].map(|n| n * n));
w!("{:?}", core::array::from_fn::<usize, 4, _>(|i| i * i));
w!("{:?} {:?}", <[u8; 2]>::try_from(&[1u8, 2][..]), <[u8; 2]>::try_from(&[1u8][..]).is_err());
w!("{} {} {}", [1, 2] == [1, 2], [1, 2] < [1, 3], [1, 2][..] == vec![1, 2][..]);
w!("{:?}", [3, 1].iter().chain(&[2]).collect::<Vec<_>>());
let mut big: Vec<u32> = (0..100).map(|n| n * 7919 % 101).collect();
big.sort();
w!("{:?} {}", &big[..5], big.is_sorted());
let mut pairs: Vec<(u32, u32)> = (0..60).map(|n| (n * 7 % 5, n)).collect();
pairs.sort_by_key(|p| p.0);
w!("{:?}", &pairs[10..26]);
big.sort_unstable_by(|a, b| b.cmp(a));
w!("{:?} {}", &big[..5], big.partition_point(|n| *n > 50));
w!("{:?} {:?}", [1u8; 0].first(), [[0u8; 2]; 2].len());
if let [first, .., last] = a { w!("{first} {last}"); }
if let [first, rest @ ..] = &a[..] { w!("{first} {}", rest.len()); }
match &a[..] { [] => w!("none"), [one] => w!("{one}"), [one, two, ..] => w!("{one} {two}") }
w!("{:?}", a.iter().position(|&n| n == 9));
w!("{:?}", b"hello".iter().map(|b| b.to_ascii_uppercase() as char).collect::<String>());
w!("{:?} {}", b" ab ".trim_ascii(), b"a\n\xff".escape_ascii());
w!("{:?}", core::str::from_utf8(b"ab\xe2\x82"));
w!("{:?}", core::mem::size_of_val(&a[..2]));
w!("{:?}", [1, 2, 3].repeat(2));
w!("{:?}", [0u8, 1].into_iter().rev().collect::<Vec<_>>());
w!("{:?}", [String::from("a"), String::from("b")].concat());
