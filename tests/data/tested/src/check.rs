//! Runs tests, and tells how they went: over the serial line, and by the way in which the machine is left.

use crate::{say, sayln};
use core::panic::PanicInfo;
use x86_64::instructions::{hlt, port::PortWriteOnly};

/// What is written to the device that ends the emulator.
#[derive(Clone, Copy)]
#[repr(u32)]
pub enum Outcome {
    Good = 16,
    Bad = 17,
}

pub fn stop(outcome: Outcome) -> ! {
    unsafe { PortWriteOnly::new(0xf4).write(outcome as u32) };
    loop {
        hlt();
    }
}

/// Something that can be run as a test, and has a name.
pub trait Check {
    fn check(&self);
}

impl<F: Fn()> Check for F {
    fn check(&self) {
        say!("{} ... ", core::any::type_name::<F>());
        self();
        sayln!("good");
    }
}

pub fn run_all(checks: &[&dyn Check]) {
    sayln!("{} to run", checks.len());
    for check in checks {
        check.check();
    }
    stop(Outcome::Good)
}

pub fn failed(info: &PanicInfo) -> ! {
    sayln!("bad\n{}", info);
    stop(Outcome::Bad)
}

#[test_case]
fn outcomes_differ() {
    assert_ne!(Outcome::Good as u32, Outcome::Bad as u32);
}
