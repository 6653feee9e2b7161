fn t1(v: &mut Vec<u32>) -> u32 {
    let a = v[0];
    v.push(a);
    let last = &v[v.len() - 1];
    let n = *last;
    v.push(n);
    n
}

fn t2(v: &mut Vec<u32>) {
    for x in v.iter_mut() {
        *x += 1;
    }
    let sum: u32 = v.iter().sum();
    v.push(sum);
    v.clear();
}

fn t3(s: &mut Screen) {
    let w = s.width();
    let row = s.row_mut(1);
    row[0] = 1;
    row[w - 1] = 2;
    s.put(3);
    let c = s.color();
    *c = 4;
    s.put(5);
}

fn t4(tasks: &mut Vec<Task>) -> Option<&mut Task> {
    let n = tasks.len();
    if n == 0 {
        return None;
    }
    let t = &mut tasks[0];
    t.tick();
    tasks.push(Task { name: String::new(), ticks: 0, parent: Some(n) });
    tasks.last_mut()
}

fn t5() -> String {
    let a = String::from("a");
    let b = String::from("bb");
    let r = pick(&a, &b);
    let n = r.len();
    let mut out = String::new();
    out.push_str(r);
    drop(a);
    let _ = n;
    out
}

fn t6<'a>(text: &'a str) -> Vec<&'a str> {
    let mut c = Cursor { text, at: 0 };
    let mut out = Vec::new();
    while let Some(w) = c.word() {
        let p = c.peek();
        out.push(w);
        let _ = p;
    }
    out
}

fn t7(list: &mut List) {
    let mut cur = &mut list.head;
    while let Some(link) = cur {
        link.value += 1;
        cur = &mut link.next;
    }
    *cur = Some(Box::new(Link { value: 0, next: None }));
    list.head.take();
}

fn t8(list: &List) -> Option<&u32> {
    let mut cur = list.head.as_ref();
    let mut best: Option<&u32> = None;
    while let Some(link) = cur {
        best = Some(&link.value);
        cur = link.next.as_ref();
    }
    best
}

fn t9(n: &mut Node) -> u32 {
    match n {
        Node::Leaf(x) => {
            *x += 1;
            *x
        }
        Node::Pair(a, b) => {
            core::mem::swap(a, b);
            t9(a) + t9(b)
        }
        Node::Named { name, value } if name.len() > 3 => {
            name.clear();
            *value
        }
        Node::Named { value, .. } => *value,
    }
}

fn t10() {
    let mut g = LOG.lock();
    g.push(1);
    let n = g.len() as u32;
    g.push(n);
    drop(g);
    let mut h = LOG.lock();
    h.clear();
}

fn t11() -> u32 {
    let cell = RefCell::new(vec![1u32, 2]);
    let n = cell.borrow().len();
    cell.borrow_mut().push(3);
    let first = cell.borrow()[0];
    let total = first + n as u32;
    total
}

fn t12(a: &mut [u32]) {
    let (left, right) = a.split_at_mut(1);
    left[0] = right[0];
    right[0] = 5;
    a[0] = 1;
    let n = a.len();
    a[n - 1] = 2;
}

fn t13() {
    let mut count = 0u32;
    let mut inc = || count += 1;
    inc();
    inc();
    let total = count;
    let show = || total + 1;
    count = show();
    let _ = count;
}

fn t14(v: &Vec<u32>) -> Box<dyn Fn(u32) -> bool + '_> {
    let k = 3u32;
    let b = Box::new(move |x: u32| v.contains(&x) && x > k);
    b
}

fn t15() {
    let c = Cell::new(0);
    let a = Noisy(&c);
    let b = Noisy(&c);
    look(&a);
    drop(b);
    c.set(5);
}

fn t16(r: &mut Regions<'_>) -> u64 {
    let start = r.first().map(|x| x.start);
    if let Some(x) = r.take() {
        x.used = true;
    }
    let n = r.next;
    r.next = n + 1;
    match r.take() {
        Some(x) => x.end,
        None => start.unwrap_or(0),
    }
}

fn t17() {
    let mut list = [Region { start: 0, end: 1, used: false }; 4];
    let mut r = Regions::new(&mut list);
    let a = r.take();
    look(&a);
    r.next = 0;
    let n = r.list.len();
    list[0].used = true;
    look(&list[n - 1]);
}

fn t18(d: &mut dyn Device) -> u8 {
    let s = *d.status();
    let b = d.buffer();
    b[0] = s;
    let x = d.read();
    d.buffer()[1] = x;
    s + x
}

fn t19(a: &mut Task, b: &mut Task) {
    core::mem::swap(a, b);
    let n = a.name_mut();
    n.push('x');
    let m = b.name();
    a.name.push_str(m);
    a.tick();
    b.tick();
}

fn t20(t: &mut Task) -> &str {
    let parent = t.parent;
    let name = &mut t.name;
    t.ticks += 1;
    name.push('!');
    let ticks = &mut t.ticks;
    *ticks += 1;
    t.tick();
    t.name()
}

