"""The 8254 timer (Intel 8254 data sheet) and port 0x61, which gates its third counter.

    0x40-0x42   counters 0 (interrupt line 0), 1 (memory refresh), 2 (speaker)
    0x43        control: counter, access, mode; latch; read-back
    0x61        bit 0 gate of counter 2, bit 1 speaker, bit 4 toggles, bit 5 output of counter 2

Counters count down at 1.193182 MHz. Mode 2 and mode 3 start over at the end, modes 0 and 4 do not; modes 1 and 5 wait
for a gate, which only counter 2 has. A count of 0 stands for 65,536: 54.9 ms, 18.2 times a second.
Counting in BCD is taken down but counted in binary.
"""

from __future__ import annotations

from typing import NamedTuple

RATE = 1_193_182
"""Counts a second."""
SECOND = 1_000_000_000
PORTS = (0x40, 0x41, 0x42, 0x43, 0x61)
LOW, HIGH, BOTH = 1, 2, 3
PERIODIC = (2, 3)


class Counter(NamedTuple):
    """One of the three. Times are in nanoseconds."""

    reload: int = 65_536
    mode: int = 3
    access: int = BOTH
    bcd: bool = False
    started: int | None = 0
    """When counting began; None: a count is still to be written."""
    low: int | None = None
    """The low byte of a count whose high byte is still to be written."""
    latched: tuple[int, ...] = ()
    """Bytes that a latch command has put aside for reading."""
    high_next: bool = False
    """The next read gives the high byte."""


class PitState(NamedTuple):
    """All three counters, and bits 0 and 1 of port 0x61."""

    counters: tuple[Counter, Counter, Counter] = (Counter(mode=2), Counter(18, 2, LOW), Counter(started=None))
    speaker: int = 0


def time_of(count: int) -> int:
    """Nanoseconds until ``count`` counts are over."""
    return -(-count * SECOND // RATE)


def counts_in(time: int) -> int:
    """Counts that are over after ``time`` nanoseconds."""
    return time * RATE // SECOND


class Pit:
    """The timer. It has no clock of its own: whoever asks says what time it is, in nanoseconds."""

    def __init__(self) -> None:
        self.state = PitState()

    # -- the interrupt line

    def next_rise(self, after: int) -> int | None:
        """When counter 0's output rises next after the time ``after``; None: never."""
        one = self.state.counters[0]
        if one.started is None or one.mode in (1, 5):
            return None
        if one.mode not in PERIODIC:
            due = one.started + time_of(one.reload + 1)
            return due if due > after else None
        turns = counts_in(max(after - one.started, 0)) // one.reload
        due = one.started + time_of(turns * one.reload)
        while due <= after:
            turns += 1
            due = one.started + time_of(turns * one.reload)
        return due if turns else one.started + time_of(one.reload)

    # -- ports

    def read(self, port: int, now: int) -> int:
        """IN."""
        if port == 0x61:
            return self.state.speaker | (counts_in(now) // 18 & 1) << 4 | self._output(2, now) << 5
        if port == 0x43:
            return 0xFF
        number = port - 0x40
        one = self.state.counters[number]
        if one.latched:
            self._set(number, one._replace(latched=one.latched[1:]))
            return one.latched[0]
        count = self._count(one, now)
        if one.access == LOW:
            return count & 0xFF
        if one.access == HIGH:
            return count >> 8
        self._set(number, one._replace(high_next=not one.high_next))
        return count >> 8 if one.high_next else count & 0xFF

    def write(self, port: int, value: int, now: int) -> None:
        """OUT."""
        if port == 0x61:
            two = self.state.counters[2]
            if value & 1 and not self.state.speaker & 1 and two.started is not None:
                self._set(2, two._replace(started=now))
            self.state = self.state._replace(speaker=value & 3)
        elif port == 0x43:
            self._control(value, now)
        else:
            self._load(port - 0x40, value, now)

    def _set(self, number: int, counter: Counter) -> None:
        counters = list(self.state.counters)
        counters[number] = counter
        self.state = self.state._replace(counters=(counters[0], counters[1], counters[2]))

    def _control(self, value: int, now: int) -> None:
        number, access = value >> 6, value >> 4 & 3
        if number == 3:  # read-back: bits 1-3 choose counters, a clear bit 5 latches counts, a clear bit 4 the status
            for one in range(3):
                if value >> one + 1 & 1:
                    self._latch(one, now, status=not value & 0x10, count=not value & 0x20)
            return
        if access == 0:
            self._latch(number, now, status=False, count=True)
            return
        mode = value >> 1 & 7
        mode = mode - 4 if mode > 5 else mode
        self._set(number, Counter(65_536, mode, access, bool(value & 1), None))

    def _latch(self, number: int, now: int, *, status: bool, count: bool) -> None:
        one = self.state.counters[number]
        if one.latched:
            return
        latched: tuple[int, ...] = ()
        if status:
            empty = one.started is None
            latched = (self._output(number, now) << 7 | empty << 6 | one.access << 4 | one.mode << 1 | one.bcd,)
        if count:
            value = self._count(one, now)
            pair = (value & 0xFF, value >> 8)
            latched += {LOW: pair[:1], HIGH: pair[1:], BOTH: pair}[one.access]
        self._set(number, one._replace(latched=latched))

    def _load(self, number: int, value: int, now: int) -> None:
        """A byte of a count."""
        one = self.state.counters[number]
        if one.access == BOTH and one.low is None:
            self._set(number, one._replace(low=value))
            return
        count = value if one.access == LOW else value << 8 | (one.low or 0)
        self._set(number, one._replace(reload=count or 65_536, low=None, started=now))

    # -- counting

    def _count(self, one: Counter, now: int) -> int:
        """What the counter holds (16 bits)."""
        if one.started is None:
            return one.reload & 0xFFFF
        gone = counts_in(max(now - one.started, 0))
        if one.mode == 3:
            gone *= 2
        left = one.reload - gone % one.reload if one.mode in PERIODIC else one.reload - gone
        return left & 0xFFFF

    def _output(self, number: int, now: int) -> int:
        """The level of a counter's output."""
        one = self.state.counters[number]
        if one.started is None:
            return int(one.mode != 0)
        gone = counts_in(max(now - one.started, 0))
        if one.mode == 3:
            return int(gone % one.reload < (one.reload + 1) // 2)
        if one.mode == 2:
            return int(gone % one.reload != one.reload - 1)
        if one.mode in (0, 1):
            return int(gone >= one.reload)
        return int(gone != one.reload)
