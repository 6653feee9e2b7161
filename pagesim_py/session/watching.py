"""Looking on while a program runs: its recording stays small, the screen is shown, and it ends where it is asked to.

Where a run ends is always between two steps and is told as their number, so that a run to the same number is the same
run: by the clock only *that* it ends is decided.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import FAR, LONGEST, QUIET, Stop
from pagesim_py.rust.run.turns import INTERVAL as INTERVAL
from pagesim_py.timeline import Kept
from pagesim_py.views import screen
from pagesim_py.views.numbers import count

PATIENCE = 1_000_000
"""Steps that a run may spend in waiting for interrupts before it is."""

GOES_ON = "Continue goes on from there."

Show = Callable[[dict[str, Any]], None]
"""Is given ``steps``, ``text`` and, if it has changed, ``screen`` (HTML); may let others ask for a stop meanwhile."""


@dataclass
class Limits:
    """How far a run goes: to step ``until``, or as long as it may. Up to step ``known`` it may take any time."""

    patience: int = PATIENCE
    until: int = FAR
    known: int = 0


class Watching:
    """Looks on while a program runs on ``machine``.

    ``asked`` says whether the run shall stop. ``pause`` is called when it shall, or has had its time, with the steps so
    far: True if the run goes on, all the same, because somebody wanted that.
    """

    def __init__(
        self,
        machine: Machine,
        limits: Limits,
        show: Show | None,
        asked: Callable[[], bool],
        pause: Callable[[Kept, Stop, int], bool],
    ) -> None:
        self.kept = Kept(machine)
        self.limits = limits
        self._machine = machine
        self._show = show
        self._asked = asked
        self._pause = pause
        self._screen = b""
        self._sent = 0
        self._next = time.monotonic() + INTERVAL
        self._begin()

    def _begin(self) -> None:
        """The clock starts."""
        self._began = self._changed = time.monotonic()

    def __call__(self, steps: int, blocks: int) -> None:
        """See ``pagesim_py.rust.run.turns.Watch``."""
        self.kept.limit(blocks)
        if steps >= self.limits.until:
            self._end(stopped(steps), steps)
        now = time.monotonic()
        if now < self._next:
            return
        self._look(steps, now)
        self._next = time.monotonic() + INTERVAL
        if self._asked():
            self._end(stopped(steps), steps)
        if steps < self.limits.known:
            self._begin()
        elif now - self._changed > QUIET:
            self._end(quiet(steps), steps)
        elif now - self._began > LONGEST:
            self._end(long(steps), steps)

    def _look(self, steps: int, now: float) -> None:
        """Shows the screen, if it is another."""
        seen = self._machine.screen.bytes()
        sent = len(self._machine.uart.output)
        news: dict[str, Any] = {"steps": steps, "text": f"{count(steps, 'step')} so far"}
        if seen != self._screen:
            news["screen"] = str(screen.render(seen))
        if seen != self._screen or sent != self._sent:
            self._changed = now
        self._screen, self._sent = seen, sent
        if self._show is not None:
            self._show(news)

    def _end(self, stop: Stop, steps: int) -> None:
        if not self._pause(self.kept, stop, steps):
            raise stop
        self._begin()


def stopped(steps: int) -> Stop:
    """The end that somebody asked for."""
    return Stop("stopped", f"Stopped after {count(steps, 'step')}. {GOES_ON}", more=True)


def quiet(steps: int) -> Stop:
    """The end of a run that shows nothing new."""
    why = f"For {QUIET:.0f} seconds nothing has changed on the screen, after {count(steps, 'step')} in all"
    return Stop("running", f"{why}. {GOES_ON}", more=True)


def long(steps: int) -> Stop:
    """The end of a run that has taken long enough."""
    return Stop("running", f"It has taken {count(steps, 'step')}. {GOES_ON}", more=True)
