use bit_field::BitField;
use bitflags::bitflags;
use core::fmt;
use spin::Mutex;
use x86_64::instructions::port::Port;

pub static UART: Mutex<Uart> = Mutex::new(Uart::new(0x3f8));

bitflags! {
    /// What the line status register says.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[repr(transparent)]
    pub struct LineStatus: u8 {
        const DATA = 1 << 0;
        const OVERRUN = 1 << 1;
        const HOLDING_EMPTY = 1 << 5;
        const TRANSMITTER_EMPTY = 1 << 6;
        const EMPTY = Self::HOLDING_EMPTY.bits() | Self::TRANSMITTER_EMPTY.bits();
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
    pub struct LineControl: u8 {
        const STOP = 1 << 2;
        const PARITY = 1 << 3;
        const DIVISOR = 1 << 7;
        const _ = 0b11;
    }
}

pub struct Uart {
    data: Port<u8>,
    status: Port<u8>,
}

impl Uart {
    pub const fn new(base: u16) -> Self {
        Self { data: Port::new(base), status: Port::new(base + 5) }
    }

    pub fn status(&mut self) -> LineStatus {
        LineStatus::from_bits_truncate(unsafe { self.status.read() })
    }

    pub fn lcr(bits: u8, parity: bool, stops: u8) -> LineControl {
        let mut raw = 0u8;
        raw.set_bits(0..2, bits - 5).set_bit(3, parity).set_bit(2, stops > 1);
        LineControl::from_bits(raw).expect("known bits")
    }
}

impl fmt::Write for Uart {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for byte in s.bytes() {
            while !self.status().intersects(LineStatus::HOLDING_EMPTY) {
                core::hint::spin_loop();
            }
            unsafe { self.data.write(byte) };
        }
        Ok(())
    }
}
