"""What a run of lowered code leaves behind: the log, the line table, the image; and how runs end."""

from __future__ import annotations

import functools

import pytest

from pagesim_py.rust.compiled import Compiled, Outcome, compile, prepare
from pagesim_py.rust.run import turns

HEAD = r"""#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(unused, static_mut_refs)]
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut SEEN: u64 = 0;
static ZEROS: [u8; 9000] = [0; 9000];
static mut ROOM: [u8; 5000] = [0; 5000];
fn stop() -> ! { loop { x86_64::instructions::hlt(); } }
fn send(byte: u8) { unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(byte); } }
fn say(text: &str) { for b in text.bytes() { send(b); } }
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { say("panic"); stop() }
"""
HANDLER = 'extern "x86-interrupt" fn on_fault(mut frame: InterruptStackFrame, _: PageFaultErrorCode) {'
SETUP = "unsafe { IDT.page_fault.set_handler_fn(on_fault); IDT.load(); }"


@functools.cache
def compiled(source: str, record: bool = True) -> Compiled:
    return compile({"src/main.rs": HEAD + source}, record=record)


def run(source: str, steps: int = 200_000, record: bool = True) -> tuple[Outcome, str, list[object]]:
    program = compiled(source, record)
    machine = prepare(program)
    machine.log = [] if record else None
    outcome = program.run(machine, max_steps=steps)
    return outcome, machine.uart.text, machine.log or []


def start(body: str) -> str:
    return '#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! {\n' + body + "\nstop() }"


def test_an_endless_loop_is_still_running_at_the_budget() -> None:
    outcome, _, _ = run(start("loop {}"), steps=5000)
    assert outcome.kind == "running"
    assert outcome.steps == 5000


def test_endless_recursion_of_cheap_calls_counts_against_the_budget() -> None:
    outcome, _, _ = run(
        "fn f(n: u32) -> u32 { if n < 2 { n } else { f(n - 1) + f(n - 2) } }" + start("f(60);"), steps=3000
    )
    assert outcome.kind == "running"


def test_a_larger_budget_repeats_the_run_exactly() -> None:
    source = start("let mut n = 0u32; loop { n = n.wrapping_add(3); send(n as u8); }")
    _, short, first = run(source, steps=300)
    _, long, second = run(source, steps=900)
    assert long.startswith(short)
    assert len(second) > len(first)
    plain = [e for e in first if isinstance(e, int)]
    assert [e for e in second if isinstance(e, int)][: len(plain)] == plain


def test_recording_changes_nothing_that_the_program_sees() -> None:
    source = start(
        "for i in 0..20u8 { send(b'a' + i); }"
        "let p = &raw mut ROOM as *mut u8; unsafe { *p.add(3) = 9; send(*p.add(3)); }"
    )
    with_log, text, log = run(source)
    without, same, none = run(source, record=False)
    assert (with_log.kind, with_log.steps, text) == (without.kind, without.steps, same)
    assert log
    assert not none


def test_statements_have_addresses_of_their_own_that_lead_to_their_lines() -> None:
    source = start('let a = 1;\nlet b = 2;\nsay("x");')
    program = compiled(source)
    first = (HEAD + source).split("\n").index("let a = 1;") + 1
    _, _, log = run(source)
    places = [program.line(e) for e in log if isinstance(e, int)]
    lines = [p[1] for p in places if p is not None]
    assert lines[:3] == [first, first + 1, first + 2]
    marks = [e for e in log if isinstance(e, int)]
    assert len(set(marks[:3])) == 3
    assert all(0x201000 <= e < 0x207000 for e in marks)


def test_calls_push_return_addresses_that_lie_in_the_calling_statement() -> None:
    source = "fn callee() -> u64 { 7 }" + start("let x = callee();")
    program = compiled(source)
    _, _, log = run(source)
    frames = [e for e in log if isinstance(e, tuple) and len(e) == 2]
    symbol = next(s for s in program.symbols if s.name.endswith("::callee"))
    entered = next(i for i, (rip, _) in enumerate(frames) if rip == symbol.address)
    back, rsp = frames[entered + 1]
    assert program.line(back) is not None
    assert program.line(back)[1] == program.line(frames[0][0] + 8)[1] or program.symbol_at(back).name.endswith("_start")
    assert rsp == frames[0][1]


def test_undoing_the_log_gives_back_the_memory_before_the_run() -> None:
    source = start(
        'unsafe { let p = &raw mut ROOM as *mut u8; for i in 0..4000 { *p.add(i) = i as u8; } } say("done");'
    )
    program = compiled(source)
    machine = prepare(program)
    before = {n: bytes(machine.memory.frame(n).bytes) for n in list(machine.memory.frames)}
    machine.log = []
    program.run(machine)
    after = {n: bytes(machine.memory.frame(n).bytes) for n in before}
    log, machine.log = machine.log, None
    for entry in reversed(log):
        machine.undo(entry)
    assert after != before
    assert {n: bytes(machine.memory.frame(n).bytes) for n in before} == before


def test_a_handler_that_repairs_nothing_is_a_fault_loop() -> None:
    source = (
        HANDLER + " unsafe { SEEN += 1; } }" + start(SETUP + ' unsafe { *(0xdeadbeaf as *mut u8) = 1; } say("never");')
    )
    outcome, text, _ = run(source)
    assert outcome.kind == "running"
    assert "fault loop" in outcome.reason.lower()
    assert text == ""


