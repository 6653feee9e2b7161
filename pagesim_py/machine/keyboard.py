"""The keyboard and its controller, an 8042: ports 0x60 (data) and 0x64 (status, commands); interrupt line 1.

The keyboard sends scan codes of set 2; the controller translates them to set 1 while bit 6 of its command byte is set,
as the BIOS leaves it. A byte that waits in the output buffer sets bit 0 of the status, and raises line 1 if bit 0 of
the command byte is set; reading port 0x60 takes it out. Up to 16 bytes wait behind it. What a mouse answers (`mouse`)
comes before what the keyboard has to say.

A key is typed as the bytes of set 1 (see `keys`): its code, and for the release the code with bit 7.
"""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine import mouse
from pagesim_py.machine.mouse import MouseState

DATA, STATUS = 0x60, 0x64
PORTS = (DATA, STATUS)
ROOM = 16
"""Bytes that wait at most; more are lost."""

FULL, SYSTEM, COMMAND, UNLOCKED, FROM_MOUSE = 0x01, 0x04, 0x08, 0x10, 0x20
INTERRUPT, MOUSE_INTERRUPT, OFF, TRANSLATES = 0x01, 0x02, 0x10, 0x40
"""Bits of the command byte."""
AFTER_BIOS = 0x61
ACKNOWLEDGED, RESEND = 0xFA, 0xFE


class KeyboardState(NamedTuple):
    """The controller's and the keyboard's registers."""

    waiting: tuple[int, ...] = ()
    """Bytes for port 0x60, the next one first."""
    command_byte: int = AFTER_BIOS
    output_port: int = 0x03
    status: int = SYSTEM | COMMAND | UNLOCKED
    """Status without the bit that says whether a byte waits."""
    last: int = 0
    """What port 0x60 gave last; read again when nothing waits."""
    controller_wants: int | None = None
    """The command to port 0x64 whose parameter goes to port 0x60."""
    keyboard_wants: int | None = None
    """The command to the keyboard whose parameter goes to port 0x60."""
    scan_set: int = 2
    scans: bool = True
    mouse: MouseState = MouseState()


