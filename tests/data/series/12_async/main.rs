#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(osirs::checks::run_all)]
#![reexport_test_harness_main = "test_main"]

use core::panic::PanicInfo;
use osirs::println;
use bootloader::{BootInfo, entry_point};
use osirs::memory::{self, NoFrames, UsableFrames};
use x86_64::{VirtAddr, structures::paging::{Page, PageTable, Translate}};

entry_point!(kernel_main);

fn kernel_main(boot: &'static BootInfo) -> ! {
    println!("hello, {}", "kernel");
    osirs::tables::load();
    osirs::traps::load();
    let window = VirtAddr::new(boot.physical_memory_offset);
    let mut mapper = unsafe { memory::mapper(window) };
    let task = core::pin::pin!(later());
    let mut context = core::task::Context::from_waker(core::task::Waker::noop());
    println!("{:?}", task.poll(&mut context));

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

async fn later() -> u32 {
    42
}
