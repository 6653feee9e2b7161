"""The clock's registers."""

from __future__ import annotations

from typing import Any

from tests.machine.helpers import kernel

SECOND = 1_000_000_000


def register(machine: Any, index: int) -> int:
    machine.cpu.out_port(0x70, index)
    return int(machine.cpu.in_port(0x71))


def set_register(machine: Any, index: int, value: int) -> None:
    machine.cpu.out_port(0x70, index)
    machine.cpu.out_port(0x71, value)


def test_a_run_begins_with_2026() -> None:
    machine = kernel()
    assert [register(machine, index) for index in (0, 2, 4, 6, 7, 8, 9, 0x32)] == [0, 0, 0, 5, 1, 1, 0x26, 0x20]


def test_time_goes_on_in_bcd_or_binary() -> None:
    machine = kernel()
    machine.board.advance((13 * 3600 + 45 * 60 + 59) * SECOND)
    assert [register(machine, index) for index in (4, 2, 0)] == [0x13, 0x45, 0x59]
    set_register(machine, 0x0B, 0x06)
    assert [register(machine, index) for index in (4, 2, 0)] == [13, 45, 59]
    set_register(machine, 0x0B, 0x00)
    assert register(machine, 4) == 0x80 | 0x01, "one o'clock in the afternoon"
    machine.board.advance(25 * 3600 * SECOND)
    assert register(machine, 7) == 2


def test_it_says_when_the_time_is_changing() -> None:
    machine = kernel()
    assert register(machine, 0x0A) == 0x26
    machine.board.advance(SECOND - 1000)
    assert register(machine, 0x0A) == 0xA6
    machine.board.advance(SECOND)
    assert register(machine, 0x0A) == 0x26
    assert register(machine, 0x0D) == 0x80


def test_memory_keeps_what_is_written_and_undo_takes_it_back() -> None:
    machine = kernel()
    machine.log = []
    set_register(machine, 0x40, 0x5A)
    assert register(machine, 0x40) == 0x5A
    log, machine.log = machine.log, None
    for entry in reversed(log):
        machine.undo(entry)
    assert register(machine, 0x40) == 0
