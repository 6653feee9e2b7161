"""``asm!`` is refused with what does the same, and that is there."""

from __future__ import annotations

import re

import pytest

from pagesim_py.rust.compiled import compile
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.syntax.asm_help import GENERAL, INSTEAD, help_for

KERNEL = """#![no_std]
#![no_main]
use x86_64::instructions::segmentation::{Segment, Segment64};
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let (local, pointer) = (0u8, x86_64::instructions::tables::sidt());
    let selector = x86_64::structures::gdt::SegmentSelector::new(1, x86_64::PrivilegeLevel::Ring0);
    unsafe { BODY }
    loop {}
}
"""


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ('asm!("int3")', "use `x86_64::instructions::interrupts::int3()`"),
        ('core::arch::asm!("HLT", options(nomem, nostack))', "use `x86_64::instructions::hlt()`"),
        (
            'asm!("cli", "hlt")',
            "use `x86_64::instructions::interrupts::disable()` and `x86_64::instructions::hlt()`",
        ),
        ('asm!("mov {}, cr3", out(reg) x)', "use `x86_64::registers::control::Cr3::read()`"),
        ('asm!("mov {0:r},cr2", out(reg) x)', "use `x86_64::registers::control::Cr2::read()`"),
        ('asm!("mov cr3, rax", in("rax") x)', "use `x86_64::registers::control::Cr3::write(frame, flags)`"),
        (
            'asm!("out dx, al", in("dx") 0xf4u16, in("al") 1u8)',
            "use `x86_64::instructions::port::Port::new(number).write(value)`",
        ),
        (
            'asm!("int 0x80 # a call; hlt", " nop ")',
            "use `x86_64::instructions::interrupts::software_interrupt::<0x80>()` and `x86_64::instructions::nop()`",
        ),
        ('asm!("pushfq\\npop {}", out(reg) x)', GENERAL),
        ('asm!("mov ds, ax")', "use `x86_64::registers::segmentation::DS::set_reg(selector)`"),
        ('asm!("mov [{}], al")', "use a store through a raw pointer: `*pointer = value`"),
        ('asm!("cpuid")', GENERAL),
        ("asm!()", GENERAL),
    ],
)
def test_the_message_names_what_does_the_same(call: str, says: str) -> None:
    body = f"use core::arch::asm; let x: u64 = 0; {call};"
    with pytest.raises(CompileError) as caught:
        compile({"src/main.rs": KERNEL.replace("BODY", body)})
    (first, *_) = caught.value.diagnostics
    assert first.message == "`asm!` is not supported by pagesim"
    assert first.helps == [says]


def test_what_is_named_is_there() -> None:
    paths = []
    for pattern, text in INSTEAD:
        if text.startswith("x86_64::"):
            numbers = ["0x80"] if "::<" in text else re.findall(r"^.*cr\(\?P<n>\[(\d+)\]", pattern) or [""]
            for number in list(numbers[0]) if "Cr{n}" in text else numbers:
                name = re.sub(r"\(.*?\)", "", text.replace("{n}", number).replace("{N}", "DS"))
                paths.append(name.replace("Port::new.", "Port::<u8>::").replace("Msr::new.", "Msr::"))
    body = " ".join(f"let _ = {path};" for path in paths)
    compile({"src/main.rs": KERNEL.replace("BODY", body)})
    assert len(paths) > 25
    assert help_for(["hlt"]) == "use `x86_64::instructions::hlt()`"
