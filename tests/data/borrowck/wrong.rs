fn b1() -> &'static str { let s = make(1); &s }
//= 1:44 E0515 cannot return reference to local variable `s`

fn b2() -> &'static [u8] { let a = [1u8, 2]; &a[..] }
//= 1:46 E0515 cannot return value referencing local variable `a`

fn b3<'a>() -> Vec<&'a u32> { let x = 1u32; vec![&x] }
//= 1:45 E0515 cannot return value referencing local variable `x`

fn b4(x: u32) -> &'static u32 { &x }
//= 1:33 E0515 cannot return reference to function parameter `x`

fn b5<'a>(s: String) -> Option<&'a str> { Some(s.as_str()) }
//= 1:43 E0515 cannot return value referencing function parameter `s`

fn b6() -> Box<dyn Fn() -> u32> { let x = 1u32; Box::new(|| x + 1) }
//= 1:58 E0373 closure may outlive the current function, but it borrows `x`, which is owned by the current function

fn b7() -> impl Fn(u32) -> u32 { let k = 2u32; |x| x + k }
//= 1:48 E0373 closure may outlive the current function, but it borrows `k`, which is owned by the current function

fn b8() { let f; { let x = 1u32; f = || x + 1; } f(); }
//= 1:41 E0597 `x` does not live long enough

fn b9() { let r: &String; { let s = make(1); r = &s; } look(r); }
//= 1:50 E0597 `s` does not live long enough

fn b10() { let s: &str = make(1).as_str(); look(&s); }
//= 1:26 E0716 temporary value dropped while borrowed

fn b11() { let v = Vec::<u32>::new().iter(); look(&v); }
//= 1:20 E0716 temporary value dropped while borrowed

fn b12() -> u32 { let r = &make(1)[..]; let q = make(2).trim().as_bytes().first(); *q.unwrap() as u32 + r.len() as u32 }
//= 1:49 E0716 temporary value dropped while borrowed

fn b13() { let mut v: Vec<&u32> = vec![]; for i in 0..3u32 { v.push(&i); } look(&v); }
//= 1:69 E0597 `i` does not live long enough

fn b14() { let mut last: Option<&str> = None; for i in 0..3 { let s = make(i); last = Some(&s); } look(&last); }
//= 1:92 E0597 `s` does not live long enough

fn b15() { let x = 1u32; forever(&x); }
//= 1:34 E0597 `x` does not live long enough

fn b16() { let t = Task { name: make(1), ticks: 0, parent: None }; let n = t.name(); eat(t); look(&n); }
//= 1:90 E0505 cannot move out of `t` because it is borrowed

fn b17() { let v = vec![1u32]; for x in &v { eat(v); look(x); } }
//= 1:50 E0505 cannot move out of `v` because it is borrowed

fn b18() { let mut v = vec![1u32]; for x in &v { v.push(*x); } }
//= 1:50 E0502 cannot borrow `v` as mutable because it is also borrowed as immutable

fn b19() { let mut v = vec![1u32]; for x in v.iter_mut() { *x += v.len() as u32; } }
//= 1:66 E0502 cannot borrow `v` as immutable because it is also borrowed as mutable

fn b20(s: &mut Screen) { let r = s.row_mut(0); s.put(1); r[0] = 1; }
//= 1:48 E0499 cannot borrow `*s` as mutable more than once at a time

fn b21(s: &mut Screen) { let c = s.color(); let w = s.width(); *c = w as u8; }
//= 1:53 E0502 cannot borrow `*s` as immutable because it is also borrowed as mutable

fn b22(s: &mut Screen) { let a = s.row_mut(0); let b = s.row_mut(1); core::mem::swap(a, b); }
//= 1:56 E0499 cannot borrow `*s` as mutable more than once at a time

fn b23(v: &mut Vec<u32>) { let f = &v[0]; v.clear(); look(f); }
//= 1:43 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn b24(v: &mut Vec<u32>) { let f = v.first(); v.push(1); look(&f); }
//= 1:47 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn b25(v: &mut Vec<u32>) { let f = v.iter().map(|x| *x + 1); v.push(1); let n: u32 = f.sum(); look(&n); }
//= 1:62 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn b26() { let mut x = 1u32; let mut inc = || x += 1; x = 5; inc(); }
//= 1:55 E0506 cannot assign to `x` because it is borrowed

fn b27() { let mut x = 1u32; let mut inc = || x += 1; look(&x); inc(); }
//= 1:60 E0502 cannot borrow `x` as immutable because it is also borrowed as mutable

fn b28() { let mut x = 1u32; let mut a = || x += 1; let mut b = || x += 2; a(); b(); }
//= 1:65 E0499 cannot borrow `x` as mutable more than once at a time

fn b29(v: &mut Vec<u32>) { let mut a = || v.push(1); let mut b = || v.push(2); a(); b(); }
//= 1:66 E0524 two closures require unique access to `*v` at the same time

fn b30(v: &mut Vec<u32>) { let mut a = || v.push(1); let n = v.len(); a(); look(&n); }
//= 1:62 E0501 cannot borrow `*v` as immutable because previous closure requires unique access

fn b31(v: &mut Vec<u32>) { let n = &v[0]; let mut a = || v.push(1); a(); look(n); }
//= 1:55 E0500 closure requires unique access to `*v` but it is already borrowed

fn b32() { let s = make(1); let f = || s.len(); eat(s); f(); }
//= 1:53 E0505 cannot move out of `s` because it is borrowed

fn b33() { let mut a = [1u32, 2]; let r = &mut a; a[0] = 2; r[1] = 1; }
//= 1:51 E0506 cannot assign to `a[_]` because it is borrowed

fn b34() { let mut t = (1u32, 2u32); let r = &mut t.0; let q = &mut t; *r = q.1; }
//= 1:64 E0499 cannot borrow `t` as mutable more than once at a time

fn b35() { let mut t = (1u32, 2u32); let r = &t.0; t.0 = 3; look(r); }
//= 1:52 E0506 cannot assign to `t.0` because it is borrowed

fn b36() { let mut t = (1u32, 2u32); let r = &mut t.0; t.0 += 3; *r = 1; }
//= 1:56 E0503 cannot use `t.0` because it was mutably borrowed

fn b37() { let mut x = 1u32; let r = &mut x; let y = x; *r = y; }
//= 1:54 E0503 cannot use `x` because it was mutably borrowed

fn b38() { let mut x = 1u32; let r = &x; x += 1; look(r); }
//= 1:42 E0506 cannot assign to `x` because it is borrowed

fn b39() { let mut o = Some(make(1)); if let Some(s) = &o { o = None; look(s); } }
//= 1:61 E0506 cannot assign to `o` because it is borrowed

fn b40() { let mut o = Some(make(1)); if let Some(s) = &mut o { eat(o); s.clear(); } }
//= 1:69 E0505 cannot move out of `o` because it is borrowed

fn b41(o: &mut Option<Task>) { match o { Some(t) => { *o = None; t.tick(); } None => {} } }
//= 1:55 E0506 cannot assign to `*o` because it is borrowed

fn b42(n: &mut Node) { if let Node::Pair(a, b) = n { let c = &mut *n; change(a); change(c); } }
//= 1:62 E0499 cannot borrow `*n` as mutable more than once at a time

fn b43() { let l = Lock::new(1u32); let g = l.lock(); eat(l); look(&*g); }
//= 1:59 E0505 cannot move out of `l` because it is borrowed

fn b44() { let g; { let l = Lock::new(1u32); g = l.lock(); } look(&*g); }
//= 1:50 E0597 `l` does not live long enough

fn b46() { let c = RefCell::new(make(1)); let s = c.borrow().as_str(); look(&s); }
//= 1:51 E0716 temporary value dropped while borrowed

fn b47() { let c = Cell::new(1); let n; { let d = Cell::new(2); n = Noisy(&d); } look(&c); }
//= 1:75 E0597 `d` does not live long enough

fn b48() { let n; let d = Cell::new(2); n = Noisy(&d); }
//= 1:51 E0597 `d` does not live long enough

fn b49() { let n = Loud(1); let r = &n; drop(n); look(r); }
//= 1:46 E0505 cannot move out of `n` because it is borrowed

fn b51<'a>(c: &mut Cursor<'a>) -> Option<&'a str> { let s = String::from("a"); let mut d = Cursor { text: &s, at: 0 }; d.word() }
//= 1:120 E0515 cannot return value referencing local variable `s`

fn b52(text: String) -> Vec<&'static str> { let mut out = Vec::new(); for w in text.split(' ') { out.push(w); } out }
//= 1:113 E0515 cannot return value referencing function parameter `text`

fn b53() -> String { let mut s = make(1); let r = &s; s.push('a'); r.clone() }
//= 1:55 E0502 cannot borrow `s` as mutable because it is also borrowed as immutable

fn b54(list: &mut List) { let mut cur = &mut list.head; while let Some(l) = cur { list.head = None; cur = &mut l.next; } }
//= 1:83 E0506 cannot assign to `list.head` because it is borrowed

fn b55(list: &mut List) { let l = list.head.as_mut().unwrap(); list.head = None; l.value = 1; }
//= 1:64 E0506 cannot assign to `list.head` because it is borrowed

fn b56(map: &mut Vec<(u32, String)>) -> &mut String { if let Some(x) = map.iter_mut().find(|x| x.0 == 1) { return &mut x.1; } map.push((1, make(1))); &mut map[0].1 }
//= 1:127 E0499 cannot borrow `*map` as mutable more than once at a time

fn b57(a: &mut u32) { let b = &mut *a; let c = &mut *a; *b = 1; *c = 2; }
//= 1:48 E0499 cannot borrow `*a` as mutable more than once at a time

fn b58(a: &mut u32) { let b = &*a; *a = 1; look(b); }
//= 1:36 E0506 cannot assign to `*a` because it is borrowed

