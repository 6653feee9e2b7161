#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape { Dot, Circle(u32), Rect { w: u16, h: u16 } }
#[derive(Debug, Clone, PartialEq)]
enum Tree<'a> { Leaf(i32), Node(&'a Tree<'a>, &'a Tree<'a>) }
#[repr(u8)] #[derive(Debug, Clone, Copy, PartialEq)] enum Color { Red = 1, Green = 5, Blue }
impl Shape { fn area(&self) -> u32 { match self { Shape::Dot => 0, Shape::Circle(r) => 3 * r * r, Shape::Rect { w, h } => *w as u32 * *h as u32 } } 
  fn grow(&mut self) { match self { Shape::Dot => *self = Shape::Circle(1), Shape::Circle(r) => *r += 1, Shape::Rect { w, .. } if *w > 10 => *w = 1, Shape::Rect { w, h } => { *w += *h; } } } }
fn sum(t: &Tree) -> i32 { match *t { Tree::Leaf(v) => v, Tree::Node(a, b) => sum(a) + sum(b) } }
fn classify(n: i32) -> &'static str { match n { i32::MIN..=-1 => "neg", 0 => "zero", 1 | 2 | 3 => "few", x if x % 2 == 0 => "even", _ => "odd" } }
fn opt(x: Option<Option<u8>>) -> u8 { match x { Some(Some(v @ 1..=9)) => v, Some(Some(v)) => v / 2, Some(None) => 100, None => 200 } }
fn slices(s: &[i32]) -> i32 { match s { [] => 0, [x] => *x, [a, b] => a * b, [first, .., last] if first == last => -1, [first, rest @ ..] => first + rest.len() as i32 } }
fn main() {
    let mut s = [Shape::Dot, Shape::Circle(3), Shape::Rect { w: 2, h: 5 }];
    for x in s.iter_mut() { x.grow(); }
    for x in &s { println!("{:?} {}", x, x.area()); }
    println!("{:#?}", s[2]);
    let (a, b, c) = (Tree::Leaf(1), Tree::Leaf(2), Tree::Leaf(4));
    let n = Tree::Node(&a, &b); let m = Tree::Node(&n, &c);
    println!("{} {:?} {}", sum(&m), m, n == n.clone());
    println!("{:?} {} {}", Color::Blue, Color::Green as u8, Color::Blue as i32);
    for i in [-5, 0, 2, 8, 9] { print!("{} ", classify(i)); } println!();
    println!("{} {} {} {}", opt(Some(Some(5))), opt(Some(Some(50))), opt(Some(None)), opt(None));
    println!("{} {} {} {} {}", slices(&[]), slices(&[7]), slices(&[3, 4]), slices(&[1, 2, 1]), slices(&[1, 2, 3]));
    println!("{}", Shape::Dot < Shape::Circle(0)); println!("{:?}", Shape::Circle(2).cmp(&Shape::Circle(1)));
    let o: Option<&str> = None; println!("{:?} {:?}", o, Some("hi"));
    let r: Result<u8, &str> = Err("bad"); println!("{:?} {}", r, r.is_err());
    if let Some(x) = Some(3) && x > 2 { println!("chain {}", x); }
    let Some(q) = Some(9) else { panic!() }; println!("{}", q);
    let v = 'outer: loop { let mut i = 0; loop { i += 1; if i == 7 { break 'outer i * 2; } } }; println!("{}", v);
    let z = 'b: { if v > 3 { break 'b "big"; } "small" }; println!("{}", z);
    'o: for i in 0..5 { for j in 0..5 { if j == 3 { continue 'o; } if i == 3 { break 'o; } print!("{}{} ", i, j); } } println!();
    let mut stack = [0; 5]; let mut top = 0; 
    while let Some(x) = [1, 2, 3].get(top) { stack[top] = *x; top += 1; } println!("{:?}", stack);
    println!("{}", core::mem::size_of::<Option<Shape>>()); println!("{}", core::mem::size_of::<Option<&u8>>());
    println!("{:?}", core::mem::discriminant(&s[0]) == core::mem::discriminant(&s[1]));
    let c = match (1, 'x', true) { (1, 'a'..='m', _) => 1, (_, 'x', true) => 2, _ => 3 }; println!("{}", c);
    let t = (1, (2, [3, 4])); let (p, (q2, [r2, s2])) = t; println!("{} {} {} {}", p, q2, r2, s2);
    let ref rr = 5; println!("{}", rr); let &k = &7; println!("{}", k);
    match &Some(5) { Some(x) => println!("{}", x), None => {} }
    match Some(String2("abc")) { Some(String2(s)) => println!("{}", s), None => {} }
    match "hello" { "hi" => println!("1"), "hello" => println!("2"), _ => println!("3") }
    match b"ab" { b"ab" => println!("bytes"), _ => {} }
}
struct String2(&'static str);
