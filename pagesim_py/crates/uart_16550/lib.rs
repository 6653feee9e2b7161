//! The uart_16550 crate: a serial port behind I/O ports (0.2: `SerialPort`) or memory (`MmioSerialPort`), and the later
//! interface (0.6: `Uart16550Tty`).
#![no_std]

/// How a device is reached.
pub mod backend {
    pub use crate::tty::{Backend, MmioBackend, PioBackend};
}
mod mmio;
mod port;
mod tty;

/// How the later interface reaches the device.
pub mod backend {
    pub use crate::tty::{Backend, MmioBackend, PioBackend};
}

pub use mmio::MmioSerialPort;
pub use port::SerialPort;
pub use tty::{Backend, BaudRate, Config, InvalidConfig, MmioBackend, Parity, PioBackend, Uart16550, Uart16550Tty};

/// Bits of the line status register: there is a byte to read; there is room to write one.
pub(crate) const INPUT_FULL: u8 = 1;
pub(crate) const OUTPUT_EMPTY: u8 = 1 << 5;

/// The device could not take or give a byte now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WouldBlockError;

impl core::fmt::Display for WouldBlockError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.write_str("serial device not ready") }
}
