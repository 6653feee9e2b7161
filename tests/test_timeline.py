"""The timeline: undo and redo are exact, seeks agree with walking entry by entry, stops and stacks tell the truth."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.boot import KernelImage, Segment, boot
from pagesim_py.machine.faults import Fault, TripleFault
from pagesim_py.machine.machine import Machine
from pagesim_py.timeline import Stops, Timeline, recording

KERNEL = KernelImage(
    file_size=0x4000,
    segments=[
        Segment(0x200000, 0x0, 0x100, 0x100),
        Segment(0x201000, 0x1000, 0x1000, 0x1000, executable=True),
        Segment(0x203000, 0x2000, 0x1000, 0x2800, writable=True),
    ],
)
IDT, GDT, TSS, HANDLER = 0x203000, 0x204000, 0x204100, 0x201100


def booted(handlers: bool = True) -> Any:
    """A booted machine that records, with gates for every exception if ``handlers``."""
    machine = boot(KERNEL)
    machine.log = []
    if handlers:
        for vector in range(32):
            low = HANDLER + 16 * vector & 0xFFFF | 8 << 16 | 0x8E00 << 32 | (HANDLER + 16 * vector >> 16 & 0xFFFF) << 48
            machine.cpu.store(IDT + 16 * vector, 8, low)
            machine.cpu.store(IDT + 16 * vector + 8, 8, 0)
        machine.cpu.lidt(IDT, 16 * 32 - 1)
    return machine


def state(machine: Any) -> tuple[Any, ...]:
    """All that a view could show, without what is only derived.

    RIP and RSP are left out: code that pushes and pops without an event moves them, and the timeline has its own.
    """
    snapshot = machine.snapshot()
    registers = {name: value for name, value in snapshot.registers.items() if name not in ("rip", "rsp")}
    frames = {number: data for number, data in snapshot.memory.frames.items() if any(data)}
    return frames, *snapshot._replace(memory=None, registers=registers, output=machine.uart.text)


def call(machine: Any, rip: int, rsp: int) -> None:
    machine.log.append((rip, rsp))


def deliver(machine: Any, fault: Fault, rip: int) -> None:
    machine.cpu.deliver(fault, rip=rip)
    call(machine, machine.cpu.rip, machine.cpu.rsp - 64)


ADDRESSES = st.sampled_from(
    [0x203800, 0x203FFC, 0x204010, 0xB8000, 0xB8010, 0x100_0020_0000, 0x180_0040_4000, 0x180_0000_1000 + 8 * 200,
     0xDEADBEAF, 0x201008, 0x8000_0000_0000]
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("store"), ADDRESSES, st.sampled_from([1, 2, 4, 8]), st.integers(0, 2**64 - 1)),
        st.tuples(st.just("load"), ADDRESSES, st.sampled_from([1, 2, 4, 8])),
        st.tuples(st.just("invlpg"), ADDRESSES),
        st.tuples(st.just("cr3")),
        st.tuples(st.just("out"), st.sampled_from([0x3F8, 0x3FB, 0x80]), st.integers(0, 255)),
        st.tuples(st.just("int3")),
        st.tuples(st.just("return")),
        st.tuples(st.just("statement")),
    ),
    max_size=40,
)


def run(machine: Any, steps: list[tuple[Any, ...]]) -> None:
    """Does ``steps`` as a program would: faults are delivered, handlers return when told."""
    cpu = machine.cpu
    entered = 0
    for number, step in enumerate(steps):
        rip = 0x201000 + number
        machine.log.append(rip)
        try:
            match step:
                case ("store", address, size, value):
                    cpu.store(address & -size, size, value)
                case ("load", address, size):
                    cpu.load(address & -size, size)
                case ("invlpg", address):
                    cpu.invlpg(address)
                case ("cr3",):
                    cpu.mov_to_cr3(0x1000)
                case ("out", port, value):
                    cpu.out_port(port, value)
                case ("int3",):
                    cpu.interrupt(3, "int3", rip=rip)
                    entered += 1
                case ("return",) if entered:
                    entered -= 1
                    cpu.rsp += 8 if machine.pushed_code.pop() else 0
                    cpu.iretq()
                    continue
                case _:
                    continue
            if step[0] == "int3":
                machine.pushed_code.append(False)
        except TripleFault:
            return
        except Fault as fault:
            try:
                cpu.deliver(fault, rip=rip)
            except TripleFault:
                return
            entered += 1
            machine.pushed_code.append(True)


@settings(max_examples=100)
@given(STEPS, st.booleans(), st.lists(st.integers(0, 10_000), max_size=8), st.sampled_from([4, 16, 1 << 16]))
def test_undo_and_redo_are_exact(steps: list[tuple[Any, ...]], handlers: bool, targets: list[int], block: int) -> None:
    recording.BLOCK, before_block = block, recording.BLOCK
    try:
        machine = booted(handlers)
        machine.pushed_code = []
        machine.log.clear()
        begin = state(machine)
        run(machine, steps)
        end = state(machine)
        timeline = Timeline(machine)
        positions = [target % (len(timeline) + 1) for target in targets]
        walked = {len(timeline): end}
        for position in reversed(range(len(timeline))):
            machine.undo(machine.log[position])
            if position in positions:
                walked[position] = state(machine)
        assert state(machine) == begin
        for entry in machine.log:
            machine.redo(entry)
        assert state(machine) == end
        for position in [*positions, len(timeline)]:
            timeline.seek(position)
            assert timeline.position == position
            assert state(machine) == walked[position]
    finally:
        recording.BLOCK = before_block


def test_seek_refuses_positions_outside() -> None:
    machine = booted()
    timeline = Timeline(machine)
    with pytest.raises(ValueError, match=f"positions 0 to {len(timeline)}, not -1"):
        timeline.seek(-1)
    with pytest.raises(ValueError, match=f"not {len(timeline) + 1}"):
        timeline.seek(len(timeline) + 1)


def test_nothing_recorded() -> None:
    with pytest.raises(ValueError, match="nothing was recorded"):
        Timeline(Machine())


def test_stops() -> None:
    machine = booted()
    log = machine.log = []
    log += [(0x201000, 0x10000201F00), 0x201000, 0x201004]
    machine.cpu.store(0xB8000, 2, 0x0741)
    log.append(0x201008)
    with pytest.raises(Fault) as caught:
        machine.cpu.store(0xDEADBEAF, 1, 42)
    machine.cpu.deliver(caught.value, rip=0x201008)
    timeline = Timeline(machine)
    assert timeline.count() == 3
    assert timeline.previous_stop() == log.index(0x201008) + 1
    assert timeline.statement() == 0x201008
    assert [timeline.count(position=p) for p in (0, 1, 2, 3)] == [0, 0, 1, 2]
    assert timeline.next_stop(position=0) == 2
    assert timeline.next_stop(position=2) == 3
    assert timeline.previous_stop(position=3) == 2
    assert timeline.previous_stop(position=2) == 0
    assert timeline.next_stop(position=len(timeline)) == len(timeline)
    assert timeline.next_stop(Stops.ALL, 2) == 3
    event = timeline.next_stop(Stops.EVENTS, 2)
    assert event > 3
    assert timeline.log[event - 1].title == "page walk"
    assert timeline.count(Stops.EVENTS) + timeline.count(Stops.STATEMENTS) == timeline.count(Stops.ALL)
    moment = timeline.moment()
    titles = [event.title for _, event in moment.events]
    assert moment.rip == 0x201008
    assert moment.end == len(log)
    assert titles[:2] == ["page walk", "fault raised"]
    assert titles[-1] == "handler entered"
    assert timeline.moment(0).rip is None
    assert [timeline.log[i][0].itemsize for i in timeline.screen_changes] == [2]
    change = next(c for c in timeline.changes(0, len(log)) if c.physical == 0xB8000)
    assert (change.old, change.new) == (b"\0\0", b"A\x07")


def test_deliveries() -> None:
    machine = booted()
    machine.log = []
    with pytest.raises(Fault) as caught:
        machine.cpu.load(0x1234_5678, 4)
    machine.cpu.deliver(caught.value, rip=0x201000)
    machine.cpu.interrupt(3, "int3", rip=0x201010)
    timeline = Timeline(machine)
    first, second = timeline.deliveries
    assert (first.vector, second.vector) == (14, 3)
    assert [gate.vector for gate in first.gates] == [14]
    assert first.pushed.error_code == 0
    assert second.pushed.error_code is None
    assert timeline.delivery(first.start) is None
    assert timeline.delivery(first.end) is first
    assert timeline.delivery() is second


def test_a_triple_fault_is_one_delivery() -> None:
    machine = booted(handlers=False)
    with pytest.raises(Fault) as caught:
        machine.cpu.load(0x1234_5678, 4)
    with pytest.raises(TripleFault):
        machine.cpu.deliver(caught.value, rip=0x201000)
    (delivery,) = Timeline(machine).deliveries
    assert delivery.entered is None
    assert delivery.triple is not None
    assert len(delivery.failed) == 1


def test_call_stack() -> None:
    machine = booted()
    machine.log = []
    cpu = machine.cpu
    top = 0x100_0020_1F00
    call(machine, 0x201000, top)
    call(machine, 0x201200, top - 0x40)
    call(machine, 0x201300, top - 0x80)
    deep = len(machine.log)
    call(machine, 0x201204, top - 0x40)
    back = len(machine.log)
    cpu.rsp = top - 0x40
    cpu.interrupt(3, "int3", rip=0x201208)
    call(machine, cpu.rip, cpu.rsp - 64)
    handled = len(machine.log)
    cpu.iretq()
    call(machine, 0x201000, top)
    timeline = Timeline(machine)
    assert [frame.rip for frame in timeline.stack(deep)] == [0x201000, 0x201200, 0x201300]
    assert timeline.depth(back) == 2
    assert timeline.rsp(back) == top - 0x40
    assert [frame.vector for frame in timeline.stack(handled)] == [None, None, 3]
    assert timeline.rip(handled) == HANDLER + 16 * 3
    assert timeline.depth() == 1
    assert timeline.stack(0) == []
    assert timeline.rip(0) is None


def test_the_program_runs_on() -> None:
    machine = booted()
    machine.log.append(0x201000)
    machine.cpu.store(0x203800, 1, 1)
    timeline = Timeline(machine)
    timeline.seek(0)
    with pytest.raises(ValueError, match="from the end"):
        timeline.update()
    timeline.seek(len(timeline))
    machine.log.append(0x201004)
    machine.cpu.store(0x203800, 1, 2)
    timeline.update()
    assert timeline.position == len(timeline) == len(machine.log)
    assert timeline.count() == 2
    timeline.seek(0)
    assert machine.memory.read_u8(machine.walk(0x203800).physical) == 0


def test_seeks_in_long_recordings_are_quick() -> None:
    machine = booted()
    log = machine.log
    rng = random.Random(1)
    views = [machine.memory.frame(number)[1 + number % 4] for number in range(0x300, 0x320)]
    contents = [list(view) for view in views]
    for number in range(1_000_000):
        if number % 8 == 0:
            log.append(0x201000 + number % 999)
        else:
            which = rng.randrange(len(views)) if number % 16 == 1 else number % 3
            cell, new = number * 7 % 256, number & 0xFF
            log.append((views[which], cell, contents[which][cell], new))
            contents[which][cell] = views[which][cell] = new
    end = {number: bytes(machine.memory.frame(number).bytes) for number in range(0x300, 0x320)}
    timeline = Timeline(machine)
    timeline.seek(3)
    assert timeline.position == 3
    spent = []
    for position in (999_999, 500_000, 77_777, 800_123, 4, 1_000_000):
        begin = time.process_time()
        timeline.seek(position)
        spent.append(time.process_time() - begin)
    timeline.seek(len(timeline))
    assert max(spent) < 0.3, spent
    assert {number: bytes(machine.memory.frame(number).bytes) for number in end} == end
