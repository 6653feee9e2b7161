#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);

    let table = unsafe { osirs::memory::level_4_table(window) };
    for (index, entry) in table.iter().enumerate() {
        if !entry.is_unused() {
            osirs::println!("{}: {:?} {:?}", index, entry.addr(), entry.flags());
        }
    }
    // expect: 0: PhysAddr(0x2000) PageTableFlags(PRESENT | WRITABLE | ACCESSED)
    // expect: 2: PhysAddr({addr}) PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    // expect: 3: PhysAddr({addr}) PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    // expect: 4: PhysAddr({addr}) PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    // expect: 5: PhysAddr({addr}) PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
