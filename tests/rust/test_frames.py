"""What student functions take of the stack: large variables take their room, whether their address is wanted or not,
and a frame that does not fit faults where no stack is left.
"""

from __future__ import annotations

import pytest

from tests.kernels import Ran, run

KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs, unconditional_recursion)]
use x86_64::structures::{gdt::*, idt::*, tss::TaskStateSegment};
use x86_64::instructions::{segmentation::{CS, Segment}, tables::load_tss, port::Port};
static mut TASK: TaskStateSegment = TaskStateSegment::new();
static mut TABLE: GlobalDescriptorTable = GlobalDescriptorTable::new();
static mut GATES: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut RESCUE: [u8; 4096] = [0; 4096];
static mut DEPTH: u64 = 0;
fn stop() -> ! { loop { x86_64::instructions::hlt() } }
fn tell(byte: u8) { unsafe { Port::<u8>::new(0x3f8).write(byte) } }
fn number(n: u64) { if n > 9 { number(n / 10) } tell(b'0' + (n % 10) as u8) }
extern "x86-interrupt" fn page_fault(_: InterruptStackFrame, _: PageFaultErrorCode) { tell(b'P'); stop() }
extern "x86-interrupt" fn double_fault(_: InterruptStackFrame, _: u64) -> ! {
    tell(b'D');
    number(unsafe { DEPTH });
    stop()
}
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { tell(b'!'); stop() }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        TASK.interrupt_stack_table[0] = x86_64::VirtAddr::from_ptr(&raw const RESCUE) + 4096u64;
        let code = TABLE.add_entry(Descriptor::kernel_code_segment());
        let task = TABLE.add_entry(Descriptor::tss_segment(&TASK));
        TABLE.load();
        CS::set_reg(code);
        load_tss(task);
        GATES.page_fault.set_handler_fn(page_fault);
        GATES.double_fault.set_handler_fn(double_fault).set_stack_index(0);
        GATES.load();
    }
    body();
    tell(b'.');
    stop()
}
"""


def ran(body: str) -> Ran:
    return run({"src/main.rs": KERNEL + body}, 400_000, record=False)


@pytest.mark.parametrize(
    "use",
    [
        "let big = [7u8; SIZE]; tell(big[core::hint::black_box(5)] + b'0');",
        "let mut big = [0u64; SIZE / 8]; big[9] = 7; tell(big[9] as u8 + b'0');",
        "let big = [7u8; SIZE]; tell(*big.last().unwrap() + b'0');",
        "struct Two { a: [u8; SIZE / 2], b: [u8; SIZE / 2] } let t = Two { a: [3; SIZE / 2], b: [4; SIZE / 2] };"
        " tell(t.a[0] + t.b[1] + b'0');",
    ],
)
def test_what_does_not_fit_on_the_stack_is_a_double_fault(use: str) -> None:
    fits = ran("fn body() { const SIZE: usize = 1 << 20; USE }".replace("USE", use))
    assert fits.serial == ["7."]
    too_large = ran("fn body() { const SIZE: usize = 3 << 20; USE }".replace("USE", use))
    assert too_large.serial == ["D0"]
    assert [e["vector"] for e in too_large.exceptions] == [8]


def test_recursion_with_a_page_in_each_frame_meets_the_end_after_as_many_calls_as_there_are_pages() -> None:
    result = ran(
        "fn body() { deeper(0); }\n"
        "fn deeper(n: u64) -> u64 { unsafe { DEPTH = n; } let a = [n; 512]; deeper(n + 1) + a[n as usize] }"
    )
    (said,) = result.serial
    assert said.startswith("D")
    assert 480 <= int(said[1:]) <= 511  # the stack has 512 pages


def test_small_frames_are_as_small_as_before() -> None:
    result = ran("fn body() { deeper(0); }\nfn deeper(n: u64) -> u64 { unsafe { DEPTH = n; } deeper(n + 1) + 1 }")
    (said,) = result.serial
    assert said.startswith("D")
    assert int(said[1:]) > 20_000
