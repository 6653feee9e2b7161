use alloc::borrow::ToOwned;
use alloc::collections::*;
use core::fmt;
use core::ops::ControlFlow;
// A lexer, a parser, a stack machine, matrices and a game of life, as kernels have them beside the shell.
#[derive(Debug, Clone, PartialEq)]
enum Tok<'a> {
    Num(i64),
    Id(&'a str),
    Op(char),
    Str(String),
}
struct Lexer<'a> {
    src: core::iter::Peekable<core::str::CharIndices<'a>>,
    text: &'a str,
}
impl<'a> Iterator for Lexer<'a> {
    type Item = Result<Tok<'a>, String>;
    fn next(&mut self) -> Option<Self::Item> {
        while self.src.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        let (i, c) = self.src.next()?;
        Some(Ok(match c {
            '0'..='9' => {
                let mut end = i + 1;
                while let Some((j, _)) = self.src.next_if(|&(_, c)| c.is_ascii_digit()) {
                    end = j + 1;
                }
                Tok::Num(self.text[i..end].parse().unwrap())
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let end = core::iter::from_fn(|| self.src.next_if(|(_, c)| c.is_alphanumeric() || *c == '_'))
                    .last()
                    .map_or(i + c.len_utf8(), |(j, c)| j + c.len_utf8());
                Tok::Id(&self.text[i..end])
            }
            '"' => Tok::Str(self.src.by_ref().map(|(_, c)| c).take_while(|c| *c != '"').collect()),
            '+' | '-' | '*' | '/' | '(' | ')' | '=' => Tok::Op(c),
            bad => return Some(Err(format!("bad {bad:?} at {i}"))),
        }))
    }
}
#[derive(Debug)]
enum Expr {
    Num(i64),
    Var(String),
    Bin(Box<Expr>, char, Box<Expr>),
    Neg(Box<Expr>),
}
struct Parser<'a, I: Iterator<Item = Tok<'a>>> {
    it: core::iter::Peekable<I>,
}
impl<'a, I> Parser<'a, I>
where
    I: Iterator<Item = Tok<'a>>,
{
    fn expr(&mut self, min: u8) -> Result<Expr, &'static str> {
        let mut left = match self.it.next().ok_or("eof")? {
            Tok::Num(n) => Expr::Num(n),
            Tok::Id(s) => Expr::Var(s.to_owned()),
            Tok::Op('-') => Expr::Neg(Box::new(self.expr(9)?)),
            Tok::Op('(') => {
                let e = self.expr(0)?;
                match self.it.next() {
                    Some(Tok::Op(')')) => e,
                    _ => return Err("paren"),
                }
            }
            _ => return Err("token"),
        };
        while let Some(&Tok::Op(op)) = self.it.peek() {
            let p = match op {
                '+' | '-' => 1,
                '*' | '/' => 2,
                _ => break,
            };
            if p < min {
                break;
            }
            self.it.next();
            left = Expr::Bin(Box::new(left), op, Box::new(self.expr(p + 1)?));
        }
        Ok(left)
    }
}
impl Expr {
    fn eval(&self, env: &HashLike) -> Result<i64, String> {
        Ok(match self {
            Self::Num(n) => *n,
            Self::Var(v) => env.get(v.as_str()).copied().ok_or_else(|| format!("no {v}"))?,
            Self::Neg(e) => -e.eval(env)?,
            Self::Bin(a, '+', b) => a.eval(env)? + b.eval(env)?,
            Self::Bin(a, op @ ('-' | '*'), b) => {
                let (x, y) = (a.eval(env)?, b.eval(env)?);
                if *op == '-' {
                    x - y
                } else {
                    x * y
                }
            }
            Self::Bin(a, '/', b) => a.eval(env)?.checked_div(b.eval(env)?).ok_or("div by zero")?,
            Self::Bin(..) => unreachable!(),
        })
    }
    fn simplify(self) -> Expr {
        self
    }
}
type HashLike = BTreeMap<&'static str, i64>;
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Op {
    Push(i32),
    Add,
    Jz(i8),
    Dup,
    Halt,
}
struct Vm<'p, const S: usize> {
    stack: [i32; S],
    sp: usize,
    pc: usize,
    prog: &'p [Op],
    out: Option<&'p mut dyn fmt::Write>,
}
impl<'p, const S: usize> Vm<'p, S> {
    fn step(&mut self) -> ControlFlow<Result<i32, VmErr>> {
        let Some(&op) = self.prog.get(self.pc) else {
            return ControlFlow::Break(Err(VmErr::Pc(self.pc)));
        };
        self.pc += 1;
        match op {
            Op::Push(n) => {
                if self.sp == S {
                    return ControlFlow::Break(Err(VmErr::Full));
                }
                self.stack[self.sp] = n;
                self.sp += 1;
            }
            Op::Add => {
                let b = self.stack[self.sp - 1];
                self.sp -= 1;
                self.stack[self.sp - 1] += b;
            }
            Op::Dup => {
                self.stack[self.sp] = self.stack[self.sp - 1];
                self.sp += 1
            }
            Op::Jz(d) => {
                self.sp -= 1;
                if self.stack[self.sp] == 0 {
                    self.pc = self.pc.wrapping_add_signed(d as isize)
                }
            }
            Op::Halt => return ControlFlow::Break(Ok(self.stack[self.sp - 1])),
        }
        if let Some(o) = self.out.as_deref_mut() {
            let _ = write!(o, "{op:?};");
        }
        ControlFlow::Continue(())
    }
}
#[derive(Debug, PartialEq, Eq, Hash, Clone, Copy)]
enum VmErr {
    Pc(usize),
    Full,
}
struct Matrix<const R: usize, const C: usize>([[f32; C]; R]);
impl<const R: usize, const K: usize, const C: usize> core::ops::Mul<&Matrix<K, C>> for &Matrix<R, K> {
    type Output = Matrix<R, C>;
    fn mul(self, o: &Matrix<K, C>) -> Matrix<R, C> {
        let mut m = [[0.0; C]; R];
        for (i, row) in m.iter_mut().enumerate() {
            for (j, x) in row.iter_mut().enumerate() {
                *x = (0..K).map(|k| self.0[i][k] * o.0[k][j]).sum()
            }
        }
        Matrix(m)
    }
}
impl<const R: usize, const C: usize> fmt::Display for Matrix<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for r in &self.0 {
            f.write_str("[")?;
            for (i, x) in r.iter().enumerate() {
                if i > 0 {
                    f.write_char_(' ')?
                }
                fmt::Display::fmt(x, f)?;
            }
            writeln!(f, "]")?
        }
        Ok(())
    }
}
trait WC {
    fn write_char_(&mut self, c: char) -> fmt::Result;
}
impl WC for fmt::Formatter<'_> {
    fn write_char_(&mut self, c: char) -> fmt::Result {
        use fmt::Write;
        self.write_char(c)
    }
}
fn life(g: &mut [[bool; 8]; 8]) {
    let old = *g;
    for y in 0..8usize {
        for x in 0..8usize {
            let n = (-1i32..=1)
                .flat_map(|dy| (-1i32..=1).map(move |dx| (dx, dy)))
                .filter(|&d| d != (0, 0))
                .filter(|(dx, dy)| {
                    let (nx, ny) = (
                        (x as i32 + dx).rem_euclid(8) as usize,
                        (y as i32 + dy).rem_euclid(8) as usize,
                    );
                    old[ny][nx]
                })
                .count();
            g[y][x] = matches!((old[y][x], n), (true, 2 | 3) | (false, 3));
        }
    }
}

