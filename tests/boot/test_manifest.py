"""What Cargo.toml says to the boot loader."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.boot import BootError, KernelImage, Segment, boot
from pagesim_py.boot.manifest import options_of
from pagesim_py.cli import main

CODE = Segment(0x200000, 0, 0x2345, 0x2345, executable=True)
KERNEL = """#![no_std]
#![no_main]
use bootloader::{entry_point, BootInfo};
use core::fmt::Write;
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
entry_point!(main);
fn main(info: &'static BootInfo) -> ! {
    let local = 0u8;
    let stack = &raw const local as u64 >> 12;
    let mut port = unsafe { uart_16550::SerialPort::new(0x3f8) };
    write!(port, "{:#x} {:p} {stack:#x}", info.physical_memory_offset, info).unwrap();
    loop { x86_64::instructions::hlt() }
}
"""


def options(text: str) -> tuple[dict[str, Any], list[str]]:
    return options_of(tomllib.loads(f"[package.metadata.bootloader]\n{text}"))


def test_all_keys() -> None:
    found, notes = options(
        'physical-memory-offset = "0x0000_4000_0000_0000"\nkernel-stack-address = "0x7000_0000_0000"\n'
        'kernel-stack-size = 128\nboot-info-address = "87960930222080"\n'
    )
    assert notes == []
    assert found == {
        "physical_memory_offset": 0x4000_0000_0000,
        "kernel_stack_address": 0x7000_0000_0000,
        "kernel_stack_size": 128,
        "boot_info_address": 0x5000_0000_0000,
    }
    machine = boot(KernelImage(0x3000, [CODE]), **found)
    assert machine.window == 0x4000_0000_0000
    assert machine.boot_info == 0x5000_0000_0000
    assert machine.cpu.rsp == 0x7000_0000_0000 + 129 * 4096 - 8


def test_nothing_said() -> None:
    assert options_of({}) == ({}, [])
    assert options_of({"package": {"metadata": "x"}, "dependencies": {"bootloader": "0.9"}}) == ({}, [])
    features = {"version": "0.9.8", "features": ["map_physical_memory"]}
    assert options_of({"dependencies": {"bootloader": features}}) == ({}, [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("physical-memory-offset = 0x4000", '`physical-memory-offset` is given as a string.*"0x4000"'),
        ('kernel-stack-address = "here"', "`kernel-stack-address` is an address such as"),
        ("boot-info-address = true", "`boot-info-address` is given as a string"),
        ("boot-info-address = []", "`boot-info-address` is an address such as"),
        ('boot-info-address = "0x1001"', "`boot-info-address` must be aligned to 4 KiB"),
        ('boot-info-address = "0x10000000000000000"', "`boot-info-address` has more than 64 bits"),
        ("kernel-stack-size = 0", "`kernel-stack-size` is a number of pages, 1 or more, not 0"),
        ('kernel-stack-size = "128"', "`kernel-stack-size` is a number of pages, 1 or more, not '128'"),
    ],
)
def test_values_with_which_the_crate_would_not_build(text: str, why: str) -> None:
    with pytest.raises(BootError, match=why):
        options(text)


def test_what_is_not_read_is_said() -> None:
    found, notes = options("kernel-stack-sise = 1\nmap-physical-memory = true\n")
    assert found == {}
    assert "`kernel-stack-sise` is not read" in notes[0]
    assert notes[0].endswith("did you mean `kernel-stack-size`?")
    assert "`map-physical-memory` is not read" in notes[1]
    _, notes = options_of({"dependencies": {"bootloader": {"version": "0.9", "features": ["recursive_page_table"]}}})
    assert notes == [
        "the feature `recursive_page_table` of bootloader is not read: pagesim's boot loader has map_physical_memory"
    ]
    _, notes = options_of({"dependencies": {"bootloader": "0.11"}})
    assert notes == ["Cargo.toml asks for bootloader 0.11; pagesim's boot loader is that of bootloader 0.9"]


def package(folder: Path, says: str) -> str:
    (folder / "src").mkdir(exist_ok=True)
    (folder / "src/main.rs").write_text(KERNEL)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "k"\nedition = "2024"\n[dependencies]\nbootloader = "0.9"\n{says}'
    )
    return str(folder)


def test_a_kernel_finds_what_its_cargo_toml_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    says = '[package.metadata.bootloader]\nphysical-memory-offset = "0x400000000000"\n'
    says += 'kernel-stack-address = "0x600000000000"\n'
    says += 'kernel-stack-size = 2\nboot-info-address = "0x500000000000"\n'
    assert main(["run", package(tmp_path, says), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["serial"] == "0x400000000000 0x500000000000 0x600000002"


def test_the_command_says_what_it_does_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", package(tmp_path, "[package.metadata.bootloader]\naslr = true\n"), "--json"]) == 0
    out, told = capsys.readouterr()
    assert told.startswith("warning: [package.metadata.bootloader] of Cargo.toml: `aslr` is not read")
    assert json.loads(out)["messages"][0]["level"] == "warning"
    assert main(["run", package(tmp_path, "[package.metadata.bootloader]\nkernel-stack-size = -1\n")]) == 2
    assert capsys.readouterr().err.startswith(
        "pagesim: [package.metadata.bootloader] of Cargo.toml: `kernel-stack-size`"
    )
