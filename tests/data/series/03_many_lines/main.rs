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
    for number in 0..40 {
        print!("{} ", number);
        println!("squared is {:>5}", number * number);
    }
    text::TYPIST.lock().byte(b'#');
    write!(text::TYPIST.lock(), "").unwrap();

    loop {}
}
