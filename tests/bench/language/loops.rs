//! Plain loops: prime numbers by a sieve, greatest common divisors, a checksum over a table.
#![no_std]
#![no_main]

use core::panic::PanicInfo;

fn sieve(marks: &mut [bool; 2000]) -> usize {
    let mut found = 0;
    let mut i = 2;
    while i < marks.len() {
        if !marks[i] {
            found += 1;
            let mut multiple = i * i;
            while multiple < marks.len() {
                marks[multiple] = true;
                multiple += i;
            }
        }
        i += 1;
    }
    found
}

fn divisors() -> u32 {
    let mut sum = 0;
    for a in 1..60u32 {
        for b in 1..40u32 {
            let (mut x, mut y) = (a, b);
            while y != 0 {
                let rest = x % y;
                x = y;
                y = rest;
            }
            sum += x;
        }
    }
    sum
}

fn checksum(table: &mut [u32; 64]) -> u32 {
    let mut hash = 17u32;
    for turn in 0..12000usize {
        let slot = turn % 64;
        hash = hash.wrapping_mul(31) ^ (turn as u32 >> 3);
        table[slot] = table[slot].wrapping_add(hash);
    }
    hash
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut marks = [false; 2000];
    let mut table = [0u32; 64];
    assert!(sieve(&mut marks) == 303);
    for _ in 0..3 {
        assert!(divisors() > 0);
    };
    assert!(checksum(&mut table) != 0);
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
