"""The clock of a PC (Motorola MC146818 data sheet): an index at port 0x70, the register that it names at 0x71.

    0, 2, 4   seconds, minutes, hours        0x0a  bit 7: the time is changing
    6         day of the week, 1 = Sunday    0x0b  bit 2: binary, not BCD; bit 1: 24 hours
    7, 8, 9   day, month, year               0x32  century

The time is simulated: a run always begins on the first of January 2026, at midnight. It cannot be set, and the clock
does not interrupt. The other registers are 64 bytes of memory that read as zero until they are written.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

PORTS = (0x70, 0x71)
BEGIN = datetime(2026, 1, 1)
SECOND = 1_000_000_000
CHANGING = 244_000
"""Nanoseconds before each second in which bit 7 of register 0x0a says that the time is changing."""
STATUS_A, STATUS_B, STATUS_D = 0x0A, 0x0B, 0x0D
BINARY, HOURS_24 = 0x04, 0x02
VALID = 0x80


class RtcState(NamedTuple):
    """The register that the index names, and what was written to registers."""

    chosen: int = 0
    written: tuple[tuple[int, int], ...] = ((STATUS_A, 0x26), (STATUS_B, HOURS_24))


class Rtc:
    """The clock. Whoever reads says what time it is, in nanoseconds since the run began."""

    def __init__(self) -> None:
        self.state = RtcState()

    def write(self, port: int, value: int) -> None:
        """OUT."""
        now = self.state
        if port == 0x70:
            self.state = now._replace(chosen=value & 0x7F)
        elif now.chosen not in (STATUS_D, 0x0C) and now.chosen not in _FIELDS:
            kept = dict(now.written) | {now.chosen: value & 0x7F if now.chosen == STATUS_A else value}
            self.state = now._replace(written=tuple(sorted(kept.items())))

    def read(self, port: int, time: int) -> int:
        """IN."""
        if port == 0x70:
            return 0xFF
        index = self.state.chosen
        kept = dict(self.state.written)
        if index == STATUS_A:
            return kept[index] | (0x80 if time % SECOND >= SECOND - CHANGING else 0)
        if index == STATUS_D:
            return VALID
        if index in _FIELDS:
            return self._field(index, time, kept.get(STATUS_B, 0))
        return kept.get(index, 0)

    def _field(self, index: int, time: int, mode: int) -> int:
        now = BEGIN + timedelta(seconds=time // SECOND)
        value = {
            0x00: now.second,
            0x02: now.minute,
            0x04: now.hour,
            0x06: now.isoweekday() % 7 + 1,
            0x07: now.day,
            0x08: now.month,
            0x09: now.year % 100,
            0x32: now.year // 100,
        }[index]
        evening = index == 0x04 and not mode & HOURS_24 and value >= 12
        if index == 0x04 and not mode & HOURS_24:
            value = (value + 11) % 12 + 1
        if not mode & BINARY:
            value = value // 10 << 4 | value % 10
        return value | (0x80 if evening else 0)


_FIELDS = frozenset((0x00, 0x02, 0x04, 0x06, 0x07, 0x08, 0x09, 0x32))