fn t21() -> Vec<String> {
    let mut names = vec![make(1), make(2)];
    let first = names[0].clone();
    names.push(first);
    let last = names.pop();
    if let Some(s) = &last {
        names.push(s.clone());
    }
    let r = &names;
    look(r);
    names
}

fn t22(x: &mut u32, y: &mut u32) -> u32 {
    let p = if *x > *y { &mut *x } else { &mut *y };
    *p += 1;
    let q = &mut *x;
    *q = *y;
    *x + *y
}

fn t23() {
    let mut x = 1u32;
    let r = &mut x;
    *r += 1;
    let s = &*r;
    let n = *s;
    *r = n;
    x += 1;
    let p = &raw mut x;
    unsafe { *p = 2; }
    x = 3;
    look(&x);
}

fn t24(queue: &mut VecDeque<Task>) {
    if let Some(mut t) = queue.pop_front() {
        t.tick();
        queue.push_back(t);
    }
    let n = queue.len();
    if let Some(t) = queue.front_mut() {
        t.ticks = n as u64;
    }
    queue.push_back(Task { name: make(0), ticks: 0, parent: None });
}

fn t25(o: &mut Option<Box<Link>>) -> u32 {
    let mut sum = 0;
    let mut cur = o.as_mut();
    while let Some(l) = cur {
        sum += l.value;
        l.value = sum;
        cur = l.next.as_mut();
    }
    if let Some(l) = o {
        l.value = 1;
    }
    *o = None;
    sum
}

fn t26<T: Clone>(v: &mut Vec<T>, n: usize) -> Option<&T> {
    let item = v[0].clone();
    v.push(item);
    let r = v.get(n);
    match r {
        Some(x) => Some(x),
        None => v.first(),
    }
}

fn t27() -> u32 {
    let s = make(4);
    let view: &str = &s;
    let bytes = view.as_bytes();
    let mut n = 0;
    for b in bytes {
        n += *b as u32;
    }
    eat(s);
    n
}

fn t28(m: &mut [[u8; 4]; 4]) {
    for row in m.iter_mut() {
        for cell in row.iter_mut() {
            *cell = 1;
        }
        row[0] = 2;
    }
    let a = &mut m[0];
    a[1] = 3;
    m[1][2] = m[0][1];
}

fn t29() {
    let mut s = Screen::new();
    let w = &mut s;
    write!(w, "{} {}", 1, 2).unwrap();
    w.put(1);
    s.put(2);
    let text = make(1);
    write!(s, "{}", text).unwrap();
    drop(text);
    let n = s.row;
    write!(s, "{}", n).ok();
}

fn t30(v: &mut Vec<u32>) -> &mut u32 {
    let k = 3u32;
    let r = first(v, &k);
    *r += 1;
    let s = first(v, &k);
    s
}

fn t31() -> u32 {
    let mut total = 0;
    let data = [1u32, 2, 3];
    let mut it = data.iter();
    while let Some(x) = it.next() {
        total += *x;
        let rest = it.as_slice();
        total += rest.len() as u32;
    }
    let add = |x: u32| x + total;
    let y = add(1);
    total = y;
    total
}

fn t32() {
    let a = Rc::new(RefCell::new(Task { name: make(1), ticks: 0, parent: None }));
    let b = Rc::clone(&a);
    {
        let mut t = a.borrow_mut();
        t.tick();
        t.name.push('x');
    }
    let n = b.borrow().ticks;
    b.borrow_mut().ticks = n + 1;
    drop(b);
    look(&a.borrow().name);
}

fn t33(x: Option<&mut Task>) -> u64 {
    match x {
        Some(t) => {
            let n = t.tick();
            t.ticks = n;
            t.ticks
        }
        None => 0,
    }
}

fn t34<'a>(a: &'a Task, b: &'a Task) -> &'a Task {
    let la = a.name().len();
    let lb = b.name().len();
    let r = if la > lb { a } else { b };
    let copy = r.clone();
    look(&copy);
    r
}

fn t35() -> u32 {
    let mut boxed = Box::new(Task { name: make(1), ticks: 3, parent: None });
    let name = &mut boxed.name;
    let ticks = &mut boxed.ticks;
    name.push('a');
    *ticks += 1;
    let t = *boxed;
    let Task { name, ticks, .. } = t;
    look(&name);
    ticks as u32
}

