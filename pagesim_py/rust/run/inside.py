"""What is inside of the functions that run, at moments of a recording: the program runs again to there, and is looked
into. Runs are deterministic, so it is what was there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from .turns import Stop, Watch

DEEP = 64
"""So many of the running functions are looked into, the innermost ones: a stack that overflows has thousands."""
PLAIN = (int, tuple, bytes, float, str, type(None))
"""What values are kept as; all else in a Python frame is no variable's."""


class Inside(NamedTuple):
    """A function of the student's that is running: its lowered name, and its Python variables."""

    name: str
    values: dict[str, Any]


class Looking(list[Any]):
    """A recording that looks into the running functions ``names`` at the positions ``wanted``, and ends the run then.
    ``found``: by position, the innermost function first.
    """

    def __init__(self, names: Collection[str], wanted: Collection[int]) -> None:
        super().__init__()
        self.found: dict[int, list[Inside]] = {}
        self._names = names
        self._wanted = wanted
        self._end = max(wanted)

    def append(self, entry: Any, /) -> None:
        """Takes down an entry."""
        at = len(self)
        if at in self._wanted:
            self._look(at)
        elif at > self._end:
            raise Stop("stopped", "", more=True)
        super().append(entry)

    def extend(self, entries: Any, /) -> None:
        """Takes down several: no variable has changed between them."""
        more = list(entries)
        at = len(self)
        for position in range(at, at + len(more)):
            if position in self._wanted:
                self._look(position)
        if at > self._end:
            raise Stop("stopped", "", more=True)
        super().extend(more)

    def _look(self, at: int) -> None:
        frame: Any = sys._getframe(2)
        inside: list[Inside] = []
        while frame is not None and len(inside) < DEEP:
            if frame.f_code.co_name in self._names:
                values = {name: value for name, value in frame.f_locals.items() if isinstance(value, PLAIN)}
                inside.append(Inside(frame.f_code.co_name, values))
            frame = frame.f_back
        self.found[at] = inside


def look_inside(
    machine: Any, run: Callable[[Any, Watch], object], names: Collection[str], wanted: Collection[int], last: int
) -> dict[int, list[Inside]]:
    """What is inside at the positions ``wanted``, as far as the run reaches them; its very end, ``last``, is as it was
    before the last entry.

    ``machine`` is at the program's first instruction; ``run`` runs the program on it, and has a look around told.
    """
    looking = Looking(names, {*wanted, *([last - 1] if last in wanted else [])})
    machine.log = looking

    def watch(steps: int, blocks: int) -> None:
        # It may go on for ever without another entry: it was stopped there, by its reader or by the clock.
        if len(looking) >= last:
            raise Stop("stopped", "", more=True)

    run(machine, watch)
    if last in wanted and last not in looking.found and last - 1 in looking.found:
        looking.found[last] = looking.found[last - 1]
    return looking.found
