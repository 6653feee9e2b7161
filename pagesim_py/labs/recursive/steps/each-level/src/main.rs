#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("Hello World!");
    osirs::init();

    let address: u64 = 0xb8000;
    let level = [address >> 39 & 511, address >> 30 & 511, address >> 21 & 511, address >> 12 & 511];

    show(4, entry([511, 511, 511, 511], level[0])); // expect: level 4: 0x2023
    show(3, entry([511, 511, 511, level[0]], level[1])); // expect: level 3: 0x3063
    show(2, entry([511, 511, level[0], level[1]], level[2])); // expect: level 2: 0x4023
    show(1, entry([511, level[0], level[1], level[2]], level[3])); // expect: level 1: 0xb8063
    osirs::halt();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}

/// Reads entry `index` of the table at which a walk with the four indices `path` ends.
fn entry(path: [u64; 4], index: u64) -> u64 {
    let table = 0xffff << 48 | path[0] << 39 | path[1] << 30 | path[2] << 21 | path[3] << 12;
    unsafe { (table as *const u64).add(index as usize).read_volatile() }
}

fn show(level: u32, entry: u64) {
    osirs::println!("level {}: {:#x}", level, entry);
}