fn b59(a: &mut Box<u32>) { let b = &mut **a; *a = Box::new(1); *b = 2; }
//= 1:46 E0506 cannot assign to `*a` because it is borrowed

fn b60(t: &mut Task) { let n = &mut t.name; t.tick(); n.clear(); }
//= 1:45 E0499 cannot borrow `*t` as mutable more than once at a time

fn b61(t: &mut Task) { let n = t.name_mut(); t.ticks += 1; n.clear(); }
//= 1:46 E0503 cannot use `t.ticks` because it was mutably borrowed

fn b62(d: &mut dyn Device) { let b = d.buffer(); let x = d.read(); b[0] = x; }
//= 1:58 E0499 cannot borrow `*d` as mutable more than once at a time

fn b63(d: &mut dyn Device) { let s = d.status(); d.read(); look(s); }
//= 1:50 E0502 cannot borrow `*d` as mutable because it is also borrowed as immutable

fn b64<T: Device>(d: &mut T) { let s = d.status(); d.read(); look(s); }
//= 1:52 E0502 cannot borrow `*d` as mutable because it is also borrowed as immutable

fn b65() { let a = make(1); let r; { let b = make(2); r = pick(&a, &b); } look(&r); }
//= 1:68 E0597 `b` does not live long enough

fn b66() { let mut v = vec![1u32]; let k = 1u32; let r = first(&mut v, &k); v.push(1); *r = 2; }
//= 1:77 E0499 cannot borrow `v` as mutable more than once at a time

fn b67() { let mut v = vec![make(1)]; let s = &mut v[0]; let t = v[0].len(); s.clear(); look(&t); }
//= 1:66 E0502 cannot borrow `v` as immutable because it is also borrowed as mutable

fn b68() { let mut v = vec![vec![1u32]]; let a = &mut v[0]; let b = &mut v[0]; a.append(b); }
//= 1:74 E0499 cannot borrow `v` as mutable more than once at a time

fn b69() { let mut buf = [0u8; 4]; let (a, b) = buf.split_at_mut(2); buf[0] = 1; a[0] = b[0]; }
//= 1:70 E0506 cannot assign to `buf[_]` because it is borrowed

fn b70() { let mut buf = [0u8; 4]; let s = &buf[1..]; buf.reverse(); look(&s); }
//= 1:55 E0502 cannot borrow `buf` as mutable because it is also borrowed as immutable

fn b71() { let mut s = Screen::new(); let w = &mut s; s.put(1); w.put(2); }
//= 1:55 E0499 cannot borrow `s` as mutable more than once at a time

fn b73() { let mut v = vec![1u32]; v.push(v.iter().sum()); let i = v.iter(); v.sort(); eat(i); }
//= 1:78 E0502 cannot borrow `v` as mutable because it is also borrowed as immutable

fn b74() { let mut q: VecDeque<u32> = VecDeque::new(); let f = q.front(); q.push_back(1); look(&f); }
//= 1:75 E0502 cannot borrow `q` as mutable because it is also borrowed as immutable

fn b75() { let mut q: VecDeque<u32> = VecDeque::new(); while let Some(x) = q.front_mut() { q.push_back(*x); *x = 1; } }
//= 1:92 E0499 cannot borrow `q` as mutable more than once at a time

fn b76() { let x: Box<u32> = Box::new(1); let r = &*x; eat(x); look(r); }
//= 1:60 E0505 cannot move out of `x` because it is borrowed

fn b77() { let mut x: Box<(u32, u32)> = Box::new((1, 2)); let r = &mut x.0; let s = &mut x.0; *r = 1; *s = 2; }
//= 1:85 E0499 cannot borrow `x.0` as mutable more than once at a time

fn b78() -> &'static u32 { let b = Box::new(1u32); let r = &*b; r }
//= 1:65 E0515 cannot return value referencing local data `*b`

fn b79() { let mut a = 1u32; let t = (&mut a, 2u32); a = 3; look(&t); }
//= 1:54 E0506 cannot assign to `a` because it is borrowed

fn b80() { let mut a = 1u32; let mut rs = [&mut a]; a += 1; *rs[0] = 2; }
//= 1:53 E0503 cannot use `a` because it was mutably borrowed

fn b81() { let mut t = Task { name: make(1), ticks: 0, parent: None }; let Task { name, .. } = &mut t; t.ticks = 1; t.tick(); name.clear(); }
//= 1:104 E0506 cannot assign to `t.ticks` because it is borrowed

fn b82() { let mut t = Task { name: make(1), ticks: 0, parent: None }; let n = &t.name; t = Task { name: make(2), ticks: 1, parent: None }; look(n); }
//= 1:89 E0506 cannot assign to `t` because it is borrowed

fn b83(x: &mut Option<u32>) { let r = x.as_mut(); *x = None; if let Some(y) = r { *y = 1; } }
//= 1:51 E0506 cannot assign to `*x` because it is borrowed

fn b84() { let mut n = 0u32; run(|| n += 1); let r = &mut n; run(|| n += 1); *r = 2; }
//= 1:66 E0499 cannot borrow `n` as mutable more than once at a time

fn b85() { let mut it = vec![1u32].iter(); look(&it.next()); }
//= 1:25 E0716 temporary value dropped while borrowed

fn b86() { let mut v = vec![3u32, 1]; let m = v.iter_mut().max().unwrap(); v.clear(); *m = 1; }
//= 1:76 E0499 cannot borrow `v` as mutable more than once at a time

fn b87() { let mut v = vec![3u32, 1]; let m = v.chunks(2).next(); v.clear(); look(&m); }
//= 1:67 E0502 cannot borrow `v` as mutable because it is also borrowed as immutable

fn b88() { let mut v = vec![3u32, 1]; let d = v.drain(..); let n = v.len(); eat(d); look(&n); }
//= 1:68 E0502 cannot borrow `v` as immutable because it is also borrowed as mutable

fn b89(words: &mut Vec<String>) { let longest = words.iter().max_by_key(|w| w.len()); words.push(make(1)); look(&longest); }
//= 1:87 E0502 cannot borrow `*words` as mutable because it is also borrowed as immutable

fn b90(a: &RefCell<Vec<u32>>) -> &u32 { let g = a.borrow(); &g[0] }
//= 1:61 E0515 cannot return value referencing local variable `g`

fn b91(a: &Lock<Vec<u32>>) -> &Vec<u32> { &*a.lock() }
//= 1:43 E0515 cannot return value referencing temporary value

fn b92(a: &Lock<Task>) -> &str { a.lock().name() }
//= 1:34 E0515 cannot return value referencing temporary value

fn b93() -> core::str::Chars<'static> { let s = make(1); s.chars() }
//= 1:58 E0515 cannot return value referencing local variable `s`

fn b94() { let s = make(1); let c = s.chars(); drop(s); eat(c); }
//= 1:53 E0505 cannot move out of `s` because it is borrowed

fn b95() { let mut s = make(1); let w = s.split(' ').next().unwrap_or(""); s.push('a'); look(&w); }
//= 1:76 E0502 cannot borrow `s` as mutable because it is also borrowed as immutable

fn b96() { let mut s = make(1); let c: Vec<char> = s.chars().collect(); let d: Vec<&str> = s.split(' ').collect(); s.clear(); look(&c); look(&d); }
//= 1:116 E0502 cannot borrow `s` as mutable because it is also borrowed as immutable

fn b97() { let mut i = 0u32; let r = loop { let j = i; if j > 3 { break &j; } i += 1; }; look(r); }
//= 1:73 E0597 `j` does not live long enough

fn b98() { let r = { let a = 1u32; let b = &a; b }; look(r); }
//= 1:44 E0597 `a` does not live long enough

fn b99() { let r = if LOG.lock().len() > 1 { let a = 1u32; look(&a); &1 } else { let b = make(1).len(); &b }; look(&r); }
//= 1:105 E0597 `b` does not live long enough

fn b100() { let f: Box<dyn Fn() -> usize>; { let s = make(1); f = Box::new(|| s.len()); } f(); }
//= 1:79 E0597 `s` does not live long enough

fn b101(tasks: &mut Vec<Task>) { let a = &mut tasks[0]; let b = &tasks[1]; a.ticks = b.ticks; }
//= 1:66 E0502 cannot borrow `*tasks` as immutable because it is also borrowed as mutable

fn b102(tasks: &mut Vec<Task>) { for t in tasks.iter() { if t.ticks > 3 { tasks.remove(0); } } }
//= 1:75 E0502 cannot borrow `*tasks` as mutable because it is also borrowed as immutable

fn b103(tasks: &mut Vec<Task>) { for i in 0..tasks.len() { let t = &tasks[i]; tasks[0].tick(); look(t); } }
//= 1:79 E0502 cannot borrow `*tasks` as mutable because it is also borrowed as immutable

fn b104(tasks: &mut [Task]) { let [a, ..] = tasks else { return }; let b = &mut tasks[0]; a.tick(); b.tick(); }
//= 1:76 E0499 cannot borrow `tasks[_]` as mutable more than once at a time

fn b105(s: &mut [u32]) { if let [a, rest @ ..] = s { s[0] = 1; *a = 2; look(&rest); } }
//= 1:54 E0506 cannot assign to `s[_]` because it is borrowed

fn b106(s: &mut [u32]) { let (a, b) = s.split_at_mut(1); let c = s.len(); a[0] = b[0] + c as u32; }
//= 1:66 E0502 cannot borrow `*s` as immutable because it is also borrowed as mutable

fn b107() { let mut x = make(1); let y = &mut x; let z = &mut *y; y.clear(); z.clear(); }
//= 1:67 E0499 cannot borrow `*y` as mutable more than once at a time

fn b108() { let mut x = make(1); let y = &mut x; let z = &y; x.clear(); look(&z); }
//= 1:62 E0499 cannot borrow `x` as mutable more than once at a time

fn b109(x: &mut u32, y: &mut u32) { let r = if *x > 1 { &mut *x } else { &mut *y }; *y = 1; *r = 2; }
//= 1:85 E0506 cannot assign to `*y` because it is borrowed

