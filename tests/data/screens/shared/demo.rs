pub fn demo() {
    println!("Hello {}!", "World");
    print!("no newline, ");
    print!("then {} and {:?} and {:#x}", 42, "quoted\n", 0xb8000);
    println!();
    println!("tab\tback\x08space\rret \u{7f} \x1b[0m");
    println!("utf8: äöü ß € 😀 ■ ░");
    println!("{:>10}|{:<10}|{:^10}|{:+}|{:08b}|{:#010x}|{:e}", "r", "l", "c", 5, 0xa5u8, 0xdeadu32, 1500u32);
    println!("0123456789012345678901234567890123456789012345678901234567890123456789012345678_");
    println!("01234567890123456789012345678901234567890123456789012345678901234567890123456789_wrapped, and on it goes until it is long enough to be wrapped once again: {:?}", (1u8, 'x', "s", [1, 2, 3], Some(4)));
    print!("0123456789012345678901234567890123456789012345678901234567890123456789012345678");
    println!("9");
    println!("after exactly eighty");
    for i in 0..7 { print!("{} ", i); }
    println!();
    println!("{:#?}", Some((1, "a")));
    println!("a\nb\n\nc");
    let v = [1u8, 2, 3];
    println!("{v:?} {v:02x?} {0} {0:?} {name}", 'z', v = v, name = 1 + 2);
}
pub fn many() {
    for i in 0..40 { println!("line {} {}", i, i * i); }
    for i in 0..5 { print!("[{:^5}]", i); }
}
