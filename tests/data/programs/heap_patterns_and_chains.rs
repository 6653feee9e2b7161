// cfg_select, let chains, if let guards
cfg_select! { target_arch = "x86_64" => { fn arch() -> &'static str { "x86_64" } } _ => { fn arch() -> &'static str { "other" } } }
cfg_select! { all(target_arch = "arm", debug_assertions) => { const X: u8 = 1; } any(target_pointer_width = "64") => { const X: u8 = 2; } _ => { compile_error!("no"); } }
fn f(o: Option<u32>, r: Result<u32, &str>) -> u32 {
    if let Some(a) = o && a > 2 && let Ok(b) = r && b != a { a * b } else if let Some(a) = o && let 1..=2 = a { a } else { 0 }
}
fn w(mut v: Vec<u32>) -> u32 { let mut n = 0; while let Some(x) = v.pop() && x != 0 { n += x; } n }
fn le(s: &str) -> Result<u32, &'static str> { let Some((a, b)) = s.split_once('=') else { return Err("no =") }; let Ok(n) = b.trim().parse::<u32>() else { return Err("nan") }; Ok(n + a.len() as u32) }
fn lb() -> u32 { let r = 'a: { if arch().len() > 3 { break 'a 1; } 2 }; let x = 'o: loop { loop { break 'o r + 1 } }; 'l: for i in 0.. { for j in 0..i { if i * j > 10 { break 'l; } if j > 2 { continue 'l; } } } x }
fn sl(v: &[i32]) -> &'static str { match v { [] => "empty", [x] if *x < 0 => "neg", [_] => "one", [a, .., b] if a == b => "same ends", [first, rest @ ..] if rest.len() > 2 => { println!("{first} {rest:?}"); "long" } [.., last @ 5] => { println!("{last}"); "five" } [a, b] | [a, b, _] if *a > *b => "desc", _ => "other" } }
fn main() {
    println!("{} {}", arch(), X);
    let v = cfg_select! { windows => { 1 } unix => { 2 } _ => 3 }; let _ = v;
    let t = cfg_select! { not(target_arch = "x86_64") => { "no" } _ => { "yes" } }; println!("{t}");
    println!("{} {} {} {}", f(Some(3), Ok(4)), f(Some(3), Ok(3)), f(Some(2), Err("")), f(None, Ok(1)));
    println!("{}", w(vec![5, 0, 1, 2])); println!("{:?} {:?} {:?}", le("ab= 3"), le("x"), le("a=b")); println!("{}", lb());
    for s in [&[][..], &[-1], &[1], &[1, 2, 1], &[1, 2, 3, 4], &[1, 5], &[2, 1], &[1, 2]] { println!("{}", sl(s)); }
    let arr = [1i32, 2, 3, 4, 5]; let [a, b, rest @ ..] = arr; println!("{a} {b} {rest:?}"); let [.., y, z] = arr; println!("{y}{z}");
    if let [x, .., y] = &arr[..] && let Some(q) = x.checked_sub(*y) { println!("{q}"); }
    let n = 5u8; println!("{}", match n { 0 => "z", 1..5 => "low", 5.. => "high" }); match n { k @ (1 | 5) => println!("k{k}"), _ => {} }
    let s @ (p, q) = (1, 2); println!("{s:?}{p}{q}");
    let ref rr = n; let &m = rr; println!("{m}"); let (mut aa, ref mut bb) = (1, 2); aa += 1; *bb += aa; println!("{aa} {bb}");
    (aa, _) = (9, 1); [aa, ..] = [aa + 1, 0, 0]; println!("{aa}"); struct S { x: u8, y: u8 } let (x, y); S { x, y } = S { x: 1, y: 2 }; println!("{x}{y}");
}
