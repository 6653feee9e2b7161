#![no_std]
#![no_main]

use core::panic::PanicInfo;
use tested_os::check::{Outcome, stop};
use tested_os::{say, sayln};

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    say!("must_panic::unequal ... ");
    unequal();
    sayln!("bad: no panic");
    stop(Outcome::Bad)
}

fn unequal() {
    assert_eq!(0, 1);
}

#[panic_handler]
fn on_panic(_info: &PanicInfo) -> ! {
    sayln!("good");
    stop(Outcome::Good)
}
