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
    println!("hello, {}", "kernel");
    text::TYPIST.lock().write_str("once more").unwrap();
    write!(text::TYPIST.lock(), ", numbers: {} {}", 42, 1.337).unwrap();
    println!();
    println!("{:?}", text::Tint::LightRed);
    println!("{:76}wrap at eighty", '>');
    println!("{}{}", text::code_above(0), text::code_above(4));
    text::by_hand();

    loop {}
}