fn b110() { let mut g = LOG.lock(); let f = &g[0]; g.push(1); look(f); }
//= 1:52 E0502 cannot borrow `g` as mutable because it is also borrowed as immutable

fn b111() { let mut g = LOG.lock(); let f = g.first_mut(); drop(g); look(&f); }
//= 1:65 E0505 cannot move out of `g` because it is borrowed

fn b112(v: Vec<String>) -> Vec<&'static String> { v.iter().filter(|s| s.len() > 1).collect() }
//= 1:51 E0515 cannot return value referencing function parameter `v`

fn b113(x: u32) -> impl Iterator<Item = u32> { (0..3u32).map(|i| i + x) }
//= 1:62 E0373 closure may outlive the current function, but it borrows `x`, which is owned by the current function

fn b114<'a>(v: &'a mut Vec<u32>) -> (&'a u32, &'a mut u32) { let a = &v[0]; let b = &mut v[1]; (a, b) }
//= 1:90 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn b115() { let x = make(1); let y = &x; let z = x; look(y); look(&z); }
//= 1:50 E0505 cannot move out of `x` because it is borrowed

fn b116() { let x = Some(make(1)); let y = x.as_ref(); if let Some(s) = x { eat(s); } look(&y); }
//= 1:68 E0505 cannot move out of `x.0` because it is borrowed

fn b117() { let mut x = [make(1), make(2)]; let [a, b] = &mut x; let c = &x[0]; a.push_str(c); look(&b); }
//= 1:74 E0502 cannot borrow `x[_]` as immutable because it is also borrowed as mutable

fn b118() { let mut st = List { head: None }; let h = &mut st.head; let s2 = st; *h = None; eat(s2); }
//= 1:78 E0505 cannot move out of `st` because it is borrowed

fn b119(r: &mut Regions<'_>) { let a = r.take(); let b = r.take(); look(&a); look(&b); }
//= 1:58 E0499 cannot borrow `*r` as mutable more than once at a time

fn b120<'a>(r: &'a mut Regions<'a>) { let a = r.rest(); r.next = 1; look(&a); }
//= 1:57 E0506 cannot assign to `r.next` because it is borrowed

fn t38(s: &mut Screen) {
    let Screen { cells, row, col, .. } = s;
    cells[*row][*col] = 1;
    look(&s);
    *row += 1;
    let first = &mut cells[0];
    first[0] = 1;
    s.put(1);
    let n = s.col;
    s.row(0);
    s.col = n;
}
//= 4:10 E0502 cannot borrow `s` as immutable because it is also borrowed as mutable

fn t28(m: &mut [[u8; 4]; 4]) {
    for row in m.iter_mut() {
        for cell in row.iter_mut() {
            *cell = 1;
        }
        row[0] = 2;
    }
    let a = &mut m[0];
    m[1][2] = m[0][1];
    a[1] = 3;
}
//= 9:5 E0506 cannot assign to `m[_][_]` because it is borrowed

fn t17() {
    let mut list = [Region { start: 0, end: 1, used: false }; 4];
    let mut r = Regions::new(&mut list);
    let a = r.take();
    r.next = 0;
    look(&a);
    r.next = 0;
    let n = r.list.len();
    list[0].used = true;
    look(&list[n - 1]);
}
//= 5:5 E0506 cannot assign to `r.next` because it is borrowed

fn t2(v: &mut Vec<u32>) {
    for x in v.iter_mut() {
        *x += 1;
    }
    let sum: u32 = v.iter().sum();
    v.push(sum);
    let zz = || look(&v);
    v.clear();
    zz();
}
//= 8:5 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn t3(s: &mut Screen) {
    let w = s.width();
    let row = s.row_mut(1);
    row[0] = 1;
    row[w - 1] = 2;
    s.put(3);
    eat(row);
    let c = s.color();
    *c = 4;
    s.put(5);
}
//= 6:5 E0499 cannot borrow `*s` as mutable more than once at a time

fn t54() {
    let mut a = 1u32;
    let mut b = 2u32;
    let mut r = &mut a;
    *r += 1;
    r = &mut b;
    *r += 1;
    a += 1;
    let t = (&a, &mut b);
    *t.1 += *t.0;
    b += a;
    let zz = &mut r;
    look(&b);
    look(&zz);
}
//= 9:18 E0499 cannot borrow `b` as mutable more than once at a time

fn t22(x: &mut u32, y: &mut u32) -> u32 {
    let p = if *x > *y { &mut *x } else { &mut *y };
    let q = &mut *x;
    *p += 1;
    let q = &mut *x;
    *q = *y;
    *x + *y
}
//= 3:13 E0499 cannot borrow `*x` as mutable more than once at a time

fn t49(v: &mut Vec<u32>) {
    let mut d = v.drain(..);
    let a = d.next();
    let b = d.next();
    drop(d);
    v.push(a.unwrap_or(0));
    let mut c = v.chunks_mut(2);
    if let Some(x) = c.next() {
    let mut zz = || change(&mut d);
        x[0] = 1;
    zz();
    }
    v.push(b.unwrap_or(1));
}
//= 6:5 E0499 cannot borrow `*v` as mutable more than once at a time

fn t44() {
    let x = 5u32;
    let f = keep(move || x + 1);
    let y = f();
    let g = || x + y;
    change(&mut y);
    let z = g();
    look(&z);
}
//= 6:12 E0502 cannot borrow `y` as mutable because it is also borrowed as immutable

fn t37() {
    let mut arr = [make(1), make(2), make(3)];
    let [a, b, c] = &mut arr;
    a.push('x');
    core::mem::swap(b, c);
    let mut zz = || change(&mut arr);
    zz();
    b.clear();
    let n = arr.len();
    arr[n - 1].push('y');
    let [x, ..] = arr;
    look(&x);
}
//= 6:18 E0499 cannot borrow `arr` as mutable more than once at a time

fn t13() {
    let mut count = 0u32;
    let mut inc = || count += 1;
    inc();
    inc();
    let total = count;
    let show = || total + 1;
    let zz = &mut count;
    count = show();
    look(&zz);
    let _ = count;
}
//= 9:5 E0506 cannot assign to `count` because it is borrowed

fn t3(s: &mut Screen) {
    let row = s.row_mut(1);
    let w = s.width();
    row[0] = 1;
    row[w - 1] = 2;
    s.put(3);
    let c = s.color();
    *c = 4;
    s.put(5);
}
//= 3:13 E0502 cannot borrow `*s` as immutable because it is also borrowed as mutable

fn t49(v: &mut Vec<u32>) {
    let mut d = v.drain(..);
    let a = d.next();
    let b = d.next();
    v.push(a.unwrap_or(0));
    let mut c = v.chunks_mut(2);
    if let Some(x) = c.next() {
        x[0] = 1;
    }
    v.push(b.unwrap_or(1));
}
//= 5:5 E0499 cannot borrow `*v` as mutable more than once at a time

fn t21() -> Vec<String> {
    let mut names = vec![make(1), make(2)];
    let first = names[0].clone();
    names.push(first);
    let zz = &names;
    let last = names.pop();
    if let Some(s) = &last {
    look(&zz);
        names.push(s.clone());
    }
    let r = &names;
    look(r);
    names
}
//= 6:16 E0502 cannot borrow `names` as mutable because it is also borrowed as immutable

fn t1(v: &mut Vec<u32>) -> u32 {
    let a = v[0];
    v.push(a);
    let last = &v[v.len() - 1];
    let n = *last;
    v.push(n);
    let zz = &mut last;
    look(&zz);
    n
}
//= 6:5 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn t7(list: &mut List) {
    let mut cur = &mut list.head;
    while let Some(link) = cur {
    let zz = &mut cur;
    look(&zz);
        link.value += 1;
        cur = &mut link.next;
    }
    *cur = Some(Box::new(Link { value: 0, next: None }));
    list.head.take();
}
//= 4:14 E0499 cannot borrow `cur` as mutable more than once at a time

fn t7(list: &mut List) {
    let mut cur = &mut list.head;
    while let Some(link) = cur {
        link.value += 1;
        change(&mut cur);
        cur = &mut link.next;
    }
    *cur = Some(Box::new(Link { value: 0, next: None }));
    list.head.take();
}
//= 5:16 E0499 cannot borrow `cur` as mutable more than once at a time

fn t7(list: &mut List) {
    let mut cur = &mut list.head;
    while let Some(link) = cur {
    let zz = &mut list;
    look(&zz);
        link.value += 1;
        cur = &mut link.next;
    }
    *cur = Some(Box::new(Link { value: 0, next: None }));
    list.head.take();
}
//= 4:14 E0499 cannot borrow `list` as mutable more than once at a time

fn t3(s: &mut Screen) {
    let w = s.width();
    let row = s.row_mut(1);
    row[0] = 1;
    row[w - 1] = 2;
    s.put(3);
    let c = s.color();
    change(&mut s);
    *c = 4;
    s.put(5);
}
//= 8:12 E0499 cannot borrow `s` as mutable more than once at a time

fn t29() {
    let mut s = Screen::new();
    let w = &mut s;
    write!(w, "{} {}", 1, 2).unwrap();
    w.put(1);
    s.put(2);
    let text = make(1);
    write!(s, "{}", text).unwrap();
    change(&mut w);
    drop(text);
    let n = s.row;
    write!(s, "{}", n).ok();
}
//= 6:5 E0499 cannot borrow `s` as mutable more than once at a time

fn t35() -> u32 {
    let mut boxed = Box::new(Task { name: make(1), ticks: 3, parent: None });
    let name = &mut boxed.name;
    let ticks = &mut boxed.ticks;
    change(&mut boxed);
    name.push('a');
    *ticks += 1;
    let t = *boxed;
    let Task { name, ticks, .. } = t;
    look(&name);
    ticks as u32
}
//= 5:12 E0499 cannot borrow `boxed` as mutable more than once at a time

