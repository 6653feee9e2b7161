#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);

    let addresses = [
        0xb8000, // the screen
        0x201008, // code
        0x0100_0020_1a10, // the stack
        0xdeadbeaf, // nothing
    ];
    for address in addresses {
        let address = x86_64::VirtAddr::new(address);
        let found = unsafe { osirs::memory::translate(address, window) };
        osirs::println!("{:?} -> {:?}", address, found);
    }
    // expect: VirtAddr(0xb8000) -> Some(PhysAddr(0xb8000))
    // expect: VirtAddr(0x201008) -> Some(PhysAddr({addr}))
    // expect: VirtAddr(0x10000201a10) -> Some(PhysAddr({addr}))
    // expect: VirtAddr(0xdeadbeaf) -> None
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
