//! Text for the host, over the first serial port.

use lazy_static::lazy_static;
use spin::Mutex;
use uart_16550::SerialPort;

lazy_static! {
    pub static ref COM: Mutex<SerialPort> = {
        let mut port = unsafe { SerialPort::new(0x3F8) };
        port.init();
        Mutex::new(port)
    };
}

#[doc(hidden)]
pub fn _print(what: ::core::fmt::Arguments) {
    use core::fmt::Write;
    x86_64::instructions::interrupts::without_interrupts(|| {
        COM.lock().write_fmt(what).expect("the serial port failed");
    });
}

/// Sends text.
#[macro_export]
macro_rules! com_print {
    ($($what:tt)*) => {
        $crate::com::_print(format_args!($($what)*));
    };
}

/// Sends text and the end of a line.
#[macro_export]
macro_rules! com_println {
    () => ($crate::com_print!("\n"));
    ($text:expr) => ($crate::com_print!(concat!($text, "\n")));
    ($text:expr, $($more:tt)*) => ($crate::com_print!(concat!($text, "\n"), $($more)*));
}
