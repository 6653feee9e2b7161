"""Why a loan is still in force where something gets in its way: a later use, a drop, or a region from outside."""

from __future__ import annotations

from dataclasses import dataclass

from ..span import Span
from .liveness import Points, defined, operands, used
from .loans import Loan
from .mir import Assign, Borrow, Drop, Mir, Statement
from .regions import Constraint, Graph


@dataclass(slots=True, eq=False)
class Cause:
    """``kind``: "use" (at ``span``; ``again``: in a later turn of a loop), "drop" (of local ``local``), "outside" (it
    must last for ``region``; ``path``: the constraints that say so), "unknown"."""

    kind: str
    span: Span | None = None
    again: bool = False
    local: int = -1
    region: int = -1
    path: tuple[Constraint, ...] = ()


def cause_of(mir: Mir, points: Points, graph: Graph, live: dict[int, tuple[int, int]], loan: Loan, point: int) -> Cause:
    """``live``: of each local that counts, the points where it may be read later, and where dropped."""
    assert loan.borrow.region is not None
    within = graph.within(loan.borrow.region)
    holders: dict[int, list[int]] = {}
    for local in live:
        for slot in mir.locals[local].rty.slots:
            if slot is not None:
                holders.setdefault(slot, []).append(local)
    for region in within:
        if region in mir.universal:
            path = []
            at = region
            while within[at] >= 0:
                path.append(graph.found[within[at]])
                at = graph.found[within[at]].longer
            return Cause("outside", region=region, path=tuple(reversed(path)))
        for local in holders.get(region, ()):
            reads, drops = live[local]
            if (reads | drops) >> point & 1:
                found = later_use(points, local, point, loan.point)
                if found is not None:
                    return found
    return Cause("unknown")


def reaches(points: Points, start: int, goal: int) -> bool:
    """Whether a point may come after another."""
    seen: set[int] = set()
    todo = points.following(start)
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            todo += points.following(at)
    return False


def later_use(points: Points, local: int, point: int, made: int) -> Cause | None:
    """The next use or drop of a local after ``point``, of a loan made at ``made``."""
    seen: set[int] = set()
    todo = [point]
    while todo:
        at = todo.pop(0)
        if at in seen:
            continue
        seen.add(at)
        s = points.statement(at)
        if s is not None:
            if type(s) is Drop and s.place.local == local:
                return Cause("drop", s.span, local=local)
            if local in used(s):
                return Cause("use", use_span(s, local), again=at <= point and reaches(points, at, made))
            if defined(s) == local:
                continue
        todo += points.following(at)
    return None


def use_span(s: Statement, local: int) -> Span | None:
    """Where a statement uses a local."""
    for o in operands(s):
        if o.place is not None and o.place.local == local:
            return o.span
    if type(s) is Assign and type(s.rvalue) is Borrow and s.rvalue.closure is not None:
        return s.rvalue.at
    return s.span
