pub mod strict_add {
    pub fn run() { println!("{}", 3u8.strict_add_signed(-2)); 3u8.strict_add_signed(-9); }
}
pub mod strict_shift {
    pub fn run() { println!("{}", 1i32.strict_shl(4)); 1i32.strict_shl(33); }
}
pub mod strict_negation {
    pub fn run() { println!("{}", i32::MAX.strict_neg()); i32::MIN.strict_abs(); }
}
pub mod strict_division {
    pub fn run() { println!("{}", 7i8.strict_rem(-1)); i8::MIN.strict_div(-1); }
}
pub mod utf16_room {
    pub fn run() { println!("{:?}", 'a'.encode_utf16(&mut [0; 2])); '😀'.encode_utf16(&mut [0]); }
}
pub mod text_in_halves {
    pub fn run() {
        let mut bytes = [b'a', 0xc3, 0xa9];
        let text = str::from_utf8_mut(&mut bytes).unwrap();
        println!("{:?}", text.split_at_mut(1));
        text.split_at_mut(2);
    }
}
pub mod a_range_beyond_the_end {
    pub fn run() { println!("{:?}", [3, 1, 2].select_nth_unstable(1).1); [3, 1, 2].select_nth_unstable(3); }
}
pub mod pieces_of_no_length {
    pub fn run() { println!("{:?}", [1, 2, 3].rchunks_exact(2).next()); [1, 2, 3].rchunks_exact(core::hint::black_box(0)); }
}
pub mod durations {
    use core::time::Duration;
    pub fn run() { println!("{:?}", Duration::from_secs(3) * 2 / 4); let _ = Duration::MAX * 2; }
}
pub mod durations_by_zero {
    use core::time::Duration;
    pub fn run() { println!("{:?}", Duration::from_secs(3).checked_div(0)); let _ = Duration::MAX / core::hint::black_box(0); }
}
pub mod a_map_without_key {
    struct Bad;
    impl core::fmt::Debug for Bad {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.debug_map().value(&1).finish() }
    }
    pub fn run() { println!("{Bad:?}"); }
}
