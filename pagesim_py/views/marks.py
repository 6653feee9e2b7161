"""Marks along the slider: drawn as shapes that differ, and as a list of buttons that go there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pagesim_py.views.html import Html, button, el, join
from pagesim_py.views.numbers import count

FAULT, INTERRUPT, PRINT = "fault", "interrupt", "print"
SHAPES = {
    FAULT: "M0 0 5 8.5H-5z",
    INTERRUPT: "M0 0 4.5 4.5 0 9-4.5 4.5z",
    PRINT: "M-2 1H2V8H-2z",
}
"""A triangle, a diamond, a bar, each 9 high with its middle at 0."""
NAMES = {FAULT: ("fault", "faults"), INTERRUPT: ("interrupt", "interrupts"), PRINT: ("print", "prints")}


class Mark(NamedTuple):
    """One mark, for one thing or for several that lie next to one another."""

    kind: str
    first: int
    last: int
    """The steps from and to which it reaches, as the slider counts them; 0 is before the first."""
    at: int
    """The position to go to."""
    number: int
    """How many things it stands for; of a print, how many cells were written."""
    name: str | None = None
    """What a single one is called: ``#PF``."""


def strip(marks: Sequence[Mark], stops: int) -> Html:
    """The marks drawn along a line as long as the slider; ``stops`` is the slider's greatest value."""
    if not marks or not stops:
        return join()
    shapes = [_drawn(mark, stops) for mark in marks]
    return el("svg", shapes, class_="strip", width="100%", height="20", aria_hidden="true")


def _drawn(mark: Mark, stops: int) -> Html:
    x, y = 100 * mark.first / stops, 10 if mark.kind == PRINT else 0
    shape = el("path", d=SHAPES[mark.kind])
    title = el("title", words(mark))
    body = el("svg", title, shape, x=f"{x:.3f}%", y=y, overflow="visible", class_=f"at {mark.kind}", data_at=mark.at)
    if mark.last == mark.first:
        return body
    width = 100 * (mark.last - mark.first) / stops
    reach = el("rect", x=f"{x:.3f}%", y=y + 4, width=f"{width:.3f}%", height="1.5", class_=f"reach {mark.kind}")
    return join(reach, body)


def listed(marks: Sequence[Mark], more: bool) -> Html:
    """The marks as buttons. ``more``: the recording before them is not kept."""
    note = el("p", "Earlier steps are not kept: what happened there is not listed.", class_="quiet") if more else None
    if not marks:
        where = "what is kept of this run" if more else "this run"
        return join(el("p", f"No faults, no interrupts, nothing printed in {where}.", class_="none"), note)
    items = [el("li", button(join(_icon(mark.kind), " ", words(mark)), "seek", data_at=mark.at)) for mark in marks]
    return join(el("ol", items), note)


def _icon(kind: str) -> Html:
    shape = el("path", d=SHAPES[kind], class_=kind)
    return el("svg", shape, viewBox="-6 -1 12 12", width="12", height="12", aria_hidden="true")


def words(mark: Mark) -> str:
    """A mark in a few words: ``#PF at step 16``, ``3 faults, steps 4 to 9``."""
    one, many = NAMES[mark.kind]
    at = f"at step {mark.first:,}" if mark.first else "before step 1"
    steps = f"steps {mark.first:,} to {mark.last:,}" if mark.first else f"before step 1 to step {mark.last:,}"
    if mark.kind == PRINT:
        return f"Print {at}" if mark.last == mark.first else f"Prints, {steps}"
    if mark.number == 1:
        name = " ".join(filter(None, (one if mark.kind == INTERRUPT or mark.name is None else None, mark.name)))
        return f"{name[0].upper()}{name[1:]} {at}"
    return f"{count(mark.number, one, many)}, {steps if mark.last != mark.first else at.removeprefix('at ')}"
