//! A serial port at I/O ports.

use crate::{INPUT_FULL, OUTPUT_EMPTY, WouldBlockError};
use core::fmt;
use x86_64::instructions::port::Port;

/// The first of its eight ports.
#[derive(Debug)]
pub struct SerialPort(u16);

impl SerialPort {
    pub const unsafe fn new(base: u16) -> SerialPort { SerialPort(base) }

    fn write(&mut self, offset: u16, value: u8) { unsafe { Port::new(self.0 + offset).write(value) } }
    fn read(&mut self, offset: u16) -> u8 { unsafe { Port::new(self.0 + offset).read() } }

    /// 38400 baud, 8 bits, no parity, one stop bit, FIFOs on, interrupt at received data.
    pub fn init(&mut self) {
        self.write(1, 0x00);
        self.write(3, 0x80);
        self.write(0, 0x03);
        self.write(1, 0x00);
        self.write(3, 0x03);
        self.write(2, 0xc7);
        self.write(4, 0x0b);
        self.write(1, 0x01);
    }

    fn line_status(&mut self) -> u8 { self.read(5) }

    /// Writes a byte when there is room; backspace and delete erase.
    pub fn send(&mut self, data: u8) {
        match data {
            8 | 0x7f => {
                self.send_raw(8);
                self.send_raw(b' ');
                self.send_raw(8);
            }
            data => self.send_raw(data),
        }
    }
    pub fn send_raw(&mut self, data: u8) {
        while self.line_status() & OUTPUT_EMPTY == 0 {
            core::hint::spin_loop();
        }
        self.write(0, data);
    }
    pub fn try_send_raw(&mut self, data: u8) -> Result<(), WouldBlockError> {
        if self.line_status() & OUTPUT_EMPTY == 0 {
            return Err(WouldBlockError);
        }
        self.write(0, data);
        Ok(())
    }

    /// Waits for a byte.
    pub fn receive(&mut self) -> u8 {
        while self.line_status() & INPUT_FULL == 0 {
            core::hint::spin_loop();
        }
        self.read(0)
    }
    pub fn try_receive(&mut self) -> Result<u8, WouldBlockError> {
        if self.line_status() & INPUT_FULL == 0 { Err(WouldBlockError) } else { Ok(self.read(0)) }
    }
}

impl fmt::Write for SerialPort {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for byte in s.bytes() {
            self.send(byte);
        }
        Ok(())
    }
}
