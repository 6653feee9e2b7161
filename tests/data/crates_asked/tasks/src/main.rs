#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
extern crate alloc;
extern crate rlibc;

use alloc::{boxed::Box, string::String, vec};
use arrayvec::ArrayString;
use core::fmt::Write;
use flags::bitflags;
use hashbrown::HashMap;
use heapless::spsc::Queue;
use lazy_static::lazy_static;
use linked_list_allocator::LockedHeap;
use once_cell::race::OnceBox;
use pic8259_simple::ChainedPics;
use spin::Mutex;
use uart_16550::SerialPort;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

#[global_allocator]
static ALLOCATOR: LockedHeap = LockedHeap::empty();
static mut HEAP: [u8; 100 * 1024] = [0; 100 * 1024];
static PICS: Mutex<ChainedPics> = Mutex::new(unsafe { ChainedPics::new(32, 40) });
static NAME: OnceBox<String> = OnceBox::new();
static mut TICKS: Queue<u8, 4> = Queue::new();

bitflags! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct TaskState: u8 {
        const READY = 1;
        const RUNNING = 2;
        const BLOCKED = 4;
    }
}

struct Task {
    name: ArrayString<8>,
    state: TaskState,
    work: Box<dyn FnMut() -> bool + Send>,
}

lazy_static! {
    static ref SERIAL: Mutex<SerialPort> = {
        let mut port = unsafe { SerialPort::new(0x3F8) };
        port.init();
        Mutex::new(port)
    };
    static ref TASKS: Mutex<HashMap<u64, Task>> = Mutex::new(HashMap::new());
    static ref IDT: InterruptDescriptorTable = {
        let mut idt = InterruptDescriptorTable::new();
        idt[32].set_handler_fn(timer);
        idt
    };
}

macro_rules! println {
    ($($arg:tt)*) => { writeln!(SERIAL.lock(), $($arg)*).unwrap() };
}

extern "x86-interrupt" fn timer(_frame: &mut InterruptStackFrame) {
    unsafe {
        let _ = TICKS.enqueue(1);
        PICS.lock().notify_end_of_interrupt(32);
    }
}

fn spawn(id: u64, name: &str, mut turns: u32) {
    let work = Box::new(move || {
        turns -= 1;
        turns == 0
    });
    let task = Task { name: ArrayString::from(name).unwrap(), state: TaskState::READY, work };
    TASKS.lock().insert(id, task);
}

fn turn() -> bool {
    let mut tasks = TASKS.lock();
    let mut ids = vec![];
    ids.extend(tasks.keys().copied());
    ids.sort();
    for id in ids {
        let task = tasks.get_mut(&id).unwrap();
        task.state.insert(TaskState::RUNNING);
        let done = (task.work)();
        println!("{} {:?}{}", task.name, task.state, if done { " done" } else { "" });
        task.state.remove(TaskState::RUNNING);
        if done {
            tasks.remove(&id);
        }
    }
    tasks.is_empty()
}

#[no_mangle]
pub extern "C" fn _start() -> ! {
    unsafe { ALLOCATOR.lock().init(&raw mut HEAP as usize, 100 * 1024) };
    println!("{} {:?}", NAME.get_or_init(|| Box::new(String::from("tasks"))), TaskState::all());
    spawn(1, "first", 1);
    spawn(2, "second", 2);
    while !turn() {}
    IDT.load();
    unsafe { PICS.lock().initialize() };
    x86_64::instructions::interrupts::enable();
    let mut seen = 0;
    while seen < 3 {
        x86_64::instructions::hlt();
        x86_64::instructions::interrupts::without_interrupts(|| unsafe {
            while let Some(tick) = TICKS.dequeue() {
                seen += tick;
            }
        });
    }
    x86_64::instructions::interrupts::disable();
    println!("{} ticks", seen);
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    println!("{}", info);
    loop {}
}
