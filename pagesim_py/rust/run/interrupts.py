"""Interrupts of devices while a program runs: simulated time, and where the CPU looks at its INTR pin.

A step (a turn of a loop, or a call of a student's function) is a microsecond: a million steps see the timer tick 18.2
times, as often as a second does. Between steps an interrupt that waits is delivered if IF = 1, so also in the middle
of a library's loop; the saved RIP is that of the student's statement that is running. ``hlt`` with IF = 1 jumps to the
next moment at which a device does something.

While IF = 0 nothing of this costs anything: the clock is read from the count of steps when somebody asks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from types import FrameType
from typing import TYPE_CHECKING, Any

from pagesim_py.machine import pic
from pagesim_py.machine.board import PORTS

from ..lower.items import Function
from .turns import Redirect, Stop

if TYPE_CHECKING:
    from .runtime import Run

STEP = 1_000
"""Nanoseconds that a step takes."""
WAKE = 5_000
"""Steps of the budget that a wait in ``hlt`` takes at most; its time passes in full."""
PORT_STEPS = 50
"""Steps that reading a port of these devices takes: programs that poll get on in time."""
KEYS_AT = 1_000_000_000
"""Keys are typed once the program waits in ``hlt``; after this many nanoseconds at the latest."""
KEYS_APART = 125_000_000
"""Nanoseconds from pressing a key to releasing it, and from there to the next key."""
RFLAGS_IF = 0x200
FAR = 1 << 62

_STATEMENT = re.compile(r"L\(§(\d+)\)|L\(\(§(\d+), b\)\)|b, §(\d+)\)")


class Interrupts:
    """The devices' side of one run. ``keys``: the bytes of scan code set 1 that the keyboard sends, one tuple each
    moment.
    """

    def __init__(self, run: Run, keys: Iterable[tuple[int, ...]]) -> None:
        self.run = run
        self.cpu = run.cpu
        self.board = run.machine.board
        self.keys = list(keys)
        self.typed = not self.keys
        self.interactive = bool(self.keys)
        self.skipped = 0
        self._codes: dict[Any, Function] | None = None

    # -- time

    @property
    def now(self) -> int:
        """Nanoseconds since the kernel's first instruction."""
        return self.run.turns.used * STEP + self.skipped

    def sync(self) -> None:
        """Lets the devices catch up with the program."""
        now = self.now
        if not self.typed and now >= KEYS_AT:
            self._type(KEYS_AT)
        self.board.advance(now)

    def _type(self, start: int) -> None:
        self.typed = True
        self.board.type(self.keys, start, KEYS_APART)

    def steps_to_event(self) -> int:
        """Steps until something happens that the program may notice."""
        due = self.board.next_event()
        if due is None:
            due = FAR
        if not self.typed:
            due = min(due, KEYS_AT)
        return max(-(-(due - self.now) // STEP), 1)

    @property
    def enabled(self) -> bool:
        """Whether IF = 1."""
        return bool(self.cpu.rflags & RFLAGS_IF)

    # -- delivery

    def attend(self, b: int, rip: int) -> None:
        """Delivers what waits, if IF = 1, between two instructions: RSP is ``b``, the next instruction at ``rip``."""
        cpu, board = self.cpu, self.board
        if not self.enabled:
            return
        self.sync()
        while self.enabled and board.requested:
            cpu.rip, cpu.rsp = rip, b
            cpu.interrupt(board.acknowledge(), "external", rip)
            self.run.handle()
            if cpu.rip != rip:
                raise Redirect(cpu.rip)
            self.sync()
        self.look()

    def look(self) -> None:
        """IF may have become 1, or a device was set up anew: the program is looked at in time for what comes next."""
        if self.enabled:
            turns = self.run.turns
            if turns.left and (self.board.requested or self.steps_to_event() < turns.left):
                turns.cut()

    def between(self) -> None:
        """Between two steps: called where lowered code counts them."""
        if not self.enabled:
            return
        self.sync()
        if not self.board.requested:
            return
        run = self.run
        b, rip = self._place(sys._getframe(1))
        outer = run.ns["T"], run.ns["N"]
        run.count_anew()  # the iterators of the code that is interrupted are in use
        self.attend(b, rip)
        run.turns.cut()
        run.ns["T"], run.ns["N"] = outer

    def _place(self, frame: FrameType | None) -> tuple[int, int]:
        """RSP and RIP of the lowered code that runs in ``frame`` or calls it."""
        if self._codes is None:
            named = [f for f in self.run.linked.functions if f.student and not f.constant]
            self._codes = {self.run.ns[f.name].__code__: f for f in named}
        b: int | None = None
        while frame is not None:
            if frame.f_globals is self.run.ns:
                if b is None:
                    b = frame.f_locals.get("b")
                function = self._codes.get(frame.f_code)
                if function is not None and b is not None:
                    return b, self._rip(function, frame.f_lineno)
            frame = frame.f_back
        raise AssertionError("no function of the program is running")

    def _rip(self, function: Function, line: int) -> int:
        """The address of the statement that line ``line`` of a function's lowered source belongs to."""
        lines = function.source.split("\n")
        for text in reversed(lines[:line]):
            found = _STATEMENT.findall(text)
            if found:
                return function.base + int(next(filter(None, found[0])))
        return function.base

    # -- waiting

    def wait(self, b: int, rip: int) -> None:
        """HLT with IF = 1, at ``rip``: goes on to the next interrupt and delivers it."""
        self.sync()
        while not self.board.requested:
            if not self.typed:
                self._type(self.now)
            due = self.board.next_event()
            if due is None:
                raise self.silence()
            self._skip(due)
        self.attend(b, rip + 1)

    def _skip(self, due: int) -> None:
        """Time passes in HLT. Once all keys are typed, waiting takes its full time of the budget."""
        turns = self.run.turns
        gap = max(due - self.now, 0)
        steps = gap // STEP
        if not self.interactive or self.board.typing:
            steps = min(steps, WAKE)
        steps = max(steps, 1)
        if turns.used + steps >= turns.limit:
            raise self.tired()
        turns.spend(steps)
        self.skipped += due - self.now
        self.board.advance(due)

    def tired(self) -> Stop:
        """The budget is over while the program does nothing but wait."""
        text = f"The CPU has halted and waits for interrupts: {self.now / 1e9:.1f} s of its time have passed"
        also = ", and a key would wake it too" if self.listens else ""
        return Stop("running", f"{text}. The timer wakes it again and again{also}.")

    def silence(self) -> Stop:
        """Nothing will ever come by itself."""
        why = self.board.why_silent()
        text = "The CPU has halted and waits for an interrupt. "
        if self.listens:
            text += "Only a key can wake it now"
            text += f": {why}." if why else "."
        else:
            text += f"None can come: {why}." if why else "None can come."
        return Stop("running", text)

    @property
    def listens(self) -> bool:
        """Whether a key that is typed now would be noticed by the program."""
        board = self.board
        if not board.keyboard.listens:
            return False
        polls = board.asked and not self.enabled
        pics = board.pics
        line = pic.KEYBOARD
        return polls or (self.enabled and not pics.is_masked(line) and pics.blocker(line) is None)


__all__ = ["PORTS", "PORT_STEPS", "Interrupts"]
