#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);

    use x86_64::structures::paging::Translate;

    let level_4 = unsafe { osirs::memory::level_4_table(window) };
    let tables = unsafe { x86_64::structures::paging::OffsetPageTable::new(level_4, window) };
    for address in [0xb8000, 0x201008, 0x0100_0020_1a10, 0xdeadbeaf, 0x0180_0000_0000] {
        let address = x86_64::VirtAddr::new(address);
        osirs::println!("{:?} -> {:?}", address, tables.translate_addr(address));
    }
    // expect: VirtAddr(0xb8000) -> Some(PhysAddr(0xb8000))
    // expect: VirtAddr(0x201008) -> Some(PhysAddr({addr}))
    // expect: VirtAddr(0x10000201a10) -> Some(PhysAddr({addr}))
    // expect: VirtAddr(0xdeadbeaf) -> None
    // expect: VirtAddr(0x18000000000) -> Some(PhysAddr(0x0))
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