fn t29() {
    let mut s = Screen::new();
    let w = &mut s;
    write!(w, "{} {}", 1, 2).unwrap();
    w.put(1);
    s.put(2);
    let text = make(1);
    write!(s, "{}", text).unwrap();
    drop(text);
    let zz = &s;
    let n = s.row;
    write!(s, "{}", n).ok();
    look(&zz);
}
//= 12:5 E0502 cannot borrow `s` as mutable because it is also borrowed as immutable

fn t24(queue: &mut VecDeque<Task>) {
    if let Some(mut t) = queue.pop_front() {
        t.tick();
        queue.push_back(t);
    }
    let zz = || look(&queue);
    let n = queue.len();
    if let Some(t) = queue.front_mut() {
        t.ticks = n as u64;
    }
    queue.push_back(Task { name: make(0), ticks: 0, parent: None });
    zz();
}
//= 8:22 E0502 cannot borrow `*queue` as mutable because it is also borrowed as immutable

fn t27() -> u32 {
    let s = make(4);
    let view: &str = &s;
    let bytes = view.as_bytes();
    let mut n = 0;
    for b in bytes {
        n += *b as u32;
    }
    let zz = || look(&s);
    eat(s);
    zz();
    n
}
//= 10:9 E0505 cannot move out of `s` because it is borrowed

fn t12(a: &mut [u32]) {
    let (left, right) = a.split_at_mut(1);
    left[0] = right[0];
    right[0] = 5;
    a[0] = 1;
    left[0] = right[0];
    let n = a.len();
    a[n - 1] = 2;
}
//= 5:5 E0503 cannot use `*a` because it was mutably borrowed

fn t12(a: &mut [u32]) {
    let (left, right) = a.split_at_mut(1);
    right[0] = 5;
    a[0] = 1;
    left[0] = right[0];
    let n = a.len();
    a[n - 1] = 2;
}
//= 4:5 E0503 cannot use `*a` because it was mutably borrowed

fn t40(v: &mut Vec<u32>) -> usize {
    let n = v.len();
    let mut add = |x: u32| v.push(x);
    look(&v);
    add(1);
    add(n as u32);
    v.push(3);
    let has = v.iter().any(|x| *x == n as u32);
    v.truncate(2);
    n
}
//= 4:10 E0501 cannot borrow `v` as immutable because previous closure requires unique access

fn t2(v: &mut Vec<u32>) {
    for x in v.iter_mut() {
        *x += 1;
        change(&mut v);
    }
    let sum: u32 = v.iter().sum();
    v.push(sum);
    v.clear();
}
//= 4:16 E0499 cannot borrow `v` as mutable more than once at a time

fn t3(s: &mut Screen) {
    let w = s.width();
    let row = s.row_mut(1);
    row[0] = 1;
    row[w - 1] = 2;
    s.put(3);
    row[0] = 1;
    let c = s.color();
    *c = 4;
    s.put(5);
}
//= 6:5 E0499 cannot borrow `*s` as mutable more than once at a time

fn t21() -> Vec<String> {
    let mut names = vec![make(1), make(2)];
    let first = names[0].clone();
    names.push(first);
    let last = names.pop();
    let zz = || look(&names);
    if let Some(s) = &last {
        names.push(s.clone());
    }
    let r = &names;
    look(r);
    zz();
    names
}
//= 8:9 E0502 cannot borrow `names` as mutable because it is also borrowed as immutable

fn t28(m: &mut [[u8; 4]; 4]) {
    for row in m.iter_mut() {
        for cell in row.iter_mut() {
            *cell = 1;
        }
        row[0] = 2;
        change(&mut m);
    }
    let a = &mut m[0];
    a[1] = 3;
    m[1][2] = m[0][1];
}
//= 7:16 E0499 cannot borrow `m` as mutable more than once at a time

fn t49(v: &mut Vec<u32>) {
    let mut d = v.drain(..);
    let a = d.next();
    let b = d.next();
    let zz = || look(&d);
    drop(d);
    v.push(a.unwrap_or(0));
    zz();
    let mut c = v.chunks_mut(2);
    if let Some(x) = c.next() {
        x[0] = 1;
    }
    v.push(b.unwrap_or(1));
}
//= 6:10 E0505 cannot move out of `d` because it is borrowed

fn t50() {
    let mut slots: [Option<u32>; 4] = [None; 4];
    for (i, s) in slots.iter_mut().enumerate() {
        *s = Some(i as u32);
    }
    let free = slots.iter().position(|s| s.is_none());
    if let Some(i) = free {
        slots[i] = Some(9);
    }
    let mut zz = || change(&mut slots);
    let r = slots[0].as_ref();
    look(&r);
    zz();
    slots[0] = None;
    look(&slots);
}
//= 11:13 E0502 cannot borrow `slots[_]` as immutable because it is also borrowed as mutable

fn t37() {
    let mut arr = [make(1), make(2), make(3)];
    let [a, b, c] = &mut arr;
    look(&arr);
    a.push('x');
    core::mem::swap(b, c);
    b.clear();
    let n = arr.len();
    arr[n - 1].push('y');
    let [x, ..] = arr;
    look(&x);
}
//= 4:10 E0502 cannot borrow `arr` as immutable because it is also borrowed as mutable

fn t40(v: &mut Vec<u32>) -> usize {
    let n = v.len();
    let mut add = |x: u32| v.push(x);
    add(1);
    v.truncate(2);
    add(n as u32);
    v.push(3);
    let has = v.iter().any(|x| *x == n as u32);
    n
}
//= 5:5 E0501 cannot borrow `*v` as mutable because previous closure requires unique access

fn t7(list: &mut List) {
    let mut cur = &mut list.head;
    while let Some(link) = cur {
        link.value += 1;
    list.head.take();
        cur = &mut link.next;
    }
    *cur = Some(Box::new(Link { value: 0, next: None }));
    list.head.take();
}
//= 5:5 E0499 cannot borrow `list.head` as mutable more than once at a time

fn t38(s: &mut Screen) {
    let Screen { cells, row, col, .. } = s;
    cells[*row][*col] = 1;
    *row += 1;
    let first = &mut cells[0];
    first[0] = 1;
    s.put(1);
    let n = s.col;
    s.row(0);
    s.col = n;
    let zz = &mut first;
    look(&zz);
}
//= 7:5 E0499 cannot borrow `*s` as mutable more than once at a time

fn t36(words: &[&str]) -> String {
    let mut longest = "";
    let zz = || look(&longest);
    for w in words {
        if w.len() > longest.len() {
    zz();
            longest = w;
        }
    }
    let mut s = String::from(longest);
    s.push_str(words[0]);
    let t = &s;
    look(t);
    s.clear();
    s
}
//= 7:13 E0506 cannot assign to `longest` because it is borrowed

fn u38(v: &mut Vec<u32>) -> u32 {
    let r = &mut *v;
    let s = &mut *r;
    s.push(1);
    r.push(2);
    v.push(3);
    look(&s);
    let t = &*v;
    let n = t.len() as u32;
    v.push(n);
    n
}
//= 5:5 E0499 cannot borrow `*r` as mutable more than once at a time

fn u32_(names: &[String]) -> Vec<&String> {
    let min = make(3);
    let mut out: Vec<&String> = names.iter().filter(|n| n.len() > min.len()).collect();
    out.reverse();
    let zz = &mut out;
    let f = out.first();
    look(&f);
    look(&zz);
    out
}
//= 6:13 E0502 cannot borrow `out` as immutable because it is also borrowed as mutable

fn u14(a: &mut Regions<'_>, b: &mut Regions<'_>) {
    let x = a.take();
    let y = b.take();
    if let (Some(p), Some(q)) = (x, y) {
        p.start = q.start;
        core::mem::swap(p, q);
    }
    let z = a.first();
    look(&z);
    let zz = || look(&x);
    zz();
    a.take();
}
//= 8:13 E0502 cannot borrow `*a` as immutable because it is also borrowed as mutable

fn u38(v: &mut Vec<u32>) -> u32 {
    let r = &mut *v;
    let s = &mut *r;
    s.push(1);
    v.push(3);
    r.push(2);
    let t = &*v;
    let n = t.len() as u32;
    v.push(n);
    n
}
//= 5:5 E0499 cannot borrow `*v` as mutable more than once at a time

fn u19() {
    let mut buf = [0u8; 16];
    let r = &mut buf[2..8];
    r[0] = 1;
    let (a, b) = r.split_at_mut(2);
    a[0] = 2;
    b[0] = a[0];
    let s = &buf;
    change(&mut buf);
    look(s);
    buf[0] = 3;
    let p = buf.as_mut_ptr();
    unsafe { *p = 1; }
    buf[1] = 2;
}
//= 9:12 E0502 cannot borrow `buf` as mutable because it is also borrowed as immutable

fn u24() {
    let cell = Cell::new(1u32);
    let r = &cell;
    let f = || r.set(2);
    f();
    cell.set(3);
    let mut n = cell.get();
    let p = &mut n;
    *p += cell.get();
    n += 1;
    look(&n);
    change(&mut p);
}
//= 10:5 E0503 cannot use `n` because it was mutably borrowed

fn u19() {
    let mut buf = [0u8; 16];
    let r = &mut buf[2..8];
    r[0] = 1;
    let (a, b) = r.split_at_mut(2);
    let mut zz = || change(&mut buf);
    a[0] = 2;
    b[0] = a[0];
    let s = &buf;
    look(s);
    buf[0] = 3;
    let p = buf.as_mut_ptr();
    zz();
    unsafe { *p = 1; }
    buf[1] = 2;
}
//= 6:18 E0499 cannot borrow `buf` as mutable more than once at a time

