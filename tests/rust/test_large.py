"""Statics and variables that are too large: told by name, with their size, and not by running out of memory here."""

from __future__ import annotations

import pytest

from pagesim_py.labs.runner import Rejected, run_files

KERNEL = """#![no_std]
#![no_main]
#![allow(static_mut_refs)]
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
ITEMS
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    BODY
    loop { x86_64::instructions::hlt() }
}
"""


def rejected(items: str, body: str, **boot: int) -> str:
    files = {"src/main.rs": KERNEL.replace("ITEMS", items).replace("BODY", body)}
    with pytest.raises(Rejected) as told:
        run_files(files, dialect="0.14.13", max_steps=1000, boot=boot)
    (message,) = told.value.messages
    return str(message["rendered"])


@pytest.mark.parametrize(
    ("item", "use", "what"),
    [
        ("static mut BIG: [u8; 100 << 20] = [0; 100 << 20];", "BIG[5] = 1", "`BIG` is too large: 100 MiB"),
        ("static BIG: [u8; 65 << 20] = [7; 65 << 20];", "core::hint::black_box(BIG[5]);", "`BIG` is too large: 65 MiB"),
        (
            "static BIG: spin::Mutex<[[u64; 1 << 20]; 1 << 20]> = spin::Mutex::new([[0; 1 << 20]; 1 << 20]);",
            "BIG.lock()[1][1] = 1",
            "`BIG` is too large: 8,388,608 MiB",
        ),
        (
            "static mut BIG: [[u64; 1 << 31]; 1 << 31] = [[0; 1 << 31]; 1 << 31];",
            "BIG[1][1] = 1",
            "`BIG` is too large: values of the type `[[u64; 2147483648]; 2147483648]` are too big for the target",
        ),
    ],
)
def test_a_static_that_is_too_large_is_named(item: str, use: str, what: str) -> None:
    text = rejected(item, f"unsafe {{ {use} }};")
    assert what in text
    assert "--> src/main.rs:5:" in text
    assert "the machine has 128 MiB of memory" in text


def test_statics_that_are_too_large_together_are_named() -> None:
    items = """static mut ONE: [u8; 60 << 20] = [0; 60 << 20];
static mut OTHER: [u8; 61 << 20] = [0; 61 << 20];"""
    text = rejected(items, "unsafe { ONE[1] = 1; OTHER[1] = 1 };")
    assert "it does not fit into the machine's 128 MiB of memory, as its statics take 121 MiB of them" in text
    assert "OTHER` has 61 MiB" in text
    assert "ONE` has 60 MiB" in text


def test_a_machine_with_less_memory() -> None:
    text = rejected("static mut ONE: [u8; 12 << 20] = [0; 12 << 20];", "unsafe { ONE[1] = 1 };", ram_bytes=16 << 20)
    assert "it does not fit into the machine's 16 MiB of memory" in text
    assert "ONE` has 12 MiB" in text


def test_a_type_that_is_too_large_is_named() -> None:
    text = rejected("", "let a = [[0u8; 1 << 40]; 1 << 30]; core::hint::black_box(&a);")
    assert "values of the type `[[u8; 1099511627776]; 1073741824]` are too big for the target architecture" in text
