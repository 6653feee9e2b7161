#![no_std]
#![no_main]

const SCREEN: *mut u8 = 0xb8000 as *mut u8;

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    for (cell, byte) in b"Hello from the kernel".iter().enumerate() {
        unsafe {
            SCREEN.add(2 * cell).write_volatile(*byte);
            SCREEN.add(2 * cell + 1).write_volatile(0x0f);
        }
    }
    halt()
}

fn halt() -> ! {
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    halt()
}