fn u27() {
    let mut a = vec![1u32];
    let mut b = vec![2u32];
    let r = &mut a;
    let s = &b;
    r.extend(s.iter());
    b.append(r);
    core::mem::swap(&mut a, &mut b);
    let zz = &mut b;
    let t = &a;
    look(t);
    a = b;
    look(&a);
    look(&zz);
}
//= 12:9 E0505 cannot move out of `b` because it is borrowed

fn u14(a: &mut Regions<'_>, b: &mut Regions<'_>) {
    let x = a.take();
    let y = b.take();
    if let (Some(p), Some(q)) = (x, y) {
        p.start = q.start;
        core::mem::swap(p, q);
    }
    let z = a.first();
    let x = a.take();
    look(&z);
    a.take();
}
//= 9:13 E0502 cannot borrow `*a` as mutable because it is also borrowed as immutable

fn u27() {
    let mut a = vec![1u32];
    let mut b = vec![2u32];
    let r = &mut a;
    let s = &b;
    r.extend(s.iter());
    b.append(r);
    core::mem::swap(&mut a, &mut b);
    let t = &a;
    look(t);
    a = b;
    let zz = &r;
    look(&zz);
    look(&a);
}
//= 8:21 E0499 cannot borrow `a` as mutable more than once at a time

fn u19() {
    let mut buf = [0u8; 16];
    let r = &mut buf[2..8];
    r[0] = 1;
    let zz = &r;
    let (a, b) = r.split_at_mut(2);
    a[0] = 2;
    look(&zz);
    b[0] = a[0];
    let s = &buf;
    look(s);
    buf[0] = 3;
    let p = buf.as_mut_ptr();
    unsafe { *p = 1; }
    buf[1] = 2;
}
//= 6:18 E0502 cannot borrow `*r` as mutable because it is also borrowed as immutable

fn u13() {
    let mut log: Vec<String> = Vec::new();
    let mut add = |s: &str| log.push(String::from(s));
    let zz = &mut add;
    add("a");
    let t = make(1);
    add(&t);
    drop(t);
    add("b");
    look(&zz);
    log.clear();
}
//= 5:5 E0499 cannot borrow `add` as mutable more than once at a time

fn u25(t: &mut Task) {
    let name = core::mem::take(&mut t.name);
    let r = &name;
    t.ticks = r.len() as u64;
    t.tick();
    t.name = name;
    let Task { name, ticks, parent } = t;
    name.push('x');
    *ticks += 1;
    *parent = None;
    t.tick();
    look(&r);
}
//= 6:14 E0505 cannot move out of `name` because it is borrowed

fn u13() {
    let mut log: Vec<String> = Vec::new();
    let mut add = |s: &str| log.push(String::from(s));
    look(&log);
    add("a");
    let t = make(1);
    add(&t);
    drop(t);
    add("b");
    log.clear();
}
//= 4:10 E0502 cannot borrow `log` as immutable because it is also borrowed as mutable

fn u25(t: &mut Task) {
    let name = core::mem::take(&mut t.name);
    let r = &name;
    t.ticks = r.len() as u64;
    t.tick();
    t.name = name;
    let zz = || look(&r);
    let Task { name, ticks, parent } = t;
    name.push('x');
    *ticks += 1;
    *parent = None;
    zz();
    t.tick();
}
//= 6:14 E0505 cannot move out of `name` because it is borrowed

fn u34(r: &mut &mut u32, v: &mut u32) {
    **r += 1;
    let q = &mut **r;
    *q += *v;
    let p = &*r;
    look(p);
    look(&q);
    *v = **r;
}
//= 5:13 E0502 cannot borrow `*r` as immutable because it is also borrowed as mutable

fn u13() {
    let mut log: Vec<String> = Vec::new();
    let mut add = |s: &str| log.push(String::from(s));
    add("a");
    let t = make(1);
    add(&t);
    look(&log);
    drop(t);
    add("b");
    log.clear();
}
//= 7:10 E0502 cannot borrow `log` as immutable because it is also borrowed as mutable

fn u38(v: &mut Vec<u32>) -> u32 {
    let r = &mut *v;
    let s = &mut *r;
    r.push(2);
    s.push(1);
    v.push(3);
    let t = &*v;
    let n = t.len() as u32;
    v.push(n);
    n
}
//= 4:5 E0499 cannot borrow `*r` as mutable more than once at a time

fn u30() {
    let mut v = vec![1u32, 2, 3];
    let mut seen: Vec<u32> = Vec::new();
    for i in 0..v.len() {
    let mut zz = || change(&mut seen);
        let x = &mut v[i];
        *x += 1;
        let n = *x;
        seen.push(n);
        v.push(n);
    zz();
    }
    let max = seen.iter().max();
    look(&max);
    seen.clear();
}
//= 9:9 E0499 cannot borrow `seen` as mutable more than once at a time

fn u30() {
    let mut v = vec![1u32, 2, 3];
    let mut seen: Vec<u32> = Vec::new();
    for i in 0..v.len() {
        let x = &mut v[i];
        *x += 1;
        let n = *x;
        seen.push(n);
        v.push(n);
    }
    let max = seen.iter().max();
    let zz = || look(&max);
    look(&max);
    seen.clear();
    zz();
}
//= 14:5 E0502 cannot borrow `seen` as mutable because it is also borrowed as immutable

fn u22() -> u32 {
    let mut stack = vec![Box::new(Node::Leaf(1))];
    let mut sum = 0;
    let zz = &sum;
    while let Some(n) = stack.pop() {
        match *n {
            Node::Leaf(x) => sum += x,
            Node::Pair(a, b) => {
                stack.push(a);
                stack.push(b);
            }
            Node::Named { ref name, value } => sum += value + name.len() as u32,
        }
    }
    let top = stack.last();
    look(&top);
    stack.clear();
    look(&zz);
    sum
}
//= 7:30 E0506 cannot assign to `sum` because it is borrowed

fn u24() {
    let cell = Cell::new(1u32);
    let r = &cell;
    let f = || r.set(2);
    f();
    cell.set(3);
    let mut n = cell.get();
    let p = &mut n;
    let zz = &mut n;
    *p += cell.get();
    look(&zz);
    n += 1;
    look(&n);
}
//= 9:14 E0499 cannot borrow `n` as mutable more than once at a time

fn u12(n: u32) {
    let s = make(n);
    let f = || s.len();
    let k = f();
    let zz = || look(&s);
    let g = move || s.len() + k;
    zz();
    let j = g();
    look(&j);
}
//= 6:13 E0505 cannot move out of `s` because it is borrowed

fn u14(a: &mut Regions<'_>, b: &mut Regions<'_>) {
    let x = a.take();
    eat(a);
    let y = b.take();
    if let (Some(p), Some(q)) = (x, y) {
        p.start = q.start;
        core::mem::swap(p, q);
    }
    let z = a.first();
    look(&z);
    a.take();
}
//= 3:9 E0505 cannot move out of `a` because it is borrowed

fn u12(n: u32) {
    let s = make(n);
    let f = || s.len();
    let k = f();
    let g = move || s.len() + k;
    let j = g();
    look(&j);
    let zz = &mut f;
    look(&zz);
}
//= 5:13 E0505 cannot move out of `s` because it is borrowed

fn u15() -> Option<u32> {
    let data = vec![3u32, 4];
    let m = data.iter().max()?;
    let k = m;
    let first = data.first().copied();
    drop(data);
    first.map(|x| x + k)
}
//= 6:10 E0505 cannot move out of `data` because it is borrowed

fn u14(a: &mut Regions<'_>, b: &mut Regions<'_>) {
    let x = a.take();
    let y = b.take();
    let z = a.first();
    if let (Some(p), Some(q)) = (x, y) {
        p.start = q.start;
        core::mem::swap(p, q);
    }
    let z = a.first();
    look(&z);
    a.take();
}
//= 4:13 E0502 cannot borrow `*a` as immutable because it is also borrowed as mutable

fn u12(n: u32) {
    let s = make(n);
    let zz = || look(&s);
    let f = || s.len();
    let k = f();
    let g = move || s.len() + k;
    let j = g();
    look(&j);
    zz();
}
//= 6:13 E0505 cannot move out of `s` because it is borrowed

fn u7(tasks: &mut Vec<Task>) {
    let zz = || look(&tasks);
    let mut total = 0u64;
    tasks.iter_mut().for_each(|t| total += t.tick());
    let n = tasks.len() as u64;
    tasks.iter_mut().for_each(|t| t.ticks = total + n);
    total += 1;
    look(&total);
    zz();
}
//= 4:5 E0502 cannot borrow `*tasks` as mutable because it is also borrowed as immutable

fn u27() {
    let mut a = vec![1u32];
    let mut b = vec![2u32];
    let r = &mut a;
    let s = &b;
    r.extend(s.iter());
    b.append(r);
    core::mem::swap(&mut a, &mut b);
    let t = &a;
    look(t);
    let zz = &mut s;
    a = b;
    look(&zz);
    look(&a);
}
//= 7:5 E0502 cannot borrow `b` as mutable because it is also borrowed as immutable

fn u19() {
    let mut buf = [0u8; 16];
    let r = &mut buf[2..8];
    r[0] = 1;
    let (a, b) = r.split_at_mut(2);
    a[0] = 2;
    b[0] = a[0];
    let s = &buf;
    buf[0] = 3;
    look(s);
    let p = buf.as_mut_ptr();
    unsafe { *p = 1; }
    buf[1] = 2;
}
//= 9:5 E0506 cannot assign to `buf[_]` because it is borrowed

fn t17() {
    let mut list = [Region { start: 0, end: 1, used: false }; 4];
    let mut r = Regions::new(&mut list);
    let a = r.take();
    look(&a);
    r.next = 0;
    let n = r.list.len();
    list[0].used = true;
    let zz = &mut a;
    look(&zz);
    look(&list[n - 1]);
}
//= 6:5 E0506 cannot assign to `r.next` because it is borrowed

