//! Chains of adaptors; each number is what rustc 1.95 computes.
#![no_std]
#![no_main]
use core::panic::PanicInfo;
    static NUMBERS: [u32; 12] = [5, 3, 8, 1, 9, 2, 7, 7, 4, 6, 11, 10];
    fn double(n: u32) -> u32 { 2 * n }

    fn chains() {
        let mut seen = 0;
        let least = NUMBERS[3] + 2;
        assert_eq!(NUMBERS.iter().map(|n| n + least).filter(|n| n % 2 == 0).sum::<u32>(), 64);
        assert_eq!((1..=10u32).map(double).filter(|n| *n > least).count(), 9);
        assert_eq!(NUMBERS.iter().copied().take_while(|n| *n != 2).fold(0, |a, b| 2 * a + b), 147);
        assert_eq!(NUMBERS.iter().take(3).map(|n| { seen += 1; n * n }).last(), Some(64));
        assert_eq!(seen, 3);
        assert_eq!(NUMBERS.windows(3).filter(|w| w[0] < w[1]).map(|w| w[2]).sum::<u32>(), 31);
        assert_eq!(NUMBERS.windows(13).count(), 0);
        assert_eq!(NUMBERS.iter().enumerate().map(|(i, n)| i as u32 * n).take_while(|n| *n < 36).count(), 4);
        assert_eq!(NUMBERS.iter().filter(|n| **n > 6).take_while(|n| **n != 7).count(), 2);
        assert_eq!(NUMBERS.iter().filter(|n| **n > 6).enumerate().map(|(i, n)| i as u32 + n).sum::<u32>(), 67);
        assert_eq!(NUMBERS.iter().zip(NUMBERS.iter().map(|n| n + 1)).filter(|(a, b)| (**a + *b) % 3 == 0).count(), 5);
        assert_eq!((0..5u32).map(|n| n + 1).map(double).rev().fold(0, |a, b| 10 * a + b), 108642);
        let mut order = 0u64;
        for (i, n) in NUMBERS.iter().enumerate().filter(|(i, _)| i % 3 == 0) {
            if *n == 7 {
                continue;
            }
            order = 100 * order + i as u64 * 10 + *n as u64;
        }
        assert_eq!(order, 53196);
        for _ in (0..4u32).map(|n| order += n as u64) {}
        assert_eq!(order, 53202);
        'outer: for row in (0..10u32).map(double).take_while(|n| *n < 15) {
            for word in ["a", "bc", "def"].iter().map(|w| w.len()).filter(|n| *n != 2) {
                if row as usize + word > 11 {
                    break 'outer;
                }
                order += word as u64;
            }
        }
        assert_eq!(order, 53223);
        let mut counts = [0u32; 4];
        let mut put = |n: u32| { counts[(n % 4) as usize] += 1; n };
        let total: u32 = NUMBERS.iter().map(|n| put(*n)).filter(|n| n % 2 == 1).sum();
        assert_eq!((total, counts), (43, [2, 3, 3, 4]));
        let big = NUMBERS.iter().map(|n| [*n as u64; 5]).filter(|a| a[4] > 8).map(|a| a.iter().sum::<u64>()).sum::<u64>();
        assert_eq!(big, 150);
        assert_eq!("a long way".chars().filter(|c| *c != ' ').map(|c| c as u32).take(4).sum::<u32>(), 426);
        NUMBERS.iter().filter(|n| **n == 9).for_each(|n| order += *n as u64);
        assert_eq!(order, 53232);
        assert_eq!(NUMBERS.iter().copied().filter(|n| n % 2 == 1).max(), Some(11));
        assert_eq!(NUMBERS.iter().map(|n| n ^ 6).min_by_key(|n| n.abs_diff(least)), Some(3));
    }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    chains();
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! { loop { x86_64::instructions::hlt(); } }
