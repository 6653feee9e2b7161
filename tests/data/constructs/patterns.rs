pub mod slices_of_all_shapes {
    fn shape(s: &[i32]) -> (&'static str, i32) {
        match s {
            [] => ("empty", 0),
            [x] => ("one", *x),
            [a, b] if a == b => ("twins", *a),
            [first, .., last] if first == last => ("ring", *first),
            [0, rest @ ..] => ("zero first", rest.len() as i32),
            [.., 0] => ("zero last", 0),
            [a, mid @ .., b] => ("other", a + b + mid.iter().sum::<i32>()),
        }
    }
    fn sum(s: &[u8]) -> u32 { if let [h, t @ ..] = s { *h as u32 + sum(t) } else { 0 } }
    fn is_palindrome(s: &[u8]) -> bool { match s { [] | [_] => true, [a, m @ .., b] => a == b && is_palindrome(m) } }
    fn arr([a, b, ..]: [u8; 4]) -> u8 { a * b }
    fn zero_ends(s: &mut [u8]) { if let [a, .., z] = s { *a = 0; *z = 0; } }
    pub fn run() {
        for s in [&[][..], &[7], &[3, 3], &[5, 1, 5], &[0, 1, 2], &[4, 0], &[1, 2, 3, 4]] { println!("{:?}", shape(s)); }
        println!("{} {} {}", sum(&[250, 250, 9]), is_palindrome(b"racecar"), is_palindrome(b"ab"));
        println!("{}", arr([5, 6, 7, 8]));
        let mut v = [1, 2, 3, 4];
        zero_ends(&mut v); zero_ends(&mut v[1..2]);
        println!("{:?}", v);
        let [x, ref mut y, ..] = v; *y += x + 40;
        println!("{:?}", v);
        let [[a, _], [.., d]] = [[1, 2], [3, 4]];
        println!("{a}{d}");
        match b"GET /" { [b'G', b'E', b'T', b' ', path @ ..] => println!("{:?}", path), _ => {} }
        if let &[a, b, ref c @ ..] = &[1u8, 2, 3, 4][..] { println!("{} {} {:?}", a, b, c) }
        match "key=val".as_bytes() { [k @ .., b'=', _, _, _] => println!("{}", k.len()), _ => println!("none") }
    }
}
pub mod bindings_with_at {
    #[derive(Debug, Clone, Copy)]
    enum Shape { Dot, Line(u32), Box { w: u32, h: u32 } }
    fn f(s: Shape) -> u32 {
        match s {
            Shape::Dot => 0,
            Shape::Line(n @ (1 | 3 | 5..=7)) => n * 10,
            Shape::Line(n @ 100..) => n,
            Shape::Line(_) => 1,
            Shape::Box { w: side @ 1..=9, h } if h == side => side * side,
            ref whole @ Shape::Box { w, .. } if w > 50 => { if let Shape::Box { h, .. } = whole { *h } else { unreachable!() } }
            Shape::Box { w: w @ ..=10, h: h @ 0..10 } => w + h,
            Shape::Box { .. } => 2,
        }
    }
    pub fn run() {
        for s in [Shape::Dot, Shape::Line(3), Shape::Line(6), Shape::Line(8), Shape::Line(150), Shape::Box { w: 4, h: 4 }, Shape::Box { w: 60, h: 8 }, Shape::Box { w: 2, h: 9 }, Shape::Box { w: 20, h: 20 }] { print!("{} ", f(s)); }
        println!();
        let all @ (a, b) = (3, 4);
        println!("{:?} {} {}", all, a, b);
        let ref whole @ [first, ..] = [9, 8, 7];
        println!("{} {:?}", first, whole);
        match Some(Some(5)) { o @ Some(Some(n)) if n > 3 => println!("{:?} {}", o, n), i @ Some(None) | i => println!("{:?}", i) }
        for c in ['a', 'k', 'Z', '5', ' ', 'é'] {
            let k = match c { l @ 'a'..='j' => l as u32, u @ 'A'..='Z' => u as u32 * 2, d @ '0'..='9' => d as u32 - 48, ' ' | '\t' => 1, o if o.is_alphabetic() => 2, _ => 3 };
            print!("{k} ");
        }
        println!();
    }
}
pub mod constants_in_patterns {
    #[derive(PartialEq, Eq, Clone, Copy, Debug)]
    struct Rgb(u8, u8, u8);
    impl Rgb { const RED: Rgb = Rgb(255, 0, 0); const fn gray(n: u8) -> Rgb { Rgb(n, n, n) } }
    const MID: Rgb = Rgb::gray(128);
    const LOW: i32 = -(1 << 4);
    const HIGH: i32 = LOW * -2;
    const NAME: &str = "boot";
    const WORD: &[u8] = b"ok";
    const PAIR: (bool, Option<u8>) = (true, Some(3));
    mod limits { pub const MAX: u8 = u8::MAX / 2; }
    trait HasId { const ID: u32; }
    impl HasId for Rgb { const ID: u32 = 7; }
    fn color(c: Rgb) -> &'static str { match c { Rgb::RED => "red", MID => "mid", Rgb(0, 0, 0) => "black", Rgb(r, ..) if r > 200 => "reddish", _ => "?" } }
    fn range(n: i32) -> char { match n { i32::MIN..LOW => 'a', LOW..=-1 => 'b', 0 => 'c', 1..HIGH => 'd', HIGH => 'e', _ => 'f' } }
    pub fn run() {
        for c in [Rgb::RED, MID, Rgb(0, 0, 0), Rgb(201, 1, 1), Rgb(1, 2, 3)] { print!("{} ", color(c)); }
        println!();
        for n in [-17, -16, -1, 0, 1, 31, 32, 33] { print!("{}", range(n)); }
        println!();
        for s in ["boot", "b", "load"] { print!("{} ", match s { NAME => 1, "load" => 2, _ => 3 }); }
        for w in [&b"ok"[..], b"no", b""] { print!("{} ", match w { WORD => 'y', [] => 'e', _ => 'n' }); }
        for p in [(true, Some(3)), (true, None), (false, Some(3))] { print!("{} ", match p { PAIR => 'p', (true, _) => 't', _ => 'f' }); }
        println!("{}", match 127u8 { limits::MAX => "max", _ => "less" });
        println!("{} {}", match 7 { <Rgb as HasId>::ID => true, _ => false }, matches!(u64::MAX, u64::MAX));
        println!("{}", match 'x' { '\x78' => "hex", _ => "no" });
        println!("{}", match (1u8, -1i8) { (0..=1, i8::MIN..0) => "in", _ => "out" });
        const LOCAL: usize = 2; let LOCAL2 = 5usize;
        println!("{}", match LOCAL2 { LOCAL => "local", other => if other == LOCAL + 3 { "sum" } else { "x" } });
    }
}
pub mod reference_binding_modes {
    #[derive(Debug)]
    struct Node { val: i32, tag: Option<&'static str> }
    fn bump(o: &mut Option<Node>) { match o { Some(Node { val, tag: Some(t) }) => { *val += t.len() as i32; *t = "done"; } Some(n) => n.tag = Some("new"), None => *o = Some(Node { val: 0, tag: None }) } }
    fn peek(o: &Option<Node>) -> i32 { match o { Some(Node { val, .. }) => *val, None => -1 } }
    fn peek2(o: &Option<Node>) -> i32 { match *o { Some(Node { ref val, .. }) => *val, None => -1 } }
    fn both(a: &mut (u8, [u8; 2]), b: &(u8, u8)) { let (x, [y, _]) = a; let &(p, q) = b; *x += p; *y += q; }
    pub fn run() {
        let mut o = None;
        for _ in 0..4 { bump(&mut o); print!("{:?} {} {} | ", o, peek(&o), peek2(&o)); }
        println!();
        let mut a = (1, [2, 3]);
        both(&mut a, &(10, 20));
        println!("{:?}", a);
        let nested = &&Some(&(1, "two"));
        if let Some((n, s)) = nested { println!("{} {}", n, s.len()); }
        let v = [(1, 'a'), (2, 'b')];
        for (n, c) in &v { print!("{}{} ", *n + 1, c); }
        for &(n, c) in v.iter() { print!("{}{} ", n, c); }
        for (i, (n, _)) in v.iter().enumerate() { print!("{} ", i as i32 * n); }
        println!();
        let mut m = [Some(1), None, Some(3)];
        for s in &mut m { if let Some(n) = s { *n *= 10 } else { *s = Some(0) } }
        for s in m.iter_mut().flatten() { *s += 1; }
        println!("{:?}", m);
        let x = &mut 5; let &mut y = x; *x = 6; println!("{y} {x}");
        let tuple = (1u8, &2u8, &mut 3u8);
        let (a, &b, c) = tuple; *c += a + b; println!("{}", c);
        let r: &Result<u8, &str> = &Err("bad");
        match r { Ok(n) => println!("{n}"), Err(e) => println!("{e}") }
    }
}
pub mod alternatives_and_guards {
    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Tok { Num(i64), Op(char), Paren { open: bool }, End }
    use Tok::*;
    fn prec(t: Tok) -> u8 { match t { Op('+' | '-') => 1, Op('*' | '/' | '%') => 2, Op('^') => 3, Op(_) | Paren { .. } => 0, Num(_) | End => 255 } }
    fn lex(s: &str) -> ([Tok; 16], usize) {
        let (mut out, mut n) = ([End; 16], 0);
        let b = s.as_bytes(); let mut i = 0;
        while i < b.len() {
            out[n] = match b[i] {
                b' ' => { i += 1; continue; }
                d @ b'0'..=b'9' => { let mut v = (d - b'0') as i64; while let Some(&d @ b'0'..=b'9') = b.get(i + 1) { v = v * 10 + (d - b'0') as i64; i += 1; } Num(v) }
                p @ (b'(' | b')') => Paren { open: p == b'(' },
                c => Op(c as char),
            };
            n += 1; i += 1;
        }
        (out, n)
    }
    fn expr(t: &[Tok], at: &mut usize, min: u8) -> i64 {
        let mut left = match t[*at] { Num(n) => { *at += 1; n } Paren { open: true } => { *at += 1; let v = expr(t, at, 0); *at += 1; v } Op('-') => { *at += 1; -expr(t, at, 3) } other => panic!("unexpected {:?}", other) };
        while let op @ Op(c) = t[*at] && let p = prec(op) && p > min {
            *at += 1;
            let right = expr(t, at, if c == '^' { p - 1 } else { p });
            left = match c { '+' => left + right, '-' => left - right, '*' => left * right, '/' => left / right, '%' => left % right, '^' => left.pow(right as u32), _ => unreachable!("{c}") };
        }
        left
    }
    pub fn run() {
        for s in ["1 + 2 * 3", "(1+2)*3", "2^3^2 - 12 % 5", "-4 + 10 / 3 - (2 - 7)", "7"] { let (t, n) = lex(s); println!("{} {} = {}", n, s, expr(&t, &mut 0, 0)); }
        let (t, _) = lex("(1 + )");
        println!("{}", expr(&t, &mut 0, 0));
    }
}
pub mod let_else_and_chains {
    #[derive(Debug)] enum Cmd<'a> { Set(&'a str, i32), Get(&'a str), Quit }
    fn parse(s: &str) -> Result<Cmd<'_>, &str> {
        let mut words = s.split_whitespace();
        let Some(verb) = words.next() else { return Err("nothing") };
        if verb == "quit" && let None = words.next() { return Ok(Cmd::Quit); }
        let Some(key) = words.next() else { return Err("no key") };
        match verb {
            "get" if key.starts_with(|c: char| c.is_ascii_lowercase()) => Ok(Cmd::Get(key)),
            "get" => Err("bad key"),
            "set" => { let Some(Ok(v)) = words.next().map(str::parse) else { return Err("bad value") }; Ok(Cmd::Set(key, v)) }
            _ => Err(verb),
        }
    }
    fn chain(a: Option<i32>, b: Result<i32, ()>) -> i32 {
        if let Some(x) = a && x > 0 && let Ok(y @ 1..=9) = b && (x + y) % 2 == 0 { x * y } else if let (None, Err(())) = (a, b) { -1 } else { 0 }
    }
    pub fn run() {
        for s in ["set x 5", "get y", "get Y", "set z q", "quit", "quit now", "", "  jump over "] { println!("{:?}", parse(s)); }
        println!("{} {} {} {}", chain(Some(3), Ok(5)), chain(Some(3), Ok(4)), chain(None, Err(())), chain(None, Ok(1)));
        let mut stack = [1, 2, 3, 0, 4]; let mut top = 5;
        while top > 0 && let n = stack[top - 1] && n != 0 { top -= 1; print!("{n} "); stack[top] = -1; }
        println!("{:?}", stack);
        let n = loop { let Some(x) = stack.iter().position(|&x| x > 0) else { break 99 }; if stack[x] == 2 { break x } stack[x] = 0; };
        println!("{n}");
        let (Ok(v) | Err(v)) = "12".parse::<u8>().map_err(|_| 0);
        println!("{v}");
    }
}
pub mod destructuring_assignment {
    #[derive(Debug, Clone, Copy, Default)] struct P { x: i32, y: i32, z: i32 }
    struct T(u8, u16);
    fn fib(n: u32) -> u64 { let (mut a, mut b) = (0, 1); for _ in 0..n { (a, b) = (b, a + b); } a }
    fn gcd(mut a: u32, mut b: u32) -> u32 { while b != 0 { (a, b) = (b, a % b) } a }
    pub fn run() {
        println!("{} {}", fib(50), gcd(462, 1071));
        let (mut x, mut y, mut z) = (1, 2, 3);
        (x, y, z) = (y, z, x);
        println!("{x}{y}{z}");
        let mut arr = [0; 5];
        [arr[0], .., arr[4]] = [7, 8, 9, 10];
        (arr[1], (arr[2], _)) = (arr[0] + 1, (arr[4], 5));
        println!("{:?}", arr);
        let mut p = P::default();
        P { x: p.y, y: p.x, .. } = P { x: 10, y: 20, z: 30 };
        println!("{:?}", p);
        P { x, z, .. } = p;
        T(_, arr[3]) = T(1, 500);
        let s; let t;
        (s, t) = ("late", [1, 2]);
        [_, y] = t;
        println!("{x} {y} {z} {s} {:?}", arr);
        let (mut i, mut j) = (0, 1);
        (arr[{ i += 1; i }], arr[{ j += 1; j }]) = (i as u16 + 70, j as u16 + 80);
        println!("{:?} {i} {j}", arr);
        let r = &mut p; (r.x, r.y) = (r.y, r.x); (*r).z = 1; println!("{:?}", p);
        let mut k = 0; (k, ..) = (5, 6, 7); (.., z) = (1, 2, 3); _ = k; println!("{k} {z}");
    }
}
pub mod nested_enums {
    enum Expr<'a> { Lit(i32), Neg(&'a Expr<'a>), Bin(&'a Expr<'a>, Op, &'a Expr<'a>), If { c: &'a Expr<'a>, t: &'a Expr<'a>, e: Option<&'a Expr<'a>> } }
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)] enum Op { Add, Sub, Mul, Lt }
    use Expr::{Bin, Lit, Neg};
    impl<'a> Expr<'a> {
        fn eval(&self) -> Option<i32> {
            Some(match self {
                Lit(n) => *n,
                Neg(Neg(e)) => e.eval()?,
                Neg(e) => -e.eval()?,
                Bin(Lit(0), Op::Mul, _) | Bin(_, Op::Mul, Lit(0)) => 0,
                Bin(l, op @ (Op::Add | Op::Sub), r) => { let (a, b) = (l.eval()?, r.eval()?); if *op == Op::Add { a.checked_add(b)? } else { a.checked_sub(b)? } }
                Bin(l, Op::Mul, r) => l.eval()?.checked_mul(r.eval()?)?,
                Bin(l, Op::Lt, r) => (l.eval()? < r.eval()?) as i32,
                Expr::If { c, t, e } => match (c.eval()?, e) { (0, None) => return None, (0, Some(e)) => e.eval()?, (_, _) => t.eval()? },
            })
        }
    }
    pub fn run() {
        let (a, b) = (Lit(6), Lit(-7));
        let m = Bin(&a, Op::Mul, &b);
        let n = Neg(&m); let nn = Neg(&n);
        println!("{:?} {:?} {:?}", m.eval(), n.eval(), nn.eval());
        let big = Lit(i32::MAX); let over = Bin(&big, Op::Add, &a);
        let zero = Lit(0); let skip = Bin(&zero, Op::Mul, &over);
        println!("{:?} {:?}", over.eval(), skip.eval());
        let lt = Bin(&b, Op::Lt, &a);
        println!("{:?}", Expr::If { c: &lt, t: &n, e: None }.eval());
        println!("{:?} {:?}", Expr::If { c: &zero, t: &n, e: Some(&a) }.eval(), Expr::If { c: &zero, t: &n, e: None }.eval());
        println!("{:?} {}", Op::Add.max(Op::Mul), Op::Lt > Op::Sub);
    }
}
pub mod numbers_and_bools {
    fn bits(n: u8) -> &'static str { match (n & 0xf0, n & 0x0f) { (0, 0) => "none", (0, _) => "low", (_, 0) => "high", (0x10.., 0x1..=0x7) => "mixed", _ => "full" } }
    fn logic(a: bool, b: bool) -> u8 { match (a, b) { (true, true) => 3, (true, false) => 2, (false, b) if b => 1, (false, _) => 0 } }
    fn sign(n: i8) -> char { match n { ..0 => '-', 0 => '0', 1.. => '+' } }
    fn i128s(n: i128) -> u8 { match n { i128::MIN => 1, -1 => 2, 0x1_0000_0000_0000_0000 => 3, _ => 4 } }
    pub fn run() {
        for n in [0, 5, 0x70, 0x75, 0xff] { print!("{} ", bits(n)); }
        for (a, b) in [(true, true), (true, false), (false, true), (false, false)] { print!("{}", logic(a, b)); }
        for n in [-128, -1, 0, 1, 127] { print!("{}", sign(n)); }
        for n in [i128::MIN, -1, 1 << 64, 5] { print!("{}", i128s(n)); }
        println!();
        let x = 5u32;
        let msg = match x { n if n % 15 == 0 => "fizzbuzz", n if n % 5 == 0 => "buzz", n if n % 3 == 0 => "fizz", _ => "" };
        println!("{msg}");
        let c = match () { () if x > 3 => 'g', () => 'l' };
        println!("{c} {}", match x.cmp(&5) { core::cmp::Ordering::Less => -1, core::cmp::Ordering::Equal => 0, core::cmp::Ordering::Greater => 1 });
        println!("{}", match &x { &5 => "five", _ => "?" });
        println!("{}", match (x, &x, [x; 2]) { (5, &n, [m, 5]) if n == m => "all", _ => "not" });
        println!("{:?}", (0..20).filter(|n| matches!(n, 1 | 5..=7 | 18..)).fold((0, 0), |(c, s), n| (c + 1, s + n)));
    }
}
pub mod params_and_unions {
    struct V3 { x: i32, y: i32, z: i32 }
    fn dot(&V3 { x: a, y: b, z: c }: &V3, V3 { x, y, z }: &V3) -> i32 { a * x + b * y + c * z }
    fn second<T: Copy>((_, b): (T, T)) -> T { b }
    fn flip(mut p: (u8, u8)) -> (u8, u8) { core::mem::swap(&mut p.0, &mut p.1); p }
    fn opt(&(mut n): &u8) -> u8 { n += 1; n }
    fn arrs(&[a, [b, ..], ..]: &[[u8; 2]; 3]) -> u32 { a[0] as u32 * 100 + b as u32 }
    #[derive(Clone, Copy)] union Word { int: u32, bytes: [u8; 4], ch: char }
    struct Tagged { tag: u8, w: Word }
    fn show(t: &Tagged) -> u32 { unsafe { match t { Tagged { tag: 0, w: Word { int } } => *int, Tagged { tag: 1, w: Word { bytes: [a, .., d] } } => *a as u32 * 1000 + *d as u32, Tagged { w: Word { ch: 'Z' }, .. } => 26, _ => 0 } } }
    pub fn run() {
        let v = V3 { x: 1, y: 2, z: 3 };
        println!("{} {} {:?} {}", dot(&v, &V3 { z: 1, ..v }), second(("a", "b")), flip((1, 2)), opt(&41));
        println!("{}", arrs(&[[1, 2], [3, 4], [5, 6]]));
        println!("{} {} {} {}", show(&Tagged { tag: 0, w: Word { int: 77 } }), show(&Tagged { tag: 1, w: Word { bytes: [1, 2, 3, 4] } }), show(&Tagged { tag: 2, w: Word { ch: 'Z' } }), show(&Tagged { tag: 2, w: Word { ch: 'Y' } }));
    }
}