fn t36(words: &[&str]) -> String {
    let mut longest = "";
    for w in words {
        if w.len() > longest.len() {
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

fn t37() {
    let mut arr = [make(1), make(2), make(3)];
    let [a, b, c] = &mut arr;
    a.push('x');
    core::mem::swap(b, c);
    b.clear();
    let n = arr.len();
    arr[n - 1].push('y');
    let [x, ..] = arr;
    look(&x);
}

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
}

fn t39(v: &mut Vec<u32>) {
    let mut i = 0;
    while i < v.len() {
        if v[i] == 0 {
            v.remove(i);
        } else {
            i += 1;
        }
    }
    v.retain(|x| *x > 1);
    let m = v.iter().max().copied();
    v.push(m.unwrap_or(0));
}

fn t40(v: &mut Vec<u32>) -> usize {
    let n = v.len();
    let mut add = |x: u32| v.push(x);
    add(1);
    add(n as u32);
    v.push(3);
    let has = v.iter().any(|x| *x == n as u32);
    v.truncate(2);
    n
}

fn t41(name: &str) -> String {
    let mut s = String::new();
    {
        let r = &mut s;
        r.push_str(name);
    }
    let t = s.clone();
    let u = s;
    let r = &u;
    look(r);
    look(&t);
    u
}

fn t42() -> Option<u32> {
    let mut opt = Some(Task { name: make(1), ticks: 1, parent: None });
    if let Some(t) = opt.as_mut() {
        t.tick();
    }
    if let Some(t) = &opt {
        look(t);
    }
    let t = opt.take()?;
    opt = Some(t);
    let n = opt.as_ref().map(|t| t.ticks as u32);
    opt = None;
    n
}

fn t43(map: &mut Vec<(u32, String)>, key: u32) -> &mut String {
    let found = map.iter().position(|(k, _)| *k == key);
    if let Some(i) = found {
        return &mut map[i].1;
    }
    map.push((key, make(key)));
    let n = map.len() - 1;
    &mut map[n].1
}

fn t44() {
    let x = 5u32;
    let f = keep(move || x + 1);
    let y = f();
    let g = || x + y;
    let z = g();
    look(&z);
}

fn t45<'a>(buf: &'a mut [u8], n: usize) -> (&'a mut [u8], &'a mut [u8]) {
    buf[0] = 1;
    let (a, b) = buf.split_at_mut(n);
    a[0] = b[0];
    (a, b)
}

fn t46(r: &mut Region) {
    let Region { start, end, .. } = r;
    *start += *end;
    let s = &mut r.start;
    let e = &mut r.end;
    core::mem::swap(s, e);
    let copy = *r;
    r.start = copy.end;
}

fn t47() -> u32 {
    let mut out = 0;
    let l = Loud(1);
    let r = &l.0;
    out += *r;
    let m = Loud(2);
    let q = &m;
    out += q.0;
    drop(l);
    out
}

fn t48(v: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let k = v.len() as u32;
    let it = v.iter().map(move |x| x + k);
    it
}

fn t49(v: &mut Vec<u32>) {
    let mut d = v.drain(..);
    let a = d.next();
    let b = d.next();
    drop(d);
    v.push(a.unwrap_or(0));
    let mut c = v.chunks_mut(2);
    if let Some(x) = c.next() {
        x[0] = 1;
    }
    v.push(b.unwrap_or(1));
}

fn t50() {
    let mut slots: [Option<u32>; 4] = [None; 4];
    for (i, s) in slots.iter_mut().enumerate() {
        *s = Some(i as u32);
    }
    let free = slots.iter().position(|s| s.is_none());
    if let Some(i) = free {
        slots[i] = Some(9);
    }
    let r = slots[0].as_ref();
    look(&r);
    slots[0] = None;
    look(&slots);
}

fn t51(b: &mut Box<dyn Device>) {
    let n = b.read();
    let buf = b.buffer();
    buf[0] = n;
    let s = b.status();
    let k = *s;
    b.buffer()[1] = k;
}

fn t52() -> usize {
    let mut s = make(1);
    let n = s.len();
    s.push('a');
    let r = &mut s;
    let k = r.len();
    r.insert(k, 'b');
    let t = &s;
    let u = t;
    let total = t.len() + u.len() + n;
    s.clear();
    total
}

fn t53(h: &mut List, v: u32) {
    let old = h.head.take();
    let new = Link { value: v, next: old };
    h.head = Some(Box::new(new));
    if let Some(l) = h.head.as_mut() {
        l.value += 1;
    }
    let mut n = 0;
    let mut p = &h.head;
    while let Some(l) = p {
        n += 1;
        p = &l.next;
    }
    h.head = None;
}

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
    look(&b);
}

fn t55(x: &u32) -> u32 {
    let y: u32;
    let r;
    {
        y = *x + 1;
        r = &y;
    }
    let z = *r;
    let s = &z;
    *s + y
}

fn t56(list: &mut Vec<Task>) {
    let total: u64 = list.iter().map(|t| t.ticks).sum();
    list.iter_mut().for_each(|t| t.ticks = total);
    let names: Vec<&str> = list.iter().map(|t| t.name()).collect();
    let n = names.len();
    list.truncate(n);
    list.sort_by(|a, b| a.ticks.cmp(&b.ticks));
    let t = list.swap_remove(0);
    list.push(t);
}

fn t57(s: &str) -> &str {
    let trimmed = s.trim();
    let owned = String::from(trimmed);
    let n = owned.len();
    look(&owned);
    &s[..n]
}

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
    eat(more);
}

fn t59(state: &mut (Vec<u32>, u32)) -> u32 {
    let (v, n) = state;
    for x in v.iter() {
        *n += *x;
    }
    v.push(*n);
    let k = &mut state.1;
    state.0.push(*k);
    *k += 1;
    state.1
}

