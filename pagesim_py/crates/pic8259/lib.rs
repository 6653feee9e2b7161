//! The pic8259 crate, 0.11: the two interrupt controllers of a PC.
#![no_std]

use x86_64::instructions::port::Port;

/// Says "initialise" and "end of interrupt".
const CMD_INIT: u8 = 0x11;
const CMD_END_OF_INTERRUPT: u8 = 0x20;
const MODE_8086: u8 = 0x01;

/// One controller: eight lines, whose vectors begin at `offset`.
struct Pic {
    offset: u8,
    command: Port<u8>,
    data: Port<u8>,
}

impl Pic {
    fn handles_interrupt(&self, interrupt_id: u8) -> bool { self.offset <= interrupt_id && interrupt_id - self.offset < 8 }
    unsafe fn end_of_interrupt(&mut self) { unsafe { self.command.write(CMD_END_OF_INTERRUPT) } }
    unsafe fn read_mask(&mut self) -> u8 { unsafe { self.data.read() } }
    unsafe fn write_mask(&mut self, mask: u8) { unsafe { self.data.write(mask) } }
}

/// The second one hangs on line 2 of the first.
pub struct ChainedPics {
    pics: [Pic; 2],
}

impl ChainedPics {
    pub const unsafe fn new(offset1: u8, offset2: u8) -> ChainedPics {
        ChainedPics {
            pics: [
                Pic { offset: offset1, command: Port::new(0x20), data: Port::new(0x21) },
                Pic { offset: offset2, command: Port::new(0xa0), data: Port::new(0xa1) },
            ],
        }
    }
    pub const unsafe fn new_contiguous(primary_offset: u8) -> ChainedPics {
        unsafe { ChainedPics::new(primary_offset, primary_offset + 8) }
    }

    /// Tells both their vectors and how they are wired. The masks stay. A write to port 0x80 between the steps takes the time that old
    /// controllers need.
    pub unsafe fn initialize(&mut self) {
        unsafe {
            let mut wait_port: Port<u8> = Port::new(0x80);
            let mut wait = || wait_port.write(0);
            let saved_masks = self.read_masks();
            self.pics[0].command.write(CMD_INIT);
            wait();
            self.pics[1].command.write(CMD_INIT);
            wait();
            let offsets = [self.pics[0].offset, self.pics[1].offset];
            self.pics[0].data.write(offsets[0]);
            wait();
            self.pics[1].data.write(offsets[1]);
            wait();
            self.pics[0].data.write(4);
            wait();
            self.pics[1].data.write(2);
            wait();
            self.pics[0].data.write(MODE_8086);
            wait();
            self.pics[1].data.write(MODE_8086);
            wait();
            self.write_masks(saved_masks[0], saved_masks[1])
        }
    }

    pub unsafe fn read_masks(&mut self) -> [u8; 2] { unsafe { [self.pics[0].read_mask(), self.pics[1].read_mask()] } }
    pub unsafe fn write_masks(&mut self, mask1: u8, mask2: u8) {
        unsafe {
            self.pics[0].write_mask(mask1);
            self.pics[1].write_mask(mask2);
        }
    }
    pub unsafe fn disable(&mut self) { unsafe { self.write_masks(u8::MAX, u8::MAX) } }

    pub fn handles_interrupt(&self, interrupt_id: u8) -> bool { self.pics.iter().any(|pic| pic.handles_interrupt(interrupt_id)) }

    /// Says that the handler of `interrupt_id` is done; the first controller hears of the second one's interrupts too.
    pub unsafe fn notify_end_of_interrupt(&mut self, interrupt_id: u8) {
        if self.handles_interrupt(interrupt_id) {
            unsafe {
                if self.pics[1].handles_interrupt(interrupt_id) {
                    self.pics[1].end_of_interrupt();
                }
                self.pics[0].end_of_interrupt();
            }
        }
    }
}
