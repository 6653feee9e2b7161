"""Programs print here what they printed when the real compiler built them (rustc 1.95, debug build), panics included.

Each ``tests/data/programs/NAME.rs`` is an ordinary program; a small kernel around it sends what it prints to the serial
port.
"""

from pathlib import Path

import pytest

from pagesim_py.rust.compiled import compile, prepare

PROGRAMS = Path(__file__).parent.parent / "data" / "programs"
KERNEL = r"""#![no_std]
#![no_main]
#![allow(unused, static_mut_refs)]
struct Out;
impl core::fmt::Write for Out {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() {
            unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b); }
        }
        Ok(())
    }
}
macro_rules! print { ($($a:tt)*) => {{ use core::fmt::Write; let _ = Out.write_fmt(format_args!($($a)*)); }}; }
macro_rules! println {
    () => { print!("\n") };
    ($($a:tt)*) => {{ use core::fmt::Write; let _ = Out.write_fmt(format_args!("{}\n", format_args!($($a)*))); }};
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    main();
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn on_panic(info: &core::panic::PanicInfo) -> ! {
    println!("{}", info.message());
    loop { x86_64::instructions::hlt(); }
}
"""

HEAP = r"""
extern crate alloc;
use alloc::{boxed::Box, vec, vec::Vec, string::{String, ToString}, format, collections::VecDeque, rc::Rc};
struct Bump;
static mut HEAP: [u64; 20000] = [0; 20000];
static mut NEXT: usize = 0;
unsafe impl core::alloc::GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: core::alloc::Layout) -> *mut u8 {
        unsafe {
            let base = (&raw mut HEAP) as usize;
            let start = (base + NEXT + layout.align() - 1) & !(layout.align() - 1);
            NEXT = start + layout.size() - base;
            if NEXT > 160000 { core::ptr::null_mut() } else { start as *mut u8 }
        }
    }
    unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
}
#[global_allocator]
static ALLOCATOR: Bump = Bump;
"""


@pytest.mark.parametrize("path", sorted(PROGRAMS.glob("*.rs")), ids=lambda p: p.stem)
def test_program(path: Path) -> None:
    compiled = compile(
        {"src/main.rs": KERNEL + (HEAP if path.stem.startswith("heap") else "") + path.read_text()}, record=False
    )
    machine = prepare(compiled)
    outcome = compiled.run(machine)
    assert outcome.kind in ("halted", "panicked"), outcome.reason
    assert machine.uart.text.splitlines() == path.with_suffix(".out").read_text().splitlines()
