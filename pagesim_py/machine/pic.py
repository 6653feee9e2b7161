"""The two 8259A interrupt controllers of a PC (Intel 8259A data sheet; the PC's wiring).

    first, ports 0x20-0x21           second, ports 0xa0-0xa1
    0 timer     4 COM1               8 clock          12 mouse
    1 keyboard  5 LPT2                9 -              13 coprocessor
    2 second    6 floppy             10 -             14 disk
    3 COM2      7 LPT1               11 -             15 disk

A line that rises sets its bit in IRR, the requests. The CPU's acknowledge takes the one of highest priority (line 0
first) that is not masked (IMR) and not below one in service (ISR): its bit moves from IRR to ISR, and the vector is
the base plus the line's number. While a bit is in ISR, that line and those below it are silent, until an end of
interrupt (EOI) clears it. If the request is gone at the acknowledge, the controller answers as for its line 7, with
no bit in ISR: a spurious interrupt.

A mask, a service or a base is one chip's; what both are together is ``Pics``.
"""

from __future__ import annotations

from typing import NamedTuple

FIRST, SECOND = 0x20, 0xA0
"""Command ports; the data port follows."""
CASCADE = 2
"""The first controller's line that the second one hangs on."""
TIMER, KEYBOARD, MOUSE = 0, 1, 12
NAMES = (
    "timer", "keyboard", "second controller", "COM2", "COM1", "LPT2", "floppy disk", "LPT1",
    "clock", "line 9", "line 10", "line 11", "mouse", "coprocessor", "first disk", "second disk",
)  # fmt: skip

INITIALISE, WITH_ICW4, SINGLE = 0x10, 0x01, 0x02
OCW3 = 0x08
AUTO_EOI, NESTED = 0x02, 0x10


class PicState(NamedTuple):
    """All registers of one chip."""

    irr: int = 0
    """Lines that ask, one bit each."""
    isr: int = 0
    """Lines in service."""
    imr: int = 0
    """Lines that are masked."""
    levels: int = 0
    """Lines that are high now: only a rise counts."""
    base: int = 0
    """The vector of line 0."""
    expected: int = 0
    """The initialisation word (2, 3, 4) that the data port expects; 0: the mask."""
    single: bool = False
    with_icw4: bool = False
    auto_eoi: bool = False
    rotates: bool = False
    """In automatic-EOI mode, the line served becomes the last in priority."""
    nested: bool = False
    """Special fully nested mode."""
    special_mask: bool = False
    reads_isr: bool = False
    """What the command port reads: ISR, or IRR."""
    polls: bool = False
    """The next read is an acknowledge."""
    top: int = 0
    """The line of highest priority."""


AFTER_BIOS = (PicState(irr=0x01, imr=0xB8, base=0x08), PicState(imr=0x8E, base=0x70))
"""As QEMU's BIOS leaves them: lines 0, 1, 2, 6, 8, 12, 13 and 14 open, vectors 8 and 0x70; the timer has ticked while
the boot loader ran with interrupts disabled."""


