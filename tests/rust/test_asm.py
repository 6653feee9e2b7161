"""``asm!`` is refused with what does the same, and that is there."""

from __future__ import annotations

import re

import pytest

from pagesim_py.rust.compiled import compile
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.program import DIALECT, shared_for
from pagesim_py.rust.syntax.asm_help import GENERAL, INSTEAD, NAKED, help_for

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


@pytest.mark.parametrize(
    ("items", "place", "message", "says"),
    [
        ('#[unsafe(naked)]\nextern "C" fn entry() { core::arch::naked_asm!("ret") }', 1, NAKED, "x86-interrupt"),
        ('#[naked]\nunsafe extern "C" fn entry() { core::arch::naked_asm!("ret") }', 1, NAKED, "x86-interrupt"),
        ('#[cfg_attr(all(), unsafe(naked))]\nextern "C" fn entry() { loop {} }', 1, NAKED, "ordinary function"),
        ('fn f() {\ncore::arch::naked_asm!("ret") }', 2, "`naked_asm!` is not supported by pagesim", "x86-interrupt"),
        ('use core::arch::global_asm;\nglobal_asm!("");', 2, "`global_asm!` is not supported by pagesim", "_start"),
        ('core::arch::global_asm!("f:", "ret");', 1, "`global_asm!` is not supported by pagesim", "in Rust"),
    ],
)
def test_code_without_rust_around_it_is_refused_once_with_what_to_do(
    items: str, place: int, message: str, says: str
) -> None:
    with pytest.raises(CompileError) as caught:
        compile({"src/main.rs": KERNEL.replace("BODY", "") + items})
    errors = [d for d in caught.value.diagnostics if d.level == "error"]
    assert [d.message for d in errors] == [message]
    assert says in errors[0].helps[0]
    assert "extraneous" not in str(errors[0].notes)
    line = shared_for(DIALECT).sources.locate(errors[0].span)[1]
    assert line == KERNEL.count("\n") + place
