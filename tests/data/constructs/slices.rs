pub mod sorting_and_searching {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)] struct P { age: u8, id: u32 }
    fn bubble<T: PartialOrd>(v: &mut [T]) -> usize { let mut swaps = 0; for i in 0..v.len() { for j in 1..v.len() - i { if v[j - 1] > v[j] { v.swap(j - 1, j); swaps += 1; } } } swaps }
    fn quick<T: Ord + Copy>(v: &mut [T]) { if v.len() < 2 { return; } let p = v[v.len() / 2]; let (mut i, mut j) = (0usize, v.len() - 1); loop { while v[i] < p { i += 1; } while v[j] > p { j -= 1; } if i >= j { break; } v.swap(i, j); i += 1; j -= 1; } let (a, b) = v.split_at_mut(i); quick(a); quick(b); }
    pub fn run() {
        let mut v = [5, 2, 9, 1, 5, 6, -3];
        println!("{} {:?}", bubble(&mut v), v);
        println!("{:?} {:?} {:?}", v.binary_search(&6), v.binary_search(&4), v.binary_search_by(|x| x.cmp(&100)));
        println!("{} {:?}", v.partition_point(|x| *x < 5), v.binary_search_by_key(&18, |x| x * 2));
        let mut w = [7u8, 3, 200, 0, 3, 90, 14, 15, 9, 2]; quick(&mut w); println!("{:?}", w);
        let mut ps = [P { age: 30, id: 1 }, P { age: 20, id: 2 }, P { age: 30, id: 0 }, P { age: 20, id: 3 }];
        ps.sort_unstable(); println!("{:?}", ps.map(|p| p.id));
        ps.sort_unstable_by(|a, b| b.age.cmp(&a.age).then(a.id.cmp(&b.id))); println!("{:?}", ps.map(|p| p.id));
        ps.sort_unstable_by_key(|p| core::cmp::Reverse(p.id)); println!("{:?}", ps.map(|p| p.id));
        println!("{} {} {}", v.is_sorted(), ps.is_sorted_by(|a, b| a.id > b.id), ps.is_sorted_by_key(|p| p.age));
        println!("{:?} {:?}", ps.iter().max(), ps.iter().min_by_key(|p| (p.age, p.id)));
        let mut s = [3, 1, 2, 5, 4]; let (l, m, r) = s.select_nth_unstable(2); println!("{} {} {}", l.len(), m, r.len());
        println!("{:?}", ["b", "a", "C"].iter().min_by_key(|s| s.as_bytes()[0].to_ascii_lowercase()));
    }
}
pub mod splitting_and_copying {
    pub fn run() {
        let mut a = [1, 2, 3, 4, 5, 6, 7, 8];
        { let (l, r) = a.split_at_mut(3); l[0] = r[0]; r[4] = 0; core::mem::swap(&mut l[1], &mut r[1]); }
        println!("{:?}", a);
        a[..4].reverse(); a[4..].rotate_left(1); println!("{:?}", a);
        a.copy_within(5.., 0); println!("{:?}", a);
        a[2..5].fill(9); a[5..].fill_with(|| 1); println!("{:?}", a);
        let mut b = [0; 3]; b.copy_from_slice(&a[1..4]); b.clone_from_slice(&[4, 5, 6]); println!("{:?}", b);
        let (first, rest) = a.split_first().unwrap(); let (last, mid) = rest.split_last().unwrap(); println!("{first} {mid:?} {last}");
        if let Some((h, t)) = a.split_first_mut() { *h = t.len() as i32; }
        if let Some(x) = a.last_mut() { *x *= -1; } if let Some(x) = a.first_mut() { *x += 1; } println!("{:?}", a);
        println!("{:?} {:?} {:?} {:?}", a.get(2), a.get(20), a.get(1..3), a.get(7..9));
        if let Some(s) = a.get_mut(1..=2) { s.swap(0, 1); s[0] = 77; } *a.get_mut(0).unwrap() = 5; println!("{:?}", a);
        println!("{} {} {} {}", a.contains(&77), a.starts_with(&[5]), a.ends_with(&[1, -1]), a[3..].is_empty());
        println!("{:?} {:?}", a.strip_prefix(&[5, 77]), a.strip_suffix(&[0]));
        println!("{:?} {:?}", a.first_chunk::<2>(), a.split_last_chunk::<3>().map(|(x, y)| (x.len(), *y)));
        let mut x = [1, 2]; let mut y = [3, 4]; x.swap_with_slice(&mut y); println!("{:?}{:?}", x, y);
        let arr: [i32; 3] = a[..3].try_into().unwrap(); let bad: Result<[i32; 4], _> = <[i32; 4]>::try_from(&a[..3]); println!("{:?} {}", arr, bad.is_err());
        let r: &[i32; 2] = (&a[2..4]).try_into().unwrap(); println!("{:?}", r);
        let nested = [[1, 2], [3, 4], [5, 6]]; println!("{:?} {}", nested.as_flattened(), nested.concat_len());
        println!("{:?}", a.split_at_checked(9).is_none());
    }
    trait C { fn concat_len(&self) -> usize; } impl<const N: usize, T> C for [[T; N]] { fn concat_len(&self) -> usize { self.len() * N } }
}
pub mod chunks_and_windows {
    pub fn run() {
        let mut v = [1u32, 2, 3, 4, 5, 6, 7];
        for c in v.chunks_mut(3) { c[0] *= 10; let n = c.len(); c[n - 1] += 100; } println!("{:?}", v);
        for (i, c) in v.chunks_exact_mut(2).enumerate() { c.swap(0, 1); c[0] += i as u32; } println!("{:?}", v);
        println!("{:?}", v.windows(3).map(|w| w.iter().sum::<u32>()).max());
        println!("{}", v.windows(2).filter(|w| w[0] < w[1]).count());
        for w in v.chunk_by(|a, b| a < b) { print!("{:?}", w); } println!();
        for w in v.rchunks(3) { print!("{:?}", w); } println!();
        for w in v.split(|x| x % 2 == 1) { print!("{:?}", w); } println!();
        for w in v.splitn(2, |x| x % 2 == 1) { print!("{:?}", w); } println!();
        for w in v.split_inclusive(|x| *x > 50) { print!("{:?}", w); } println!();
        for w in v.rsplit(|x| *x == 4) { print!("{:?}", w); } println!();
        for w in v.split_mut(|x| *x == 4) { w.reverse(); } println!("{:?}", v);
        let (pairs, rest) = v.as_chunks::<2>(); println!("{:?} {:?}", pairs, rest);
        for w in v.rchunks_mut(4) { w[0] = 0; } println!("{:?}", v);
        println!("{:?}", v.chunks(2).map(|c| c.len()).rev().fold(0, |a, b| a * 10 + b));
        if let Ok([a, b]) = v.get_disjoint_mut([1, 4]) { core::mem::swap(a, b); } println!("{:?}", v);
        let grid = [[1, 2, 3], [4, 5, 6]]; let mut t = [[0; 2]; 3];
        for (i, row) in grid.iter().enumerate() { for (j, x) in row.iter().enumerate() { t[j][i] = *x; } } println!("{:?}", t);
        println!("{:?}", grid.iter().flatten().rev().step_by(2).fold(0, |a, b| a * 10 + b));
        println!("{:?}", grid.map(|r| r.iter().product::<i32>()));
    }
}
pub mod matrices_and_boards {
    type Grid = [[u8; 6]; 6];
    fn life(g: &Grid) -> Grid { let mut n = [[0; 6]; 6]; for r in 0..6 { for c in 0..6 { let mut k = 0; for dr in [5, 0, 1] { for dc in [5, 0, 1] { if (dr, dc) != (0, 0) { k += g[(r + dr) % 6][(c + dc) % 6]; } } } n[r][c] = (k == 3 || (k == 2 && g[r][c] == 1)) as u8; } } n }
    fn mul<const A: usize, const B: usize, const C: usize>(x: &[[i32; B]; A], y: &[[i32; C]; B]) -> [[i32; C]; A] { let mut o = [[0; C]; A]; for i in 0..A { for j in 0..C { o[i][j] = (0..B).map(|k| x[i][k] * y[k][j]).sum(); } } o }
    fn queens<const N: usize>(row: usize, at: &mut [usize; N]) -> u32 { if row == N { return 1; } let mut n = 0; for c in 0..N { if (0..row).all(|r| at[r] != c && at[r].abs_diff(c) != row - r) { at[row] = c; n += queens(row + 1, at); } } n }
    pub fn run() {
        let mut g = [[0; 6]; 6]; for (r, c) in [(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)] { g[r][c] = 1; }
        for _ in 0..4 { g = life(&g); }
        for row in &g { for c in row { print!("{}", if *c == 1 { '#' } else { '.' }); } print!("/"); } println!();
        println!("{:?}", mul(&[[1, 2, 3], [4, 5, 6]], &[[1, 0], [0, 1], [2, 2]]));
        println!("{}", queens(0, &mut [0; 5]));
        let mut sieve = [true; 50]; sieve[..2].fill(false); let mut i = 2; while i * i < 50 { if sieve[i] { (i * i..50).step_by(i).for_each(|j| sieve[j] = false); } i += 1; }
        for (p, _) in sieve.iter().enumerate().filter(|(_, p)| **p) { print!("{p} "); } println!();
        let mut tri = [[0u32; 7]; 7]; for n in 0..7 { tri[n][0] = 1; for k in 1..=n { tri[n][k] = tri[n - 1][k - 1] + tri[n - 1][k]; } } println!("{:?}", tri[6]);
        let mut cube = [[[0i8; 3]; 2]; 2]; for (i, plane) in cube.iter_mut().enumerate() { for (j, row) in plane.iter_mut().enumerate() { for (k, x) in row.iter_mut().enumerate() { *x = (i * 6 + j * 3 + k) as i8 - 5; } } } println!("{:?} {}", cube, cube[1][0][2]);
        let (mut dist, edges) = ([u32::MAX; 4], [(0, 1, 4), (0, 2, 1), (2, 1, 2), (1, 3, 5)]); dist[0] = 0; for _ in 0..3 { for &(a, b, w) in &edges { if let Some(d) = dist[a].checked_add(w) { dist[b] = dist[b].min(d); } } } println!("{:?}", dist);
    }
}
pub mod fixed_collections {
    #[derive(Debug)] struct Ring<T, const N: usize> { buf: [Option<T>; N], head: usize, len: usize }
    impl<T, const N: usize> Ring<T, N> {
        const EMPTY: Option<T> = None;
        const fn new() -> Self { Ring { buf: [Self::EMPTY; N], head: 0, len: 0 } }
        fn push(&mut self, t: T) -> Result<(), T> { if self.len == N { return Err(t); } let at = (self.head + self.len) % N; self.buf[at] = Some(t); self.len += 1; Ok(()) }
        fn pop(&mut self) -> Option<T> { let t = self.buf[self.head].take()?; self.head = (self.head + 1) % N; self.len -= 1; Some(t) }
        fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + '_ { (0..self.len).filter_map(|i| self.buf[(self.head + i) % N].as_ref()) }
    }
    struct Heap { v: [u32; 16], n: usize }
    impl Heap {
        fn push(&mut self, x: u32) { let mut i = self.n; self.v[i] = x; self.n += 1; while i > 0 && self.v[(i - 1) / 2] > self.v[i] { self.v.swap(i, (i - 1) / 2); i = (i - 1) / 2; } }
        fn pop(&mut self) -> Option<u32> { if self.n == 0 { return None; } self.n -= 1; self.v.swap(0, self.n); let (mut i, n) = (0, self.n); loop { let Some(c) = [2 * i + 1, 2 * i + 2].into_iter().filter(|&c| c < n).min_by_key(|&c| self.v[c]) else { break }; if self.v[c] >= self.v[i] { break; } self.v.swap(c, i); i = c; } Some(self.v[self.n]) }
    }
    struct Map<K, V, const N: usize>([Option<(K, V)>; N]);
    impl<K: PartialEq + Copy + Into<usize>, V: Copy, const N: usize> Map<K, V, N> {
        fn slot(&mut self, k: K) -> Option<&mut Option<(K, V)>> { let start = k.into() % N; for i in 0..N { let at = (start + i) % N; match self.0[at] { Some((o, _)) if o != k => continue, _ => return Some(&mut self.0[at]) } } None }
        fn insert(&mut self, k: K, v: V) -> Option<V> { self.slot(k).and_then(|s| s.replace((k, v))).map(|(_, v)| v) }
        fn get(&mut self, k: K) -> Option<V> { self.slot(k)?.map(|p| p.1) }
    }
    pub fn run() {
        let mut r = Ring::<_, 3>::new();
        for c in ["a", "b", "c"] { r.push(c).unwrap(); }
        println!("{:?} {:?} {:?}", r.push("d"), r.pop(), r.push("e"));
        for x in r.iter() { print!("{x} "); } for x in r.iter().rev() { print!("{x} "); } println!("{:?}", r);
        let mut h = Heap { v: [0; 16], n: 0 }; for x in [9, 4, 7, 1, 8, 2] { h.push(x); } while let Some(x) = h.pop() { print!("{x} "); } println!();
        let mut m = Map::<u8, char, 4>([None; 4]);
        println!("{:?} {:?} {:?} {:?}", m.insert(1, 'x'), m.insert(5, 'y'), m.insert(1, 'z'), m.get(5));
        println!("{:?} {:?}", m.get(9), { m.insert(2, 'a'); m.insert(3, 'b'); m.insert(4, 'c') });
        println!("{:?}", m.0.iter().flatten().map(|(k, _)| *k as u32).sum::<u32>());
    }
}
