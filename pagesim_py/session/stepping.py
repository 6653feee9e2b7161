"""Going through a recording, and how: what a step goes to, what the list of events shows.

    seek       {at} or {stop}      to a position of the recording, or to a stop by number
               {moment}            to a moment as lab.toml writes it (#PF, write 0xb8000, halt), or a step's number;
                                   ``found`` in the answer says whether the run has it
    step       {by}                stops forward, or back if negative
    stops      {kind}              what a step goes to: events, statements, all, lines, levels
    kinds      {kinds}             the kinds of steps that the list of events shows; none: those that a step goes to
    window     {to}                scroll the list of events to a position without seeking

``lines`` are the statements in the student's own files. ``levels`` are events, but a page walk that is drawn is gone
through level by level: the position of the recording stays the walk's, and the state says how much of it has been read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pagesim_py.labs.moments import parse_moment
from pagesim_py.machine.events import PageWalked
from pagesim_py.session import fields, own
from pagesim_py.session.fields import RequestError
from pagesim_py.session.following import find
from pagesim_py.session.run import Run
from pagesim_py.timeline import Stops
from pagesim_py.timeline.kinds import CHOICES
from pagesim_py.views.walk_scene import looks

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session

STOPS = {
    "events": Stops.EVENTS,
    "statements": Stops.STATEMENTS,
    "all": Stops.ALL,
    "lines": Stops.STATEMENTS,
    "levels": Stops.EVENTS,
}
"""What a step goes to, and what the slider counts meanwhile."""


@dataclass
class Steps:
    """How the reader goes through recordings; it stays when another program runs."""

    by: str = "events"
    """Of ``STOPS``."""
    kinds: frozenset[str] = frozenset()
    """What the list of events shows; if empty, what a step goes to."""
    around: int | None = None
    """The position around which the list was scrolled to; None is that of the run."""
    reached: int | None = None
    """How much of the page walk at the position is drawn: CR3 (0), so many of its entries. None is all of it."""

    def moved(self) -> None:
        """Forgets what belongs to the position."""
        self.around = self.reached = None


def seek(session: Session, request: dict[str, Any]) -> Answer:
    """To a position, or a stop."""
    run = session._run()
    if "stop" in request:
        stop = fields.number(request, "stop")
        run.seek(run.last if stop >= run.stop_count else run.position_of(stop))
    elif "moment" in request:
        return _seek_moment(session, run, fields.text(request, "moment").strip())
    else:
        run.seek(fields.number(request, "at"))
    session.moved()
    return session.look(request)


def _seek_moment(session: Session, run: Run, text: str) -> Answer:
    """To a moment that an author has named. A student's own program may never come there: then the run stays."""
    if re.fullmatch(r"[0-9]{1,9}", text):
        number = int(text)
        position = run.position_of(number) if 1 <= number <= run.stop_count else None
    else:
        try:
            wanted = parse_moment(text)
        except ValueError:
            raise RequestError(f"A moment is like #PF, halt, write 0xb8000 or a step's number, not {text!r}.") from None
        position = find(run.end, wanted, run)
    if position is None:
        return {**session.look({}), "found": False}
    run.seek(position)
    session.moved()
    return {**session.look({}), "found": True}


def step(session: Session, request: dict[str, Any]) -> Answer:
    """Forward, or back."""
    run, steps, by = session._run(), session.steps, fields.number(request, "by")
    if steps.by == "levels" and session.following:
        reached = _by_levels(run, steps.reached, by)
    else:
        reached = None
        if steps.by == "lines":
            own.step(run, by)
        else:
            run.step(by)
    session.moved()
    steps.reached = reached
    return session.look(request)


def _by_levels(run: Run, reached: int | None, by: int) -> int | None:
    """Goes ``by`` events and levels on, or back; how much of the walk there is drawn then."""
    for _ in range(abs(by)):
        before = run.position, reached
        whole = levels_of(run)
        if by > 0:
            if reached is not None and whole is not None:
                reached = None if reached + 1 >= whole else reached + 1
            else:
                run.step(1)
                reached = None if levels_of(run) is None or run.position == before[0] else 0
        elif whole is not None and reached != 0:
            reached = (whole if reached is None else reached) - 1
        else:
            reached = None
            run.step(-1)
        if before == (run.position, reached):
            break
    return reached


def levels_of(run: Run) -> int | None:
    """How many looks the page walk at the run's position takes; None if it is at none, or that looks at no table."""
    event = run.event
    return looks(event.walk) or None if isinstance(event, PageWalked) else None


def choose(session: Session, request: dict[str, Any]) -> Answer:
    """What a step goes to. If it is levels, and the run is at a walk, that is begun anew."""
    kind = fields.text(request, "kind")
    if kind not in STOPS:
        raise RequestError(f"Steps go by {', '.join(STOPS)}, not by {kind}.")
    session.steps.by = kind
    session.steps.moved()
    if session.run is not None:
        session.run.stops = STOPS[kind]
        if request.get("begin") is True and kind == "levels" and levels_of(session.run) is not None:
            session.steps.reached = 0
    return session.look(request)


def choose_kinds(session: Session, request: dict[str, Any]) -> Answer:
    """What the list of events shows."""
    kinds = request.get("kinds")
    if not isinstance(kinds, list) or not all(kind in CHOICES for kind in kinds):
        raise RequestError(f"The kinds of steps are {', '.join(CHOICES)}.")
    session.steps.kinds = frozenset(kinds)
    session.steps.around = None
    return session.look(request)


def window(session: Session, request: dict[str, Any]) -> Answer:
    """Scrolls the list of events."""
    session._run()
    session.steps.around = fields.number(request, "to")
    return session.look(request)


def state(session: Session) -> dict[str, Any]:
    """What the page has to know of it."""
    steps = session.steps
    return {
        "by": steps.by,
        "kinds": sorted(steps.kinds, key=CHOICES.index),
        "choices": {"by": list(STOPS), "kinds": list(CHOICES)},
        "reached": steps.reached,
        "walk": levels_of(session.run) if session.run is not None and session.following else None,
    }


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {
    "seek": seek,
    "step": step,
    "stops": choose,
    "kinds": choose_kinds,
    "window": window,
}
