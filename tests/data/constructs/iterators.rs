pub mod adapters_chained {
    pub fn run() {
        let a = [5, 3, 8, 1, 9, 2];
        println!("{}", a.iter().zip(a.iter().skip(1)).filter(|(x, y)| x < y).count());
        for (i, (x, c)) in a.iter().rev().zip("abcdef".chars()).enumerate().skip(1).step_by(2) { print!("{i}{x}{c} "); }
        println!();
        let mut it = a.iter().copied().chain(100..103).rev().skip_while(|n| *n > 100).take_while(|n| *n != 3);
        println!("{:?} {:?} {:?}", it.next(), it.next(), it.last());
        println!("{:?}", a.iter().scan(0, |s, x| { *s += x; if *s > 20 { None } else { Some(*s) } }).fold([0; 6], |mut o, x| { o.rotate_right(1); o[0] = x; o }));
        println!("{}", (1..=3).flat_map(|i| (0..i).map(move |j| i * 10 + j)).map(|x| x as u64).product::<u64>());
        println!("{:?} {:?}", a.iter().max_by_key(|x| (**x % 5, **x)), a.iter().min_by(|x, y| (*x % 4).cmp(&(*y % 4))));
        println!("{:?} {:?} {:?}", a.iter().position(|&x| x == 8), a.iter().rposition(|&x| x < 3), a.iter().find_map(|x| if x % 4 == 0 { Some(x * 2) } else { None }));
        let mut seen = 0;
        let s: i32 = a.iter().inspect(|x| seen = seen * 10 + **x).take(3).sum();
        println!("{s} {seen}");
        println!("{} {}", a.iter().any(|x| x % 7 == 0), a.iter().all(|x| *x > 0));
        println!("{:?}", "cycle".chars().cycle().skip(3).take(9).fold(('-', 0), |(_, n), c| (c, n + 1)));
        println!("{:?} {:?}", (0..10).step_by(3).size_hint(), a.iter().filter(|_| true).size_hint());
        println!("{:?}", (0..3).map(|x| x * x).chain(core::iter::once(42)).chain(core::iter::repeat(7).take(2)).nth(4));
        println!("{}", a.iter().map(|x| x % 3).filter_map(|x| 10i32.checked_div(x)).sum::<i32>());
    }
}
pub mod both_ends {
    pub fn run() {
        let mut r = 0..10;
        println!("{:?} {:?} {:?} {} {:?}", r.next(), r.next_back(), r.nth(2), r.len(), r);
        println!("{:?} {:?}", r.nth_back(1), r);
        let mut c = "añb".char_indices();
        println!("{:?} {:?} {:?} {:?}", c.next_back(), c.next(), c.next_back(), c.next());
        let v = [1, 2, 3, 4, 5, 6, 7];
        let mut ch = v.chunks(3);
        println!("{:?} {:?} {}", ch.next_back(), ch.next(), ch.len());
        let mut w = v.windows(2).rev();
        println!("{:?} {:?} {}", w.next(), w.nth(1), w.len());
        println!("{:?}", v.chunks_exact(2).map(|p| p[0] * p[1]).rev().fold(0, |a, b| a * 100 + b));
        println!("{:?}", v.chunks_exact(4).remainder());
        println!("{:?}", v.rchunks(3).map(|c| c.len()).last());
        let mut it = v.iter().enumerate().rev().map(|(i, x)| i as i32 * x);
        println!("{:?} {:?} {:?}", it.next(), it.next_back(), it.rfold(0, |a, b| a * 10 + b));
        let mut e = v.into_iter();
        e.next(); e.next_back();
        println!("{:?} {}", e.as_slice(), e.len());
        let mut p = [1, 1, 2, 3, 3].iter().peekable();
        let mut runs = [(0, 0); 4]; let mut n = 0;
        while let Some(x) = p.next() { let mut k = 1; while p.next_if_eq(&x).is_some() { k += 1; } runs[n] = (*x, k); n += 1; }
        println!("{:?} {:?}", &runs[..n], p.peek());
        let mut by = (1..=9).into_iter();
        let first: i32 = by.by_ref().take(3).sum();
        let second: i32 = by.by_ref().take_while(|x| *x < 6).sum();
        println!("{first} {second} {:?}", by);
        println!("{:?} {:?}", (1..=3).rev().chain(7..9).rev().next(), (0..=255u8).rev().step_by(100).map(|x| x as u32).fold(0, |a, b| a * 1000 + b));
        println!("{:?}", (0..5).rev().rev().rfind(|x| x % 2 == 1));
    }
}
pub mod own_iterators {
    struct Collatz(u64);
    impl Iterator for Collatz { type Item = u64; fn next(&mut self) -> Option<u64> { if self.0 == 0 { return None; } let now = self.0; self.0 = match now { 1 => 0, n if n % 2 == 0 => n / 2, n => 3 * n + 1 }; Some(now) } }
    struct Grid { cells: [[u8; 4]; 3] }
    impl Grid { fn around(&self, r: usize, c: usize) -> impl Iterator<Item = (usize, usize, u8)> + '_ { (r.saturating_sub(1)..=(r + 1).min(2)).flat_map(move |i| (c.saturating_sub(1)..=(c + 1).min(3)).map(move |j| (i, j))).filter(move |&p| p != (r, c)).map(|(i, j)| (i, j, self.cells[i][j])) } }
    impl<'a> IntoIterator for &'a Grid { type Item = &'a u8; type IntoIter = core::iter::Flatten<core::slice::Iter<'a, [u8; 4]>>; fn into_iter(self) -> Self::IntoIter { self.cells.iter().flatten() } }
    struct Countdown { hi: u32, lo: u32 }
    impl Iterator for Countdown { type Item = u32; fn next(&mut self) -> Option<u32> { if self.hi > self.lo { self.hi -= 1; Some(self.hi) } else { None } } fn size_hint(&self) -> (usize, Option<usize>) { let n = (self.hi - self.lo) as usize; (n, Some(n)) } }
    impl DoubleEndedIterator for Countdown { fn next_back(&mut self) -> Option<u32> { if self.hi > self.lo { self.lo += 1; Some(self.lo - 1) } else { None } } }
    impl ExactSizeIterator for Countdown {}
    fn largest<I>(it: I) -> Option<I::Item> where I: IntoIterator, I::Item: Ord { let mut it = it.into_iter(); let first = it.next()?; Some(it.fold(first, |a, b| if b > a { b } else { a })) }
    trait Ext: Iterator { fn every(self, n: usize) -> Every<Self> where Self: Sized { Every { it: self, n } } fn checksum(self) -> u32 where Self: Sized + Iterator<Item = u64> { self.fold(1, |a, b| (a * 31 + b as u32) % 65521) } }
    impl<I: Iterator> Ext for I {}
    struct Every<I> { it: I, n: usize }
    impl<I: Iterator> Iterator for Every<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { let x = self.it.next(); for _ in 1..self.n { self.it.next(); } x } }
    pub fn run() {
        println!("{} {:?} {}", Collatz(27).count(), Collatz(27).max(), Collatz(6).every(2).map(|x| x as u32).sum::<u32>());
        let g = Grid { cells: [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]] };
        println!("{} {}", g.around(0, 0).map(|t| t.2 as u32).sum::<u32>(), g.around(1, 2).count());
        let mut s = 0u32; for c in &g { s += *c as u32; } println!("{s}");
        let mut c = Countdown { hi: 6, lo: 2 };
        println!("{} {:?} {:?} {:?}", c.len(), c.next(), c.next_back(), c.rev().last());
        println!("{:?} {:?} {:?}", largest([3, 9, 4]), largest("zebra".chars()), largest(&[] as &[u8]));
        println!("{} {}", Collatz(7).checksum(), (1..5u64).every(3).checksum());
        let mut f = core::iter::from_fn({ let mut n = 3; move || { n -= 1; if n >= 0 { Some(n) } else { None } } });
        println!("{:?} {:?}", f.next(), f.last());
        println!("{}", core::iter::successors(Some(1u32), |x| x.checked_mul(10)).count());
        let dynit: &mut dyn Iterator<Item = u64> = &mut Collatz(3);
        println!("{:?} {}", dynit.next(), dynit.map(|x| x * 2).sum::<u64>());
        for (i, n) in (Countdown { hi: 3, lo: 0 }).enumerate() { print!("{i}:{n} "); }
        println!();
    }
}
pub mod sums_and_comparisons {
    #[derive(Debug, Clone, Copy, PartialEq)] struct M(i64);
    impl core::iter::Sum for M { fn sum<I: Iterator<Item = M>>(it: I) -> M { M(it.map(|m| m.0).sum()) } }
    impl<'a> core::iter::Sum<&'a M> for M { fn sum<I: Iterator<Item = &'a M>>(it: I) -> M { it.copied().sum() } }
    pub fn run() {
        let v = [M(3), M(-5), M(10)];
        println!("{:?} {:?}", v.iter().sum::<M>(), v.into_iter().filter(|m| m.0 > 0).sum::<M>());
        println!("{:?}", ["1", "2", "x"].iter().map(|s| s.parse::<i32>()).sum::<Result<i32, _>>().is_err());
        println!("{:?}", ["1", "2", "4"].iter().map(|s| s.parse::<i32>().ok()).product::<Option<i32>>());
        println!("{} {} {}", [1, 2].iter().eq([1, 2].iter()), (1..3).lt(1..4), "abc".chars().ne("abd".chars()));
        println!("{:?} {:?}", [1, 2, 3].iter().cmp([1, 3].iter()), (0..0).max());
        println!("{} {}", [1, 2, 2, 9].is_sorted(), [3, 1].iter().is_sorted());
        println!("{:?}", (1..=5).try_fold(0i8, |a, x| a.checked_add(x * 20)));
        println!("{:?}", (1..=5).try_fold(0i8, |a, x| a.checked_add(x * 5)));
        println!("{:?}", [3, 1, 2].into_iter().reduce(|a, b| a * 10 + b));
        println!("{:?}", (1..4).map_while(|x| if x < 3 { Some(x * 2) } else { None }).fold(0, |a, b| a + b));
        println!("{:?}", [Some(1), None, Some(3)].iter().flatten().copied().min());
        println!("{:?}", ["bb", "a", "ccc"].iter().min_by_key(|s| s.len()));
        println!("{:?} {:?}", [1, 5, 5, 2].iter().enumerate().max_by_key(|(_, v)| **v), [4, 0, 0].iter().enumerate().min_by_key(|(_, v)| **v));
        let (mut odd, mut even) = (0, 0);
        (1..=10).for_each(|n| if n % 2 == 0 { even += n } else { odd += n });
        println!("{odd} {even}");
        let mut arr = [0u8; 6];
        for (slot, v) in arr.iter_mut().zip((b'a'..=b'z').step_by(5)) { *slot = v; }
        println!("{}", core::str::from_utf8(&arr).unwrap());
        println!("{:?}", (b'a'..b'e').map(char::from).rev().map(|c| c.to_ascii_uppercase()).fold(0u64, |h, c| h << 8 | c as u64));
        println!("{}", (1..=20u64).product::<u64>());
        println!("{:?}", [[1, 2], [3, 4]].concat_sum());
    }
    trait ConcatSum { fn concat_sum(&self) -> i32; }
    impl<const N: usize> ConcatSum for [[i32; N]] { fn concat_sum(&self) -> i32 { self.iter().flat_map(|r| r.iter()).sum() } }
}
pub mod lazy_order {
    pub fn run() {
        let it = (0..4).map(|x| { print!("m{x} "); x }).filter(|x| { print!("f{x} "); x % 2 == 1 });
        print!("made ");
        for x in it { print!("got{x} "); }
        println!();
        let mut p = (0..3).inspect(|x| print!("i{x} ")).peekable();
        print!("{:?} ", p.peek()); print!("{:?} ", p.peek()); p.next(); print!("n "); println!("{:?}", p.next());
        let z = (0..3).inspect(|x| print!("a{x} ")).zip((0..2).inspect(|x| print!("b{x} ")));
        println!("{}", z.count());
        let mut t = (0..5).inspect(|x| print!("t{x} "));
        println!("{}", t.by_ref().take(2).count());
        println!("{:?}", t.next());
        println!("{}", (0..6).inspect(|x| print!("s{x} ")).step_by(2).count());
        println!("{}", (0..4).inspect(|x| print!("k{x} ")).skip(2).map(|x| x + 1).any(|x| x == 3));
        let mut f = [1, 0].iter().fuse(); f.next(); f.next();
        println!("{:?} {:?}", f.next(), f.next());
        println!("{:?}", (0..3).flat_map(|x| { print!("o{x} "); (0..x).inspect(|y| print!("in{y} ")) }).last());
        let mut chunks = [1u8, 2, 3, 4, 5].chunks(2).map(|c| c.iter().map(|b| *b as u32).sum::<u32>());
        println!("{:?} {:?} {:?} {:?}", chunks.next(), chunks.next(), chunks.next(), chunks.next());
        println!("{:?}", (0..3).map(|i| (0..3).map(move |j| (i * j) as u8)).map(|row| row.fold(0u32, |a, b| a * 10 + b as u32)).max());
    }
}
pub mod ranges {
    use core::ops::{Bound, Range, RangeBounds, RangeInclusive};
    fn span<R: RangeBounds<usize>>(r: R, len: usize) -> (usize, usize) {
        let lo = match r.start_bound() { Bound::Included(&n) => n, Bound::Excluded(&n) => n + 1, Bound::Unbounded => 0 };
        let hi = match r.end_bound() { Bound::Included(n) => n + 1, Bound::Excluded(n) => *n, Bound::Unbounded => len };
        (lo, hi)
    }
    struct Region { range: Range<u64> }
    pub fn run() {
        println!("{:?} {:?} {:?} {:?} {:?}", span(2..5, 9), span(..=3, 9), span(4.., 9), span(.., 9), span(1..=1, 9));
        let r = 3..7;
        println!("{} {} {} {} {:?} {:?}", r.start, r.end, r.contains(&6), r.is_empty(), r, (5..5).is_empty());
        let i: RangeInclusive<i8> = -2..=2;
        println!("{} {} {:?} {}", i.start(), i.end(), i.contains(&3), i.clone().count());
        for (a, b) in i.zip('a'..='e') { print!("{a}{b}"); }
        println!();
        println!("{:?} {:?} {:?} {:?}", (..4), (2..), (..=9), (..));
        let g = Region { range: 0x1000..0x3000 };
        for a in g.range.clone().step_by(0x1000) { print!("{a:#x} "); }
        println!("{}", g.range.end - g.range.start);
        for x in (0..=255u8).skip(254) { print!("{x} "); }
        for x in (i8::MIN..=i8::MAX).rev().take(2) { print!("{x} "); }
        println!("{:?} {:?}", (0..u64::MAX).len_hint(), (250u8..).take(3).last());
        println!("{:?} {:?}", (1..=0).max(), ('x'..'z').map(|c| c as u8).sum::<u8>());
        println!("{} {}", (1..4) == (1..4), (1..=4) == (1..=5));
        let mut it = 1..=3; it.next(); it.next(); it.next(); println!("{:?} {}", it.next(), it.is_empty());
        println!("{:?}", (10..0).next());
    }
    trait LenHint { fn len_hint(&self) -> Option<usize>; }
    impl LenHint for Range<u64> { fn len_hint(&self) -> Option<usize> { self.size_hint().1 } }
}