fn u16_(node: &mut Option<Box<Link>>) -> Option<u32> {
    let mut link = node.take()?;
    *node = link.next.take();
    let r = &mut link.value;
    let v = link.value;
    *r = 1;
    drop(link);
    Some(v)
}
//= 5:13 E0503 cannot use `link.value` because it was mutably borrowed

fn t35() -> u32 {
    let mut boxed = Box::new(Task { name: make(1), ticks: 3, parent: None });
    let zz = &boxed;
    let name = &mut boxed.name;
    let ticks = &mut boxed.ticks;
    name.push('a');
    *ticks += 1;
    let t = *boxed;
    let Task { name, ticks, .. } = t;
    look(&name);
    look(&zz);
    ticks as u32
}
//= 4:16 E0502 cannot borrow `boxed.name` as mutable because it is also borrowed as immutable

fn t5() -> String {
    let a = String::from("a");
    let b = String::from("bb");
    let r = pick(&a, &b);
    let n = r.len();
    drop(a);
    let mut out = String::new();
    out.push_str(r);
    let _ = n;
    out
}
//= 6:10 E0505 cannot move out of `a` because it is borrowed

fn u19() {
    let mut buf = [0u8; 16];
    let r = &mut buf[2..8];
    let mut zz = || change(&mut buf);
    r[0] = 1;
    let (a, b) = r.split_at_mut(2);
    a[0] = 2;
    b[0] = a[0];
    let s = &buf;
    zz();
    look(s);
    buf[0] = 3;
    let p = buf.as_mut_ptr();
    unsafe { *p = 1; }
    buf[1] = 2;
}
//= 4:18 E0499 cannot borrow `buf` as mutable more than once at a time

fn t3(s: &mut Screen) {
    let w = s.width();
    let row = s.row_mut(1);
    let zz = || look(&row);
    row[0] = 1;
    row[w - 1] = 2;
    s.put(3);
    let c = s.color();
    *c = 4;
    zz();
    s.put(5);
}
//= 5:5 E0506 cannot assign to `row[_]` because it is borrowed

fn t23() {
    let mut x = 1u32;
    let r = &mut x;
    let mut zz = || change(&mut x);
    *r += 1;
    let s = &*r;
    let n = *s;
    *r = n;
    x += 1;
    zz();
    let p = &raw mut x;
    unsafe { *p = 2; }
    x = 3;
    look(&x);
}
//= 4:18 E0499 cannot borrow `x` as mutable more than once at a time

fn u20(s: &mut Screen) {
    let zz = || look(&s);
    for row in 0..s.cells.len() {
        for col in 0..80 {
            let c = s.cells[row][col];
            s.put(c);
        }
    }
    for row in s.cells.iter_mut() {
    zz();
        row[0] = s.color;
    }
    let cells = &mut s.cells;
    let first = cells[0];
    cells[1] = first;
    s.row = 0;
}
//= 6:13 E0502 cannot borrow `*s` as mutable because it is also borrowed as immutable

fn t29() {
    let mut s = Screen::new();
    let w = &mut s;
    change(&mut s);
    write!(w, "{} {}", 1, 2).unwrap();
    w.put(1);
    s.put(2);
    let text = make(1);
    write!(s, "{}", text).unwrap();
    drop(text);
    let n = s.row;
    write!(s, "{}", n).ok();
}
//= 4:12 E0499 cannot borrow `s` as mutable more than once at a time

fn t48(v: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let k = v.len() as u32;
    let it = v.iter().map(|x| x + k);
    it
}
//= 3:27 E0373 closure may outlive the current function, but it borrows `k`, which is owned by the current function

fn t23() {
    let mut x = 1u32;
    let r = &mut x;
    *r += 1;
    let s = &*r;
    let n = *s;
    x += 1;
    *r = n;
    let p = &raw mut x;
    unsafe { *p = 2; }
    x = 3;
    look(&x);
}
//= 7:5 E0503 cannot use `x` because it was mutably borrowed

fn u27() {
    let mut a = vec![1u32];
    let mut b = vec![2u32];
    let r = &mut a;
    let s = &b;
    r.extend(s.iter());
    b.append(r);
    core::mem::swap(&mut a, &mut b);
    let t = &a;
    look(t);
    a = b;
    look(&a);
    let zz = &mut r;
    look(&zz);
}
//= 8:21 E0499 cannot borrow `a` as mutable more than once at a time

fn t28(m: &mut [[u8; 4]; 4]) {
    let zz = &m;
    for row in m.iter_mut() {
        for cell in row.iter_mut() {
            *cell = 1;
        }
        row[0] = 2;
    }
    look(&zz);
    let a = &mut m[0];
    a[1] = 3;
    m[1][2] = m[0][1];
}
//= 3:16 E0502 cannot borrow `*m` as mutable because it is also borrowed as immutable

fn u31(d: &mut impl Device) -> usize {
    let b = d.buffer();
    let n = b.len();
    let s = d.status();
    b[0] = 1;
    look(s);
    d.read();
    n
}
//= 4:13 E0502 cannot borrow `*d` as immutable because it is also borrowed as mutable

fn u27() {
    let mut a = vec![1u32];
    let mut b = vec![2u32];
    let r = &mut a;
    let s = &b;
    r.extend(s.iter());
    b.append(r);
    core::mem::swap(&mut a, &mut b);
    let zz = || look(&r);
    let t = &a;
    look(t);
    zz();
    a = b;
    look(&a);
}
//= 8:21 E0499 cannot borrow `a` as mutable more than once at a time

fn u34(r: &mut &mut u32, v: &mut u32) {
    let q = &mut **r;
    **r += 1;
    *q += *v;
    let p = &*r;
    look(p);
    *v = **r;
}
//= 3:5 E0503 cannot use `**r` because it was mutably borrowed

fn u39<'a>(list: &'a mut Vec<Task>, name: &str) -> Result<&'a mut Task, usize> {
    let n = list.len();
    for (i, t) in list.iter().enumerate() {
    list.push(Task { name: String::from(name), ticks: 0, parent: None });
        if t.name() == name {
            let k = i;
            return Ok(&mut list[k]);
        }
    }
    Err(n)
}
//= 4:5 E0502 cannot borrow `*list` as mutable because it is also borrowed as immutable

fn t59(state: &mut (Vec<u32>, u32)) -> u32 {
    let (v, n) = state;
    for x in v.iter() {
        *n += *x;
    }
    let k = &mut state.1;
    v.push(*n);
    state.0.push(*k);
    *k += 1;
    state.1
}
//= 6:13 E0499 cannot borrow `state.1` as mutable more than once at a time

fn t52() -> usize {
    let mut s = make(1);
    let n = s.len();
    s.push('a');
    let r = &mut s;
    let k = r.len();
    eat(s);
    r.insert(k, 'b');
    let t = &s;
    let u = t;
    let total = t.len() + u.len() + n;
    s.clear();
    total
}
//= 7:9 E0505 cannot move out of `s` because it is borrowed

fn t12(a: &mut [u32]) {
    let (left, right) = a.split_at_mut(1);
    eat(a);
    left[0] = right[0];
    right[0] = 5;
    a[0] = 1;
    let n = a.len();
    a[n - 1] = 2;
}
//= 3:9 E0505 cannot move out of `a` because it is borrowed

fn t23() {
    let mut x = 1u32;
    let r = &mut x;
    *r += 1;
    let s = &*r;
    let n = *s;
    *r = n;
    x += 1;
    let p = &raw mut x;
    look(&r);
    unsafe { *p = 2; }
    x = 3;
    look(&x);
}
//= 8:5 E0503 cannot use `x` because it was mutably borrowed

fn t58() {
    let text = make(1);
    let mut parts: Vec<&str> = Vec::new();
    for p in text.split(' ') {
        parts.push(p);
    }
    let n = parts.len();
    parts.clear();
    let more = make(n as u32);
    let view = more.as_str();
    look(&view);
    eat(text);
    change(&mut parts);
    eat(more);
}
//= 12:9 E0505 cannot move out of `text` because it is borrowed

fn t1(v: &mut Vec<u32>) -> u32 {
    let a = v[0];
    v.push(a);
    let last = &v[v.len() - 1];
    v.push(a);
    let n = *last;
    v.push(n);
    n
}
//= 5:5 E0502 cannot borrow `*v` as mutable because it is also borrowed as immutable

fn u2() {
    let mut refs: Vec<&u32> = Vec::new();
    let a = 1u32;
    refs.push(&a);
    {
        let b = 2u32;
        let mut inner: Vec<&u32> = Vec::new();
        inner.push(&b);
        change(&mut a);
        look(&inner);
    }
    look(&refs);
}
//= 9:16 E0502 cannot borrow `a` as mutable because it is also borrowed as immutable

fn t27() -> u32 {
    let s = make(4);
    let view: &str = &s;
    let bytes = view.as_bytes();
    let mut n = 0;
    for b in bytes {
    let zz = &mut s;
    look(&zz);
        n += *b as u32;
    }
    eat(s);
    n
}
//= 7:14 E0502 cannot borrow `s` as mutable because it is also borrowed as immutable

fn t54() {
    let mut a = 1u32;
    let mut b = 2u32;
    let mut r = &mut a;
    *r += 1;
    r = &mut b;
    *r += 1;
    a += 1;
    let t = (&a, &mut b);
    change(&mut b);
    *t.1 += *t.0;
    b += a;
    look(&b);
}
//= 10:12 E0499 cannot borrow `b` as mutable more than once at a time

fn u31(d: &mut impl Device) -> usize {
    let b = d.buffer();
    let zz = || look(&d);
    zz();
    let n = b.len();
    b[0] = 1;
    let s = d.status();
    look(s);
    d.read();
    n
}
//= 3:14 E0502 cannot borrow `d` as immutable because it is also borrowed as mutable

fn t24(queue: &mut VecDeque<Task>) {
    if let Some(mut t) = queue.pop_front() {
        t.tick();
        queue.push_back(t);
    }
    let n = queue.len();
    if let Some(t) = queue.front_mut() {
    eat(queue);
        t.ticks = n as u64;
    }
    queue.push_back(Task { name: make(0), ticks: 0, parent: None });
}
//= 8:9 E0505 cannot move out of `queue` because it is borrowed

