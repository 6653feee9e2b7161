//! Formatting: `write!` of numbers, text and derived `Debug` into a buffer, and `format!` on a heap.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::format;
use alloc::string::String;
use core::fmt::{self, Write};
use core::panic::PanicInfo;
use linked_list_allocator::LockedHeap;

#[global_allocator]
static ALLOCATOR: LockedHeap = LockedHeap::empty();

static mut HEAP: [u8; 65536] = [0; 65536];

#[derive(Debug, Clone, Copy)]
struct Point {
    x: i32,
    y: i32,
}

struct Buffer {
    bytes: [u8; 128],
    used: usize,
}

impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            if self.used == self.bytes.len() {
                self.used = 0;
            }
            self.bytes[self.used] = byte;
            self.used += 1;
        }
        Ok(())
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { ALLOCATOR.lock().init(&raw mut HEAP as *mut u8, 65536) };
    let mut buffer = Buffer { bytes: [0; 128], used: 0 };
    let mut length = 0;
    for turn in 0..60i32 {
        let point = Point { x: turn, y: -turn };
        write!(buffer, "{} of {:#06x}: {:?}\n", turn, turn * 37, point).unwrap();
        let text: String = format!("{turn:>5}|{:<8}|{:08b}|{}", "name", turn as u8, turn % 2 == 0);
        length += text.len();
        let joined = format!("{text}, {:?}", Some("again"));
        length += joined.len();
    }
    assert!(length > 0);
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
