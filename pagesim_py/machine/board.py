"""What stands around the CPU and tells it of the outside: interrupt controllers, timer, keyboard, clock, and time.

Time is simulated, in nanoseconds since the kernel's first instruction, and moves only when ``advance`` says so: the
same program sees the same interrupts at the same moments, always. Whoever runs a program advances the clock as it
runs, asks ``requested`` where the CPU would look at its INTR pin, and delivers what ``acknowledge`` gives.

``next_event`` is the next moment at which something can happen, so that a CPU that halts need not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pagesim_py.machine import keyboard, pic, pit, rtc
from pagesim_py.machine.events.devices import EndOfInterrupt, InterruptAcknowledged, KeyTyped, LineRaised
from pagesim_py.machine.keyboard import Keyboard, KeyboardState
from pagesim_py.machine.pic import NAMES, Pics, PicState
from pagesim_py.machine.pit import Pit, PitState
from pagesim_py.machine.ports import Ports
from pagesim_py.machine.rtc import Rtc, RtcState


class BoardState(NamedTuple):
    """Everything that the devices remember."""

    pics: tuple[PicState, PicState]
    pit: PitState
    keyboard: KeyboardState
    rtc: RtcState
    now: int


class _Window:
    """Neighbouring ports of the board."""

    def __init__(self, board: Board, base: int, size: int) -> None:
        self.board = board
        self.base = base
        self.size = size

    def read(self, offset: int) -> int:
        return self.board.read(self.base + offset)

    def write(self, offset: int, value: int) -> None:
        self.board.write(self.base + offset, value)

    def get_state(self) -> BoardState:
        return self.board.get_state()

    def set_state(self, state: BoardState) -> None:
        self.board.set_state(state)


WINDOWS = ((pic.FIRST, 2), (0x40, 4), (keyboard.DATA, 1), (0x61, 1), (keyboard.STATUS, 1), (0x70, 2), (pic.SECOND, 2))
PORTS = frozenset(base + offset for base, size in WINDOWS for offset in range(size))
"""The ports of devices that live in time."""


class Board:
    """Two interrupt controllers, a timer, a keyboard and a clock, at their ports."""

    def __init__(self, ports: Ports) -> None:
        self.pics = Pics()
        self.pit = Pit()
        self.keyboard = Keyboard()
        self.rtc = Rtc()
        self.now = 0
        """Nanoseconds since the kernel's first instruction."""
        self.log: list[Any] | None = None
        self.typing: list[tuple[int, int]] = []
        """Bytes that the keys will give: (time, byte of set 1), rising in time."""
        self.asked = False
        """Whether the program ever read the keyboard's ports."""
        self._notes = ports.notes
        for base, size in WINDOWS:
            ports.add(base, _Window(self, base, size))

    def get_state(self) -> BoardState:
        """The state to undo to."""
        return BoardState(self.pics.get_state(), self.pit.state, self.keyboard.state, self.rtc.state, self.now)

    def set_state(self, state: BoardState) -> None:
        """Back (or forth) to ``state``."""
        self.pics.set_state(state.pics)
        self.pit.state, self.keyboard.state, self.rtc.state, self.now = state[1:]

    # -- ports

    def read(self, port: int) -> int:
        """IN of one byte."""
        if port in pit.PORTS:
            return self.pit.read(port, self.now)
        if port in rtc.PORTS:
            return self.rtc.read(port, self.now)
        if port in keyboard.PORTS:
            self.asked = True
            value = self.keyboard.read(port)
            if port == keyboard.DATA:
                self.pics.set_line(pic.KEYBOARD, False)
                self.pics.set_line(pic.MOUSE, False)
                self._keyboard_line()
            return value
        return self.pics.read(port)

    def write(self, port: int, value: int) -> None:
        """OUT of one byte."""
        if port in pit.PORTS:
            self.pit.write(port, value, self.now)
        elif port in rtc.PORTS:
            self.rtc.write(port, value)
        elif port in keyboard.PORTS:
            self.keyboard.write(port, value)
            self._keyboard_line()
        else:
            ended = self.pics.write(port, value)
            if ended is not None and self.log is not None:
                lines = [line for line in range(16) if ended >> line & 1]
                self._notes.append(EndOfInterrupt(lines[0] if lines else None, port == pic.SECOND))

    def _keyboard_line(self) -> None:
        self.pics.set_line(pic.KEYBOARD, self.keyboard.line)
        self.pics.set_line(pic.MOUSE, self.keyboard.mouse_line)

    # -- time

    def next_event(self) -> int | None:
        """When something can happen next that a program may notice; None: never."""
        found = [self.typing[0][0]] if self.typing else []
        rise = None if self.pics.first.state.irr & 1 << pic.TIMER else self.pit.next_rise(self.now)
        if rise is not None:
            found.append(rise)
        return min(found, default=None)

    def advance(self, time: int) -> None:
        """Lets everything happen that is due until ``time``."""
        while (due := self.next_event()) is not None and due <= time:
            before = self.get_state()
            self.now = due
            if self.typing and self.typing[0][0] <= due:
                code = self.typing.pop(0)[1]
                self.keyboard.type(code)
                self._keyboard_line()
                if self.log is not None:
                    self.log.append(KeyTyped(code, before, self.get_state()))
            else:
                self.pics.set_line(pic.TIMER, True)
                self.pics.set_line(pic.TIMER, False)
                if self.log is not None:
                    self.log.append(LineRaised(pic.TIMER, before, self.get_state()))
        self.now = max(self.now, time)

    def type(self, moments: Iterable[tuple[int, ...]], start: int, apart: int) -> None:
        """Keys will be typed: the bytes of one of ``moments`` every ``apart`` nanoseconds from ``start`` on."""
        at = max([start, *(time + apart for time, _ in self.typing[-1:])])
        for codes in moments:
            self.typing += [(at, code) for code in codes]
            at += apart

    # -- the CPU's side

    @property
    def requested(self) -> bool:
        """Whether an interrupt waits for the CPU."""
        return self.pics.requested

    def acknowledge(self) -> int:
        """The CPU takes the interrupt that waits: its vector."""
        before = self.get_state()
        vector, line, spurious = self.pics.acknowledge()
        if self.log is not None:
            self.log.append(InterruptAcknowledged(vector, line, spurious, before, self.get_state()))
        return vector

    def why_silent(self) -> str:
        """Why no interrupt comes, as the end of a sentence."""
        reasons = []
        for line in (pic.TIMER, pic.KEYBOARD):
            name = f"the {NAMES[line]}'s (line {line})"
            blocker = self.pics.blocker(line)
            if self.pics.is_masked(line):
                reasons.append(f"{name} is masked in the interrupt controller")
            elif blocker == line:
                reasons.append(f"{name} is still in service, because no end of interrupt (EOI) was sent for it")
            elif blocker is not None:
                reasons.append(f"{name} waits for the end of interrupt (EOI) of line {blocker}")
        return "; ".join(reasons)
