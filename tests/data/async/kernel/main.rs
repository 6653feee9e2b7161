//! A kernel whose work is done by tasks: one waits for keys, others for each other.
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]

extern crate alloc;

mod serial;
mod task;
mod traps;

use core::panic::PanicInfo;
use linked_list_allocator::LockedHeap;
use task::{Task, executor::Executor, keyboard};

#[global_allocator]
static HEAP: LockedHeap = LockedHeap::empty();
static mut ROOM: [u8; 64 * 1024] = [0; 64 * 1024];

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 64 * 1024) };
    traps::begin();
    let mut executor = Executor::new();
    executor.spawn(Task::new(example()));
    executor.spawn(Task::new(keyboard::print_keypresses()));
    executor.spawn(Task::new(several(3)));
    println!("run");
    executor.run();
}

async fn number() -> u32 {
    42
}

async fn example() {
    let number = number().await;
    println!("async number: {}", number);
}

async fn several(count: u32) {
    for round in 0..count {
        task::yielded().await;
        println!("round {}", round);
    }
}

#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    println!("{}", info);
    loop {
        x86_64::instructions::hlt();
    }
}
