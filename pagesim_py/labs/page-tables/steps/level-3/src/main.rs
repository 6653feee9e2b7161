#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);

    let level_4 = unsafe { osirs::memory::level_4_table(window) };
    let level_3_at = level_4[0].frame().unwrap().start_address();
    osirs::println!("the level-3 table is at {:?}", level_3_at); // expect: the level-3 table is at PhysAddr(0x2000)

    let address = window + level_3_at.as_u64();
    let level_3: &x86_64::structures::paging::PageTable = unsafe { &*address.as_ptr() };
    for (index, entry) in level_3.iter().enumerate() {
        if !entry.is_unused() {
            osirs::println!("{}: {:?} {:?}", index, entry.addr(), entry.flags());
        }
    }
    // expect: 0: PhysAddr(0x3000) PageTableFlags(PRESENT | WRITABLE | ACCESSED | DIRTY)
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
