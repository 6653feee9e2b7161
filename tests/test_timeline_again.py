"""Recordings of which a part is kept: what is forgotten is had again by running again, and is what it was."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.machine.keys import typed
from pagesim_py.rust.compiled import Compiled, compile, prepare
from pagesim_py.rust.run.turns import Stop
from pagesim_py.timeline import Kept, Stops, Timeline, again, kept

HEAD = """\
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut TICKS: u64 = 0;
static mut ROOM: [u8; 20000] = [0; 20000];

fn put(cell: usize, value: u16) {
    unsafe { ((0xb8000 + cell % 2000 * 2) as *mut u16).write_volatile(value) };
}

fn deep(levels: u64) -> u64 {
    if levels == 0 { return unsafe { TICKS }; }
    put(levels as usize, levels as u16);
    deep(levels - 1).wrapping_add(levels)
}

extern "x86-interrupt" fn on_page_fault(_frame: InterruptStackFrame, _code: PageFaultErrorCode) {
    let at = x86_64::registers::control::Cr2::read_raw();
    put(at as usize, 0x4f21);
    unsafe { *((0x4000 + (at >> 12 & 511) * 8) as *mut u64) = 0xb8003; }
}

extern "x86-interrupt" fn on_breakpoint(_frame: InterruptStackFrame) { put(1, 0x2f42); }

extern "x86-interrupt" fn on_timer(_frame: InterruptStackFrame) {
    unsafe { TICKS += 1; put(TICKS as usize, 0x1f54); }
    unsafe { x86_64::instructions::port::Port::<u8>::new(0x20).write(0x20) };
}

