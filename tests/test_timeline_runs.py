"""The timeline over kernels that really ran: exact at any position, and it knows where the program was."""

from __future__ import annotations

import gc
import random
import time
from types import FrameType
from typing import Any

import pytest

from pagesim_py import Machine, labs
from pagesim_py.rust.compiled import Compiled, compile, prepare
from pagesim_py.timeline import Stops, Timeline


def run(name: str, step_id: str, max_steps: int = 100_000) -> tuple[Compiled, Machine, tuple[Any, ...], Timeline]:
    """Runs a lab's step with everything recorded: program, machine, its state before, timeline."""
    lab = labs.load(name)
    program = compile(lab.step(step_id).files, lab.dialect)
    machine = prepare(program, **lab.boot)
    machine.log = []
    before = state(machine)
    program.run(machine, max_steps)
    return program, machine, before, Timeline(machine)


def state(machine: Machine) -> tuple[Any, ...]:
    """All that a view could show but RIP and RSP, which the timeline itself knows."""
    snapshot = machine.snapshot()
    frames = {number: data for number, data in snapshot.memory.frames.items() if any(data)}
    registers = {name: value for name, value in snapshot.registers.items() if name not in ("rip", "rsp")}
    return frames, registers, *snapshot[2:]


@pytest.mark.parametrize(
    ("name", "step"),
    [("page-fault", "store"), ("page-fault", "repair"), ("page-fault", "fault-loop"), ("handlers", "three-times"),
     ("double-fault", "no-spare-stack"), ("mapping", "unmap"), ("mapping", "frames")],
)  # fmt: skip
def test_seeking_is_exact(name: str, step: str) -> None:
    _, machine, before, timeline = run(name, step)
    end = state(machine)
    rng = random.Random(step)
    positions = {rng.randrange(len(timeline)) for _ in range(6)}
    walked = {}
    for position in reversed(range(len(timeline))):
        machine.undo(machine.log[position])
        if position in positions:
            walked[position] = state(machine)
    assert state(machine) == before
    for entry in machine.log:
        machine.redo(entry)
    assert state(machine) == end
    for position in rng.sample(sorted(positions), len(positions)):
        timeline.seek(position)
        assert state(machine) == walked[position]
    timeline.seek(len(timeline))
    assert state(machine) == end


@pytest.mark.parametrize(("name", "step"), [("page-fault", "repair"), ("mapping", "unmap")])
def test_the_registers_before_are_had_without_a_seek(name: str, step: str) -> None:
    _, machine, _, timeline = run(name, step)
    rng = random.Random(step)
    for _ in range(6):
        position = rng.randrange(1, len(timeline) + 1)
        before = rng.randrange(position)
        timeline.seek(before)
        _, registers, *rest = state(machine)
        timeline.seek(position)
        now = state(machine)
        with timeline.registers_before(before):
            frames, *others = state(machine)
            assert frames == now[0]
            assert others == [registers, *rest]
        assert state(machine) == now


def test_the_screen_fills_as_time_goes_on() -> None:
    _, machine, _, timeline = run("page-fault", "store")
    shown = []
    for position in range(0, len(timeline), 50):
        timeline.seek(position)
        shown.append(sum(cell != " " for row in machine.screen.lines() for cell in row))
    assert shown[0] == 0
    assert shown == sorted(shown)
    assert shown[-1] > 100
    first = timeline.screen_changes[0]
    timeline.seek(first)
    assert "H" not in machine.screen.lines()[0]
    timeline.seek(first + 1)
    assert machine.screen.lines()[0].startswith("H")


def test_the_statement_of_the_fault() -> None:
    program, machine, _, timeline = run("page-fault", "store")
    (delivery,) = timeline.deliveries
    place = program.line(timeline.statement(delivery.start))
    assert place[0] == "src/main.rs"
    lines = labs.load("page-fault").files["src/main.rs"].splitlines()
    assert lines[place[1] - 1].strip() == "unsafe { *ptr = 42; }"
    timeline.seek(delivery.start)
    assert machine.cpu.cr2 == 0
    timeline.seek(delivery.end)
    assert machine.cpu.cr2 == 0xDEADBEAF


def test_the_stack_has_names_and_the_handler_its_vector() -> None:
    program, _, _, timeline = run("page-fault", "store")
    names = [(program.symbol_at(frame.rip).name.split("::")[-1], frame.vector) for frame in timeline.stack()]
    assert names == [("_start", None), ("page_fault_handler", 14), ("halt", None)]
    assert timeline.depth(timeline.deliveries[0].start) == 1


def test_every_step_back_is_undone_by_a_step_forward() -> None:
    _, _, _, timeline = run("handlers", "breakpoint")
    position = len(timeline)
    while position:
        before = timeline.previous_stop(Stops.ALL, position)
        assert before < position
        assert timeline.next_stop(Stops.ALL, before) >= min(position, len(timeline))
        position = before


def test_an_overflow_is_deep_and_keeps_no_python_frames_alive() -> None:
    gc.unfreeze()  # what was put away before is counted too: a long run brings it back
    gc.collect()
    before = sum(type(one) is FrameType for one in gc.get_objects())
    _, _, _, timeline = run("double-fault", "no-spare-stack")
    assert timeline.depth() > 1000
    assert sum(type(one) is FrameType for one in gc.get_objects()) - before < 100


def test_long_runs_are_quick_to_seek_in() -> None:
    source = """\
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let cells = 0xb8000 as *mut u16;
    for round in 0..150u16 {
        for cell in 0..2000 {
            unsafe { cells.add(cell).write_volatile(round + cell as u16) };
        }
    }
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
"""
    program = compile({"src/main.rs": source})
    machine = prepare(program)
    machine.log = []
    assert program.run(machine, 10_000_000).kind == "halted"
    timeline = Timeline(machine)
    assert len(timeline) > 500_000
    timeline.seek(0)
    assert not any(machine.screen.bytes())
    spent = []
    for position in (len(timeline), len(timeline) // 2, 12_345, len(timeline) - 5, 1):
        begin = time.process_time()
        timeline.seek(position)
        spent.append(time.process_time() - begin)
    assert max(spent) < 0.3, spent
