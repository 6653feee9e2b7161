"""Running a program for a session: to its end, to where it is stopped, or again to where somebody looks.

A program that is stopped can wait, if the front end can keep it waiting (``Hooks.suspend``): then Continue goes on from
there. Otherwise it has ended, and Continue runs it again to there and beyond; the result is the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from pagesim_py.labs import Lab
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import Outcome
from pagesim_py.rust.run.inside import Inside, look_inside
from pagesim_py.rust.run.interrupts import listens
from pagesim_py.rust.run.turns import FAR, Stop, Watch
from pagesim_py.session import watching
from pagesim_py.session.engine import Engine, symbols_of
from pagesim_py.session.run import Program, Run
from pagesim_py.session.watching import Limits, Show, Watching
from pagesim_py.timeline import Kept, Timeline, again

GROWTH = 4
"""Continue multiplies the patience of a run by this that has waited for interrupts as long as it may."""
Keys = Sequence[tuple[int, ...]]


@dataclass
class Hooks:
    """What a front end can do for a program that runs. None of it is needed."""

    show: Show | None = None
    """Shows how far the program is, several times a second."""
    suspend: Callable[[], bool] | None = None
    """Tells that the program has stopped, and gives back whether it shall go on, once somebody has decided that.
    Meanwhile the session takes other requests."""


@dataclass
class Runner:
    """Runs programs, one at a time. ``stopping``: whoever sees the program next shall stop it."""

    engine: Engine
    hooks: Hooks = field(default_factory=Hooks)
    stopping: bool = False
    limits: Limits = field(default_factory=Limits)
    """Those of the last run."""
    cut: bool = False
    """Whether the last run was ended from outside, and not by what it did or did not."""
    abandoned: bool = False
    """Whether it was paused then, and another takes its place."""

    def run(
        self,
        program: Program,
        lab: Lab,
        files: dict[str, str],
        keys: Keys,
        limits: Limits,
        paused: Callable[[Run], None],
        machine: Machine | None = None,
    ) -> Run:
        """Runs a program from the beginning (on ``machine`` if one is given, which has just booted it).

        ``keys`` are typed while it waits. ``paused`` is told of a run that has been stopped and may go on.
        """
        self.stopping, self.cut, self.abandoned, self.limits = False, False, False, limits
        at = self.engine.boot(program, lab) if machine is None else machine
        at.log = []

        def made(kept: Kept, outcome: Any) -> Run:
            return Run(program, symbols_of(program), kept, outcome, files, remake, inside)

        def inside(names: Collection[str], wanted: Collection[int], last: int) -> dict[int, list[Inside]]:
            def once_more(machine: Machine, watch: Watch) -> object:
                return program.run(machine, FAR, keys, patience=limits.patience, watch=watch)

            return look_inside(self.engine.boot(program, lab), once_more, names, wanted, last)

        def remake(start: int, stop: int) -> Timeline:
            def once_more(machine: Machine, watch: Watch) -> object:
                return program.run(machine, FAR, keys, patience=limits.patience, watch=watch)

            return again(self.engine.boot(program, lab), once_more, start, stop, self._way_to(start))

        def pause(kept: Kept, stop: Stop, steps: int) -> bool:
            self.stopping = False
            if self.hooks.suspend is None:
                self.cut = True
                return False
            run = made(kept, Outcome(stop.kind, stop.reason, steps, listens=listens(at), more=True))
            now = at.board.now
            paused(run)
            going = self.hooks.suspend()
            run.rest()
            at.board.now = now  # the recording knows the time of events only
            self.stopping, self.cut, self.abandoned = False, not going, not going
            return going

        watch = Watching(at, limits, self.hooks.show, lambda: self.stopping, pause)
        outcome = program.run(at, FAR, keys, patience=limits.patience, watch=watch)
        return made(watch.kept, outcome)

    def further(self, run: Run) -> Limits:
        """The limits with which ``run``, the last one, gets further when it runs again."""
        patience = self.limits.patience * (1 if self.cut else GROWTH)
        return Limits(patience, known=run.outcome.steps)

    def _way_to(self, goal: int) -> Callable[[int], None]:
        """Shows how far a run that is done again has come, and ends it if that is asked for."""
        self.stopping = False
        then = time.monotonic() + watching.INTERVAL

        def look(position: int) -> None:
            nonlocal then
            if time.monotonic() < then:
                return
            if self.hooks.show is not None:
                part = min(position, goal) * 100 // max(goal, 1)
                self.hooks.show({"steps": 0, "text": f"Running again to there: {part} %"})
            if self.stopping:
                raise Stop("stopped", "nobody wants to get there any more")
            then = time.monotonic() + watching.INTERVAL

        return look
