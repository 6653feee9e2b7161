//! Exceptions, the timer and the keyboard.

use crate::{print, println, rest, tables};
use lazy_static::lazy_static;
use pic8259::ChainedPics;
use spin;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};

pub const FIRST: u8 = 32;
pub const SECOND: u8 = FIRST + 8;

#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub enum Line {
    Timer = FIRST,
    Keyboard,
}

impl Line {
    fn as_u8(self) -> u8 {
        self as u8
    }

    #[allow(dead_code)]
    fn as_usize(self) -> usize {
        usize::from(self.as_u8())
    }
}

pub static CONTROLLERS: spin::Mutex<ChainedPics> = spin::Mutex::new(unsafe { ChainedPics::new(FIRST, SECOND) });

lazy_static! {
    static ref GATES: InterruptDescriptorTable = {
        let mut gates = InterruptDescriptorTable::new();
        gates.breakpoint.set_handler_fn(breakpoint);
        gates.page_fault.set_handler_fn(page_fault);
        unsafe {
            gates.double_fault.set_handler_fn(double_fault).set_stack_index(tables::RESCUE);
        }
        gates[Line::Timer.as_u8()].set_handler_fn(tick);
        gates[Line::Keyboard.as_u8()].set_handler_fn(key);
        gates
    };
}

pub fn load() {
    GATES.load();
}

fn done(line: Line) {
    unsafe {
        CONTROLLERS.lock().notify_end_of_interrupt(line.as_u8());
    }
}

extern "x86-interrupt" fn breakpoint(frame: InterruptStackFrame) {
    println!("BREAKPOINT\n{:#?}", frame);
}

extern "x86-interrupt" fn page_fault(frame: InterruptStackFrame, code: PageFaultErrorCode) {
    use x86_64::registers::control::Cr2;

    println!("PAGE FAULT {:?}", code);
    println!("for {:?}", Cr2::read());
    println!("{:#?}", frame);
    rest();
}

extern "x86-interrupt" fn double_fault(frame: InterruptStackFrame, _code: u64) -> ! {
    panic!("DOUBLE FAULT\n{:#?}", frame);
}

extern "x86-interrupt" fn tick(_frame: InterruptStackFrame) {
    print!(".");
    done(Line::Timer);
}

extern "x86-interrupt" fn key(_frame: InterruptStackFrame) {
    use pc_keyboard::{DecodedKey, HandleControl, Keyboard, ScancodeSet1, layouts};
    use spin::Mutex;
    use x86_64::instructions::port::Port;

    lazy_static! {
        static ref KEYBOARD: Mutex<Keyboard<layouts::Us104Key, ScancodeSet1>> =
            Mutex::new(Keyboard::new(ScancodeSet1::new(), layouts::Us104Key, HandleControl::Ignore));
    }

    let mut keyboard = KEYBOARD.lock();
    let mut port = Port::new(0x60);

    let code: u8 = unsafe { port.read() };
    if let Ok(Some(event)) = keyboard.add_byte(code) {
        if let Some(key) = keyboard.process_keyevent(event) {
            match key {
                DecodedKey::Unicode(letter) => print!("{}", letter),
                DecodedKey::RawKey(key) => print!("<{:?}>", key),
            }
        }
    }
    done(Line::Keyboard);
}

#[test_case]
fn a_breakpoint_returns() {
    x86_64::instructions::interrupts::int3();
}
