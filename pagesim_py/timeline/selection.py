"""Some of the steps of a recording: the statements in a student's own files, say, or its faults.

One byte for each entry says whether it is selected, so that counting, the next and the one before take no longer in a
recording of millions of entries than looking for a byte does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import compress
from typing import TYPE_CHECKING, Any

from pagesim_py.machine.events import Event

if TYPE_CHECKING:
    from pagesim_py.timeline.recording import Timeline

CHOSEN = 1


class Selection:
    """The steps of ``timeline`` that are events of some ``classes``, or statements whose RIP ``holds`` (None: none).

    It knows of what is kept of the recording, from ``first`` to ``last``, and of nothing else.
    """

    def __init__(
        self, timeline: Timeline, classes: tuple[type[Event], ...] = (), holds: Callable[[int], bool] | None = None
    ) -> None:
        self.first, self.last = timeline.first, timeline.last
        chosen = bytearray(self.last - self.first)
        if classes:
            _choose(chosen, timeline.own_events, timeline.log, type, lambda one: issubclass(one, classes))
        if holds is not None:
            where = timeline.statement_indices()
            _choose(chosen, where, timeline.log, None, holds)
        self._chosen = bytes(chosen)

    def count(self, position: int | None = None) -> int:
        """How many there are from ``first`` up to ``position`` (by default all)."""
        return self._chosen.count(CHOSEN, 0, self._local(self.last if position is None else position))

    def next(self, position: int) -> int | None:
        """The position just after the first that follows ``position``; None if there is none."""
        index = self._chosen.find(CHOSEN, self._local(position))
        return self.first + index + 1 if index >= 0 else None

    def at_or_before(self, position: int) -> int | None:
        """The position just after the last that there is up to ``position``; None if there is none."""
        index = self._chosen.rfind(CHOSEN, 0, self._local(position))
        return self.first + index + 1 if index >= 0 else None

    def back(self, position: int, most: int) -> int:
        """``position``, or where one stands after going back to the one before up to ``most`` times."""
        for _ in range(most):
            before = self.at_or_before(position - 1)
            if before is None:
                break
            position = before
        return position

    def after(self, position: int) -> Iterator[int]:
        """The positions of all that follow ``position``."""
        at = self.next(position)
        while at is not None:
            yield at
            at = self.next(at)

    def _local(self, position: int) -> int:
        return max(0, min(position, self.last) - self.first)


def _choose(
    chosen: bytearray, where: Any, log: list[Any], what: Callable[[Any], Any] | None, holds: Callable[[Any], bool]
) -> None:
    """Marks those of the entries ``where`` of which (of whose ``what``) it ``holds``; asked once of each."""
    entries = map(log.__getitem__, where)
    keys = list(entries if what is None else map(what, entries))
    wanted = {key for key in set(keys) if holds(key)}
    for index in compress(where, map(wanted.__contains__, keys)):
        chosen[index] = CHOSEN
