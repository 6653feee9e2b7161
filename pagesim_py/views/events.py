"""The timeline as a list: every statement and event a line in plain words, the current one marked.

A recording can have millions of lines, so the caller gives a window of them and says how many lie outside.
"""

from __future__ import annotations

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


class Listing(NamedTuple):
    """A window of the list, and what lies outside of it."""

    lines: tuple[Line, ...] = ()
    current: int | None = None
    """The position of the line that the timeline stands at; None if none of them is that."""
    before: int = 0
    after: int = 0
    """How many more there are on each side."""
    chosen: bool = False
    """Whether only lines of some kinds are listed. Then they are counted in what is kept of the recording only."""
    earlier: int | None = None
    later: int | None = None
    """Where that begins and ends, if it is not all: positions."""


def render(shown: Listing) -> Html:
    """The window ``shown``."""
    lines = shown.lines
    if not lines and not shown.chosen:
        return el(
            "p",
            "Nothing has run yet. Press Run: every step of the program and of the CPU is listed here.",
            class_="none",
        )
    what = "line" if shown.chosen else "step"
    return join(
        _further("Earlier: steps that are not kept, run again to look there", shown.earlier, -1, not shown.before),
        _more("Earlier", shown.before, what, lines[0].at - 1 if lines else 0),
        el("ol", [_line(line, line.at == shown.current) for line in lines], class_="log") if lines else _none(shown),
        _more("Later", shown.after, what, lines[-1].at + 1 if lines else 0),
        _further("Later: more steps, run again to look there", shown.later, 1, not shown.after),
    )


def _none(shown: Listing) -> Html:
    where = "in this part of the recording" if shown.earlier is not None or shown.later is not None else "in this run"
    return el("p", f"There is nothing of what is chosen above {where}. All shows every step again.", class_="none")


def _more(side: str, number: int, what: str, to: int) -> Html | None:
    if not number:
        return None
    return button(f"{side}: {count(number, what)} more", "window", data_to=to, class_="more")


def _further(label: str, edge: int | None, by: int, here: bool) -> Html | None:
    """Beyond what is kept nobody knows how many there are."""
    return button(label, "window", data_to=edge + by, class_="more") if edge is not None and here else None


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
