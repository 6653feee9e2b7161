"""Kernels for other boot loaders are told which one pagesim has."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile
from pagesim_py.rust.diagnostics import CompileError

REST = "#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }\n"
START = '#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { loop {} }\n'
CASES = {
    "bootloader_api import": (
        "use bootloader_api::{entry_point, BootInfo};\nentry_point!(main);\n"
        "fn main(_: &'static mut BootInfo) -> ! { loop {} }\n",
        "E0432",
        "bootloader 0.10 and later",
    ),
    "bootloader_api by its whole path": (
        "bootloader_api::entry_point!(main);\nfn main(_: &'static mut bootloader_api::BootInfo) -> ! { loop {} }\n",
        "E0433",
        "bootloader 0.10 and later",
    ),
    "bootloader_api in an expression": (
        f"{START}pub fn f() {{ let _ = bootloader_api::BootloaderConfig::new_default(); }}\n",
        "E0433",
        "bootloader 0.10 and later",
    ),
    "bootloader_api as extern crate": (f"extern crate bootloader_api;\n{START}", "E0463", "bootloader 0.10 and later"),
    "limine": (f"use limine::BaseRevision;\n{START}", "E0432", "Limine"),
    "limine, deeper": (f"use limine::request::FramebufferRequest;\n{START}", "E0433", "Limine"),
    "uefi": (f"use uefi::prelude::*;\n{START}", "E0433", "UEFI"),
    "multiboot2": (f"extern crate multiboot2;\n{START}", "E0463", "Multiboot2"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_message_says_which_boot_loader_there_is(name: str) -> None:
    text, code, loader = CASES[name]
    with pytest.raises(CompileError) as told:
        compile({"src/main.rs": f"#![no_std]\n#![no_main]\n{text}{REST}"}, record=False)
    first = next(d for d in told.value.diagnostics if d.level == "error")
    assert first.code == code
    (text,) = first.helps
    assert text.startswith(f"this kernel is written for {loader}")
    assert "pagesim starts kernels as the crate `bootloader` 0.9 does" in text