fn t60(a: &RefCell<Vec<u32>>) -> u32 {
    let n = {
        let g = a.borrow();
        g.len() as u32
    };
    a.borrow_mut().push(n);
    let g = a.borrow();
    let k = g[0];
    drop(g);
    k
}

fn u1() -> u32 {
    let r;
    let x = 5u32;
    {
        let y = 6u32;
        let z = 7u32;
        r = &x;
        look(&y);
        look(&z);
    }
    *r
}

fn u2() {
    let mut refs: Vec<&u32> = Vec::new();
    let a = 1u32;
    refs.push(&a);
    {
        let b = 2u32;
        let mut inner: Vec<&u32> = Vec::new();
        inner.push(&b);
        look(&inner);
    }
    look(&refs);
}

fn u3<'a>(out: &mut Vec<&'a str>, text: &'a str) {
    let owned = String::from(text);
    out.push(text);
    look(&owned);
    let n = owned.len();
    out.push(&text[..n]);
}

fn u4() -> String {
    let s = make(1);
    let t = s.as_str();
    let mut u = String::new();
    u.push_str(t);
    u
}

fn u5(x: &u32) -> &u32 {
    let y = *x;
    let r = &y;
    look(r);
    x
}

fn u6() -> Box<dyn Fn() -> u32> {
    let a = 1u32;
    let b = 2u32;
    let f = move || a + b;
    Box::new(f)
}

fn u7(tasks: &mut Vec<Task>) {
    let mut total = 0u64;
    tasks.iter_mut().for_each(|t| total += t.tick());
    let n = tasks.len() as u64;
    tasks.iter_mut().for_each(|t| t.ticks = total + n);
    total += 1;
    look(&total);
}

fn u8_() {
    let lock = Lock::new(5u32);
    {
        let g = lock.lock();
        look(&*g);
    }
    *lock.lock() += 1;
    let n = *lock.lock();
    let mut g = lock.lock();
    *g = n;
}

fn u9() -> u32 {
    let lock = Lock::new(Task { name: make(1), ticks: 0, parent: None });
    let n = lock.lock().tick();
    let m = lock.lock().name().len();
    let r = lock.lock().ticks + n;
    (r + m as u64) as u32
}

fn u10() -> usize {
    let c = RefCell::new(make(1));
    let n = c.borrow().len();
    let m = {
        let g = c.borrow();
        g.as_str().len()
    };
    let k = c.borrow().as_str().len();
    n + m + k
}

fn u11(cmd: &str) -> u32 {
    let line = String::from(cmd);
    let mut words = line.split(' ');
    let name = words.next().unwrap_or("");
    let arg = words.next();
    match (name, arg) {
        ("add", Some(x)) => x.len() as u32,
        ("del", _) => 2,
        _ => name.len() as u32,
    }
}

fn u12(n: u32) {
    let s = make(n);
    let f = || s.len();
    let k = f();
    let g = move || s.len() + k;
    let j = g();
    look(&j);
}

fn u13() {
    let mut log: Vec<String> = Vec::new();
    let mut add = |s: &str| log.push(String::from(s));
    add("a");
    let t = make(1);
    add(&t);
    drop(t);
    add("b");
    log.clear();
}

fn u14(a: &mut Regions<'_>, b: &mut Regions<'_>) {
    let x = a.take();
    let y = b.take();
    if let (Some(p), Some(q)) = (x, y) {
        p.start = q.start;
        core::mem::swap(p, q);
    }
    let z = a.first();
    look(&z);
    a.take();
}

fn u15() -> Option<u32> {
    let data = vec![3u32, 4];
    let m = data.iter().max()?;
    let k = *m;
    let first = data.first().copied();
    drop(data);
    first.map(|x| x + k)
}

fn u16_(node: &mut Option<Box<Link>>) -> Option<u32> {
    let mut link = node.take()?;
    *node = link.next.take();
    let v = link.value;
    let r = &mut link.value;
    *r = 1;
    drop(link);
    Some(v)
}

fn u17(list: &mut List) {
    let mut prev = None;
    let mut cur = list.head.take();
    while let Some(mut l) = cur {
        cur = l.next.take();
        l.next = prev;
        prev = Some(l);
    }
    list.head = prev;
}

fn u18(v: &mut Vec<String>) -> &str {
    let s = make(1);
    v.push(s);
    let n = v.len();
    let last = &mut v[n - 1];
    last.push('x');
    let r = last.as_str();
    r
}

fn u19() {
    let mut buf = [0u8; 16];
    let r = &mut buf[2..8];
    r[0] = 1;
    let (a, b) = r.split_at_mut(2);
    a[0] = 2;
    b[0] = a[0];
    let s = &buf;
    look(s);
    buf[0] = 3;
    let p = buf.as_mut_ptr();
    unsafe { *p = 1; }
    buf[1] = 2;
}

fn u20(s: &mut Screen) {
    for row in 0..s.cells.len() {
        for col in 0..80 {
            let c = s.cells[row][col];
            s.put(c);
        }
    }
    for row in s.cells.iter_mut() {
        row[0] = s.color;
    }
    let cells = &mut s.cells;
    let first = cells[0];
    cells[1] = first;
    s.row = 0;
}

