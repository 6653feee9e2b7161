"""The constraints between regions that a body's statements give, and their solution: each region as the set of the
points at which it must be alive (a set of bits), as in RFC 2094, "non-lexical lifetimes".
"""

from __future__ import annotations

from typing import NamedTuple

from ..names import types as t
from ..span import Span
from .facts import Facts
from .mir import DEREF, Aggregate, Assign, Borrow, Call, Mir, Place, RawBorrow, Region, RTy, Use
from .relate import relate, unsized


class Constraint(NamedTuple):
    """``longer`` outlives ``shorter``. ``category``: "return", "call", "assign", "let", "cast" (to a trait object),
    "usage" (a part of a struct), "annotation" (a written type), "other"."""

    longer: int
    shorter: int
    category: str
    span: Span


class Types:
    """The types of a body's places; what it has found it keeps."""

    def __init__(self, mir: Mir, facts: Facts) -> None:
        self.mir = mir
        self.facts = facts
        self.known: dict[Place, RTy] = {}

    def of(self, place: Place) -> RTy:
        """A place's type."""
        if not place.proj:
            return self.mir.locals[place.local].rty
        found = self.known.get(place)
        if found is None:
            before = self.of(Place(place.local, place.proj[:-1]))
            found = self.known[place] = self.facts.step(before, place.proj[-1])
        return found


def constraints(mir: Mir, types: Types, reachable: list[int]) -> list[Constraint]:
    """All constraints of a body."""
    found: list[Constraint] = []
    for one, other, span in mir.annotated:
        found += [Constraint(one, other, "annotation", span), Constraint(other, one, "annotation", span)]
    for number in reachable:
        for s in mir.blocks[number].statements:
            if type(s) is Assign:
                of_assign(found, types, s)
            elif type(s) is Call:
                for x, y, span, category in s.flows:
                    if x is not None and y is not None and x != y:
                        found.append(Constraint(x, y, category, span))
    return found


def of_assign(found: list[Constraint], types: Types, s: Assign) -> None:
    """The constraints of an assignment."""
    facts = types.facts
    value = s.rvalue

    def add(x: Region, y: Region, category: str = s.category) -> None:
        if x is not None and y is not None and x != y:
            found.append(Constraint(x, y, category, s.span))

    if type(value) is Use:
        given = value.operand.rty
        if not given.slots:
            return
        into = types.of(s.place)
        if value.how == "unsize":
            pairs = unsized(facts, given, into)
        elif value.how == "raw":
            start = len(given.slots) - len(into.slots)
            pairs = iter(zip(given.slots[start:], into.slots, strict=False)) if start >= 0 else iter(())
        else:
            pairs = relate(facts, given, into)
        for x, y in pairs:
            add(x, y)
    elif type(value) is Borrow:
        into = types.of(s.place)
        inner = types.of(value.place)
        lent = RTy(t.ref(value.kind != "shared", inner.ty), (value.region, *inner.slots))
        for x, y in relate(facts, lent, into):
            add(x, y)
        reborrow(found, types, value, s)
    elif type(value) is RawBorrow:
        for x, y in zip(types.of(value.place).slots, types.of(s.place).slots, strict=False):
            add(x, y)
    elif type(value) is Aggregate:
        into = types.of(s.place)
        for elem, op in value.parts:
            if op.rty.slots:
                for x, y in relate(facts, op.rty, facts.step(into, elem)):
                    add(
                        x, y, s.category if into.slots else "other"
                    )  # a field's own: what the whole is for asks nothing


def reborrow(found: list[Constraint], types: Types, value: Borrow, s: Assign) -> None:
    """What is borrowed through references must not outlive those."""
    proj = value.place.proj
    for i in range(len(proj) - 1, -1, -1):
        if proj[i] is not DEREF and proj[i][0] != "*":
            continue
        base = types.of(Place(value.place.local, proj[:i]))
        if isinstance(base.ty, t.Ptr):
            return
        if isinstance(base.ty, t.Ref):
            outer = base.slots[0]
            if outer is not None and value.region is not None and outer != value.region:
                found.append(Constraint(outer, value.region, s.category, s.span))
            if not base.ty.mutable:
                return


class Graph:
    """The constraints as a graph."""

    def __init__(self, mir: Mir, found: list[Constraint]) -> None:
        self.mir = mir
        self.found = found
        self.shorter: list[list[int]] = [[] for _ in range(mir.regions)]
        """By region: the constraints that it is the longer of."""
        self.longer: list[list[int]] = [[] for _ in range(mir.regions)]
        for i, c in enumerate(found):
            self.shorter[c.longer].append(i)
            self.longer[c.shorter].append(i)
        self.free = self.outliving(list(mir.universal))

    def outliving(self, start: list[int]) -> set[int]:
        """All regions that must outlive one of these."""
        seen = set(start)
        todo = list(start)
        while todo:
            for i in self.longer[todo.pop()]:
                r = self.found[i].longer
                if r not in seen:
                    seen.add(r)
                    todo.append(r)
        return seen

    def within(self, start: int) -> dict[int, int]:
        """All regions that a region must outlive, in the order of distance, each with the constraint that leads there
        (-1 for itself)."""
        seen = {start: -1}
        todo = [start]
        for r in todo:
            for i in self.shorter[r]:
                s = self.found[i].shorter
                if s not in seen:
                    seen[s] = i
                    todo.append(s)
        return seen

    def solve(self, live: list[int], everywhere: int) -> list[int]:
        """Each region's points, from those at which it is live by itself."""
        values = list(live)
        for r in self.free:
            values[r] = everywhere
        todo = [r for r, v in enumerate(values) if v]
        while todo:
            r = todo.pop()
            v = values[r]
            for i in self.longer[r]:
                s = self.found[i].longer
                if v & ~values[s]:
                    values[s] |= v
                    todo.append(s)
        return values
