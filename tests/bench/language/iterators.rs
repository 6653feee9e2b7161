//! Iterator chains: adaptors with closures over ranges, slices and text, ended by folds and by `for`.
#![no_std]
#![no_main]

use core::panic::PanicInfo;

fn squares(limit: u32) -> u32 {
    (0..limit).map(|n| n * n).filter(|n| n % 3 == 1).sum()
}

fn largest(values: &[u32]) -> Option<u32> {
    values.iter().copied().filter(|v| v % 2 == 0).max()
}

fn products(a: &[u32], b: &[u32]) -> u32 {
    a.iter().zip(b.iter()).map(|(x, y)| x * y).fold(0, |sum, p| (sum + p) % 65_521)
}

fn places(values: &[u32]) -> usize {
    let mut sum = 0;
    for (i, v) in values.iter().enumerate().skip(1).step_by(3).filter(|(_, v)| **v > 4) {
        sum += i * *v as usize;
    }
    sum
}

fn words(text: &str) -> usize {
    text.bytes().filter(|b| *b == b' ').count() + text.chars().take_while(|c| *c != '.').count()
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut values = [0u32; 100];
    for (i, v) in values.iter_mut().enumerate() {
        *v = (i as u32 * 7) % 31;
    }
    let mut sum = 0u64;
    for turn in 0..10 {
        sum += squares(200 + turn) as u64;
        sum += largest(&values).unwrap_or(0) as u64;
        sum += products(&values, &values[1..]) as u64;
        sum += places(&values) as u64;
        sum += words("the quick brown fox jumps over the lazy dog. again and again") as u64;
        sum += values.chunks(7).map(|c| c.iter().sum::<u32>() as u64).filter(|s| s % 2 == 0).count() as u64;
        sum += values.iter().position(|v| *v == 30).unwrap_or(0) as u64;
        sum += values.windows(2).any(|w| w[0] > w[1] + 29) as u64;
    }
    assert!(sum > 0);
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
