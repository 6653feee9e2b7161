#![no_std]
#![no_main]

mod text;

use core::panic::PanicInfo;

#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    println!("{}", info);
    loop {}
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    use core::fmt::Write;
    write!(text::TYPIST.lock(), "up to here\n").unwrap();
    panic!("on {}", "purpose");
}
