#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    use x86_64::structures::paging::Translate;

    let level_4 = x86_64::VirtAddr::new(0xffff_ffff_ffff_f000).as_mut_ptr();
    let tables = x86_64::structures::paging::RecursivePageTable::new(unsafe { &mut *level_4 }).unwrap();
    for address in [0xb8000, 0x201008, 0xdeadbeaf] {
        let address = x86_64::VirtAddr::new(address);
        osirs::println!("{:?} -> {:?}", address, tables.translate_addr(address));
    }
    // expect: VirtAddr(0xb8000) -> Some(PhysAddr(0xb8000))
    // expect: VirtAddr(0x201008) -> Some(PhysAddr({addr}))
    // expect: VirtAddr(0xdeadbeaf) -> None
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
