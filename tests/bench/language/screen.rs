//! Volatile screen loops: a text screen of the student's own that scrolls cell by cell.
#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::ptr::{read_volatile, write_volatile};

const WIDTH: usize = 80;
const HEIGHT: usize = 25;

#[derive(Clone, Copy)]
#[repr(C)]
struct Cell {
    character: u8,
    colour: u8,
}

struct Screen {
    cells: &'static mut [[Cell; WIDTH]; HEIGHT],
    column: usize,
}

impl Screen {
    fn write_byte(&mut self, byte: u8) {
        if byte == b'\n' || self.column >= WIDTH {
            self.new_line();
        }
        if byte != b'\n' {
            let cell = Cell { character: byte, colour: 0x0f };
            unsafe { write_volatile(&mut self.cells[HEIGHT - 1][self.column], cell) };
            self.column += 1;
        }
    }

    fn new_line(&mut self) {
        for row in 1..HEIGHT {
            for column in 0..WIDTH {
                let cell = unsafe { read_volatile(&self.cells[row][column]) };
                unsafe { write_volatile(&mut self.cells[row - 1][column], cell) };
            }
        }
        for column in 0..WIDTH {
            let blank = Cell { character: b' ', colour: 0x0f };
            unsafe { write_volatile(&mut self.cells[HEIGHT - 1][column], blank) };
        }
        self.column = 0;
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let cells = unsafe { &mut *(0xb8000 as *mut [[Cell; WIDTH]; HEIGHT]) };
    let mut screen = Screen { cells, column: 0 };
    for line in 0..12u8 {
        for byte in b"a line of some words, number " {
            screen.write_byte(*byte);
        }
        screen.write_byte(b'a' + line);
        screen.write_byte(b'\n');
    }
    let raw = 0xb8000 as *mut u8;
    for turn in 0..3usize {
        for i in 0..WIDTH * HEIGHT {
            unsafe {
                let byte = raw.add(2 * i).read_volatile();
                raw.add(2 * i + 1).write_volatile(byte ^ turn as u8);
            }
        }
    }
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