class Keyboard:
    """Keyboard and controller."""

    def __init__(self) -> None:
        self.state = KeyboardState()

    @property
    def line(self) -> bool:
        """The level of interrupt line 1."""
        now = self.state
        return bool(now.waiting) and bool(now.command_byte & INTERRUPT) and not now.mouse.waiting

    @property
    def mouse_line(self) -> bool:
        """The level of interrupt line 12."""
        return bool(self.state.mouse.waiting) and bool(self.state.command_byte & MOUSE_INTERRUPT)

    @property
    def interrupts(self) -> bool:
        """Whether a byte that comes raises line 1."""
        return bool(self.state.command_byte & INTERRUPT)

    @property
    def listens(self) -> bool:
        """Whether a key that is typed now has an effect."""
        return self.state.scans and not self.state.command_byte & OFF and len(self.state.waiting) < ROOM

    def type(self, code: int) -> None:
        """A byte of set 1 comes from the keys. Lost if the keyboard is off or nobody has read the last ones."""
        if not self.listens:
            return
        translates = self.state.command_byte & TRANSLATES
        self._send(*((code,) if translates or self.state.scan_set == 1 else to_set_2(code)))

    def _send(self, *codes: int) -> None:
        now = self.state
        self.state = now._replace(waiting=(now.waiting + codes)[:ROOM])

    def _answer(self, *codes: int) -> None:
        """Bytes from the keyboard that are no keys."""
        translated = self.state.command_byte & TRANSLATES
        self._send(*(_TO_SET_1.get(code, code) if translated and code < 0x84 else code for code in codes))

    def read(self, port: int) -> int:
        """IN."""
        now = self.state
        if port == STATUS:
            if now.mouse.waiting:
                return now.status | FULL | FROM_MOUSE
            return now.status | (FULL if now.waiting else 0)
        if now.mouse.waiting:
            first, *rest = now.mouse.waiting
            self.state = now._replace(mouse=now.mouse._replace(waiting=tuple(rest)), last=first)
            return first
        if not now.waiting:
            return now.last
        self.state = now._replace(waiting=now.waiting[1:], last=now.waiting[0])
        return now.waiting[0]

    def write(self, port: int, value: int) -> None:
        """OUT."""
        now = self.state
        if port == STATUS:
            self.state = now._replace(status=now.status | COMMAND)
            self._command(value)
            return
        self.state = now._replace(status=now.status & ~COMMAND, controller_wants=None)
        wants = now.controller_wants
        if wants == 0x60:
            self.state = self.state._replace(command_byte=value)
        elif wants == 0xD1:
            self.state = self.state._replace(output_port=value)
        elif wants == 0xD2:
            self._send(value)
        elif wants == 0xD3:
            self.state = self.state._replace(mouse=now.mouse._replace(waiting=(*now.mouse.waiting, value)))
        elif wants == 0xD4:
            self.state = self.state._replace(mouse=mouse.told(now.mouse, value))
        elif wants is None:
            self.state = self.state._replace(command_byte=now.command_byte & ~OFF)
            self._keyboard(value)

    def _command(self, value: int) -> None:
        """A command to the controller."""
        now = self.state
        answers = {0x20: now.command_byte, 0xA9: 0, 0xAA: 0x55, 0xAB: 0, 0xC0: 0x80, 0xD0: now.output_port}
        bits = {0xA7: (0, 0x20), 0xA8: (0x20, 0), 0xAD: (0, OFF), 0xAE: (OFF, 0)}
        if value in answers:
            self._send(answers[value])
        elif value in bits:
            clear, put = bits[value]
            self.state = now._replace(command_byte=now.command_byte & ~clear | put)
        elif value in (0x60, 0xD1, 0xD2, 0xD3, 0xD4):
            self.state = now._replace(controller_wants=value)

    def _keyboard(self, value: int) -> None:
        """A byte for the keyboard: a command, or a command's parameter."""
        now = self.state
        wants = now.keyboard_wants
        self.state = now = now._replace(keyboard_wants=None)
        if wants is not None:
            self._parameter(wants, value)
        elif value in (0xED, 0xF0, 0xF3):
            self.state = now._replace(keyboard_wants=value)
            self._answer(ACKNOWLEDGED)
        elif value == 0xEE:
            self._answer(0xEE)
        elif value == 0xF2:
            self._answer(ACKNOWLEDGED, 0xAB, 0x83)
        elif value in (0xF4, 0xF5, 0xF6, 0xFF):
            scan_set = now.scan_set if value == 0xF4 else 2
            self.state = now._replace(scans=value != 0xF5, scan_set=scan_set)
            self._answer(*((ACKNOWLEDGED, 0xAA) if value == 0xFF else (ACKNOWLEDGED,)))
        else:
            self._answer(RESEND)

    def _parameter(self, command: int, value: int) -> None:
        """The parameter of a command: lamps and repeat rate change nothing that a program sees."""
        now = self.state
        if command == 0xF0 and value == 0:
            self._answer(ACKNOWLEDGED, now.scan_set)
        elif command == 0xF0 and value <= 3:
            self.state = now._replace(scan_set=value)
            self._answer(ACKNOWLEDGED)
        else:
            self._answer(ACKNOWLEDGED)


# -- codes

_SET_2_OF: dict[int, int] = {}
"""Codes of set 2 by those of set 1, as a controller translates."""
for _line in (
    "01 76 16 1e 26 25 2e 36 3d 3e 46 45 4e 55 66 0d 15 1d 24 2d 2c 35 3c 43 44 4d 54 5b 5a 14 1c 1b 23",
    "21 2b 34 33 3b 42 4b 4c 52 0e 12 5d 1a 22 21 2a 32 31 3a 41 49 4a 59 7c 11 29 58 05 06 04 0c 03 0b",
    "41 83 0a 01 09 77 7e 6c 75 7d 7b 6b 73 74 79 69 72 7a 70 71",
    "56 61 78 07",
):
    _start, *_codes = (int(_one, 16) for _one in _line.split())
    _SET_2_OF.update({_start + _index: _code for _index, _code in enumerate(_codes)})
_TO_SET_1 = {two: one for one, two in _SET_2_OF.items()} | {0x02: 0x41}


def to_set_2(code: int) -> tuple[int, ...]:
    """A byte of set 1 as set 2 has it: a release is the byte 0xf0 and the code."""
    if code in (0xE0, 0xE1):
        return (code,)
    found = _SET_2_OF.get(code & 0x7F, code & 0x7F)
    return (0xF0, found) if code & 0x80 else (found,)