fn u18(v: &mut Vec<String>) -> &str {
    let s = make(1);
    let n = v.len();
    let last = &mut v[n - 1];
    last.push('x');
    let r = last.as_str();
    v.push(s);
    r
}
//= 7:5 E0499 cannot borrow `*v` as mutable more than once at a time

fn u32_(names: &[String]) -> Vec<&String> {
    let min = make(3);
    let mut out: Vec<&String> = names.iter().filter(|n| n.len() > min.len()).collect();
    out.reverse();
    let f = out.first();
    out.reverse();
    look(&f);
    out
}
//= 6:5 E0502 cannot borrow `out` as mutable because it is also borrowed as immutable

fn b75(d: &mut dyn Device) { fn same(d: &mut dyn Device) -> &mut dyn Device { d } let a = same(d); let b = same(d); a.read(); b.read(); }
//= 1:113 E0499 cannot borrow `*d` as mutable more than once at a time

fn b76(d: &mut dyn Device) { fn keep<'a>(d: &'a mut dyn Device, to: &mut Option<&'a mut dyn Device>) { *to = Some(d); } let mut kept = None; keep(d, &mut kept); d.read(); if let Some(k) = kept { k.read(); } }
//= 1:162 E0499 cannot borrow `*d` as mutable more than once at a time

fn named_and_left_out<'a>(first: &'a str, second: &str) -> &'a str {
    if first.len() > 3 { return first; }
    second
}
//= 3:5 E0621 explicit lifetime required in the type of `second`

fn two_names<'a, 'b>(first: &'a str, second: &'b str) -> &'a str {
    if first.len() > 3 { first } else { second }
}
//= 2:41 - lifetime may not live long enough

fn method_gives_its_argument() {
    struct Table { name: u32 }
    impl Table {
        fn pick(&self, other: &u32) -> &u32 {
            if self.name > 3 { &self.name } else { other }
        }
    }
    let _ = Table { name: 1 }.pick(&3);
}
//= 5:52 - lifetime may not live long enough

fn to_static(value: &u32) -> &'static u32 {
    value
}
//= 2:5 - lifetime may not live long enough

fn named_to_static<'a>(value: &'a u32) -> &'static u32 {
    value
}
//= 2:5 - lifetime may not live long enough

fn static_call(value: &mut u32) {
    fn needs(_: &'static mut u32) {}
    needs(value);
}
//= 3:5 E0521 borrowed data escapes outside of function

fn kept_in_static(value: &'static u32, other: &u32) {
    static mut KEPT: Option<&'static u32> = None;
    unsafe { KEPT = Some(value) };
    unsafe { KEPT = Some(other) };
}
//= 4:14 - lifetime may not live long enough

fn push_shorter(list: &mut Vec<&u32>, value: &u32) {
    list.push(value);
}
//= 2:5 - lifetime may not live long enough

fn push_named<'a>(list: &mut Vec<&'a u32>, value: &u32) {
    list.push(value);
}
//= 2:5 E0621 explicit lifetime required in the type of `value`

fn assigned(slot: &mut &u32, value: &u32) {
    *slot = value;
}
//= 2:5 - lifetime may not live long enough

fn assigned_field<'a>(holder: &mut Holder<'a>, value: &'a u32, other: &u32) {
    holder.value = value;
    holder.value = other;
}
//= 3:5 E0621 explicit lifetime required in the type of `other`

fn struct_made<'a>(value: &u32) -> Holder<'a> {
    Holder { value }
}
//= 2:5 E0621 explicit lifetime required in the type of `value`

fn boxed(value: &u32) -> Box<dyn Fn() -> u32 + 'static> {
    Box::new(move || *value)
}
//= 2:5 - lifetime may not live long enough

fn boxed_left_out(value: &u32) -> Box<dyn Fn() -> u32> {
    Box::new(move || *value)
}
//= 2:5 - lifetime may not live long enough

fn inner_of_holder() {
    impl<'a> Holder<'a> {
        fn own(&self) -> &'a u32 { self.value }
        fn longer(&self, v: &'a u32) -> &'a u32 { if *v > 1 { v } else { self.value } }
        fn buffer(&'a self) -> &'static u32 { self.value }
    }
}
//= 5:47 - lifetime may not live long enough

fn buffer_of_self() {
    struct Reader<'a> { text: &'a str, own: [u8; 4] }
    impl<'a> Reader<'a> {
        fn text(&self) -> &'a str { self.text }
        fn own(&self) -> &'a [u8] { &self.own }
    }
}
//= 5:37 - lifetime may not live long enough

fn mutable_inner<'a>(list: &'a mut &'a mut [u8], other: &mut [u8]) {
    *list = other;
}
//= 2:5 E0621 explicit lifetime required in the type of `other`

fn mutable_through<'a, 'b>(outer: &'a mut &'b mut u32) -> &'b mut u32 {
    *outer
}
//= 2:5 - lifetime may not live long enough

fn iterated<'a>(names: &[&'a str], extra: &str) -> Option<&'a str> {
    for n in names { if n.len() == 3 { return Some(n); } }
    Some(extra)
}
//= 3:5 E0621 explicit lifetime required in the type of `extra`

fn tuple_given<'a>(x: &'a u32, y: &u32) -> (&'a u32, &'a u32) {
    (x, y)
}
//= 2:5 E0621 explicit lifetime required in the type of `y`

fn swapped(a: &mut &u32, b: &mut &u32) {
    core::mem::swap(a, b);
}
//= 2:5 - lifetime may not live long enough

fn bound_missing<'a, 'b>(x: &'a u32, y: &'b u32) -> &'a u32 where 'a: 'b {
    y
}
//= 2:5 - lifetime may not live long enough

fn called<'a>(x: &'a u32, y: &u32) -> &'a u32 {
    fn longest<'x>(a: &'x u32, b: &'x u32) -> &'x u32 { if a > b { a } else { b } }
    longest(x, y)
}
//= 3:5 E0621 explicit lifetime required in the type of `y`

fn called_let<'a>(x: &'a u32, y: &u32) -> &'a u32 {
    fn longest<'x>(a: &'x u32, b: &'x u32) -> &'x u32 { if a > b { a } else { b } }
    let found = longest(x, y);
    found
}
//= 4:5 E0621 explicit lifetime required in the type of `y`

fn sliced<'a>(x: &'a [u8], y: &[u8]) -> &'a [u8] {
    let part = &y[1..];
    if part.is_empty() { x } else { part }
}
//= 3:37 E0621 explicit lifetime required in the type of `y`

fn generic_box<T: core::fmt::Debug>(x: T) -> Box<dyn core::fmt::Debug> {
    Box::new(x)
}
//= 2:5 E0310 the parameter type `T` may not live long enough

fn generic_ref<'a, T>(x: &'a T) -> &'static T {
    x
}
//= 2:5 - lifetime may not live long enough

fn trait_method() {
    trait Pick { fn pick<'a>(&self, x: &'a u32, y: &u32) -> &'a u32; }
    struct P;
    impl Pick for P { fn pick<'a>(&self, x: &'a u32, y: &u32) -> &'a u32 { if *x > 1 { x } else { y } } }
}
//= 4:99 - lifetime may not live long enough

fn option_ref<'a>(x: Option<&u32>, d: &'a u32) -> &'a u32 {
    x.unwrap_or(d)
}
//= 2:5 E0621 explicit lifetime required in the type of `x`

fn match_ref<'a>(x: Option<&u32>, d: &'a u32) -> &'a u32 {
    match x { Some(v) => v, None => d }
}
//= 2:26 E0621 explicit lifetime required in the type of `x`

fn pattern_param<'a>((x, y): (&'a u32, &u32)) -> &'a u32 {
    if x > y { x } else { y }
}
//= 2:27 E0621 explicit lifetime required in parameter type

fn dyn_arg(x: &u32) {
    fn keep(_: Box<dyn Fn() -> u32>) {}
    keep(Box::new(move || *x));
}
//= 3:10 - lifetime may not live long enough

fn dyn_push(x: &u32, list: &mut Vec<Box<dyn Fn() -> u32>>) {
    list.push(Box::new(move || *x));
}
//= 2:15 - lifetime may not live long enough

fn method_escape() {
    struct Kernel { log: Option<&'static str>, all: Vec<&'static str> }
    impl Kernel {
        fn set(&mut self, text: &str) { self.log = Some(text); }
        fn add(&mut self, text: &str) { self.all.push(text); }
        fn new(text: &str) -> Kernel { Kernel { log: Some(text), all: Vec::new() } }
        fn made(text: &str) { let k = Kernel { log: Some(text), all: Vec::new() }; drop(k); }
        fn local(text: &str) { let k: Kernel = Kernel { log: None, all: Vec::new() }; k.own(text); }
        fn own(&self, t: &'static str) {}
    }
}
//= 4:41 - lifetime may not live long enough

fn holder_given(h: Holder) -> &'static u32 {
    h.value
}
//= 2:5 - lifetime may not live long enough

fn holder_mut(h: &mut Holder, v: &u32) {
    h.value = v;
}
//= 2:5 - lifetime may not live long enough

fn holder_mut_marked(h: &mut Holder<'_>, v: &u32) {
    h.value = v;
}
//= 2:5 - lifetime may not live long enough

fn iter_lives(v: &mut Vec<&str>, text: &str) {
    for w in text.split(' ') { v.push(w); }
}
//= 2:32 - lifetime may not live long enough

fn field_of_tuple<'a>(p: (&'a u32, &u32)) -> &'a u32 {
    p.1
}
//= 2:5 E0621 explicit lifetime required in the type of `p`

