#![no_std]
#![no_main]

use core::panic::PanicInfo;

fn bump(count: &mut u8, by: u8) {
    *count += by;
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut count = 40;
    bump(&mut count, 2);
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}
