"""Lifetimes from outside that a body would need to be longer than its signature says ("free regions", RFC 2094)."""

from __future__ import annotations

from typing import NamedTuple

from .mir import Mir
from .regions import Constraint, Graph
from .written import STATIC

INTEREST = {"return": 0, "cast": 1, "call": 2, "assign": 2, "let": 2, "usage": 2, "annotation": 2}
"""How well a constraint tells why, by its category: the least is told."""

WHAT = {
    "return": "returning this value ",
    "call": "argument ",
    "assign": "assignment ",
    "let": "assignment ",
    "cast": "coercion ",
    "usage": "this usage ",
    "annotation": "type annotation ",
}
"""What asks for a lifetime, by the category of the constraint."""


class Asked(NamedTuple):
    """The region ``longer`` would have to outlive ``shorter``; ``because``: the constraint that tells it best."""

    longer: int
    shorter: int
    because: Constraint


def asked(mir: Mir, graph: Graph) -> list[Asked]:
    """What is asked and not granted: of each region the first that it would have to outlive."""
    found: list[Asked] = []
    longer_than = granted(mir)
    regions = sorted(mir.known, key=lambda r: rank(mir, r))
    for longer in regions:
        if mir.known[longer] == STATIC:
            continue
        within = reached(mir, graph, longer)
        missing = next((r for r in regions if r in within and r != longer and r not in longer_than[longer]), None)
        if missing is not None:
            found.append(Asked(longer, missing, best(path(graph, within, missing))))
    return found


def rank(mir: Mir, region: int) -> tuple[bool, bool, int]:
    """The order of regions: ``'static``, those with a name, those that are left out."""
    item = mir.known[region]
    return item != STATIC, not isinstance(item, str), region


def granted(mir: Mir) -> dict[int, set[int]]:
    """Of each region all that it is known to outlive."""
    direct: dict[int, set[int]] = {}
    for longer, shorter in mir.granted:
        direct.setdefault(longer, set()).add(shorter)
    found: dict[int, set[int]] = {}
    for region in mir.known:
        seen: set[int] = set()
        todo = [region]
        while todo:
            for r in direct.get(todo.pop(), ()):
                if r == 0:  # what lives for 'static outlives everything
                    seen |= mir.known.keys()
                elif r not in seen:
                    seen.add(r)
                    todo.append(r)
        found[region] = seen
    return found


def reached(mir: Mir, graph: Graph, start: int) -> dict[int, int]:
    """The regions that ``start`` must outlive, as far as that follows from what is known: nothing follows through a
    region from outside of which the signature says nothing. Each has the constraint that leads there."""
    seen = {start: -1}
    todo = [start]
    for r in todo:
        if r in mir.universal and r not in mir.known:
            continue
        for i in graph.shorter[r]:
            s = graph.found[i].shorter
            if s not in seen:
                seen[s] = i
                todo.append(s)
    return seen


def path(graph: Graph, within: dict[int, int], end: int) -> list[Constraint]:
    """The constraints that lead to a region."""
    found = []
    while within[end] >= 0:
        found.append(graph.found[within[end]])
        end = found[-1].longer
    return found[::-1]


def best(way: list[Constraint]) -> Constraint:
    """The constraint that tells best why, of several the last."""
    return min(reversed(way), key=lambda c: INTEREST.get(c.category, 5))
