use core::borrow::Borrow; use core::fmt::Display;
fn crc(b: impl IntoIterator<Item = impl Borrow<u8>>) -> u32 { b.into_iter().map(|x| *x.borrow() as u32).sum() }
fn join(v: &[(u8, impl IntoIterator<Item = impl AsRef<str>> + Clone)]) -> String { v.iter().flat_map(|(n, i)| i.clone().into_iter().map(move |s| format!("{n}{} ", s.as_ref()))).collect() }
fn deep(x: impl Iterator<Item = Option<impl Iterator<Item = impl Display>>>) -> String { x.flatten().flatten().map(|d| d.to_string()).collect::<Vec<_>>().join("-") }
fn conv(x: impl Into<Box<dyn Fn(u8) -> u8>>) -> u8 { (x.into())(1) } struct S; impl S { fn all<'a>(&self, i: impl IntoIterator<Item = &'a (impl Display + 'a)>) -> usize { i.into_iter().map(|d| d.to_string().len()).sum() } }
fn main() { println!("{} {}", crc(b"ab"), crc(vec![1u8, 2])); println!("{}", join(&[(1, ["a", "b"]), (2, ["c", "d"])])); println!("{}", deep([Some(1..3), None, Some(5..6)].into_iter())); println!("{}", conv(Box::new(|x: u8| x.wrapping_add(1)) as Box<dyn Fn(u8) -> u8>)); println!("{}", S.all(&[1, 22, 333])); }
