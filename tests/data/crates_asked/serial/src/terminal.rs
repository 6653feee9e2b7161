use cfg_if::cfg_if;
use core::fmt::{self, Write};
use core::ptr::NonNull;
use heapless::{Deque, String};
use volatile::VolatileRef;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
struct Cell {
    character: u8,
    color: u8,
}

cfg_if! {
    if #[cfg(feature = "quiet")] {
        const COLOR: u8 = 0x00;
    } else if #[cfg(feature = "colors")] {
        const COLOR: u8 = 0x1e;
    } else {
        const COLOR: u8 = 0x07;
    }
}

struct Terminal {
    screen: VolatileRef<'static, [[Cell; 80]; 25]>,
    lines: Deque<String<16>, 3>,
}

impl Terminal {
    fn push(&mut self, arguments: fmt::Arguments) {
        let mut line = String::new();
        if line.write_fmt(arguments).is_err() {
            warn!("cut: {line}");
        }
        if let Err(line) = self.lines.push_back(line) {
            let gone = self.lines.pop_front();
            debug!("scrolled: {:?}", gone.as_deref());
            self.lines.push_back(line).unwrap();
        }
        let rows = self.screen.as_mut_ptr().as_slice();
        for (row, line) in self.lines.iter().enumerate() {
            let cells = rows.index(row).as_slice();
            for (column, character) in line.bytes().chain(core::iter::repeat(b' ')).take(16).enumerate() {
                cells.index(column).write(Cell { character, color: COLOR });
            }
        }
    }
}

pub fn run() {
    let screen = unsafe { VolatileRef::new(NonNull::new(0xb8000 as *mut _).unwrap()) };
    let mut terminal = Terminal { screen, lines: Deque::new() };
    for number in 1..=4 {
        terminal.push(format_args!("line {number}"));
    }
    terminal.push(format_args!("{} and more", "a line that is"));
    let first = terminal.screen.as_ptr().as_slice().index(0).as_slice().index(5).read();
    info!("{:?} {:?}", first, terminal.lines.back().map(|line| line.len()));
}
