"""The functions that are running at a run's position, each with its place and its variables.

Where a function's variables are no bytes of memory, the program is run again to the moment and looked into. That is
done for many stops at once, and not beyond ``FAR``: farther on, only those in memory have values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pagesim_py.rust import inspect
from pagesim_py.rust.run.inside import Inside
from pagesim_py.session.run import Run
from pagesim_py.timeline import Delivery
from pagesim_py.views.variables import DEPTH, Caller, Place

AROUND = 150
"""So many stops on each side are looked at when one is."""
FAR = 100_000
"""Entries of the recording up to which a program is run again."""


def callers(run: Run) -> list[Caller]:
    """The student's functions that are running, the innermost first."""
    linked = getattr(run.program, "linked", None)
    if linked is None:
        return []
    by_name = {one.name: one for one in linked.functions}
    handling = _handling(run)
    rip = run.timeline.rip(run.position)
    found: list[Caller] = []
    entered = None if rip is None else linked.function_at(rip)
    frames = [(by_name[name], inside) for name, inside in _frames(run, linked)][:DEPTH]
    if entered is not None and entered.student and rip is not None and (not frames or frames[0][0] is not entered):
        # It has been entered, and has no frame yet.
        vector = handling[0].vector if entered.interrupt and handling else None
        rsp = run.registers()["RSP"][0]
        found.append(Caller(entered.path, rip, rsp, None, vector, _place(run, rip), [], None))
    for function, inside in frames:
        at = _inside(linked, function, [rip, *(one.pushed.saved.rip for one in handling if one.pushed is not None)])
        handled = next((one for one in handling if one.pushed and one.pushed.address >= inside["b"]), None)
        vector = handled.vector if function.interrupt and handled is not None else None
        rip = _word(run, inside.get("p0")) if function.interrupt else inside.get("ret")
        variables = inspect.variables(linked, function, at, inside, run.machine.peek)
        frame, top = inside["b"], inside.get("sp")
        found.append(Caller(function.path, at, frame, top, vector, _place(run, at), variables, rip))
    return found


def _inside(linked: Any, function: Any, rips: Sequence[int | None]) -> int:
    """The first of ``rips`` that is in ``function``; its beginning if none is."""
    return next((rip for rip in rips if rip is not None and linked.function_at(rip) is function), function.base)


def _place(run: Run, rip: int) -> Place | None:
    found = run.place_of(rip)
    return None if found is None else Place(*found)


def _handling(run: Run) -> list[Delivery]:
    """The exceptions and interrupts whose handlers are running, the last first."""
    return [
        one
        for one in reversed(run.timeline.deliveries)
        if one.entered is not None
        and one.end <= run.position
        and not (one.returned is not None and one.returned < run.position)
    ]


def _frames(run: Run, linked: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Lowered name and what is known inside of each running function, the innermost first."""
    names = {one.name: one for one in linked.functions if one.student}
    if run.position not in run.inside and run.look_inside is not None and run.position <= FAR:
        run.inside.update(run.look_inside(names, _wanted(run), run.last))
    looked: list[Inside] | None = run.inside.get(run.position)
    stack = run.timeline.stack()
    if looked is not None:
        there = {frame.rsp for frame in stack}  # one that is just being entered is not there yet
        yield from ((one.name, one.values) for one in looked if one.values.get("b") in there)
        return
    for frame in reversed(stack):
        function = linked.function_at(frame.rip)
        if function is None or not function.student:
            continue
        size = re.search(r"^\tb = sp - (\d+)$", function.source, re.M)
        top = None if size is None else frame.rsp + int(size[1])
        back = None if top is None or function.interrupt else _word(run, top)
        yield (
            function.name,
            {"b": frame.rsp, **({} if top is None else {"sp": top}), **({} if back is None else {"ret": back})},
        )


def _wanted(run: Run) -> set[int]:
    """The position and those of the stops around it."""
    timeline = run.timeline
    wanted = {run.position}
    back = forth = run.position
    for _ in range(AROUND):
        forth = timeline.next_stop(run.stops, forth)
        back = timeline.previous_stop(run.stops, back)
        wanted |= {forth, back}
    return {at for at in wanted if at <= FAR}


def _word(run: Run, address: int | None) -> int | None:
    data = None if address is None else run.machine.peek(address, 8)
    return None if data is None else int.from_bytes(data, "little")
