use core::str;
use lazy_static::lazy_static;
use spin::Mutex;
use volatile::Volatile;

#[derive(Clone, Copy)]
#[repr(C)]
struct Cell {
    character: u8,
    color: u8,
}

pub struct Screen {
    buffer: Volatile<&'static mut [[Cell; 80]; 25]>,
    line: [u8; 80],
}

lazy_static! {
    pub static ref SCREEN: Mutex<Screen> = Mutex::new(Screen {
        buffer: Volatile::new(unsafe { &mut *(0xb8000 as *mut _) }),
        line: [0; 80],
    });
}

impl Screen {
    pub fn write(&mut self, text: &str) {
        for (column, byte) in text.bytes().enumerate() {
            let cell = Cell { character: byte, color: 0x0f };
            self.buffer.map_mut(|rows| &mut rows[0][column]).write(cell);
        }
    }
    pub fn first_line(&mut self) -> &str {
        for column in 0..80 {
            self.line[column] = self.buffer.map(|rows| &rows[0][column]).read().character;
        }
        str::from_utf8(&self.line).unwrap().trim_end_matches(|c| c == '\0' || c == ' ')
    }
}
