#![no_std]
#![no_main]

mod vga;

use core::fmt::Write;
use core::panic::PanicInfo;

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut writer = vga::Writer { row: 0, column: 0, colour: 0x0f };
    for line in 1..=200 {
        writeln!(writer, "line {}", line).unwrap();
    }
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
