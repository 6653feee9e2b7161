//! A serial port whose registers lie in memory.

use crate::{INPUT_FULL, OUTPUT_EMPTY};
use core::fmt;

#[derive(Debug)]
pub struct MmioSerialPort {
    base: *mut u8,
    stride: usize,
}

unsafe impl Send for MmioSerialPort {}

impl MmioSerialPort {
    pub unsafe fn new(base: usize) -> MmioSerialPort { MmioSerialPort { base: base as *mut u8, stride: 1 } }
    pub unsafe fn new_with_stride(base: usize, stride: usize) -> MmioSerialPort { MmioSerialPort { base: base as *mut u8, stride } }

    fn write(&mut self, register: usize, value: u8) { unsafe { self.base.add(register * self.stride).write_volatile(value) } }
    fn read(&mut self, register: usize) -> u8 { unsafe { self.base.add(register * self.stride).read_volatile() } }

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
        while self.read(5) & OUTPUT_EMPTY == 0 {
            core::hint::spin_loop();
        }
        self.write(0, data);
    }
    pub fn receive(&mut self) -> u8 {
        while self.read(5) & INPUT_FULL == 0 {
            core::hint::spin_loop();
        }
        self.read(0)
    }
}

impl fmt::Write for MmioSerialPort {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for byte in s.bytes() {
            self.send(byte);
        }
        Ok(())
    }
}
