// `?` where a `Poll` is around the result, or is what the function returns.
use core::task::Poll::{self, Pending, Ready};

#[derive(Debug)]
struct Small(u8);
#[derive(Debug)]
enum Large { Of(Small), Own(&'static str) }
impl From<Small> for Large { fn from(s: Small) -> Large { println!("converted {}", s.0); Large::Of(s) } }

type Asked = Poll<Result<u32, Small>>;
type Next = Poll<Option<Result<u32, Small>>>;

fn same(p: Asked) -> Asked { let n = p?.map(|n| n + 1); println!("went on with {n:?}"); n.map(Ok) }
fn other(p: Asked) -> Poll<Result<String, Large>> {
    match p? { Ready(n) if n > 5 => Ready(Err(Large::Own("more than five"))), Ready(n) => Ready(Ok(n.to_string())), Pending => Pending }
}
fn plain(p: Asked) -> Result<bool, Large> { Ok(p?.is_ready()) }
fn stream(p: Next) -> Poll<Option<Result<String, Large>>> { Ready(match p? { Ready(Some(n)) => Some(Ok(format!("<{n}>"))), Ready(None) => None, Pending => return Pending }) }
fn first(p: Next) -> Asked { let n: Poll<Option<u32>> = p?; Ready(Ok(match n { Ready(Some(n)) => n, Ready(None) => 0, Pending => 99 })) }
fn of_result(r: Result<u32, Small>) -> Poll<Result<u64, Large>> { let n = r?; if n == 0 { return Pending; } Ready(Ok(n as u64 * 2)) }
fn in_a_stream(r: Result<u32, Small>) -> Poll<Option<Result<u32, Large>>> { Ready(Some(Ok(r? + 1))) }

struct Lines { left: Vec<Result<&'static str, Small>> }
impl Lines {
    fn poll_next(&mut self) -> Poll<Option<Result<&'static str, Small>>> {
        if self.left.is_empty() { Ready(None) } else { match self.left.remove(0) { Ok("wait") => Pending, one => Ready(Some(one)) } }
    }
    fn poll_len(&mut self) -> Poll<Result<usize, Large>> {
        let mut sum = 0;
        loop {
            match self.poll_next()? {
                Ready(Some(line)) => sum += line.len(),
                Ready(None) => return Ready(Ok(sum)),
                Pending => return Pending,
            }
        }
    }
}

fn main() {
    for p in [Pending, Ready(Ok(5)), Ready(Err(Small(1)))] { println!("{:?}", same(p)); }
    for p in [Pending, Ready(Ok(5)), Ready(Ok(6)), Ready(Err(Small(2)))] { println!("{:?}", other(p)); }
    for p in [Pending, Ready(Ok(5)), Ready(Err(Small(3)))] { println!("{:?}", plain(p)); }
    for p in [Pending, Ready(None), Ready(Some(Ok(5))), Ready(Some(Err(Small(4))))] { println!("{:?}", stream(p)); }
    for p in [Pending, Ready(None), Ready(Some(Ok(5))), Ready(Some(Err(Small(5))))] { println!("{:?}", first(p)); }
    for r in [Ok(0), Ok(7), Err(Small(6))] { println!("{:?}", of_result(r)); }
    for r in [Ok(7), Err(Small(7))] { println!("{:?}", in_a_stream(r)); }
    let mut lines = Lines { left: vec![Ok("one"), Ok("wait"), Ok("three"), Err(Small(8)), Ok("x")] };
    for _ in 0..3 { println!("{:?}", lines.poll_len()); }
    let closure = |p: Asked| -> Poll<Result<u8, Small>> { let _n = p?; Ready(Ok(1)) };
    println!("{:?} {:?}", closure(Pending), closure(Ready(Err(Small(9)))));
}
