"""The timer: its rate, its modes, reading it while it counts, and the speaker's gate."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.machine import events
from pagesim_py.machine.pit import RATE
from tests.machine.helpers import kernel

MS = 1_000_000
CONTROL = 0x43


def ticks(machine: Any, time: int) -> int:
    """How often line 0 rises within the next ``time`` nanoseconds."""
    machine.log = []
    end = machine.board.now + time
    count = 0
    while True:
        due = machine.board.next_event()
        if due is None or due > end:
            machine.board.advance(end)
            break
        machine.board.advance(due)
        machine.board.acknowledge()
        machine.cpu.out_port(0x20, 0x20)
        count += 1
    assert count == sum(isinstance(e, events.LineRaised) for e in machine.log)
    return count


def quiet() -> Any:
    """A machine whose first tick, left from before, has been taken."""
    machine = kernel()
    machine.board.acknowledge()
    machine.cpu.out_port(0x20, 0x20)
    return machine


def program(machine: Any, count: int, mode: int = 2, counter: int = 0) -> None:
    machine.cpu.out_port(CONTROL, counter << 6 | 0x30 | mode << 1)
    machine.cpu.out_port(0x40 + counter, count & 0xFF)
    machine.cpu.out_port(0x40 + counter, count >> 8)


def test_the_bios_leaves_18_ticks_a_second() -> None:
    assert ticks(quiet(), 1000 * MS) == 18
    assert ticks(quiet(), 10_000 * MS) == 182


@pytest.mark.parametrize("mode", [2, 3, 6, 7])
def test_a_count_of_11932_is_100_ticks_a_second(mode: int) -> None:
    machine = quiet()
    program(machine, 11932, mode)
    assert ticks(machine, 1000 * MS) == 99
    assert ticks(machine, 10 * MS) == 1


def test_mode_0_ticks_once() -> None:
    machine = quiet()
    program(machine, 1193, mode=0)
    assert ticks(machine, 2 * MS) == 1
    assert ticks(machine, 1000 * MS) == 0


def test_a_count_half_written_does_not_count() -> None:
    machine = quiet()
    machine.cpu.out_port(CONTROL, 0x34)
    machine.cpu.out_port(0x40, 0x10)
    assert ticks(machine, 1000 * MS) == 0
    machine.cpu.out_port(0x40, 0x27)
    assert ticks(machine, 1000 * MS) == 119


def read_latched(machine: Any, counter: int = 0) -> int:
    machine.cpu.out_port(CONTROL, counter << 6)
    return int(machine.cpu.in_port(0x40 + counter) | machine.cpu.in_port(0x40 + counter) << 8)


def test_a_latched_count_stays_while_the_counter_goes_on() -> None:
    machine = quiet()
    program(machine, 50_000)
    assert read_latched(machine) == 50_000
    machine.board.advance(machine.board.now + MS)
    machine.cpu.out_port(CONTROL, 0)
    machine.board.advance(machine.board.now + MS)
    low, high = machine.cpu.in_port(0x40), machine.cpu.in_port(0x40)
    assert low | high << 8 == 50_000 - RATE // 1000
    assert read_latched(machine) == 50_000 - 2 * RATE // 1000


def test_mode_3_counts_twice_as_fast() -> None:
    machine = quiet()
    program(machine, 50_000, mode=3)
    machine.board.advance(machine.board.now + MS)
    assert read_latched(machine) == 50_000 - 2 * (RATE // 1000)


def test_read_back_gives_status_then_count() -> None:
    machine = quiet()
    program(machine, 0x1234, mode=2)
    machine.cpu.out_port(CONTROL, 0xC2)
    status, low, high = (machine.cpu.in_port(0x40) for _ in range(3))
    assert status == 0x80 | 0x30 | 2 << 1
    assert low | high << 8 == 0x1234
    machine.cpu.out_port(CONTROL, 0x34)
    machine.cpu.out_port(CONTROL, 0xE2)
    assert machine.cpu.in_port(0x40) & 0x40, "no count has been written"


def test_counter_2_measures_time_through_port_61() -> None:
    machine = quiet()
    machine.cpu.out_port(0x61, 1)
    program(machine, 11932, mode=0, counter=2)
    assert not machine.cpu.in_port(0x61) & 0x20
    machine.board.advance(machine.board.now + 9 * MS)
    assert not machine.cpu.in_port(0x61) & 0x20
    machine.board.advance(machine.board.now + 2 * MS)
    assert machine.cpu.in_port(0x61) & 0x20
    assert machine.cpu.in_port(0x61) & 3 == 1


def test_a_tick_that_nobody_takes_is_one_request() -> None:
    machine = quiet()
    machine.log = []
    machine.board.advance(5000 * MS)
    assert sum(isinstance(e, events.LineRaised) for e in machine.log) == 1
    assert machine.board.next_event() is None
    machine.board.acknowledge()
    assert machine.board.next_event() == pytest.approx(5_000 * MS, abs=56 * MS)
