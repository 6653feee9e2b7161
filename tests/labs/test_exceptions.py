"""What reached a handler, and what did not: of exceptions, interrupt instructions and devices."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.cli.run import as_data
from pagesim_py.labs.runner import run_files
from tests import kernels

KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs)]
use pic8259::ChainedPics;
use x86_64::instructions::{hlt, interrupts};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut PICS: ChainedPics = unsafe { ChainedPics::new(32, 40) };
extern "x86-interrupt" fn on_timer(_f: InterruptStackFrame) { unsafe { PICS.notify_end_of_interrupt(32) }; }
extern "x86-interrupt" fn on_double_fault(_f: InterruptStackFrame, _code: u64) -> ! { stop() }
extern "x86-interrupt" fn on_not_present(_f: InterruptStackFrame, _code: u64) { stop() }
fn stop() -> ! { interrupts::disable(); loop { hlt() } }
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { stop() }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        IDT[32].set_handler_fn(on_timer);
        GATES
        IDT.load();
        PICS.initialize();
    }
    BODY
    stop()
}
"""
DF = "IDT.double_fault.set_handler_fn(on_double_fault);"
NP = "IDT.segment_not_present.set_handler_fn(on_not_present);"
KEY = "interrupts::enable(); loop { hlt(); }"


def run(body: str, gates: str = "", keys: str = "") -> dict[str, Any]:
    files = {"src/main.rs": KERNEL.replace("GATES", gates).replace("BODY", body)}
    return as_data(run_files(files, dialect="0.14.13", max_steps=100_000, keys=keys))


def brief(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(row["mnemonic"], row["error_code"], row["cr2"]) for row in rows]


def test_a_device_without_a_gate_becomes_a_double_fault() -> None:
    """As QEMU logs it: v=21, v=0b, v=08."""
    data = run(KEY, DF, "a")
    assert brief(data["exceptions"]) == [("#DF", 0, None)]
    (row,) = data["raised"]
    assert (row["vector"], row["source"], row["why"]) == (33, "device", "gate 33 is not present")
    assert [(one["mnemonic"], one["error_code"]) for one in row["then"]] == [("#NP", 33 << 3 | 3), ("#NP", 11 << 3 | 3)]
    assert data["interrupts"]["33"] == 1


def test_a_device_without_a_gate_may_become_another_exception() -> None:
    data = run(KEY, NP, "a")
    assert brief(data["exceptions"]) == [("#NP", 33 << 3 | 3, None)]
    (row,) = data["raised"]
    assert (row["vector"], row["then"]) == (33, [])


def test_a_device_that_reaches_its_handler_is_no_exception() -> None:
    data = run(KEY, DF)
    assert data["interrupts"]["32"] > 0
    assert data["exceptions"] == data["raised"] == []


def test_a_page_fault_without_a_gate() -> None:
    data = run("unsafe { (0xdeadbeaf as *mut u8).write_volatile(1) };", DF)
    assert brief(data["exceptions"]) == [("#DF", 0, None)]
    (row,) = data["raised"]
    assert (row["mnemonic"], row["error_code"], row["cr2"], row["source"]) == ("#PF", 2, "0xdeadbeaf", "exception")
    assert row["rip"] == data["exceptions"][0]["rip"]


def test_an_interrupt_instruction_without_a_gate() -> None:
    data = run("unsafe { interrupts::software_interrupt::<0x80>() };", NP)
    assert brief(data["exceptions"]) == [("#NP", 0x80 << 3 | 2, None)]
    (row,) = data["raised"]
    assert (row["vector"], row["source"]) == (0x80, "software")


def test_a_triple_fault_lists_the_double_fault_too() -> None:
    data = run("unsafe { (0xdeadbeaf as *mut u8).write_volatile(1) };")
    assert data["outcome"] == "triple_fault"
    assert data["exceptions"] == []
    assert brief(data["raised"]) == [("#PF", 2, "0xdeadbeaf"), ("#DF", 0, None)]
    assert data["raised"][1]["why"] == "gate 8 is not present"


@pytest.mark.parametrize("name", ["gate_missing", "table_not_loaded", "overflow_spare_stack"])
def test_as_recorded(name: str) -> None:
    """The recordings list what was raised, with whether it reached a handler."""
    data = as_data(run_files(kernels.sources(name), dialect="0.14.13", max_steps=100_000))
    want = [row for row in kernels.expected(name)["raised"] if not row["delivered"]]
    assert [(row["vector"], row["error_code"]) for row in data["raised"]] == [
        (row["vector"], row["error"]) for row in want
    ]
