use core::fmt::{self, Write};
struct Calls;
impl Write for Calls {
    fn write_str(&mut self, s: &str) -> fmt::Result { print!("<{}>", s); Ok(()) }
    fn write_char(&mut self, c: char) -> fmt::Result { print!("[{}]", c); Ok(()) }
}
macro_rules! calls { ($($t:tt)*) => {{ let _ = Calls.write_fmt(format_args!($($t)*)); println!(); }}; }
macro_rules! line { ($($t:tt)*) => { calls!("{};", format_args!($($t)*)) }; }
#[derive(Debug)]
struct Point { x: u8, y: i32 }
#[derive(Debug)]
struct Pair(u8, char);
struct Own;
impl fmt::Display for Own {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "d{}{}", 1, 'c')?;
        f.write_str("s")?;
        f.write_char('k')?;
        f.pad("pad")
    }
}
struct Hexed(bool);
impl fmt::Display for Hexed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.pad_integral(self.0, "0x", "12") }
}
pub fn run() {
    let (v, s) = (5, "str");
    calls!("text"); calls!(""); calls!("a{}b", 1); calls!("{}", "in"); calls!("{}{}", "x", 'y'); calls!("{}", s); calls!("{v}");
    calls!("{:5}|", s); calls!("{:>5}|{:^7}|", s, 'c'); calls!("{}", 'c'); calls!("{:?}", 'c'); calls!("{:?}", '\n'); calls!("{:10?}", "ab");
    calls!("{:?}", "a\n\"b\u{1}"); calls!("{:?}", ""); calls!("{:?}", "\n\n"); calls!("{:?}", "tab\t\r\\'"); calls!("{:?}", "end\0");
    calls!("{}", v); calls!("{:5}", v); calls!("{:<5}|", v); calls!("{:05}", -v); calls!("{:+}", v); calls!("{:+05} {:+#x}", v, v);
    calls!("{:#x}", 255); calls!("{:#010x}", 255); calls!("{:08b}", 5u8); calls!("{:?}", -1i8); calls!("{}", i128::MIN); calls!("{:>6}|{:<6}|{:^6}", -1, -2, -3);
    calls!("{:?}{}", true, false); calls!("{:6}", true); calls!("{:?}", ()); calls!("{:?}", [1, -2]); calls!("{:#?}", (1, 'b'));
    calls!("{:?}", Point { x: 1, y: -2 }); calls!("{:#?}", Some(Point { x: 1, y: -2 })); calls!("{:?}", Pair(1, 'q'));
    calls!("{}", Own); calls!("{:8}", Own); calls!("{:8}", Hexed(true)); calls!("{:#08}", Hexed(false)); calls!("{:#}", Hexed(false));
    calls!("{:p}", 0x10 as *const u8); calls!("{:?}", 1..3); calls!("{:02x?}", [1u8, 255]);
    line!("hello {}", 3); line!("text"); line!("{} {}", 'a', "b"); calls!("{}{}", format_args!("a{}", v), format_args!("{}b", s));
    calls!("{0} {0:>3} {0:?}", 5); calls!("{a}{b}{a:3}", a = "x", b = 2); calls!("{0} {0} {1}", 1, "l"); calls!("{:1$}", 7, 8); calls!("{} {:>1$}", 7, 3);
    calls!("{{}}"); calls!("a{{{}}}b", v); calls!("{0} {0:>5}", format_args!("in{}", 1)); calls!("{:-^1$}|", "m", 6);
}
