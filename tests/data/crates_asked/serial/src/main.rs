#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]

#[macro_use]
extern crate log;
extern crate alloc;

mod heap;
mod registers;
mod table;
mod terminal;

use alloc::string::ToString;
use bootloader::{entry_point, BootInfo};
use core::fmt::Write as _;
use log::{Level, LevelFilter, Metadata, Record};
use registers::{LineStatus, Uart};

static LOGGER: Logger = Logger;

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= Level::Trace
    }

    fn log(&self, record: &Record<'_>) {
        let mark = match record.level() {
            Level::Error => '!',
            Level::Warn => '?',
            Level::Info => '+',
            Level::Debug | Level::Trace => ' ',
        };
        let mut uart = registers::UART.lock();
        let place = record.module_path().unwrap_or("?").rsplit("::").next().unwrap_or_default();
        let _ = writeln!(uart, "[{mark}] {place}: {}", record.args());
    }

    fn flush(&self) {}
}

entry_point!(start);

fn start(_boot: &'static BootInfo) -> ! {
    log::set_logger(&LOGGER).map(|()| log::set_max_level(LevelFilter::Debug)).unwrap();
    heap::init();
    let status = registers::UART.lock().status();
    info!("line status {:?}, ready: {}", status & LineStatus::EMPTY, status.contains(LineStatus::EMPTY));
    trace!("nobody sees this");
    terminal::run();
    table::run();
    heap::report();
    let text = u64::MAX.to_string();
    debug!("{text} has {len} digits", len = text.len());
    if cfg!(feature = "colors") {
        warn!("colors: {:?}", Uart::lcr(8, false, 1));
    }
    x86_64::instructions::interrupts::disable();
    panic!("the end");
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    error!("{}", info.message());
    loop {
        x86_64::instructions::hlt();
    }
}