@pytest.mark.parametrize("length", [2, 3, 7])
def test_a_handler_can_step_over_the_faulting_instruction(length: int) -> None:
    source = (
        HANDLER
        + f" unsafe {{ frame.as_mut().update(|f| f.instruction_pointer += {length}u64); }} send(b'h'); }}"
        + start(SETUP + ' unsafe { *(0xdeadbeaf as *mut u8) = 1; }\nsay("on");')
    )
    outcome, text, _ = run(source)
    assert (outcome.kind, text) == ("halted", "hon")


def test_a_handler_can_go_on_in_another_function() -> None:
    source = (
        'extern "C" fn away() -> ! { say("away"); stop() }'
        + HANDLER
        + " let to = x86_64::VirtAddr::new(away as *const () as u64);"
        + " unsafe { frame.as_mut().update(|f| f.instruction_pointer = to); } }"
        + start(SETUP + ' unsafe { *(0xdeadbeaf as *mut u8) = 1; } say("never");')
    )
    assert run(source)[:2] == (run(source)[0], "away")


def test_a_call_through_a_bad_pointer_is_an_instruction_fetch() -> None:
    source = (
        HANDLER.replace("_: PageFaultErrorCode", "code: PageFaultErrorCode")
        + ' if code.contains(PageFaultErrorCode::INSTRUCTION_FETCH) { say("fetch"); } stop() }'
        + start(SETUP + " let f: fn() = unsafe { core::mem::transmute(0xdead_0000usize) }; f();")
    )
    assert run(source)[1] == "fetch"


def test_halt_with_interrupts_off_ends_the_run_and_a_panic_is_remembered() -> None:
    assert run(start(""))[0].kind == "halted"
    assert run(start('panic!("x");'))[0].kind == "panicked"
    assert run(start('panic!("x");'))[1] == "panic"


def test_the_image_has_code_to_0x207000_and_keeps_zeros_out_of_the_file() -> None:
    program = compiled(start("unsafe { ROOM[1] = ZEROS[5]; }"))
    text = next(s for s in program.image.segments if s.executable)
    assert text.vaddr == 0x201000
    assert text.vaddr + text.memory_size >= 0x207000
    data = next(s for s in program.image.segments if s.writable)
    assert data.memory_size - data.file_size >= 5000
    symbols = {s.name: s for s in program.symbols}
    room = next(s for n, s in symbols.items() if n.endswith("::ROOM"))
    zeros = next(s for n, s in symbols.items() if n.endswith("::ZEROS"))
    assert (room.kind, room.size, zeros.size) == ("static", 5000, 9000)
    assert symbols[".rodata"].address <= zeros.address < symbols[".rodata"].address + symbols[".rodata"].size
    assert symbols[".bss"].address <= room.address


def test_pointer_constants_wrap_at_the_end_of_the_address_space() -> None:
    outcome, said, _ = run(
        "const TOP: *mut u16 = (usize::MAX - 3) as *mut u16; const AT: *const u8 = 0xb8000 as *const u8;\n"
        "const Z: *const [u8; 9000] = &raw const ZEROS; struct Of<const N: usize>;\n"
        "impl<const N: usize> Of<N> { const P: *const u8 = (N * 16) as *const u8; }\n"
        "fn at(p: usize, is: usize) { send(if p == is { b'y' } else { b'n' }); }\n"
        + start(
            "at(TOP.wrapping_add(2) as usize, 0); at(TOP.wrapping_add(3) as usize, 2);"
            "at(AT.wrapping_sub(0xb8001) as usize, usize::MAX); at(Of::<3>::P as usize + Of::<5>::P as usize, 128);"
            "for i in 0..4usize { at(TOP.wrapping_add(i) as usize, (usize::MAX - 3).wrapping_add(2 * i)); }"
            "at(Z as usize, &raw const ZEROS as usize);"
            "let third = unsafe { AT.add(3) }; at(third as usize - AT as usize, 3);"
        )
    )
    assert outcome.kind == "halted"
    assert said == "y" * 10


@pytest.mark.parametrize(
    "step", ["n = n.wrapping_add(1);", "unsafe { core::ptr::write_bytes(&raw mut ROOM as *mut u8, 7, 4096) }"]
)
def test_a_run_stops_when_its_recording_is_full(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagesim_py.rust.run.turns.ROOM", 4 << 20)
    monkeypatch.setattr("pagesim_py.rust.run.turns.HEAVY", 1 << 20)
    source = start(f"let mut n = 0u64; loop {{ {step} }}")
    outcome, _, log = run(source)
    assert outcome.kind == "running"
    full = f"The program is still running after {outcome.steps} steps; their recording is full."
    assert outcome.reason.startswith(full)
    assert 500 < outcome.steps < 50_000
    blocks = sum(len(entry[3]) for entry in log if isinstance(entry, tuple) and isinstance(entry[-1], bytes))
    assert len(log) * turns.ENTRY + 2 * blocks < 2 * turns.ROOM
    unrecorded, _, _ = run(source, record=False)
    assert unrecorded.steps == 200_000
