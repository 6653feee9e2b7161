use core::fmt::{self, Write};
struct Buf { d: [u8; 16], n: usize, calls: u32 }
impl Write for Buf { fn write_str(&mut self, s: &str) -> fmt::Result { self.calls += 1; for b in s.bytes() { if self.n == 16 { return Err(fmt::Error); } self.d[self.n] = b; self.n += 1; } Ok(()) } }
pub fn run() {
    let mut b = Buf { d: [0; 16], n: 0, calls: 0 };
    println!("{:?}", write!(b, "a{}b{:3}", 1, 2)); println!("{:?} {}", core::str::from_utf8(&b.d[..b.n]), b.calls);
    println!("{:?}", writeln!(b, "xyz")); println!("{:?}", b.write_char('é')); println!("{}", b.calls);
    println!("{:?} {}", writeln!(b, "too long a text"), b.n); println!("{:?}", b.write_str("q"));
    let mut c = Buf { d: [0; 16], n: 0, calls: 0 }; let r = &mut c; r.write_fmt(format_args!("{}", "z")).unwrap(); writeln!(r).unwrap(); println!("{}", c.n);
    let d: &mut dyn Write = &mut c; write!(d, "{:?}", [1, 2]).unwrap(); println!("{} {}", c.n, c.calls);
}