fn u21(x: Option<&str>) -> &str {
    let fallback = make(1);
    look(&fallback);
    match x {
        Some(s) if s.len() > fallback.len() => s,
        Some(s) => &s[1..],
        None => "none",
    }
}

fn u22() -> u32 {
    let mut stack = vec![Box::new(Node::Leaf(1))];
    let mut sum = 0;
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
    sum
}

fn u23(n: &Node) -> &str {
    match n {
        Node::Named { name, .. } => name,
        Node::Pair(a, b) => {
            let l = u23(a);
            let r = u23(b);
            pick(l, r)
        }
        Node::Leaf(_) => "leaf",
    }
}

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
}

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
}

fn u26<T: Default + Clone>(slot: &mut Option<T>) -> &mut T {
    if slot.is_none() {
        let t = T::default();
        *slot = Some(t);
    }
    let r = slot.as_mut();
    r.unwrap()
}

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
}

fn u28(v: &[u32], n: usize) -> &[u32] {
    let local = [1u32, 2, 3];
    let (a, b) = v.split_at(n);
    let c = if a.len() > b.len() { a } else { b };
    look(&local);
    c
}

fn u29() {
    let x = 1u32;
    let mut r = &x;
    for i in 0..3u32 {
        let y = i + 1;
        let q = &y;
        look(q);
        if *r > 2 {
            r = &x;
        }
    }
    look(r);
}

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
    look(&max);
    seen.clear();
}

fn u31(d: &mut impl Device) -> usize {
    let b = d.buffer();
    let n = b.len();
    b[0] = 1;
    let s = d.status();
    look(s);
    d.read();
    n
}

fn u32_(names: &[String]) -> Vec<&String> {
    let min = make(3);
    let mut out: Vec<&String> = names.iter().filter(|n| n.len() > min.len()).collect();
    out.reverse();
    let f = out.first();
    look(&f);
    out
}

fn u33() {
    let c = Cell::new(1u32);
    {
        let n = Noisy(&c);
        look(&n);
        c.set(2);
    }
    let d = Cell::new(2u32);
    let m = Noisy(&d);
    let k = m.0.get();
    d.set(k);
    drop(m);
}

fn u34(r: &mut &mut u32, v: &mut u32) {
    **r += 1;
    let q = &mut **r;
    *q += *v;
    let p = &*r;
    look(p);
    *v = **r;
}

fn u35(m: &mut Vec<Vec<u32>>) {
    let n = m.len();
    let row = &mut m[0];
    row.push(n as u32);
    let k = row.len();
    m.push(Vec::new());
    m[n].push(k as u32);
    let total: usize = m.iter().map(|r| r.len()).sum();
    m[0][0] = total as u32;
    for r in m.iter_mut() {
        r.push(1);
    }
}

fn u36() -> &'static str {
    let s: &'static str = "abc";
    let owned = String::from(s);
    let view = owned.as_str();
    let n = view.len();
    &s[..n]
}

fn u37() {
    static TABLE: [u32; 3] = [1, 2, 3];
    let r: &'static u32 = &TABLE[0];
    forever(r);
    forever(&7);
    let x = 5u32;
    let q = &x;
    look(q);
    forever(Box::leak(Box::new(x)));
}

fn u38(v: &mut Vec<u32>) -> u32 {
    let r = &mut *v;
    let s = &mut *r;
    s.push(1);
    r.push(2);
    v.push(3);
    let t = &*v;
    let n = t.len() as u32;
    v.push(n);
    n
}

fn u39<'a>(list: &'a mut Vec<Task>, name: &str) -> Result<&'a mut Task, usize> {
    let n = list.len();
    for (i, t) in list.iter().enumerate() {
        if t.name() == name {
            let k = i;
            return Ok(&mut list[k]);
        }
    }
    list.push(Task { name: String::from(name), ticks: 0, parent: None });
    Err(n)
}

fn u40() {
    let mut x = 10u32;
    let label = 'outer: loop {
        let r = &mut x;
        *r -= 1;
        if *r == 5 {
            break 'outer *r;
        }
        x -= 1;
    };
    x = label;
    let y = &x;
    look(y);
    x += 1;
}

fn b45() -> u32 { let c = RefCell::new(1u32); let r: &u32 = &*c.borrow(); let q = { let d = RefCell::new(2u32); let x = d.borrow(); *x + *r }; q }

fn b72() { let mut s = Screen::new(); let r = s.row(0); s.put(r[0]); }

fn b73(d: &mut dyn Device) -> u8 { fn read(d: &mut dyn Device) -> u8 { d.read() } let x = read(d); x + read(d) + d.read() }

