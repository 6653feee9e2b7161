"""The marks along the slider: where in a run it faulted, was interrupted, printed.

They are counted in the steps that the slider counts. Marks that would lie on one another are one, so that there are
no more than about ``PLACES`` of a kind, however long the recording is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pagesim_py.machine import vectors
from pagesim_py.machine.events import DoubleFaulted, FaultRaised, InterruptRaised, TripleFaulted
from pagesim_py.session.run import Run
from pagesim_py.timeline import Selection, Stops, Timeline
from pagesim_py.views.html import Html
from pagesim_py.views.marks import FAULT, INTERRUPT, PRINT, Mark, listed, strip

PLACES = 60
"""Places along the slider that can be told from one another."""
CHUNK = 1 << 12
"""So many entries are counted at a time."""


def panels(run: Run | None) -> dict[str, Html]:
    """The marks drawn, and as a list. They depend on what the slider counts, and not on where it stands."""
    if run is None:
        return {"marks": Html(""), "mark-list": Html("")}
    found = run.marked.get(run.stops)
    if found is None:
        known = marks(run)
        found = run.marked[run.stops] = strip(known, run.stop_count), listed(known, run.kept is not None)
    return {"marks": found[0], "mark-list": found[1]}


def marks(run: Run) -> list[Mark]:
    """The marks of the part of the recording that is kept with its end, in order."""
    timeline = run.end
    faults = Selection(timeline, (FaultRaised, DoubleFaulted, TripleFaulted))
    interrupts = Selection(timeline, (InterruptRaised,))
    found = [
        *_merged(run, FAULT, [at - 1 for at in faults.after(timeline.first)]),
        *_merged(run, INTERRUPT, [at - 1 for at in interrupts.after(timeline.first)]),
        *_merged(run, PRINT, timeline.screen_changes),
    ]
    return sorted(found, key=lambda mark: (mark.first, mark.at))


def _merged(run: Run, kind: str, indices: Sequence[int]) -> Iterator[Mark]:
    """The entries ``indices`` as marks. What is printed without a pause is one, however far it reaches."""
    timeline, stops = run.end, run.stops
    gap = max(1, -(-run.stop_count // PLACES))
    at, end, number = timeline.first, timeline.count(stops, timeline.first), 0
    while number < len(indices):
        first = indices[number]
        start = end = end + timeline.count_between(stops, at, first + 1)
        at, following = first + 1, number + 1
        while (near := bisect_left(indices, _ahead(timeline, stops, at, gap) - 1, lo=following)) > following:
            end += timeline.count_between(stops, at, indices[near - 1] + 1)
            at, following = indices[near - 1] + 1, near
            if kind != PRINT:
                break
        name = _name(timeline.entry(first)) if following == number + 1 else None
        yield Mark(kind, start, end, at if kind == PRINT else first + 1, following - number, name)
        number = following


def _ahead(timeline: Timeline, stops: Stops, position: int, number: int) -> int:
    """The position just after the ``number``-th stop that follows ``position``; beyond the last if there is none."""
    low = position
    while low < timeline.last:
        high = min(low + CHUNK, timeline.last)
        here = timeline.count_between(stops, low, high)
        if here >= number:
            return bisect_left(
                range(low, high + 1), number, key=lambda one: timeline.count_between(stops, low, one)
            ) + low  # fmt: skip
        number -= here
        low = high
    return timeline.last + 2


def _name(event: object) -> str | None:
    """What a single mark tells beside its kind."""
    if isinstance(event, FaultRaised):
        return event.fault.mnemonic
    if isinstance(event, DoubleFaulted):
        return vectors.mnemonic(vectors.DF)
    if isinstance(event, TripleFaulted):
        return "triple fault"
    return vectors.mnemonic(event.vector) if isinstance(event, InterruptRaised) else None
