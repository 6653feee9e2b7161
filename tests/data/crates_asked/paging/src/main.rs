#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]

mod exceptions;
mod logger;
mod memory;
mod vga;

use bootloader::{entry_point, BootInfo};
use core::panic::PanicInfo;
use log::info;

entry_point!(kernel_main);

fn kernel_main(boot_info: &'static BootInfo) -> ! {
    logger::init().expect("the only logger");
    exceptions::init();
    let offset = boot_info.physical_memory_offset;
    let walker = memory::Walker::new(offset);
    info!("level 4 table aligned: {}", walker.is_aligned());
    walker.show(0xb8000 + offset);
    walker.show(0xdead_0000);
    vga::SCREEN.lock().write("vga says hi");
    info!("{}", vga::SCREEN.lock().first_line());
    x86_64::instructions::interrupts::int3();
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    log::error!("{}", info);
    loop {}
}