fn assoc_fn() {
    struct A<'a>(&'a u32);
    impl<'a> A<'a> {
        fn new(x: &u32) -> A<'a> { A(x) }
        fn new2(x: &u32) -> Self { A(x) }
        fn set(&mut self, x: &u32) { self.0 = x; }
    }
}
//= 4:36 E0621 explicit lifetime required in the type of `x`

fn trait_impl() {
    trait Get { fn get(&self, x: &u32) -> &u32; }
    struct S(u32);
    impl Get for S { fn get(&self, x: &u32) -> &u32 { x } }
}
//= 4:55 - lifetime may not live long enough

fn from_trait() {
    struct W<'a>(&'a str);
    impl<'a> From<&'a str> for W<'a> { fn from(x: &'a str) -> W<'a> { W(x) } }
    fn bad<'b>(x: &str) -> W<'b> { W::from(x) }
    fn bad2<'b>(x: &str) -> W<'b> { x.into() }
}
//= 4:36 E0621 explicit lifetime required in the type of `x`

fn option_map<'a>(x: Option<&'a u32>, y: &u32) -> &'a u32 {
    x.map(|v| v).unwrap_or(y)
}
//= 2:5 E0621 explicit lifetime required in the type of `y`

fn mut_static(x: &mut [u8]) -> &'static mut [u8] { &mut x[1..] }
//= 1:52 - lifetime may not live long enough

fn ret_stmt<'a>(x: &'a u32, y: &u32) -> Option<&'a u32> {
    if *x > 1 { return None; }
    let z = Some(y);
    return z;
}
//= 4:12 E0621 explicit lifetime required in the type of `y`

fn looped<'a>(x: &'a [u32], y: &'a mut Vec<&u32>) {
    for v in x { y.push(v); }
}
//= 2:18 E0621 explicit lifetime required in the type of `y`

fn sorted<'a>(x: &mut [&'a u32], y: &u32) {
    x[0] = y;
}
//= 2:5 E0621 explicit lifetime required in the type of `y`

fn nested_bad<'a, 'b>(x: &'a &'b u32, y: &'a u32) -> &'b u32 { if *y > 1 { y } else { *x } }
//= 1:76 - lifetime may not live long enough

fn generic_iter<I: Iterator<Item = u32>>(x: I) -> Box<dyn Iterator<Item = u32>> { Box::new(x) }
//= 1:83 E0310 the parameter type `I` may not live long enough

fn generic_iter_a<'a, I: Iterator<Item = u32>>(x: I) -> Box<dyn Iterator<Item = u32> + 'a> { Box::new(x) }
//= 1:94 E0309 the parameter type `I` may not live long enough

fn two_args_same(a: &mut Vec<&'static str>, s: &str) { a.push(s) }
//= 1:56 E0521 borrowed data escapes outside of function

fn unwrap_static(s: Option<&str>) -> &'static str { s.unwrap_or("none") }
//= 1:53 - lifetime may not live long enough

fn match_static(s: Option<&str>) -> &'static str { match s { Some(x) => x, None => "none" } }
//= 1:73 - lifetime may not live long enough

fn cell_set(c: &core::cell::Cell<&u32>, x: &u32) { c.set(x) }
//= 1:52 - lifetime may not live long enough

fn spawn_task() {
    use core::future::Future; use core::pin::Pin;
    struct Task { future: Pin<Box<dyn Future<Output = ()>>> }
    impl Task {
        fn new(future: impl Future<Output = ()>) -> Task { Task { future: Box::pin(future) } }
        fn good(future: impl Future<Output = ()> + 'static) -> Task { Task { future: Box::pin(future) } }
    }
}
//= 5:75 E0310 the parameter type `impl Future<Output = ()>` may not live long enough

fn spawn_generic() {
    use core::future::Future; use core::pin::Pin;
    struct Task { future: Pin<Box<dyn Future<Output = ()>>> }
    impl Task {
        fn new<F: Future<Output = ()>>(future: F) -> Task {
            let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
            Task { future }
        }
        fn good<F>(future: F) -> Task where F: Future<Output = ()> + 'static { Task { future: Box::pin(future) } }
    }
}
//= 6:61 E0310 the parameter type `F` may not live long enough

fn forwarded<F: FnOnce()>(f: F) {
    fn spawn<G: FnOnce() + 'static>(_: G) {}
    spawn(f);
}
//= 3:5 E0310 the parameter type `F` may not live long enough

fn in_closure<F: Fn() -> u32>(f: F) -> Box<dyn Fn() -> u32> {
    Box::new(move || f() + 1)
}
//= 2:5 E0310 the parameter type `F` may not live long enough

fn shapes() {
    trait Shape { fn area(&self) -> u32; }
    struct World { all: Vec<Box<dyn Shape>> }
    impl World {
        fn add<S: Shape>(&mut self, s: S) { self.all.push(Box::new(s)); }
        fn add2<S: Shape + 'static>(&mut self, s: S) { self.all.push(Box::new(s)); }
        fn add3(&mut self, s: impl Shape) { self.all.push(Box::new(s)); }
    }
}
//= 5:59 E0310 the parameter type `S` may not live long enough

fn refs() {
    trait Shape { fn area(&self) -> u32; }
    fn view<S: Shape>(s: &S) -> &dyn Shape { s }
    fn view_a<'a, S: Shape>(s: &'a S) -> &'a dyn Shape { s }
    fn view_static<S: Shape>(s: &'static S) -> &'static dyn Shape { s }
    fn boxed<'a, S: Shape + 'a>(s: S) -> Box<dyn Shape + 'a> { Box::new(s) }
    fn boxed_list<'a, S: Shape>(s: &'a [S]) -> Vec<Box<dyn Fn() -> u32 + 'a>> { Vec::new() }
    fn local<S: Shape>(s: S) -> u32 { let d: &dyn Shape = &s; d.area() }
    fn local_box<S: Shape>(s: S) -> u32 { let d: Box<dyn Shape> = Box::new(s); d.area() }
    fn passed<S: Shape>(s: &S) -> u32 { fn f(x: &dyn Shape) -> u32 { x.area() } f(s) }
    fn passed_box<S: Shape>(s: S) -> u32 { fn f(x: Box<dyn Shape>) -> u32 { x.area() } f(Box::new(s)) }
}
//= 11:90 E0310 the parameter type `S` may not live long enough

fn holder_of() {
    struct Cell<T> { value: T }
    trait Show { fn show(&self); }
    impl<T: Clone> Show for Cell<T> { fn show(&self) {} }
    fn make<T: Clone>(value: T) -> Box<dyn Show> { Box::new(Cell { value }) }
    fn iter<'a, T: Clone>(v: &'a [T]) -> Box<dyn Iterator<Item = T> + 'a> { Box::new(v.iter().cloned()) }
}
//= 5:52 E0310 the parameter type `T` may not live long enough

fn typed_let(x: &u32) {
    let kept: &'static u32 = x;
    let _ = kept;
}
//= 2:15 - lifetime may not live long enough

fn let_static(s: &str) -> &'static str { let r: &'static str = s; r }
//= 1:49 - lifetime may not live long enough

fn let_local() {
    let text = String::from("a");
    let kept: &'static str = &text;
}
//= 3:30 E0597 `text` does not live long enough

fn let_named<'a>(x: &'a u32, y: &u32) -> u32 { let r: &'a u32 = y; *r }
//= 1:55 E0621 explicit lifetime required in the type of `y`

fn let_holder<'a>(x: &'a u32, y: u32) -> u32 { let h: Holder<'a> = Holder { value: &y }; *h.value }
//= 1:84 E0597 `y` does not live long enough

fn let_holder_named<'a>(x: &'a u32, y: &u32) -> u32 { let h: Holder<'a> = Holder { value: y }; *h.value }
//= 1:62 E0621 explicit lifetime required in the type of `y`

fn static_needed() {
    fn needs(_: &'static u32) {}
    let x = 3u32 + "a".len() as u32;
    needs(&x);
}
//= 4:11 E0597 `x` does not live long enough

fn static_spawned() {
    fn spawn<F: FnOnce() -> u32 + 'static>(_: F) {}
    let x = String::from("a");
    spawn(|| x.len() as u32);
}
//= 4:11 E0373 closure may outlive the current function, but it borrows `x`, which is owned by the current function

fn static_temp() {
    fn needs(_: &'static String) {}
    needs(&String::from("a"));
}
//= 3:12 E0716 temporary value dropped while borrowed

fn static_then_used() {
    fn needs(_: &'static mut u32) {}
    let mut x = 3;
    needs(&mut x);
    x += 1;
}
//= 4:11 E0597 `x` does not live long enough

fn static_in_struct() {
    struct Log { text: &'static str }
    let s = String::from("a");
    let l = Log { text: &s };
}
//= 4:25 E0597 `s` does not live long enough

fn static_pushed(all: &mut Vec<&'static str>) {
    let s = String::from("a");
    all.push(&s);
}
//= 3:14 E0597 `s` does not live long enough

fn named_pushed<'a>(all: &mut Vec<&'a str>) {
    let s = String::from("a");
    all.push(s.as_str());
}
//= 3:14 E0597 `s` does not live long enough

fn left_out_pushed(all: &mut Vec<&str>) {
    let s = String::from("a");
    all.push(s.as_str());
}
//= 3:14 E0597 `s` does not live long enough

fn static_boxed(all: &mut Vec<Box<dyn Fn() -> usize>>) {
    let s = String::from("a");
    all.push(Box::new(|| s.len()));
}
//= 3:26 E0597 `s` does not live long enough

fn static_boxed_ref(all: &mut Vec<Box<dyn Fn() -> usize>>) {
    let s = String::from("a");
    let r = &s;
    all.push(Box::new(move || r.len()));
}
//= 3:13 E0597 `s` does not live long enough

fn static_assigned() {
    static mut KEPT: Option<&'static u32> = None;
    let x = 3u32 + "a".len() as u32;
    unsafe { KEPT = Some(&x) };
}
//= 4:26 E0597 `x` does not live long enough
