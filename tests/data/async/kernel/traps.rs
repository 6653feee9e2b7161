use crate::task::keyboard;
use lazy_static::lazy_static;
use pic8259::ChainedPics;
use spin::Mutex;
use x86_64::instructions::port::Port;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

static PICS: Mutex<ChainedPics> = Mutex::new(unsafe { ChainedPics::new(32, 40) });

lazy_static! {
    static ref IDT: InterruptDescriptorTable = {
        let mut idt = InterruptDescriptorTable::new();
        idt[32].set_handler_fn(tick);
        idt[33].set_handler_fn(key);
        idt
    };
}

pub fn begin() {
    IDT.load();
    unsafe { PICS.lock().initialize() };
    x86_64::instructions::interrupts::enable();
}

extern "x86-interrupt" fn tick(_: InterruptStackFrame) {
    unsafe { PICS.lock().notify_end_of_interrupt(32) };
}

extern "x86-interrupt" fn key(_: InterruptStackFrame) {
    let scancode: u8 = unsafe { Port::new(0x60).read() };
    keyboard::add_scancode(scancode);
    unsafe { PICS.lock().notify_end_of_interrupt(33) };
}
