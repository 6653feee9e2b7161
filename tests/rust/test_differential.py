"""Bodies of code that the real compiler ran: what they print, and how they panic, is the same in a kernel here.

``tests/data/differential/NAME.rs`` holds items with a ``pub fn run()``; ``NAME.out`` is what rustc 1.95 printed for it,
as the crate ``osirs``, the panic's message included.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.rust.compiled import compile, prepare

BODIES = Path(__file__).parent.parent / "data" / "differential"
HEAD = (
    "#![allow(dead_code,unused,static_mut_refs,unconditional_recursion,unconditional_panic,arithmetic_overflow)]"
    " #![no_std] #![no_main]\n"
)
KERNEL = """
struct Com1;
impl core::fmt::Write for Com1 {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() {
            unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b) }
        }
        Ok(())
    }
}
pub fn _print(args: core::fmt::Arguments) {
    use core::fmt::Write;
    Com1.write_fmt(args).unwrap();
}
#[macro_export]
macro_rules! print { ($($t:tt)*) => ($crate::_print(format_args!($($t)*))); }
#[macro_export]
macro_rules! println {
    () => ($crate::print!("\\n"));
    ($($t:tt)*) => ($crate::print!("{}\\n", format_args!($($t)*)));
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { run(); loop { x86_64::instructions::hlt(); } }
#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! { println!("{}", info); loop { x86_64::instructions::hlt(); } }
"""
HEAP = """
static mut HEAP: [u8; 0x20000] = [0; 0x20000];
#[global_allocator]
static ALLOCATOR: linked_list_allocator::LockedHeap = linked_list_allocator::LockedHeap::empty();
"""
START = "{ unsafe { ALLOCATOR.lock().init(&raw mut HEAP as *mut u8, 0x20000); } run();"


@pytest.mark.parametrize("name", sorted(p.stem for p in BODIES.glob("*.rs")))
def test_prints_what_the_real_compiler_printed(name: str) -> None:
    body = (BODIES / f"{name}.rs").read_text()
    kernel = KERNEL.replace("{ run();", START) + HEAP if "extern crate alloc" in body else KERNEL
    compiled = compile({"src/main.rs": HEAD + body + kernel}, record=False)
    machine = prepare(compiled)
    compiled.run(machine)
    assert machine.uart.text == (BODIES / f"{name}.out").read_text()
