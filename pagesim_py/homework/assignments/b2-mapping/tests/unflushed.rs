#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);
    let mut tables = unsafe { osirs::memory::init(window) };
    use x86_64::structures::paging::Mapper;

    let mut frames = osirs::memory::NoFrames;

    let page = x86_64::structures::paging::Page::containing_address(x86_64::VirtAddr::new(0));
    osirs::memory::map_to_screen(page, &mut tables, &mut frames);
    let cell = /*{cell}*/ 2 as *const u8;
    osirs::println!("mapped: {}", unsafe { cell.read_volatile() } as char);

    let (_frame, change) = tables.unmap(page).unwrap();
    osirs::println!("unmapped: {}", unsafe { cell.read_volatile() } as char);

    change.flush();
    osirs::println!("flushed: {}", unsafe { cell.read_volatile() } as char);

    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
