//! The text screen: 25 rows of 80 cells in memory from 0xb8000 on.
//!
//! A cell has two bytes: the character, then its colour (light grey on black is 0x07).

const WIDTH: usize = 80;
const HEIGHT: usize = 25;
const COLOUR: u16 = 0x0700;
const CELLS: *mut u16 = 0xb8000 as *mut u16;

/// The number of the cell that the next character goes to.
static mut NEXT: usize = 0;

/// Stands for the screen wherever something wants to write text.
struct Screen;

impl core::fmt::Write for Screen {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for byte in text.bytes() {
            put(byte);
        }
        Ok(())
    }
}

fn put(byte: u8) {
    unsafe {
        if byte == b'\n' {
            NEXT += WIDTH - NEXT % WIDTH;
        } else {
            CELLS.add(NEXT).write_volatile(COLOUR | byte as u16);
            NEXT += 1;
        }
        if NEXT == WIDTH * HEIGHT {
            scroll();
            NEXT -= WIDTH;
        }
    }
}

/// Moves every row up by one and clears the last.
fn scroll() {
    for cell in 0..WIDTH * HEIGHT {
        unsafe {
            let moved = if cell < WIDTH * (HEIGHT - 1) {
                CELLS.add(cell + WIDTH).read_volatile()
            } else {
                COLOUR | b' ' as u16
            };
            CELLS.add(cell).write_volatile(moved);
        }
    }
}

/// What `print!` calls.
pub fn print(arguments: core::fmt::Arguments) {
    use core::fmt::Write;
    Screen.write_fmt(arguments).unwrap();
}

#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => {
        $crate::screen::print(core::format_args!($($argument)*))
    };
}

#[macro_export]
macro_rules! println {
    () => {
        $crate::print!("\n")
    };
    ($($argument:tt)*) => {
        $crate::print!("{}\n", core::format_args!($($argument)*))
    };
}
