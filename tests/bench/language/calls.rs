//! Calls: recursion, methods that change what they are called on, functions behind pointers and trait objects.
#![no_std]
#![no_main]

use core::panic::PanicInfo;

fn fibonacci(n: u32) -> u32 {
    if n < 2 { n } else { fibonacci(n - 1) + fibonacci(n - 2) }
}

struct Counter {
    count: u64,
    by: u64,
}

impl Counter {
    fn step(&mut self) {
        self.count += self.by;
    }

    fn get(&self) -> u64 {
        self.count
    }
}

trait Shape {
    fn area(&self) -> u32;
}

struct Square(u32);
struct Strip(u32, u32);

impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

impl Shape for Strip {
    fn area(&self) -> u32 {
        self.0 * self.1
    }
}

fn double(n: u32) -> u32 {
    2 * n
}

fn apply(f: fn(u32) -> u32, n: u32) -> u32 {
    f(n)
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    assert!(fibonacci(19) == 4181);
    let mut counter = Counter { count: 0, by: 3 };
    for _ in 0..5000 {
        counter.step();
    }
    assert!(counter.get() == 15000);
    let shapes: [&dyn Shape; 2] = [&Square(3), &Strip(2, 5)];
    let mut sum = 0;
    for turn in 0..4000usize {
        sum += shapes[turn % 2].area();
        sum = apply(double, sum) % 1000;
    }
    assert!(sum < 1000);
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
