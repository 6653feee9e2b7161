"""What the list of events shows: a window of the steps, of all or of chosen kinds, and how many lie outside of it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice

from pagesim_py.session.run import Run, position_of
from pagesim_py.views.events import Listing

WINDOW = 50
"""Lines on each side of the current one."""


def listing(run: Run, around: int, kinds: frozenset[str]) -> Listing:
    """The lines around position ``around``: of some ``kinds``, or those of the steps if there are none."""
    return _chosen(run, around, kinds) if kinds else _steps(run, around)


def _steps(run: Run, around: int) -> Listing:
    timeline, stops = run.part(around), run.stops
    centre = timeline.count(stops, around)
    total = run.stop_count
    least, most = timeline.count(stops, timeline.first), timeline.count(stops)
    first = max(1, least + 1, min(centre - WINDOW, total - 2 * WINDOW))
    last = min(most, first + 2 * WINDOW)
    lines = []
    position = timeline.first if first == least + 1 else position_of(timeline, stops, first - 1)
    for _ in range(first, last + 1):
        position = timeline.next_stop(stops, position)
        lines.append(run.line(position, timeline.entry(position - 1)))
    number = bisect_right([line.at for line in lines], run.position) - 1
    current = lines[number].at if number >= 0 and run.stop else None
    return Listing(tuple(lines), current, first - 1, total - last)


def _chosen(run: Run, around: int, kinds: frozenset[str]) -> Listing:
    """Counted is what is kept of the recording; beyond, one can only look."""
    timeline = run.part(around)
    chosen = run.select(timeline, kinds)
    total = chosen.count()
    start = chosen.at_or_before(around)
    here = around if start is None else start
    first = chosen.back(here, WINDOW)
    if chosen.count() - chosen.count(first) < 2 * WINDOW:
        last = chosen.at_or_before(timeline.last)
        first = first if last is None else min(first, chosen.back(last, 2 * WINDOW))
    found = list(islice(chosen.after(first - 1), 2 * WINDOW + 1))
    lines = tuple(run.line(at, timeline.entry(at - 1)) for at in found)
    before = chosen.count(found[0]) - 1 if found else 0
    here_now = {run.position, position_of(run.timeline, run.stops, run.stop)}
    return Listing(
        lines,
        next((at for at in found if at in here_now), None),
        before,
        total - before - len(found),
        chosen=True,
        earlier=timeline.first if timeline.first > 0 else None,
        later=timeline.last if timeline.last < run.last else None,
    )
