//! The serial line.

use core::fmt;
use lazy_static::lazy_static;
use spin::Mutex;
use uart_16550::SerialPort;

lazy_static! {
    static ref LINE: Mutex<SerialPort> = {
        let mut port = unsafe { SerialPort::new(0x3f8) };
        port.init();
        Mutex::new(port)
    };
}

#[doc(hidden)]
pub fn write(what: fmt::Arguments) {
    use fmt::Write;
    LINE.lock().write_fmt(what).expect("the line is always there");
}

#[macro_export]
macro_rules! say {
    ($($what:tt)*) => { $crate::line::write(format_args!($($what)*)) };
}

#[macro_export]
macro_rules! sayln {
    () => { $crate::say!("\n") };
    ($form:expr $(, $what:expr)*) => { $crate::say!(concat!($form, "\n") $(, $what)*) };
}

#[test_case]
fn lines_are_sent() {
    for number in 0..3 {
        sayln!("line {}", number);
    }
}
