#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);

    let found = unsafe { osirs::memory::translate(window, window) };
    osirs::println!("{:?} -> {:?}", window, found); // expect-not: VirtAddr
    // expect: panicked at src/memory.rs:{any}
    // expect: this walk does not know huge pages
    // expect-end: panicked
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
