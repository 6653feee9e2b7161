#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let (table, _) = x86_64::registers::control::Cr3::read();
    osirs::println!("Level 4 page table at: {:?}", table.start_address());
    // expect: Level 4 page table at: PhysAddr(0x1000)

    let table = x86_64::registers::control::Cr3::read().0;
    osirs::println!("the same, as a number: {:#x}", table.start_address().as_u64());
    // expect: the same, as a number: 0x1000
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
