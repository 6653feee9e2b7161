"""Serial port, debug exit, text screen, ports where nobody listens, memory windows."""

from __future__ import annotations

import pytest

from pagesim_py import Machine
from pagesim_py.machine.ports import MachineExit
from pagesim_py.machine.vga import CODE_PAGE_437
from tests.machine.helpers import kernel

COM1 = 0x3F8


def set_up_uart(machine: Machine) -> None:
    """What the uart_16550 crate's init and its self-test write."""
    for offset, value in ((1, 0), (3, 0x80), (0, 3), (1, 0), (3, 3), (2, 0xC7), (4, 0x0B), (1, 1)):
        machine.cpu.out_port(COM1 + offset, value)


def test_what_is_written_to_the_serial_port_is_its_output() -> None:
    machine = kernel()
    set_up_uart(machine)
    assert machine.uart.sent == b""
    for byte in "héllo\n".encode():
        assert machine.cpu.in_port(COM1 + 5) & 0x20
        machine.cpu.out_port(COM1, byte)
    assert machine.uart.text == "héllo\n"
    assert machine.uart.registers.divisor == 3


def test_the_serial_port_loops_back_when_asked() -> None:
    machine = kernel()
    machine.cpu.out_port(COM1 + 4, 0x1E)
    machine.cpu.out_port(COM1, 0xAE)
    assert machine.uart.sent == b""
    assert machine.cpu.in_port(COM1 + 5) & 1
    assert machine.cpu.in_port(COM1) == 0xAE
    assert not machine.cpu.in_port(COM1 + 5) & 1


def test_bytes_from_outside_wait_to_be_read() -> None:
    machine = kernel()
    machine.uart.receive(b"ab")
    assert [machine.cpu.in_port(COM1), machine.cpu.in_port(COM1), machine.cpu.in_port(COM1)] == [0x61, 0x62, 0]


def test_undoing_a_sent_byte_and_sending_another() -> None:
    machine = kernel()
    machine.log = []
    machine.cpu.out_port(COM1, ord("a"))
    machine.cpu.out_port(COM1, ord("b"))
    log, machine.log = machine.log, None
    for entry in reversed(log[2:]):
        machine.undo(entry)
    assert machine.uart.text == "a"
    machine.cpu.out_port(COM1, ord("c"))
    assert machine.uart.text == "ac"


def test_debug_exit_ends_with_value_times_two_plus_one() -> None:
    machine = kernel()
    with pytest.raises(MachineExit) as caught:
        machine.cpu.out_port(0xF4, 0x10, 4)
    assert caught.value.code == 33
    assert machine.debug_exit.code == 33


def test_a_port_where_nobody_listens_reads_all_ones() -> None:
    machine = kernel()
    machine.cpu.out_port(0x1234, 5, 4)
    assert [machine.cpu.in_port(0x1234, size) for size in (1, 2, 4)] == [0xFF, 0xFFFF, 0xFFFF_FFFF]


def test_the_screen_is_what_the_bytes_at_b8000_say() -> None:
    machine = kernel()
    assert machine.screen.lines() == [" " * 80] * 25
    machine.cpu.store(0xB8000 + 2 * (80 * 24 + 79), 2, 0x9E41)
    assert machine.screen.lines()[24] == " " * 79 + "A"
    cell = machine.screen.cells()[24][79]
    assert (cell.character, cell.ink, cell.paper, cell.blink) == ("A", 14, 1, True)
    machine.memory.write(0xB8000, b"H\x0fi\x0f")
    assert machine.screen.text().splitlines()[0] == "Hi"


def test_code_page_437_has_256_different_characters_but_for_its_blanks() -> None:
    assert len(CODE_PAGE_437) == 256
    assert CODE_PAGE_437[0xFE] == "■"
    assert CODE_PAGE_437[0xDB] == "█"
    assert CODE_PAGE_437[1] == "☺"
    blanks = [character for character in CODE_PAGE_437 if not character.strip()]
    assert len(set(CODE_PAGE_437)) == 256 - len(blanks) + len(set(blanks))


class Echo:
    """A device that remembers the last write."""

    def __init__(self) -> None:
        self.last = (0, 0, 0)

    def read(self, offset: int, size: int) -> int:
        return offset + 1

    def write(self, offset: int, size: int, value: int) -> None:
        self.last = (offset, size, value)


def test_a_window_is_a_device_and_is_never_granted_directly() -> None:
    machine = kernel()
    echo = Echo()
    machine.memory.add_window(0x1F0000, 0x1000, echo)
    machine.cpu.store(0x1F0010, 4, 0x1234)
    assert echo.last == (0x10, 4, 0x1234)
    assert machine.cpu.load(0x1F0008, 4) == 9
    assert machine.cpu.load(0x1F0008, 4) == 9
    assert 0x1F0 not in machine.mmu.read4
    assert machine.memory.read(0x1F0000, 3) == b"\1\2\3"
    with pytest.raises(ValueError, match="4096"):
        machine.memory.add_window(0x123, 0x1000, echo)


def test_memory_is_read_and_written_across_frames_and_holes() -> None:
    machine = Machine(ram_bytes=0x3000)
    machine.memory.write(0x1FFE, b"abcd")
    assert machine.memory.read(0x1FFC, 8) == b"\0\0abcd\0\0"
    machine.memory.write(0x2FFE, b"wxyz")
    assert machine.memory.read(0x2FFE, 4) == b"wx\xff\xff"
    assert machine.memory.read_u64(0x5000) == 2**64 - 1
    machine.memory.write_u32(0x1FFE, 0x11223344)
    assert machine.memory.read_u16(0x2000) == 0x1122
    assert machine.memory.read_u8(0x1FFE) == 0x44


def test_ram_can_be_given_in_regions() -> None:
    machine = Machine(ram_regions=[(0, 0xA0000), (0x100000, 0x200800)])
    assert machine.memory.is_ram(0x9F)
    assert not machine.memory.is_ram(0xA0)
    assert machine.memory.is_ram(0x1FF)
    assert not machine.memory.is_ram(0x200), "half a frame is none"
