const fn count(s: &str) -> usize { let b = s.as_bytes(); let mut n = 0; let mut i = 0; while i < b.len() { if b[i] == b' ' { n += 1; } i += 1; } n + 1 }
const fn first(b: &[u8]) -> usize { match b { [b'a'..=b'z', rest @ ..] => rest.len(), [x, ..] => *x as usize, [] => 0 } }
const fn eq(a: &str, b: &str) -> bool { let (a, b) = (a.as_bytes(), b.as_bytes()); if a.len() != b.len() { return false; } let mut i = 0; while i < a.len() { if a[i] != b[i] { return false; } i += 1; } true }
static A: [u8; count("héllo wörld x")] = [1; count("a b c")]; struct T<const N: usize>; impl<const N: usize> T<N> { const D: usize = N * 2; }
fn main() { println!("{:?} {}", A, T::<{ first("hello".as_bytes()) }>::D); let x: [u8; if eq("ab", "ab") { 2 } else { 3 }] = [0; 2]; println!("{x:?}"); match 3 { N => println!("n"), _ => {} } println!("{}", [0u8; "é".len()].len()); const N: i32 = count("1 2 3") as i32; }
