#![no_std]
#![no_main]

use core::fmt::Write;
use core::panic::PanicInfo;

struct Serial;

impl Write for Serial {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        for byte in text.bytes() {
            unsafe { port.write(byte) };
        }
        Ok(())
    }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    dependent_kernel::tell(&mut |name, what| writeln!(Serial, "{name}: {what}").unwrap());
    loop {
        x86_64::instructions::hlt();
    }
}