struct Hist<T, const N: usize> {
    items: [Option<T>; N],
    at: usize,
}
impl<T: Clone + PartialEq, const N: usize> Hist<T, N> {
    const NONE: Option<T> = None;
    fn new() -> Self {
        Self {
            items: [Self::NONE; N],
            at: 0,
        }
    }
    fn add(&mut self, t: T) {
        self.items[self.at % N].replace(t);
        self.at += 1
    }
    fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + '_ {
        let s = self.at % N;
        let (a, b) = self.items.split_at(s);
        b.iter().chain(a).filter_map(Option::as_ref)
    }
}
fn main() {
    let text = "3 + foo * (2 - 1)";
    let toks: Result<Vec<_>, _> = Lexer {
        src: text.char_indices().peekable(),
        text,
    }
    .collect();
    println!("{toks:?}");
    println!(
        "{:?}",
        Lexer {
            src: "a ? b".char_indices().peekable(),
            text: "a ? b"
        }
        .collect::<Result<Vec<_>, _>>()
    );
    println!(
        "{:?}",
        Lexer {
            src: "\"hi x\" y".char_indices().peekable(),
            text: "\"hi x\" y"
        }
        .map(Result::unwrap)
        .collect::<Vec<_>>()
    );
    let e = Parser {
        it: toks.unwrap().into_iter().peekable(),
    }
    .expr(0)
    .unwrap();
    println!("{e:?}");
    let env: HashLike = [("foo", 5)].into();
    println!("{:?} {:?}", e.eval(&env), e.eval(&BTreeMap::new()));
    println!(
        "{:?}",
        Expr::Bin(Box::new(Expr::Num(0)), '+', Box::new(Expr::Num(4))).simplify()
    );
    let prog = [Op::Push(2), Op::Push(3), Op::Add, Op::Dup, Op::Jz(1), Op::Halt];
    let mut s = String::new();
    let mut vm = Vm::<'_, 4> {
        stack: [0; 4],
        sp: 0,
        pc: 0,
        prog: &prog,
        out: Some(&mut s),
    };
    let r = loop {
        if let ControlFlow::Break(r) = vm.step() {
            break r;
        }
    };
    println!("{r:?}");
    drop(vm);
    println!("{s}");
    println!("{}", size_of::<Op>());
    let m = &Matrix([[1.0, 2.0], [3.0, 4.5]]) * &Matrix([[0.5], [2.0]]);
    print!("{m:.2}");
    let mut g = [[false; 8]; 8];
    for (x, y) in [(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)] {
        g[y][x] = true
    }
    for _ in 0..4 {
        life(&mut g)
    }
    for r in &g {
        println!("{}", r.iter().map(|&b| if b { '#' } else { '.' }).collect::<String>());
    }
    let mut h = Hist::<String, 3>::new();
    for w in "a b c d".split(' ') {
        h.add(w.into())
    }
    println!("{:?} {:?}", h.iter().collect::<Vec<_>>(), h.iter().rev().next());
    let o = Some(3u8);
    if let Some(x) = o {
        println!("chain {x}");
    }
    match o {
        Some(n) if n > 2 => {
            let m = n - 2;
            println!("g {m}")
        }
        _ => {}
    }
    let mut map: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (i, w) in "to be or not to be".split_ascii_whitespace().enumerate() {
        map.entry(w.to_string()).or_default().push(i as u32);
    }
    println!("{map:?}");
    map.entry("to".into()).and_modify(|v| v.clear());
    if let Some(mut e) = map.first_entry() {
        e.get_mut().push(99);
    }
    println!("{:?}", map.range("n".to_string()..).next());
    println!("{:?}", map.pop_last());
    println!("{:?}", map.iter().max_by_key(|(_, v)| v.len()));
    map.retain(|k, _| k.len() > 2);
    println!("{map:?}");
    let mut words = vec!["pear", "fig", "apple"];
    words.sort_by_key(|w| core::cmp::Reverse(w.len()));
    println!("{words:?}");
    words.sort();
    println!(
        "{:?} {:?}",
        words.binary_search(&"fig"),
        words.iter().map(|w| w.len()).max()
    );
    println!("{}", words.iter().any(|w| w.starts_with(char::is_lowercase)));
    let s: &'static str = Box::leak(format!("{}-{}", 1, 2).into_boxed_str());
    println!("{s}");
    println!("{:?}", "k=v=w".rsplitn(2, '=').collect::<Vec<_>>());
    println!("{:?}", "α→b".bytes().map(|b| b as u32).sum::<u32>());
    println!(
        "{:?}",
        "Hello"
            .chars()
            .map(|c| if c.is_ascii_uppercase() {
                c.to_ascii_lowercase()
            } else {
                c.to_ascii_uppercase()
            })
            .rev()
            .collect::<String>()
    );
    println!("{:?}", "1,2,x".split(',').map(str::parse::<u8>).collect::<Vec<_>>());
    println!("{:?}", "abc".strip_suffix("c").and_then(|s| s.strip_prefix('a')));
    println!("{:?} {:?}", "ab cd".split_at(2), "x".repeat(3));
    println!("{:?}", "line1\r\nline2\n".lines().collect::<Vec<_>>());
    println!("{:?}", "a-b_c".split(|c| c == '-' || c == '_').collect::<Vec<_>>());
    println!("{:?}", "a-b_c".split(&['-', '_'][..]).last());
    println!("{:?}", "mississippi".matches("ss").count());
    println!("{:?}", "mississippi".replace("ss", "SS").replacen('i', "!", 2));
    println!("{}", "tEST".chars().next().unwrap().to_uppercase());
    println!("{:?}", "x=1".find('=').map(|i| &"x=1"[i + 1..]));
    println!("{:?}", "é".escape_unicode().to_string());
    println!("{:?} {}", 'x'.is_ascii_punctuation(), '\u{1F600}'.len_utf8());
    println!("{:?}", core::char::from_digit(11, 16));
    println!("{:?}", i8::from_str_radix("-7f", 16));
    println!("{:?}", "".parse::<i32>());
    println!("{:?}", "256".parse::<u8>());
    println!("{:?}", "tru".parse::<bool>());
    println!("{:?}", "3.14abc".parse::<f32>());
    println!("{:?}", "xy".parse::<char>());
}
