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

pub fn write(what: core::fmt::Arguments) {
    use core::fmt::Write;
    x86_64::instructions::interrupts::without_interrupts(|| COM.lock().write_fmt(what).expect("no serial port"));
}

#[macro_export]
macro_rules! print {
    ($($what:tt)*) => { $crate::serial::write(format_args!($($what)*)) };
}
#[macro_export]
macro_rules! println {
    ($($what:tt)*) => { $crate::print!("{}\n", format_args!($($what)*)) };
}
