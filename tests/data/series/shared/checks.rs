//! Running checks, and telling the host how they went.

use core::panic::PanicInfo;

pub trait Check {
    fn run(&self) -> ();
}

impl<T> Check for T
where
    T: Fn(),
{
    fn run(&self) {
        crate::com_print!("{}...\t", core::any::type_name::<T>());
        self();
        crate::com_println!("[ok]");
    }
}

pub fn run_all(checks: &[&dyn Check]) {
    crate::com_println!("{} checks", checks.len());
    for check in checks {
        check.run();
    }
    leave(Verdict::Good);
}

pub fn failed(info: &PanicInfo) -> ! {
    crate::com_println!("[failed]\n");
    crate::com_println!("Error: {}\n", info);
    leave(Verdict::Bad);
    loop {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Verdict {
    Good = 0x10,
    Bad = 0x11,
}

pub fn leave(verdict: Verdict) {
    use x86_64::instructions::port::Port;

    unsafe {
        let mut port = Port::new(0xf4);
        port.write(verdict as u32);
    }
}
