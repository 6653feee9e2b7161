// Iterator adaptors and consumers.
w!("{:?}", (0..10).filter(|x| x % 3 == 0).map(|x| x * x).collect::<Vec<_>>());
w!("{:?}", (0..3).flat_map(|i| (0..i).map(move |j| (i, j))).collect::<Vec<_>>());
w!("{:?}", vec![vec![1], vec![], vec![2, 3]].into_iter().flatten().collect::<Vec<_>>());
w!("{:?}", (1..4).zip(["a", "b", "c", "d"]).collect::<Vec<_>>());
w!("{:?}", (1..4).enumerate().skip(1).collect::<Vec<_>>());
w!("{:?}", (0..10).step_by(4).collect::<Vec<_>>());
w!("{:?}", (0..10).rev().step_by(3).collect::<Vec<_>>());
w!("{:?}", (0..3).chain(10..12).collect::<Vec<i32>>());
w!("{:?}", [1, 5, 2].iter().copied().max());
w!("{:?}", ["bb", "a", "cc"].iter().max_by_key(|s| s.len()));
w!("{:?}", ["bb", "a", "cc"].iter().min_by_key(|s| s.len()));
w!("{:?}", [3, 1, 2].iter().min_by(|a, b| a.cmp(b)));
w!("{:?}", (1..=5).fold(String::new(), |s, n| s + &n.to_string()));
w!("{:?}", (1..=5).reduce(|a, b| a * b));
w!("{:?}", (1..10).take_while(|n| n * n < 30).collect::<Vec<_>>());
w!("{:?}", (1..10).skip_while(|n| n * n < 30).collect::<Vec<_>>());
w!("{:?}", ["1", "x", "3"].iter().map_while(|s| s.parse::<i32>().ok()).collect::<Vec<_>>());
w!("{:?}", (1..5).scan(0, |sum, n| { *sum += n; Some(*sum) }).collect::<Vec<_>>());
w!("{:?}", ["1", "2", "x"].iter().map(|s| s.parse::<i32>()).collect::<Result<Vec<_>, _>>());
w!("{:?}", ["1", "2"].iter().map(|s| s.parse::<i32>()).collect::<Result<Vec<_>, _>>());
w!("{:?}", [Some(1), None].into_iter().collect::<Option<Vec<_>>>());
w!("{:?}", [Some(1), Some(2)].into_iter().sum::<Option<i32>>());
let (even, odd): (Vec<i32>, Vec<i32>) = (1..8).partition(|n| n % 2 == 0);
w!("{even:?} {odd:?}");
let (left, right): (Vec<_>, Vec<_>) = [(1, 'a'), (2, 'b')].into_iter().unzip();
w!("{left:?} {right:?}");
let mut seen = Vec::new();
w!("{}", (1..4).inspect(|n| seen.push(*n)).sum::<i32>());
w!("{seen:?}");
let mut peek = [1, 2, 3].iter().peekable();
while let Some(n) = peek.next() {
    w!("{n} then {:?}", peek.peek());
}
let mut digits = "123abc".chars().peekable();
let mut number = 0;
while let Some(c) = digits.next_if(|c| c.is_ascii_digit()) {
    number = number * 10 + c.to_digit(10).unwrap();
}
w!("{number} {:?}", digits.collect::<String>());
w!("{:?}", [1, 2].iter().cycle().take(5).collect::<Vec<_>>());
w!("{:?} {:?}", (0..5).position(|n| n == 3), (0..5).find(|n| n * n > 5));
w!("{:?}", [1, 2, 3, 2].iter().rposition(|&n| n == 2));
w!("{:?}", (0..5).find_map(|n| if n > 2 { Some(n * 10) } else { None }));
w!("{} {}", (1..5).all(|n| n > 0), (1..5).any(|n| n > 4));
w!("{:?} {:?} {:?}", (0..5).last(), (0..5).nth(2), (0..5).count());
w!("{:?}", (0..5).try_fold(0i8, |sum, n| sum.checked_add(n * 20)));
w!("{:?}", (0..10).try_fold(0i8, |sum, n| sum.checked_add(n * 20)));
w!("{:?}", [1, 2, 3].iter().try_for_each(|n| if *n < 3 { Ok(()) } else { Err(*n) }));
w!("{:?}", core::iter::successors(Some(1), |n| if *n < 100 { Some(n * 3) } else { None }).collect::<Vec<_>>());
w!("{:?}", core::iter::repeat("x").take(3).collect::<String>());
w!("{:?}", core::iter::once(1).chain(core::iter::empty()).collect::<Vec<i32>>());
let mut n = 0;
w!("{:?}", core::iter::from_fn(|| { n += 1; if n < 4 { Some(n) } else { None } }).collect::<Vec<_>>());
w!("{:?}", core::iter::repeat_n(7, 3).collect::<Vec<_>>());
w!("{:?} {:?}", [1, 2].iter().cmp([1, 3].iter()), [1.0].iter().partial_cmp([f64::NAN].iter()));
w!("{} {}", (0..3).eq([0, 1, 2]), (0..3).lt(0..4));
w!("{:?}", ('a'..='e').rev().collect::<String>());
w!("{:?} {:?}", (0..5).size_hint(), (0..5).filter(|_| true).size_hint());
w!("{:?} {:?}", (0..=5).len_hint(), ('a'..'d').count());
w!("{:?}", (0..6).rev().skip(1).step_by(2).collect::<Vec<_>>());
w!("{:?}", [1, 2, 3, 4, 5].iter().skip(1).take(3).rev().collect::<Vec<_>>());
w!("{:?}", [1, 2, 3].iter().zip([4, 5].iter()).rev().collect::<Vec<_>>());
w!("{:?}", (0..3).map(|i| (0..2).map(|j| i + j).sum::<i32>()).collect::<Vec<_>>());
let mut iter = (0..5).into_iter();
let firsts: Vec<_> = iter.by_ref().take(2).collect();
w!("{firsts:?} {:?}", iter.collect::<Vec<_>>());
for (i, c) in "aé€".char_indices().rev() { w!("{i} {c}"); }
w!("{:?}", (1..=3).chain(7..=8).rev().collect::<Vec<i32>>());
w!("{:?}", (250u8..=255).collect::<Vec<_>>());
w!("{:?}", (0..20).rfind(|n| n % 7 == 0));
w!("{:?}", [5, 3, 8].iter().is_sorted());
trait LenHint { fn len_hint(&self) -> usize; }
impl<I: Iterator> LenHint for I { fn len_hint(&self) -> usize { self.size_hint().0 } }
