"""Interrupts of devices while a program runs: simulated time, and where the CPU looks at its INTR pin.

A step (a turn of a loop, or a call of a student's function) is a microsecond: a million steps see the timer tick 18.2
times, as often as a second does. Between steps an interrupt that waits is delivered if IF = 1, so also in the middle
of a library's loop; the saved RIP is that of the student's statement that is running. ``hlt`` with IF = 1 jumps to the
next moment at which a device does something.

While IF = 0 nothing of this costs anything: the clock is read from the count of steps when somebody asks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import TYPE_CHECKING

from pagesim_py.machine import pic
from pagesim_py.machine.board import PORTS
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.vga import TEXT_BASE

from . import keys
from .turns import Redirect, Stop

if TYPE_CHECKING:
    from .runtime import Run

STEP = 1_000
"""Nanoseconds that a step takes."""
WAKE = 5_000
"""Steps of the budget that a wait in ``hlt`` takes at most; its time passes in full."""
PORT_STEPS = 50
"""Steps that reading a port of these devices takes: programs that poll get on in time."""
KEYS_APART = keys.APART
RFLAGS_IF = 0x200
FAR = 1 << 62


class Interrupts:
    """The devices' side of one run. ``moments``: the bytes of scan code set 1 that the keyboard sends, one tuple each
    moment, once the program waits for them.
    """

    def __init__(self, run: Run, moments: Iterable[tuple[int, ...]]) -> None:
        self.run = run
        self.cpu = run.cpu
        self.board = run.machine.board
        self.keys = keys.Keys(moments, keys.memory_of(self.variables, lambda page: run.ns["r1"](page)))
        self.stack = run.cpu.rsp
        self.skipped = 0

    # -- time

    @property
    def now(self) -> int:
        """Nanoseconds since the kernel's first instruction."""
        return self.run.turns.used * STEP + self.skipped

    def sync(self) -> None:
        """Lets the devices catch up with the program."""
        self.board.advance(self.now)

    def _type(self, apart: int = keys.APART) -> None:
        """The next moment of the keys comes, now."""
        now = self.now
        self.board.type([self.keys.take(now, apart)], now, 0)
        self.board.advance(now)

    @property
    def interrupts_come(self) -> bool:
        """Whether a key's interrupt would reach the program."""
        return interrupts_come(self.run.machine)

    def read_keyboard(self, found: bool) -> None:
        """The program has read a port of the keyboard; ``found``: there was something."""
        if self.keys and self.keys.polled(not found) and self.now >= self.keys.earliest:
            self._type()

    def variables(self) -> Iterator[tuple[int, int]]:
        """Where the program's variables lie: both ends of its stack, the screen, its statics."""
        for top in (self.stack, self.cpu.rsp + 4096):
            yield top - 8192, top
        yield TEXT_BASE, TEXT_BASE + 1
        yield from ((s.address, s.address + s.size) for s in self.run.linked.symbols if s.name in (".data", ".bss"))

    def patience(self) -> int:
        """Steps that a run whose budget is over goes on for, because of keys that are still to come or just came."""
        return -(-self.keys.patience(self.now, self.interrupts_come) // STEP) if self.keys.any else 0

    def steps_to_event(self) -> int:
        """Steps until something happens that the program may notice."""
        due = self.board.next_event()
        if due is None:
            due = FAR
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
        coming, run = self.keys, self.run
        if coming and self.now >= coming.earliest and self.interrupts_come:
            if coming.runs_on(self.now, sys._getframe(1), run.ns):
                self._type(keys.SOON)
        if not self.board.requested:
            return
        b, rip = self._place(sys._getframe(1))
        outer = run.ns["T"], run.ns["N"]
        run.count_anew()  # the iterators of the code that is interrupted are in use
        self.attend(b, rip)
        run.turns.cut()
        run.ns["T"], run.ns["N"] = outer
        if coming:
            coming.leave()

    def _place(self, frame: FrameType | None) -> tuple[int, int]:
        """RSP and RIP of the lowered code that runs in ``frame`` or calls it."""
        b: int | None = None
        while frame is not None:
            if frame.f_globals is self.run.ns:
                if b is None:
                    b = frame.f_locals.get("b")
                rip = self.run.statement_in(frame)
                if rip is not None and b is not None:
                    return b, rip
            frame = frame.f_back
        raise AssertionError("no function of the program is running")

    # -- waiting

    def wait(self, b: int, rip: int) -> None:
        """HLT with IF = 1, at ``rip``: goes on to the next interrupt and delivers it."""
        self.sync()
        while not self.board.requested:
            due = self.board.next_event()
            if self.keys and self.interrupts_come:
                if self.now >= self.keys.earliest:
                    self._type()
                    continue
                due = self.keys.earliest if due is None else min(due, self.keys.earliest)
            if due is None:
                raise self.silence()
            self._skip(due)
        self.attend(b, rip + 1)

    def _skip(self, due: int) -> None:
        """Time passes in HLT. Once all keys are typed, waiting takes its full time of the budget."""
        turns = self.run.turns
        gap = max(due - self.now, 0)
        steps = gap // STEP
        if not self.keys.any or self.keys:
            steps = min(steps, WAKE)
        steps = max(steps, 1)
        if not turns.wait(steps):
            raise self.tired()
        self.skipped += due - self.now
        self.board.advance(due)

    def tired(self) -> Stop:
        """The budget is over while the program does nothing but wait."""
        text = f"The CPU has halted and waits for interrupts: {self.now / 1e9:.1f} s of its time have passed"
        also = ", and a key would wake it too" if self.listens else ""
        return Stop("running", f"{text}. The timer wakes it again and again{also}.", more=True)

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
        return listens(self.run.machine)


def interrupts_come(machine: Machine) -> bool:
    """Whether a key's interrupt would reach the program."""
    pics, line = machine.board.pics, pic.KEYBOARD
    enabled = bool(machine.cpu.rflags & RFLAGS_IF)
    return enabled and machine.board.keyboard.interrupts and not pics.is_masked(line) and pics.blocker(line) is None


def listens(machine: Machine) -> bool:
    """Whether a key that is typed now would be noticed by the program."""
    if not machine.board.keyboard.listens:
        return False
    polls = machine.board.asked and not machine.cpu.rflags & RFLAGS_IF
    return polls or interrupts_come(machine)


__all__ = ["PORTS", "PORT_STEPS", "Interrupts", "listens"]
