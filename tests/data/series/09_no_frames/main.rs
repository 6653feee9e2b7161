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
    let mut frames = NoFrames;
    let page = Page::containing_address(VirtAddr::new(0xdeadbeaf000));
    memory::map_screen(page, &mut mapper, &mut frames);

    let cells: *mut u64 = page.start_address().as_mut_ptr();
    unsafe { cells.offset(400).write_volatile(0x_f021_f077_f065_f04e) };

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
