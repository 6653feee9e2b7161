"""The keyboard and its controller, as drivers use them."""

from __future__ import annotations

from typing import Any

from pagesim_py.machine import events
from pagesim_py.machine.keyboard import ROOM, to_set_2
from tests.machine.helpers import kernel

DATA, STATUS = 0x60, 0x64


def press(machine: Any, *codes: int) -> None:
    machine.board.type([(code,) for code in codes], machine.board.now, 1000)
    machine.board.advance(machine.board.now + 1000 * len(codes))


def drain(machine: Any) -> list[int]:
    """What waits in the output buffer."""
    found = []
    while machine.cpu.in_port(STATUS) & 1:
        found.append(machine.cpu.in_port(DATA))
    return found


def command(machine: Any, *values: int) -> list[int]:
    machine.cpu.out_port(STATUS, values[0])
    for value in values[1:]:
        machine.cpu.out_port(DATA, value)
    return drain(machine)


def tell(machine: Any, *values: int) -> list[int]:
    """Bytes for the keyboard; its answers."""
    found = []
    for value in values:
        machine.cpu.out_port(DATA, value)
        found += drain(machine)
    return found


def interrupts(machine: Any) -> bool:
    return bool(machine.board.pics.first.state.irr & 2)


def test_a_key_waits_in_the_buffer_and_interrupts() -> None:
    machine = kernel()
    assert machine.cpu.in_port(STATUS) & 1 == 0
    press(machine, 0x1E)
    assert machine.cpu.in_port(STATUS) & 1
    assert interrupts(machine)
    assert machine.cpu.in_port(DATA) == 0x1E
    assert machine.cpu.in_port(STATUS) & 1 == 0
    assert machine.cpu.in_port(DATA) == 0x1E, "the last byte is read again"


def test_the_next_byte_interrupts_when_the_one_before_is_read() -> None:
    machine = kernel()
    machine.board.acknowledge()
    machine.cpu.out_port(0x20, 0x20)
    press(machine, 0x1E, 0x9E)
    assert machine.board.acknowledge() == 9
    machine.cpu.out_port(0x20, 0x20)
    assert not machine.board.requested, "unread, the line stays high"
    machine.cpu.in_port(DATA)
    assert machine.board.acknowledge() == 9
    assert machine.cpu.in_port(DATA) == 0x9E


def test_sixteen_bytes_wait_and_more_are_lost() -> None:
    machine = kernel()
    press(machine, *range(1, 20))
    assert drain(machine) == list(range(1, ROOM + 1))


def test_the_command_byte_decides_about_interrupt_and_translation() -> None:
    machine = kernel()
    assert command(machine, 0x20) == [0x61]
    machine.board.set_state(kernel().board.get_state())
    command(machine, 0x60, 0x60)
    press(machine, 0x1E)
    assert not interrupts(machine)
    assert drain(machine) == [0x1E]
    command(machine, 0x60, 0x21)
    press(machine, 0x1E, 0x9E, 0x39)
    assert drain(machine) == [0x1C, 0xF0, 0x1C, 0x29]


def test_self_tests_and_ports() -> None:
    machine = kernel()
    assert command(machine, 0xAA) == [0x55]
    assert command(machine, 0xAB) == [0x00]
    assert command(machine, 0xD0) == [0x03]
    assert command(machine, 0xD2, 0x42) == [0x42]
    assert command(machine, 0xD4, 0xF4) == [0xFA], "the mouse answers"


def test_a_keyboard_that_is_off_sends_nothing() -> None:
    machine = kernel()
    machine.log = []
    command(machine, 0xAD)
    press(machine, 0x1E)
    assert drain(machine) == []
    assert "nobody took it" in next(e.sentence for e in machine.log if isinstance(e, events.KeyTyped))
    command(machine, 0xAE)
    press(machine, 0x1E)
    assert drain(machine) == [0x1E]
    assert tell(machine, 0xF5) == [0xFA]
    press(machine, 0x1E)
    assert drain(machine) == []
    assert tell(machine, 0xF4) == [0xFA]
    press(machine, 0x1E)
    assert drain(machine) == [0x1E]


def test_the_keyboard_answers_commands() -> None:
    machine = kernel()
    assert tell(machine, 0xED, 0x07) == [0xFA, 0xFA]
    assert tell(machine, 0xEE) == [0xEE]
    assert tell(machine, 0xFF) == [0xFA, 0xAA]
    assert tell(machine, 0xF2) == [0xFA, 0xAB, 0x41], "the identity is translated too"
    assert tell(machine, 0xF0, 0x00) == [0xFA, 0xFA, 0x41]
    assert tell(machine, 0x99) == [0xFE]
    command(machine, 0x60, 0x21)
    assert tell(machine, 0xF0, 0x01, 0xF0, 0x00) == [0xFA, 0xFA, 0xFA, 0xFA, 0x01]
    press(machine, 0x1E)
    assert drain(machine) == [0x1E], "set 1 untranslated"


def test_set_2_has_a_code_of_its_own_for_every_key() -> None:
    codes = [code for code in range(1, 0x59) if code not in (0x54, 0x55)]
    assert len({to_set_2(code) for code in codes}) == len(codes)
    assert to_set_2(0xE0) == (0xE0,)
    assert to_set_2(0xC8) == (0xF0, 0x75)
