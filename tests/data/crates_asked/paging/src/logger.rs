use cfg_if::cfg_if;
use core::fmt::Write;
use lazy_static::lazy_static;
use log::{LevelFilter, Log, Metadata, Record, SetLoggerError};
use spin::Mutex;
use uart_16550::SerialPort;

lazy_static! {
    static ref SERIAL: Mutex<SerialPort> = {
        let mut port = unsafe { SerialPort::new(0x3F8) };
        port.init();
        Mutex::new(port)
    };
}

struct SerialLogger;
static LOGGER: SerialLogger = SerialLogger;

cfg_if! {
    if #[cfg(debug_assertions)] {
        const LEVEL: LevelFilter = LevelFilter::Debug;
    } else {
        const LEVEL: LevelFilter = LevelFilter::Info;
    }
}

impl Log for SerialLogger {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.level() <= LEVEL
    }
    fn log(&self, record: &Record) {
        if self.enabled(record.metadata()) {
            x86_64::instructions::interrupts::without_interrupts(|| {
                writeln!(SERIAL.lock(), "[{:<5} {}] {}", record.level(), record.target(), record.args()).unwrap();
            });
        }
    }
    fn flush(&self) {}
}

pub fn init() -> Result<(), SetLoggerError> {
    log::set_logger(&LOGGER).map(|()| log::set_max_level(LEVEL))
}
