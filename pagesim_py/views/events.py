"""The timeline as a list: every statement and event a line in plain words, the current one marked.

A recording can have millions of lines, so the caller gives a window of them and says how many lie outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pagesim_py.machine import events
from pagesim_py.machine.events import Event
from pagesim_py.views.html import Child, Html, button, code, el, join
from pagesim_py.views.numbers import count

BAD = (events.FaultRaised, events.DeliveryFailed, events.DoubleFaulted, events.TripleFaulted)


class Line(NamedTuple):
    """One stop of the timeline. ``at`` is its position; ``event`` is None for a statement."""

    at: int
    event: Event | None
    place: str = ""
    """Of a statement: ``src/main.rs:12``."""
    source: str = ""
    """Of a statement: its text."""


def render(lines: Sequence[Line], current: int | None, before: int, after: int) -> Html:
    """The window ``lines``; ``before`` and ``after`` say how many stops lie outside of it on each side."""
    if not lines:
        return el(
            "p",
            "Nothing has run yet. Press Run: every step of the program and of the CPU is listed here.",
            class_="none",
        )
    items = [_line(line, line.at == current) for line in lines]
    first, last = lines[0].at, lines[-1].at
    earlier = (
        button(f"Earlier: {count(before, 'step')} more", "window", data_to=first - 1, class_="more") if before else None
    )
    later = button(f"Later: {count(after, 'step')} more", "window", data_to=last + 1, class_="more") if after else None
    return join(earlier, el("ol", items, class_="log"), later)


def _line(line: Line, is_current: bool) -> Html:
    event = line.event
    if event is None:
        kind: Child = line.place
        what: Child = code(line.source) if line.source else "a statement"
        class_: str | None = "statement"
    else:
        kind = event.title
        what = event.sentence
        class_ = "bad" if isinstance(event, BAD) else None
    body = (el("span", kind, class_="kind"), " ", el("span", what))
    return el(
        "li",
        button(body, "seek", data_at=line.at, class_="line"),
        class_=class_,
        id=f"line-{line.at}",
        aria_current="step" if is_current else None,
    )
