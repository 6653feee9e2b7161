#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);
    let mut tables = unsafe { osirs::memory::init(window) };
    let mut frames = osirs::memory::BootFrames::new(&boot_info.memory_map);

    let page = x86_64::structures::paging::Page::containing_address(x86_64::VirtAddr::new(/*{far}*/ 0xdeadbeaf000));
    osirs::memory::map_to_screen(page, &mut tables, &mut frames);

    // Four cells of the screen: "New!", white, as one number; the lowest byte is the first character.
    let screen = page.start_address().as_mut_ptr::<u64>();
    unsafe { screen.add(400).write_volatile(0x_0f21_0f77_0f65_0f4e); }

    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
