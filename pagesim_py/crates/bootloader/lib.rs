//! The bootloader crate, 0.9, as a kernel sees it: what the boot loader tells it, and the macro that checks its entry function.
#![no_std]

pub mod bootinfo;

pub use bootinfo::BootInfo;

/// `entry_point!(function)`: makes `_start` of a function that takes `&'static BootInfo` and never returns.
#[macro_export]
macro_rules! entry_point {
    ($path:path) => {
        #[unsafe(export_name = "_start")]
        pub extern "C" fn __impl_start(boot_info: &'static $crate::bootinfo::BootInfo) -> ! {
            let f: fn(&'static $crate::bootinfo::BootInfo) -> ! = $path;
            f(boot_info)
        }
    };
}
