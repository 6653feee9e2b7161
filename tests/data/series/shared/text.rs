//! The text screen: new lines come in at the bottom.

use core::fmt;
use lazy_static::lazy_static;
use spin::Mutex;
use volatile::Volatile;

#[cfg(test)]
use crate::{com_print, com_println};

const LINES: usize = 25;
const CELLS: usize = 80;
const UNKNOWN: u8 = 0xfe;

/// The sixteen colours of text mode.
#[allow(dead_code)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Tint {
    Black = 0,
    Blue = 1,
    Green = 2,
    Cyan = 3,
    Red = 4,
    Magenta = 5,
    Brown = 6,
    Silver = 7,
    Grey = 8,
    LightBlue = 9,
    LightGreen = 10,
    LightCyan = 11,
    LightRed = 12,
    Pink = 13,
    Yellow = 14,
    White = 15,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
struct Look(u8);

impl Look {
    fn of(ink: Tint, paper: Tint) -> Look {
        Look((paper as u8) << 4 | (ink as u8))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
struct Letter {
    code: u8,
    look: Look,
}

#[repr(transparent)]
struct Sheet {
    letters: [[Volatile<Letter>; CELLS]; LINES],
}

pub struct Typist {
    next: usize,
    look: Look,
    sheet: &'static mut Sheet,
}

lazy_static! {
    /// What `print!` writes with.
    pub static ref TYPIST: Mutex<Typist> = Mutex::new(Typist {
        next: 0,
        look: Look::of(Tint::Yellow, Tint::Black),
        sheet: unsafe { &mut *(0xb8000 as *mut Sheet) },
    });
}

impl Typist {
    /// Types one byte; the bottom line is the one that is written.
    pub fn byte(&mut self, byte: u8) {
        match byte {
            b'\n' => self.feed(),
            code => {
                if self.next >= CELLS {
                    self.feed();
                }
                let line = LINES - 1;
                let at = self.next;
                let look = self.look;
                self.sheet.letters[line][at].write(Letter { code, look });
                self.next += 1;
            }
        }
    }

    fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                0x20..=0x7e | b'\n' => self.byte(byte),
                _ => self.byte(UNKNOWN),
            }
        }
    }

    fn feed(&mut self) {
        for line in 1..LINES {
            for at in 0..CELLS {
                let letter = self.sheet.letters[line][at].read();
                self.sheet.letters[line - 1][at].write(letter);
            }
        }
        self.wipe(LINES - 1);
        self.next = 0;
    }

    fn wipe(&mut self, line: usize) {
        let empty = Letter { code: b' ', look: self.look };
        for at in 0..CELLS {
            self.sheet.letters[line][at].write(empty);
        }
    }
}

impl fmt::Write for Typist {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text(text);
        Ok(())
    }
}

/// Writes with a typist of its own, and with floating-point numbers.
pub fn by_hand() {
    use core::fmt::Write;
    let mut typist = Typist {
        next: 0,
        look: Look::of(Tint::Pink, Tint::Blue),
        sheet: unsafe { &mut *(0xb8000 as *mut Sheet) },
    };
    typist.byte(b'G');
    typist.text("rüße ");
    write!(typist, "{} {} {}", 7, 1.0 / 3.0, 2.5).unwrap();
}

/// What the screen shows in the line above the bottom one.
pub fn code_above(at: usize) -> char {
    char::from(TYPIST.lock().sheet.letters[LINES - 2][at].read().code)
}

#[macro_export]
macro_rules! print {
    ($($what:tt)*) => ($crate::text::_print(format_args!($($what)*)));
}

#[macro_export]
macro_rules! println {
    () => ($crate::print!("\n"));
    ($($what:tt)*) => ($crate::print!("{}\n", format_args!($($what)*)));
}

#[doc(hidden)]
pub fn _print(what: fmt::Arguments) {
    use core::fmt::Write;
    use x86_64::instructions::interrupts;

    interrupts::without_interrupts(|| {
        TYPIST.lock().write_fmt(what).unwrap();
    });
}

#[test_case]
fn one_line_is_typed() {
    com_println!("typed?");
    println!("a line of a test");
}
