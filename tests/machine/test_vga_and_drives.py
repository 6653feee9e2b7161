"""A mouse that lies still, the VGA's registers, IDE channels without drives, and writes that end the machine."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.machine.ports import MachineExit
from tests.machine.helpers import kernel

DATA, STATUS = 0x60, 0x64


def mouse(machine: Any, *values: int) -> list[int]:
    """Bytes for the mouse; its answers."""
    found = []
    for value in values:
        machine.cpu.out_port(STATUS, 0xD4)
        machine.cpu.out_port(DATA, value)
        while machine.cpu.in_port(STATUS) & 1:
            assert machine.cpu.in_port(STATUS) & 0x20
            found.append(machine.cpu.in_port(DATA))
    return found


def test_the_mouse_answers_what_a_driver_sends_to_begin() -> None:
    machine = kernel()
    assert mouse(machine, 0xFF) == [0xFA, 0xAA, 0x00]
    assert mouse(machine, 0xF6, 0xF3, 200, 0xF3, 100, 0xF3, 80, 0xF2) == [0xFA] * 8 + [0x00]
    assert mouse(machine, 0xE9) == [0xFA, 0x00, 2, 100]
    assert mouse(machine, 0xF4) == [0xFA]
    assert mouse(machine, 0xE9) == [0xFA, 0x20, 2, 100]
    assert mouse(machine, 0xEB) == [0xFA, 0x08, 0x00, 0x00]
    assert mouse(machine, 0xE8, 3) == [0xFA, 0xFA]
    assert mouse(machine, 0x55) == [0xFE]


def test_the_mouse_interrupts_by_line_12_and_comes_before_the_keyboard() -> None:
    machine = kernel()
    second = machine.board.pics.second
    machine.cpu.out_port(STATUS, 0x60)
    machine.cpu.out_port(DATA, 0x47)
    machine.cpu.out_port(DATA, 0xEE)
    machine.cpu.out_port(STATUS, 0xD4)
    machine.cpu.out_port(DATA, 0xF4)
    assert second.state.irr & 1 << 4
    assert machine.cpu.in_port(STATUS) & 0x21 == 0x21
    assert machine.cpu.in_port(DATA) == 0xFA
    assert machine.cpu.in_port(STATUS) & 0x21 == 0x01
    assert machine.cpu.in_port(DATA) == 0xEE
    machine.cpu.out_port(STATUS, 0xD3)
    machine.cpu.out_port(DATA, 0x42)
    assert machine.cpu.in_port(STATUS) & 0x21 == 0x21
    assert machine.cpu.in_port(DATA) == 0x42


def test_the_cursor_is_where_it_was_put_and_undoing_puts_it_back() -> None:
    machine = kernel()
    machine.log = []
    out, read = machine.cpu.out_port, machine.cpu.in_port
    for index, value in ((0x0E, 0x01), (0x0F, 0x97), (0x0A, 0x20)):
        out(0x3D4, index)
        out(0x3D5, value)
    out(0x3D4, 0x0E)
    assert (read(0x3D4), read(0x3D5)) == (0x0E, 0x01)
    log, machine.log = machine.log, None
    for entry in reversed(log):
        machine.undo(entry)
    found = []
    for index in (0x0A, 0x0B, 0x0E, 0x0F):
        out(0x3D4, index)
        found.append(read(0x3D5))
    assert found == [0x0D, 0x0E, 0, 0]


def test_waiting_for_the_beam_ends_and_makes_the_next_attribute_byte_an_index() -> None:
    machine = kernel()
    out, read = machine.cpu.out_port, machine.cpu.in_port
    assert {read(0x3DA) & 8 for _ in range(2)} == {0, 8}
    out(0x3C0, 0x30)
    read(0x3DA)
    out(0x3C0, 0x30)
    assert read(0x3C1) == 0x0C
    out(0x3C0, 0x04)
    assert read(0x3C1) == 0x04


def test_colours_and_the_other_registers_keep_what_is_written() -> None:
    machine = kernel()
    out, read = machine.cpu.out_port, machine.cpu.in_port
    assert read(0x3CC) == 0x67
    out(0x3C2, 0x63)
    assert read(0x3CC) == 0x63
    out(0x3C8, 255)
    for value in (63, 0xFF, 1, 7):
        out(0x3C9, value)
    out(0x3C7, 255)
    assert [read(0x3C9) for _ in range(4)] == [63, 63, 1, 7]
    out(0x3C4, 0x0402, 2)
    out(0x3CE, 6)
    assert (read(0x3C5), read(0x3CF)) == (4, 0x0E)
    again = kernel()
    again.restore(machine.snapshot())
    assert again.cpu.in_port(0x3C5) == 4


def test_a_channel_without_drives_reads_as_zero() -> None:
    machine = kernel()
    for port in (0x1F1, 0x1F7, 0x177, 0x3F6, 0x376):
        machine.cpu.out_port(port, 0xEC)
        assert machine.cpu.in_port(port) == 0
    assert machine.cpu.in_port(0x1F0, 2) == 0
    assert machine.cpu.in_port(0x3F7) == 0xFF


@pytest.mark.parametrize(
    ("port", "value", "size", "says"),
    [
        (0x604, 0x2000, 2, "switched the machine off (ACPI, port 0x604)"),
        (0x64, 0xFE, 1, "reset the machine (port 0x64)"),
        (0xCF9, 0x06, 1, "reset the machine (port 0xcf9)"),
        (0x92, 0x01, 1, "reset the machine (port 0x92)"),
    ],
)
def test_switching_off_and_resetting_end_the_machine(port: int, value: int, size: int, says: str) -> None:
    machine = kernel()
    with pytest.raises(MachineExit) as caught:
        machine.cpu.out_port(port, value, size)
    assert caught.value.code == 0
    assert says in caught.value.sentence


def test_what_only_looks_like_an_end_does_not_end_the_machine() -> None:
    machine = kernel()
    for port, value, size in (
        (0x604, 0x2000, 1),
        (0x604, 0x3400, 2),
        (0xCF9, 0x02, 1),
        (0x92, 2, 1),
        (0x4004, 0x3400, 2),
    ):
        machine.cpu.out_port(port, value, size)
