pub fn run() {
    println!("[{:5}] [{:<5}] [{:>5}] [{:^5}] [{:*^7}] [{:05}] [{:+}] [{:+05}]", 42, 42, 42, 42, 42, 42, 42, 42);
    println!("[{:5}] [{:<5}] [{:>5}] [{:^5}] [{:*<7}] [{:.2}] [{:5.1}]", "ab", "ab", "ab", "ab", "ab", "abcdef", "xyz");
    println!("{:x} {:X} {:o} {:b} {:#x} {:#X} {:#o} {:#b} {:#010x} {:08b} {:#06b}", 255, 255, 8, 5, 255, 255, 8, 5, 255, 5, 5);
    println!("{:x} {:b} {:o}", -1i8, -2i8, -1i16);
    println!("{0} {1} {0} {name} {}", 1, 2, name = "n");
    let w = 7; let p = 2; let v = 3;
    println!("[{:w$}] [{:>1$}] [{:>width$}] [{:.*}] [{:.p$}] [{:w$.p$}]", 1, 5, 2, 3, "abcdef", "abcdef", "abcdef", width = 4);
    println!("[{v:>w$}] [{v:#w$x}] [{v:<w$}] [{v:^w$}]|");
    println!("{:?} {:?} {:?}", "a\"b\n\t\\\u{7f}é", 'x', '\'');
    println!("{:#?}", (1, "a", [Some(1), None]));
    println!("{:?} {:?}", (), ((),));
    println!("{:5}|{:<5}|{:>5}|{:^5}", true, false, 'c', 'd');
    println!("{{}} {{{}}}", 1);
    println!("{:02x?} {:X?} {:#x?}", [1, 171], [171], [1]);
    println!("{:5?} {:<5?}| {:05?}", 1, 2, 3);
    println!("{:?} {:?}", Some("x"), None::<u8>);
    println!("{:10?}|{:<10?}|", Some(1), "ab");
    println!("{:e} {:E}", 1500u32, 123456u64);
    println!("{:?} {:?} {:?}", 1..3, 1..=3, ..5);
    println!("{:?}", "tab\there \0 nul \r cr \u{1b}");
    println!("{:?} {:?}", 'é', '\u{301}');
    println!("{:p}", 0xb8000 as *const u8);
    println!("{:#p} {:20p}|{:#20p}", 0xb8000 as *const u8, 0x1000 as *const u8, 0x10 as *const u8);
    println!("{:>+6} {:<+6}| {:^+6}|", 5, 5, -5);
    println!("{:#010b} {:#5o} {:+#x}", 5, 8, 10);
    println!("{:0>5} {:#<4} {:é^5}", 7, 'a', "x");
    println!("{:width$} {:>1$}", 5, 6, width = 3);
    print!("{}-", 1); print!("no newline"); println!();
    println!("{}", format_args!("{} {}", 1, "x"));
    println!("a\
        b\n\x41 \u{1F600}");
    println!(r"raw \n {}", 1); println!(r#"raw "q" {}"#, 2);
    println!("{}", concat!("a", 1, 2.5, true, 'c'));
    println!("{}", stringify!(a + b * (c)));
    println!("{} {}", line!(), column!());
    println!("{}", module_path!());
    println!("{}", file!());
}
