//! The first serial port through version 0.6 of its crate.

use lazy_static::lazy_static;
use spin::Mutex;
use uart_16550::{Config, Uart16550Tty, backend::PioBackend};

lazy_static! {
    pub static ref TTY: Mutex<Uart16550Tty<PioBackend>> = {
        let tty = unsafe { Uart16550Tty::new_port(0x3F8, Config::default()) };
        Mutex::new(tty.expect("no serial port"))
    };
}

#[doc(hidden)]
pub fn _print(what: ::core::fmt::Arguments) {
    use core::fmt::Write;
    TTY.lock().write_fmt(what).expect("the serial port failed");
}

#[macro_export]
macro_rules! tty_print {
    ($($what:tt)*) => { $crate::tty::_print(format_args!($($what)*)) };
}

#[macro_export]
macro_rules! tty_println {
    () => ($crate::tty_print!("\n"));
    ($($what:tt)*) => ($crate::tty_print!("{}\n", format_args!($($what)*)));
}
