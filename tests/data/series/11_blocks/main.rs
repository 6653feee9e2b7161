#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(osirs::checks::run_all)]
#![reexport_test_harness_main = "test_main"]

use core::panic::PanicInfo;
use osirs::println;
use bootloader::{BootInfo, entry_point};
extern crate alloc;
use alloc::{boxed::Box, rc::Rc, vec, vec::Vec};
use osirs::heap;
use osirs::memory::{self, NoFrames, UsableFrames};
use x86_64::{VirtAddr, structures::paging::{Page, PageTable, Translate}};

entry_point!(kernel_main);

fn kernel_main(boot: &'static BootInfo) -> ! {
    println!("hello, {}", "kernel");
    osirs::tables::load();
    osirs::traps::load();
    let window = VirtAddr::new(boot.physical_memory_offset);
    let mut mapper = unsafe { memory::mapper(window) };
    let mut frames = unsafe { UsableFrames::of(&boot.memory_map) };
    heap::begin(&mut mapper, &mut frames).expect("no heap");

    let number = Box::new(41);
    println!("number {} at {:p}", number, number);

    let mut many = Vec::new();
    for i in 0..500 {
        many.push(i);
    }
    println!("{} at {:p}", many.iter().sum::<u64>(), many.as_slice());

    let first = Rc::new(vec![1, 2, 3]);
    let second = first.clone();
    println!("{} owners", Rc::strong_count(&second));
    core::mem::drop(first);
    println!("{} owner", Rc::strong_count(&second));

    let long_lived = Box::new(1);
    for i in 0..heap::BYTES / 64 {
        let short = Box::new([i; 16]);
        assert_eq!(short[15], i);
    }
    println!("{}", *long_lived);

    #[cfg(test)]
    test_main();

    println!("still here");
    osirs::rest()
}

#[cfg(not(test))]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    println!("{}", info);
    osirs::rest()
}

#[cfg(test)]
#[panic_handler]
fn on_panic(info: &PanicInfo) -> ! {
    osirs::checks::failed(info)
}

#[test_case]
fn one_is_one() {
    assert_eq!(1, 1);
}