class Pic:
    """One 8259A. ``second``: the chip that hangs on the other one."""

    def __init__(self, state: PicState, second: bool) -> None:
        self.state = state
        self.second = second

    def _first_of(self, lines: int) -> int | None:
        """The rank (0 the highest) of the first line in ``lines``; None if there is none."""
        if not lines:
            return None
        top = self.state.top
        return next(rank for rank in range(8) if lines >> (rank + top & 7) & 1)

    @property
    def request(self) -> int | None:
        """The line that the INT pin asks for now; None if it is low."""
        now = self.state
        asked = self._first_of(now.irr & ~now.imr)
        if asked is None:
            return None
        serving = now.isr
        if now.special_mask:
            serving &= ~now.imr
        if now.nested and not self.second:
            serving &= ~(1 << CASCADE)
        busy = self._first_of(serving)
        return asked + now.top & 7 if busy is None or asked < busy else None

    def set_line(self, line: int, high: bool) -> None:
        """A device drives ``line`` (0..7)."""
        now, bit = self.state, 1 << line
        if not high:
            self.state = now._replace(levels=now.levels & ~bit)
        elif not now.levels & bit:
            self.state = now._replace(levels=now.levels | bit, irr=now.irr | bit)

    def acknowledge(self) -> int | None:
        """INTA: the line whose service begins; None for a spurious interrupt (line 7's vector, nothing in service)."""
        line = self.request
        if line is None:
            return None
        now, bit = self.state, 1 << line
        if now.auto_eoi:
            top = line + 1 & 7 if now.rotates else now.top
            self.state = now._replace(irr=now.irr & ~bit, top=top)
        else:
            self.state = now._replace(irr=now.irr & ~bit, isr=now.isr | bit)
        return line

    def read(self, data: bool) -> int:
        """IN from the command or the ``data`` port."""
        now = self.state
        if now.polls:
            self.state = now._replace(polls=False)
            line = self.acknowledge()
            return 0 if line is None else 0x80 | line
        if data:
            return now.imr
        return now.isr if now.reads_isr else now.irr

    def write(self, data: bool, value: int) -> int | None:
        """OUT to the command or the ``data`` port; the bits of ISR that an end of interrupt cleared, None if none."""
        now = self.state
        if data:
            self._initialise(value)
        elif value & INITIALISE:  # ICW1
            self.state = PicState(
                base=now.base, expected=2, single=bool(value & SINGLE), with_icw4=bool(value & WITH_ICW4)
            )
        elif value & OCW3:
            self._control(value)
        else:
            return self._end(value)
        return None

    def _initialise(self, value: int) -> None:
        """ICW2 to ICW4, or the mask (OCW1)."""
        now = self.state
        last = 4 if now.with_icw4 else 0
        if now.expected == 2:
            self.state = now._replace(base=value & 0xF8, expected=last if now.single else 3)
        elif now.expected == 3:
            self.state = now._replace(expected=last)
        elif now.expected == 4:
            self.state = now._replace(auto_eoi=bool(value & AUTO_EOI), nested=bool(value & NESTED), expected=0)
        else:
            self.state = now._replace(imr=value)

    def _control(self, value: int) -> None:
        """OCW3: poll, what the command port reads, special mask mode."""
        now = self.state
        reads = bool(value & 1) if value & 2 else now.reads_isr
        special = bool(value & 0x20) if value & 0x40 else now.special_mask
        self.state = now._replace(polls=bool(value & 4), reads_isr=reads, special_mask=special)

    def _end(self, value: int) -> int | None:
        """OCW2: end of interrupt, specific or not, and rotation of priorities."""
        now = self.state
        rotates, specific, eoi = bool(value & 0x80), bool(value & 0x40), bool(value & 0x20)
        line = value & 7
        if not eoi:
            if specific and rotates:
                self.state = now._replace(top=line + 1 & 7)
            elif not specific:
                self.state = now._replace(rotates=rotates)
            return None
        if not specific:
            rank = self._first_of(now.isr)
            if rank is None:
                return 0
            line = rank + now.top & 7
        cleared = now.isr & 1 << line
        self.state = now._replace(isr=now.isr & ~(1 << line), top=line + 1 & 7 if rotates else now.top)
        return cleared


class Pics:
    """Both controllers: sixteen lines in, one request out."""

    def __init__(self) -> None:
        self.first = Pic(AFTER_BIOS[0], False)
        self.second = Pic(AFTER_BIOS[1], True)

    def get_state(self) -> tuple[PicState, PicState]:
        """Both chips' registers."""
        return self.first.state, self.second.state

    def set_state(self, state: tuple[PicState, PicState]) -> None:
        """Back (or forth) to ``state``."""
        self.first.state, self.second.state = state

    @property
    def requested(self) -> bool:
        """Whether the CPU's INTR pin is high."""
        return self.first.request is not None

    def set_line(self, line: int, high: bool) -> None:
        """A device drives ``line`` (0..15)."""
        (self.second if line >= 8 else self.first).set_line(line & 7, high)
        self._cascade()

    def _cascade(self) -> None:
        self.first.set_line(CASCADE, self.second.request is not None)

    def acknowledge(self) -> tuple[int, int, bool]:
        """The CPU's acknowledge: vector, line, and whether it is spurious."""
        line = self.first.acknowledge()
        if line is None:
            return self.first.state.base + 7, 7, True
        if line != CASCADE:
            return self.first.state.base + line, line, False
        inner = self.second.acknowledge()
        self._cascade()
        if inner is None:
            return self.second.state.base + 7, 15, True
        return self.second.state.base + inner, inner + 8, False

    def read(self, port: int) -> int:
        """IN from one of the four ports."""
        chip = self.second if port >= SECOND else self.first
        value = chip.read(bool(port & 1))
        self._cascade()
        return value

    def write(self, port: int, value: int) -> int | None:
        """OUT to one of the four ports; for an end of interrupt the lines (bits 0..15) that it ended, else None."""
        chip = self.second if port >= SECOND else self.first
        ended = chip.write(bool(port & 1), value)
        self._cascade()
        return ended << 8 if ended is not None and chip is self.second else ended

    def is_masked(self, line: int) -> bool:
        """Whether ``line`` cannot reach the CPU because a mask is set."""
        first, second = self.get_state()
        if line >= 8:
            return bool(second.imr >> line - 8 & 1 or first.imr >> CASCADE & 1)
        return bool(first.imr >> line & 1)

    def blocker(self, line: int) -> int | None:
        """The line in service that keeps ``line`` (0..7) waiting; None if none does."""
        first = self.first.state
        if first.special_mask:
            return None
        order = [(first.top + rank) & 7 for rank in range(8)]
        return next((one for one in order[: order.index(line) + 1] if first.isr >> one & 1), None)