fn devices() {
    use x86_64::instructions::port::Port;
    unsafe {
        for (port, value) in [(0x20, 0x11), (0xa0, 0x11), (0x21, 32), (0xa1, 40), (0x21, 4), (0xa1, 2), (0x21, 1),
            (0xa1, 1), (0x21, 0xfeu8), (0xa1, 0xff), (0x43, 0x34), (0x40, 0x20), (0x40, 0x03)] {
            Port::<u8>::new(port).write(value);
        }
    }
    x86_64::instructions::interrupts::enable();
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        let idt = &mut *(&raw mut IDT);
        idt.page_fault.set_handler_fn(on_page_fault);
        idt.breakpoint.set_handler_fn(on_breakpoint);
        idt[32].set_handler_fn(on_timer);
        idt.load();
    }
    BODY
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! { loop {} }
"""
PARTS = {
    "prints": "for i in 0..N { put(i, i as u16); }",
    "recurses": "for i in 0..N as u64 { deep(i % 40); }",
    "faults": "for i in 0..N { unsafe { *((0x90000 + (i % 30) * 4096) as *mut u8) = i as u8; } }",
    "breaks": "for _ in 0..N / 8 { x86_64::instructions::interrupts::int3(); }",
    "copies": "unsafe { for i in 0..N { core::ptr::write_bytes((&raw mut ROOM).cast::<u8>(), i as u8, 9000); } }",
    "ticks": "devices(); for i in 0..N * 4 { put(i, 7); }",
    "moves": "{ use x86_64::instructions::port::Port; for i in 0..N { unsafe { "
    "Port::new(0x3d4 + i as u16 % 2).write(i as u8) } } }",
    "asks": "for _ in 0..N { put(3, unsafe { x86_64::instructions::port::Port::<u8>::new(0x64).read() } as u16); }",
}
kernels = st.lists(st.tuples(st.sampled_from(sorted(PARTS)), st.integers(20, 400)), min_size=1, max_size=4)


def program(parts: list[tuple[str, int]]) -> Compiled:
    body = "\n    ".join(PARTS[name].replace("N", str(count)) for name, count in parts)
    return compile({"src/main.rs": HEAD.replace("BODY", body)})


def start(compiled: Compiled) -> Machine:
    machine = prepare(compiled)
    machine.log = []
    return machine


def state(machine: Machine) -> tuple[Any, ...]:
    """Everything that the machine's future depends on, but RIP and RSP, which the timeline knows, and the time: it
    passes without an event, so it is known at events only.
    """
    snapshot = machine.snapshot()
    frames = {number: data for number, data in snapshot.memory.frames.items() if any(data)}
    registers = {name: value for name, value in snapshot.registers.items() if name not in ("rip", "rsp")}
    return snapshot._replace(memory=frames, registers=registers, board=snapshot.board._replace(now=0))


def told(timeline: Timeline) -> tuple[Any, ...]:
    """What the timeline says of its position."""
    deliveries = [(one.start, one.end, one.vector, one.events, one.returned) for one in timeline.deliveries]
    at = timeline.position
    counts = [timeline.count(stops, at) for stops in Stops]
    so_far = [one for one in deliveries if one[0] < at]
    back = [one[-1] for one in so_far if one[-1] is not None and one[-1] < at]
    return timeline.rip(), timeline.rsp(), timeline.statement(), timeline.stack(), counts, len(so_far), len(back)


KEYS = typed(["a", "Enter"])


@settings(max_examples=6, deadline=None, phases=set(Phase) - {Phase.shrink})
@given(kernels, st.integers(0, 1 << 30))
@example([("moves", 60)], 3)
def test_what_is_run_again_is_what_was_recorded(parts: list[tuple[str, int]], seed: int) -> None:
    compiled = program(parts)
    machine = start(compiled)
    all_of_it = Kept(machine)
    compiled.run(machine, patience=30_000, keys=KEYS)
    timeline = all_of_it.timeline()
    run: Any = lambda machine, watch: compiled.run(machine, patience=30_000, keys=KEYS, watch=watch)  # noqa: E731
    rng = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "BLOCK", 64)
        for _ in range(3):
            position = rng.randrange(len(timeline) + 1)
            begin, end = max(position - rng.randrange(300), 0), position + rng.randrange(300)
            part = again(start(compiled), run, begin, end)
            assert part.first <= begin
            assert part.last >= min(end, len(timeline))
            for at in (position, part.first, part.last, rng.randrange(part.first, part.last + 1)):
                timeline.seek(at)
                part.seek(at)
                assert state(part.machine) == state(machine)
                assert told(part) == told(timeline)
                for stops in Stops:
                    if part.first < part.previous_stop(stops) or part.first == 0:
                        assert part.previous_stop(stops) == timeline.previous_stop(stops)
                    if part.next_stop(stops) < part.last:
                        assert part.next_stop(stops) == timeline.next_stop(stops)


@settings(max_examples=5, deadline=None, phases=set(Phase) - {Phase.shrink})
@given(kernels, st.sampled_from([1 << 16, 1 << 18, 1 << 20]))
def test_a_recording_that_forgets_is_small_and_its_end_is_the_same(parts: list[tuple[str, int]], room: int) -> None:
    compiled = program(parts)
    machine, other = start(compiled), start(compiled)
    first = compiled.run(machine, patience=30_000)
    some = Kept(other)
    sizes = []

    def watch(_steps: int, blocks: int) -> None:
        some.limit(blocks, room)
        sizes.append(len(some.log))

    assert compiled.run(other, patience=30_000, watch=watch) == first
    assert max(sizes) * kept.ENTRY <= room + (1 << 20), "between two looks it grows"
    whole, part = Timeline(machine), some.timeline()
    assert part.last == whole.last
    assert state(other) == state(machine)
    assert told(part) == told(whole)
    for note in some.notes:
        for stops in Stops:
            assert note.count(stops) == whole.count(stops, note.position)
    assert [note.position for note in some.notes] == sorted({note.position for note in some.notes})
    part.seek(part.first)
    whole.seek(part.first)
    assert state(other) == state(machine)


def run_for(compiled: Compiled, limit: int) -> tuple[Machine, Any]:
    machine = start(compiled)

    def watch(steps: int, _blocks: int) -> None:
        if steps >= limit:
            raise Stop("stopped", "enough", more=True)

    return machine, compiled.run(machine, keys=KEYS, watch=watch)


@pytest.mark.parametrize("limit", [1, 700, 5_000, 33_333])
def test_a_run_that_is_stopped_is_the_beginning_of_the_whole_run(limit: int) -> None:
    compiled = program([("ticks", 4000), ("recurses", 200)])
    machine, outcome = run_for(compiled, limit)
    assert (outcome.kind, outcome.more) == ("stopped", True)
    assert limit <= outcome.steps <= limit + 1000
    whole = start(compiled)
    compiled.run(whole, patience=30_000, keys=KEYS)
    timeline = Timeline(whole)
    timeline.seek(len(machine.log or ()))
    assert state(whole) == state(machine)
    same, second = run_for(compiled, outcome.steps)
    assert second == outcome
    assert state(same) == state(machine)


def test_what_a_look_raises_ends_a_run_that_is_done_again() -> None:
    compiled = program([("recurses", 400)])

    def look(position: int) -> None:
        if position > 3000:
            raise Stop("stopped", "no more wanted")

    outcome: list[Any] = []
    run: Any = lambda machine, watch: outcome.append(compiled.run(machine, watch=watch))  # noqa: E731
    part = again(start(compiled), run, 1 << 20, 2 << 20, look)
    assert outcome[0].reason == "no more wanted"
    assert 3000 < part.last < 20_000


def test_waiting_for_interrupts_has_a_patience_of_its_own() -> None:
    compiled = program([("ticks", 100)])
    outcome = compiled.run(start(compiled), patience=30_000)
    assert outcome.kind == "running"
    assert outcome.more
    assert "waits for interrupts" in outcome.reason
    longer = compiled.run(start(compiled), patience=60_000)
    assert outcome.steps < longer.steps < 2.5 * outcome.steps
