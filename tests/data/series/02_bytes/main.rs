#![no_std]
#![no_main]

use core::panic::PanicInfo;

#[panic_handler]
fn on_panic(_info: &PanicInfo) -> ! {
    loop {}
}

static GREETING: &[u8] = b"Bytes, one by one";

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let screen = 0xb8000 as *mut u8;

    for (i, &byte) in GREETING.iter().enumerate() {
        unsafe {
            *screen.offset(i as isize * 2) = byte;
            *screen.offset(i as isize * 2 + 1) = 0xb;
        }
    }

    loop {}
}
