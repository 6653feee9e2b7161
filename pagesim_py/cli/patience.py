"""How long ``run`` waits for a kernel: as long as it shows something new, without ``--max-steps``."""

from __future__ import annotations

import time

from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import INTERVAL, LONGEST, QUIET, Stop
from pagesim_py.views.numbers import count

STEPS = 10_000_000
"""Steps (statements, turns of loops) that any kernel may take, however long that takes. Of all its steps, a kernel may
spend so many in waiting for interrupts.
"""


def no_end(machine: Machine, steps: int) -> None:
    """Lets a run go on: its steps are counted."""


class Patience:
    """Looks on while a kernel runs, and ends the run once it shows nothing new, or has taken very long."""

    def __init__(self) -> None:
        self._began = self._changed = time.monotonic()
        self._next = self._began + INTERVAL
        self._seen: object = None

    def __call__(self, machine: Machine, steps: int) -> None:
        """Raises Stop if the run shall end."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + INTERVAL
        seen = (machine.screen.bytes(), len(machine.uart.output))
        if seen != self._seen:
            self._seen, self._changed = seen, now
        if steps < STEPS:
            return
        if now - self._changed > QUIET:
            raise Stop("running", _still(steps, f"and has shown nothing new for {QUIET:.0f} seconds"), more=True)
        if now - self._began > LONGEST:
            raise Stop("running", _still(steps, f"and {LONGEST:.0f} seconds"), more=True)


def _still(steps: int, also: str) -> str:
    return f"The program is still running after {count(steps, 'step')}, {also}; --max-steps lets it run further."
