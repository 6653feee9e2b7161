//! A student's own text screen: a cursor, a colour, and a scroll that copies the screen byte by byte.

use core::fmt;
use core::ptr::{read_volatile, write_volatile};

const SCREEN: *mut u8 = 0xb8000 as *mut u8;
const WIDTH: usize = 80;
const HEIGHT: usize = 25;

pub struct Writer {
    pub row: usize,
    pub column: usize,
    pub colour: u8,
}

impl Writer {
    pub fn write_byte(&mut self, byte: u8) {
        if byte == b'\n' || self.column == WIDTH {
            self.new_line();
        }
        if byte != b'\n' {
            let at = 2 * (self.row * WIDTH + self.column);
            unsafe {
                write_volatile(SCREEN.add(at), byte);
                write_volatile(SCREEN.add(at + 1), self.colour);
            }
            self.column += 1;
        }
    }

    fn new_line(&mut self) {
        self.column = 0;
        if self.row + 1 < HEIGHT {
            self.row += 1;
        } else {
            self.scroll();
        }
    }

    fn scroll(&mut self) {
        for i in 0..2 * WIDTH * (HEIGHT - 1) {
            unsafe {
                let byte = read_volatile(SCREEN.add(i + 2 * WIDTH));
                write_volatile(SCREEN.add(i), byte);
            }
        }
        for column in 0..WIDTH {
            let at = 2 * (WIDTH * (HEIGHT - 1) + column);
            unsafe {
                write_volatile(SCREEN.add(at), b' ');
                write_volatile(SCREEN.add(at + 1), self.colour);
            }
        }
    }
}

impl fmt::Write for Writer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.write_byte(byte);
        }
        Ok(())
    }
}