fn b74<'a>(d: &mut (dyn Device + 'a), all: &mut [&mut (dyn Device + 'a)]) -> u8 {
    fn read(d: &mut dyn Device) -> u8 { d.read() }
    let mut sum = 0;
    for one in all {
        sum += read(*one) + read(*one);
    }
    sum + read(d) + read(d)
}
fn lives_nested<'a, 'b>(x: &'a &'b u32) -> &'b u32 { *x }
fn lives_leaked(s: String) -> &'static str { let b: &str = s.leak(); b }
fn lives_any<T>(x: T) -> Box<dyn core::any::Any> where T: core::any::Any { Box::new(x) }
fn lives_devices() {
    trait Device: 'static { fn id(&self) -> u8; }
    fn keep<D: Device>(d: D) -> Box<dyn Device> { Box::new(d) }
    fn keep_in<'a, D: Device>(d: &'a D) -> &'a dyn Device { d }
    trait Disk: Device { fn size(&self) -> u32; }
    fn disk<D: Disk>(d: D) -> Box<dyn Disk> { Box::new(d) }
}
fn lives_views() {
    trait Shape { fn area(&self) -> u32; }
    fn view<S: Shape>(s: &S) -> &dyn Shape { s }
    fn view_a<'a, S: Shape>(s: &'a S) -> &'a dyn Shape { s }
    fn view_static<S: Shape>(s: &'static S) -> &'static dyn Shape { s }
    fn boxed<'a, S: Shape + 'a>(s: S) -> Box<dyn Shape + 'a> { Box::new(s) }
    fn local<S: Shape>(s: S) -> u32 { let d: &dyn Shape = &s; d.area() }
    fn local_box<S: Shape>(s: S) -> u32 { let d: Box<dyn Shape> = Box::new(s); d.area() }
    fn passed<S: Shape>(s: &S) -> u32 { fn f(x: &dyn Shape) -> u32 { x.area() } f(s) }
    fn nested<S: Shape>(s: &&S) -> u32 { fn f<'x>(x: &'x dyn Shape) -> u32 { x.area() } f(*s) }
    fn many<'a, S: Shape>(all: &'a [S]) -> Vec<&'a dyn Shape> { all.iter().map(|s| s as &dyn Shape).collect() }
    fn picked<'a, A: Shape, B: Shape>(a: &'a A, b: &'a B) -> &'a dyn Shape { if a.area() > b.area() { a } else { b } }
}
fn lives_bounded<'a, 'b: 'a>(x: &'a u32, y: &'b u32) -> &'a u32 { if *x > 1 { x } else { y } }
fn lives_where<'a, 'b>(x: &'a u32, y: &'b u32) -> &'a u32 where 'b: 'a { if *x > 1 { x } else { y } }
fn lives_chain<'a, 'b: 'a, 'c: 'b>(x: &'a u32, y: &'c u32) -> &'a u32 { if *x > 1 { x } else { y } }
fn lives_implied<'a, 'b>(x: &'a &'b str, y: &'b str) -> &'a str { if x.len() > 1 { *x } else { y } }
fn lives_method() {
    struct Names<'a> { all: Vec<&'a str>, own: [u8; 4] }
    impl<'a> Names<'a> {
        fn new() -> Self { Names { all: Vec::new(), own: [0; 4] } }
        fn add(&mut self, name: &'a str) -> &mut Self { self.all.push(name); self }
        fn first(&self) -> Option<&'a str> { self.all.first().copied() }
        fn longest(&self) -> &'a str { let mut best = ""; for n in &self.all { if n.len() > best.len() { best = n; } } best }
        fn bytes(&self) -> &[u8] { &self.own }
        fn split(&'a self, at: usize) -> (&'a [u8], &'a [u8]) { self.own.split_at(at) }
        fn with(mut self, other: &Names<'a>) -> Names<'a> { for n in other.all.iter() { self.all.push(n); } self }
        fn iter(&self) -> impl Iterator<Item = &'a str> + '_ { self.all.iter().copied() }
    }
    impl<'a> Iterator for Names<'a> { type Item = &'a str; fn next(&mut self) -> Option<&'a str> { self.all.pop() } }
    impl<'a> Extend<&'a str> for Names<'a> { fn extend<I: IntoIterator<Item = &'a str>>(&mut self, it: I) { for n in it { self.all.push(n); } } }
    impl<'a> core::iter::FromIterator<&'a str> for Names<'a> { fn from_iter<I: IntoIterator<Item = &'a str>>(it: I) -> Self { Names { all: it.into_iter().collect(), own: [0; 4] } } }
    impl<'a> From<&'a str> for Names<'a> { fn from(s: &'a str) -> Names<'a> { let mut n = Names::new(); n.add(s); n } }
    impl AsRef<[u8]> for Names<'_> { fn as_ref(&self) -> &[u8] { &self.own } }
    impl<'a> core::ops::Index<usize> for Names<'a> { type Output = str; fn index(&self, i: usize) -> &str { self.all[i] } }
}
fn lives_static() {
    struct Logger { prefix: &'static str, sinks: Vec<&'static str> }
    impl Logger {
        const fn new(prefix: &'static str) -> Logger { Logger { prefix, sinks: Vec::new() } }
        fn add(&mut self, s: &'static str) { self.sinks.push(s); self.prefix = s; }
        fn prefix(&self) -> &'static str { self.prefix }
        fn any(&self, other: &str) -> usize { let p: &str = if other.is_empty() { self.prefix } else { other }; p.len() }
        fn either<'a>(&'a self, other: &'a str) -> &'a str { if other.is_empty() { self.prefix } else { other } }
    }
}
fn lives_reborrowed<'a>(x: &'a mut Vec<u32>) -> &'a mut u32 { let y = &mut *x; y.push(1); y.last_mut().unwrap() }
fn lives_through<'a, 'b>(outer: &'a mut &'b mut u32) -> &'a mut u32 { *outer }
fn lives_shared_through<'a, 'b>(outer: &'a &'b mut u32) -> &'a u32 { *outer }
fn lives_tree<'t>(node: &'t Node, want: u32) -> Option<&'t str> {
    fn inside<'t>(node: &'t Node, want: u32) -> Option<&'t str> { if let Node::Named { name, .. } = node { Some(name) } else { None } }
    match node {
        Node::Leaf(_) => None,
        Node::Pair(a, b) => inside(a, want).or_else(|| inside(b, want)),
        Node::Named { name, value } => if *value == want { Some(name.as_str()) } else { None },
    }
}
fn lives_split<'a>(text: &'a str, by: &str) -> Vec<&'a str> { text.split(by).collect() }
fn lives_found<'a>(list: &'a [&'a str], key: &str) -> Option<&'a str> { list.iter().find(|s| **s == key).copied() }
fn lives_trait() {
    trait Parse<'i> { type Out; fn parse(&self, input: &'i str) -> Option<(Self::Out, &'i str)>; }
    struct Word;
    impl<'i> Parse<'i> for Word { type Out = &'i str; fn parse(&self, input: &'i str) -> Option<(&'i str, &'i str)> { let n = input.find(' ')?; Some((&input[..n], &input[n..])) } }
    struct Both<A, B>(A, B);
    impl<'i, A: Parse<'i>, B: Parse<'i>> Parse<'i> for Both<A, B> {
        type Out = (A::Out, B::Out);
        fn parse(&self, input: &'i str) -> Option<(Self::Out, &'i str)> { let (a, rest) = self.0.parse(input)?; let (b, rest) = self.1.parse(rest)?; Some(((a, b), rest)) }
    }
}
fn lives_cow() {
    use alloc::borrow::Cow;
    fn clean<'a>(s: &'a str) -> Cow<'a, str> { if s.contains(' ') { Cow::Owned(s.replace(' ', "_")) } else { Cow::Borrowed(s) } }
    fn first(s: Cow<'_, str>) -> Option<char> { s.chars().next() }
}
fn lives_swapped<'a>(a: &mut &'a u32, b: &mut &'a u32) { core::mem::swap(a, b); }
fn lives_stored<'a>(all: &mut Vec<Box<dyn Fn() -> u32 + 'a>>, x: &'a u32) { all.push(Box::new(move || *x)); }
fn lives_callbacks<'a>(f: impl Fn(&'a str) -> &'a str, s: &'a str) -> &'a str { f(s) }
fn lives_higher(f: fn(&str) -> &str, s: &str) -> usize { f(s).len() }
fn lives_dyn_fn<'a>(f: &dyn Fn(&'a u32) -> &'a u32, x: &'a u32) -> &'a u32 { f(x) }
fn lives_any_fn(f: &dyn for<'x> Fn(&'x u32) -> &'x u32, x: &u32) -> u32 { *f(x) }
fn lives_futures() {
    use core::future::Future; use core::pin::Pin;
    struct Task { future: Pin<Box<dyn Future<Output = ()>>> }
    impl Task {
        fn new(future: impl Future<Output = ()> + 'static) -> Task { Task { future: Box::pin(future) } }
        fn of<F>(future: F) -> Task where F: Future<Output = ()> + 'static { Task::new(future) }
        fn pinned<'a, F: Future<Output = ()> + 'a>(f: F) -> Pin<Box<dyn Future<Output = ()> + 'a>> { Box::pin(f) }
    }
}
fn lives_mapped<'a, T, F: Fn(&'a T) -> &'a str>(all: &'a [T], f: F) -> Vec<&'a str> { all.iter().map(|x| f(x)).collect() }
fn lives_two<'a, 'b>(a: &'a str, b: &'b str) -> (&'b str, &'a str) { (b, a) }
fn lives_option<'a>(x: Option<&'a mut Vec<u32>>) -> Option<&'a mut u32> { x?.first_mut() }
fn lives_take<'a>(x: &mut Option<&'a str>) -> Option<&'a str> { x.take() }
fn lives_replaced<'a>(x: &mut &'a str, y: &'a str) -> &'a str { core::mem::replace(x, y) }
fn lives_advanced(bytes: &mut &[u8]) -> Option<u8> { let (first, rest) = bytes.split_first()?; *bytes = rest; Some(*first) }
fn lives_taken<'a>(bytes: &mut &'a [u8], n: usize) -> &'a [u8] { let (head, tail) = bytes.split_at(n); *bytes = tail; head }
fn lives_mut_taken<'a>(bytes: &mut &'a mut [u8], n: usize) -> &'a mut [u8] { let all = core::mem::take(bytes); let (head, tail) = all.split_at_mut(n); *bytes = tail; head }
fn lives_list<'a>(mut at: &'a List) -> Vec<&'a u32> { let mut all = Vec::new(); let mut link = at.head.as_deref(); while let Some(l) = link { all.push(&l.value); link = l.next.as_deref(); } all }
fn lives_cursor() {
    struct Stack<'s> { below: Option<&'s Stack<'s>>, value: u32 }
    fn sum(s: &Stack<'_>) -> u32 { s.value + s.below.map_or(0, sum) }
    fn top<'s>(s: &Stack<'s>) -> Option<&'s Stack<'s>> { s.below }
    fn with<'s>(below: &'s Stack<'s>, value: u32) -> Stack<'s> { Stack { below: Some(below), value } }
}
fn lives_fmt() {
    struct Hex<'a>(&'a [u8]);
    impl core::fmt::Display for Hex<'_> { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { for b in self.0 { write!(f, "{b:02x}")?; } Ok(()) } }
    struct Table<'a, 'b> { rows: &'a [Hex<'b>] }
    impl<'a, 'b> Table<'a, 'b> { fn row(&self, i: usize) -> &'a Hex<'b> { &self.rows[i] } fn bytes(&self, i: usize) -> &'b [u8] { self.rows[i].0 } }
}
fn lives_const_param<'a, const N: usize>(x: &'a [u8; N]) -> Box<dyn Fn() -> usize + 'a> { Box::new(move || x.len() + N) }
fn lives_match<'a>(x: Result<&'a str, &'a str>) -> &'a str { match x { Ok(s) | Err(s) => s } }
fn lives_raw<'a>(p: *const u32) -> &'a u32 { unsafe { &*p } }
fn lives_raw_static(x: &u32) -> &'static u32 { unsafe { &*(x as *const u32) } }
fn lives_transmuted(x: &u32) -> &'static u32 { unsafe { core::mem::transmute(x) } }
fn lives_slices(base: u64, n: usize) -> &'static mut [u64] { unsafe { core::slice::from_raw_parts_mut(base as *mut u64, n) } }
fn lives_named_only(x: &u32) {
    fn spawn<F: FnOnce() + 'static>(_: F) {}
    spawn(|| { let _ = *x; });
    spawn(move || { let _ = x; });
}
fn e_a(x: &'static str) -> &str { x }
fn e_h<'a>(x: Holder<'a>) -> &u32 { x.value }
fn e_m<'a>(x: Result<&'a str, &'a str>) -> &str { match x { Ok(s) | Err(s) => s } }
fn m_box_mut(b: &mut Box<u32>) { **b = 3; }
fn m_cell(b: &&core::cell::Cell<u32>) { b.set(3); }
fn m_mm(b: &mut &mut u32) { **b = 3; let c = &mut **b; *c = 4; }
fn m_raw(b: &*mut u32) { unsafe { **b = 3; } }
fn lub_a(c: bool, x: &u32, y: &mut u32) -> u32 { let p = if c { x } else { &mut *y }; *p }
fn lub_b(c: bool, x: &u32, y: &mut u32) -> u32 { let p = if c { &mut *y } else { x }; *p }
fn lub_c(c: bool, x: &u32, y: &mut u32) -> u32 { let p = if c { y } else { x }; *p }
fn lub_d(c: bool, x: &u32, y: &mut u32) -> u32 { let p = match c { true => x, false => y }; *p }
fn lub_e(c: bool, x: &[u32; 3], y: &[u32]) -> u32 { let p = if c { y } else { x }; p[0] }
fn lub_f(c: bool, x: &[u32; 3], y: &[u32]) -> u32 { let p = if c { x } else { y }; p[0] }
fn lub_g(c: bool, x: &String, y: &str) -> usize { let p = if c { y } else { x }; p.len() }
fn lub_h(x: &u32, y: &mut u32) -> u32 { let p = [x, y]; *p[0] }
fn lub_i(x: &u32, y: &mut u32) -> u32 { let p = [y, x]; *p[0] }
fn lub_j(c: bool, x: *const u8, y: *mut u8) { let p = if c { x } else { y }; }
fn lub_k(c: bool, x: *const u8, y: *mut u8) { let p = if c { y } else { x }; }
fn lub_l(c: bool, x: &mut u32, y: &mut u32) -> u32 { let p = if c { &*x } else { &mut *y }; *p }
fn lub_m(c: bool) -> u32 { fn a() -> u32 { 1 } fn b() -> u32 { 2 } let f = if c { a } else { b }; f() }
fn lub_n(c: bool) -> u32 { let f = if c { |x: u32| x + 1 } else { |x: u32| x + 2 }; f(1) }
fn lub_o(c: u8, x: &u32, y: &mut u32) -> u32 { let p = match c { 0 => x, 1 => y, _ => &3 }; *p }
fn lub_p(c: bool, x: Box<u32>, y: &u32) -> u32 { let p = if c { y } else { &x }; *p }
fn lub_q(c: bool) -> &'static dyn Fn() { let p: &dyn Fn() = if c { &|| () } else { &|| {} }; &|| () }
fn bound_d<F: Fn(&str) -> &str>(i: F) {}
