//! The later interface: a device over a back end (ports or memory), with a configuration, and a terminal on top of it.

use crate::{INPUT_FULL, OUTPUT_EMPTY};
use core::fmt;
use x86_64::instructions::port::Port;

/// How the device's eight registers are reached.
pub trait Backend {
    fn read(&mut self, register: u8) -> u8;
    fn write(&mut self, register: u8, value: u8);
}

/// Through I/O ports, beginning at `base`.
#[derive(Debug)]
pub struct PioBackend {
    base: u16,
}

impl Backend for PioBackend {
    fn read(&mut self, register: u8) -> u8 { unsafe { Port::new(self.base + register as u16).read() } }
    fn write(&mut self, register: u8, value: u8) { unsafe { Port::new(self.base + register as u16).write(value) } }
}

/// Through memory, `stride` bytes apart.
#[derive(Debug)]
pub struct MmioBackend {
    base: *mut u8,
    stride: usize,
}

unsafe impl Send for MmioBackend {}

impl Backend for MmioBackend {
    fn read(&mut self, register: u8) -> u8 { unsafe { self.base.add(register as usize * self.stride).read_volatile() } }
    fn write(&mut self, register: u8, value: u8) { unsafe { self.base.add(register as usize * self.stride).write_volatile(value) } }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaudRate {
    Baud115200,
    Baud57600,
    Baud38400,
    Baud19200,
    Baud9600,
    Custom(u32),
}

impl BaudRate {
    pub const fn to_integer(self) -> u32 {
        match self {
            BaudRate::Baud115200 => 115_200,
            BaudRate::Baud57600 => 57_600,
            BaudRate::Baud38400 => 38_400,
            BaudRate::Baud19200 => 19_200,
            BaudRate::Baud9600 => 9_600,
            BaudRate::Custom(rate) => rate,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parity {
    Disabled,
    Odd,
    Even,
}

/// Speed and format of the line. By default 115200 baud, 8 bits, no parity, one stop bit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub baud_rate: BaudRate,
    pub parity: Parity,
    pub data_bits: u8,
    pub two_stop_bits: bool,
}

impl Default for Config {
    fn default() -> Config { Config { baud_rate: BaudRate::Baud115200, parity: Parity::Disabled, data_bits: 8, two_stop_bits: false } }
}

/// The device cannot be set up so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidConfig {
    Address(u64),
    BaudRate(u32),
    DataBits(u8),
    /// The device does not answer.
    DeviceNotPresent,
}

impl fmt::Display for InvalidConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidConfig::Address(address) => write!(f, "invalid base address {address:#x}"),
            InvalidConfig::BaudRate(rate) => write!(f, "invalid baud rate {rate}"),
            InvalidConfig::DataBits(bits) => write!(f, "invalid number of data bits {bits}"),
            InvalidConfig::DeviceNotPresent => write!(f, "no device found"),
        }
    }
}

#[derive(Debug)]
pub struct Uart16550<B: Backend> {
    backend: B,
    config: Config,
}

impl Uart16550<PioBackend> {
    pub const unsafe fn new_port(base_port: u16) -> Result<Self, InvalidConfig> {
        if base_port > 0xfff8 {
            return Err(InvalidConfig::Address(base_port as u64));
        }
        Ok(Uart16550 {
            backend: PioBackend { base: base_port },
            config: Config { baud_rate: BaudRate::Baud115200, parity: Parity::Disabled, data_bits: 8, two_stop_bits: false },
        })
    }
}

impl Uart16550<MmioBackend> {
    pub const unsafe fn new_mmio(base: *mut u8, stride: u8) -> Result<Self, InvalidConfig> {
        Ok(Uart16550 {
            backend: MmioBackend { base, stride: stride as usize },
            config: Config { baud_rate: BaudRate::Baud115200, parity: Parity::Disabled, data_bits: 8, two_stop_bits: false },
        })
    }
}

impl<B: Backend> Uart16550<B> {
    pub fn init(&mut self, config: Config) -> Result<(), InvalidConfig> {
        let rate = config.baud_rate.to_integer();
        if rate == 0 || 115_200 % rate != 0 {
            return Err(InvalidConfig::BaudRate(rate));
        }
        if config.data_bits < 5 || config.data_bits > 8 {
            return Err(InvalidConfig::DataBits(config.data_bits));
        }
        let divisor = 115_200 / rate;
        let parity = match config.parity { Parity::Disabled => 0, Parity::Odd => 0x08, Parity::Even => 0x18 };
        self.backend.write(1, 0);
        self.backend.write(3, 0x80);
        self.backend.write(0, divisor as u8);
        self.backend.write(1, (divisor >> 8) as u8);
        self.backend.write(3, config.data_bits - 5 | (config.two_stop_bits as u8) << 2 | parity);
        self.backend.write(2, 0xc7);
        self.backend.write(4, 0x0b);
        self.backend.write(1, 0x01);
        self.config = config;
        Ok(())
    }
    pub fn config(&self) -> &Config { &self.config }

    /// Takes a byte if one has come, gives one away if there is room.
    pub fn try_receive_byte(&mut self) -> Option<u8> { if self.backend.read(5) & INPUT_FULL != 0 { Some(self.backend.read(0)) } else { None } }
    pub fn try_send_byte(&mut self, byte: u8) -> bool {
        if self.backend.read(5) & OUTPUT_EMPTY == 0 {
            return false;
        }
        self.backend.write(0, byte);
        true
    }
    pub fn send_byte(&mut self, byte: u8) {
        while !self.try_send_byte(byte) {
            core::hint::spin_loop();
        }
    }
    pub fn send_bytes_exact(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.send_byte(*byte);
        }
    }
    pub fn receive_byte(&mut self) -> u8 {
        loop {
            match self.try_receive_byte() {
                Some(byte) => return byte,
                None => core::hint::spin_loop(),
            }
        }
    }
}

/// A terminal: text with line feeds becomes text with carriage returns too.
#[derive(Debug)]
pub struct Uart16550Tty<B: Backend>(Uart16550<B>);

impl Uart16550Tty<PioBackend> {
    pub unsafe fn new_port(base_port: u16, config: Config) -> Result<Self, InvalidConfig> {
        let mut inner = unsafe { Uart16550::new_port(base_port) }?;
        inner.init(config)?;
        Ok(Uart16550Tty(inner))
    }
}

impl Uart16550Tty<MmioBackend> {
    pub unsafe fn new_mmio(base: *mut u8, stride: u8, config: Config) -> Result<Self, InvalidConfig> {
        let mut inner = unsafe { Uart16550::new_mmio(base, stride) }?;
        inner.init(config)?;
        Ok(Uart16550Tty(inner))
    }
}

impl<B: Backend> Uart16550Tty<B> {
    pub fn inner(&self) -> &Uart16550<B> { &self.0 }
    pub fn inner_mut(&mut self) -> &mut Uart16550<B> { &mut self.0 }
}

impl<B: Backend> fmt::Write for Uart16550Tty<B> {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for byte in s.bytes() {
            match byte {
                8 | 0x7f => self.0.send_bytes_exact(&[8, b' ', 8]),
                b'\n' => self.0.send_bytes_exact(b"\r\n"),
                byte => self.0.send_byte(byte),
            }
        }
        Ok(())
    }
}
