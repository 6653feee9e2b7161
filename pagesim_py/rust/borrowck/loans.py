"""Loans: which a body makes, where each is in force, and whether an access gets in its way."""

from __future__ import annotations

from dataclasses import dataclass

from ..names import types as t
from ..names.types import Ty
from ..span import Span
from .facts import Facts
from .liveness import Points, Uses, operands
from .mir import Assign, Borrow, Call, Dead, Mir, Place
from .regions import Types

ELEMENTS = frozenset(("c", "e", "s"))
"""Steps to what a pattern names of an array: different ones of one pattern are apart."""

SHALLOW, DEEP, DROP, LENGTH = "shallow", "deep", "drop", "length"


@dataclass(slots=True, eq=False)
class Loan:
    """A borrow that a statement makes. ``types``: of the place and all that it lies in, the local's first. ``uses``:
    where     it begins to count as mutable; None if at once. ``idle``: the points at which it does not yet."""

    number: int
    point: int
    place: Place
    borrow: Borrow
    span: Span
    types: list[Ty]
    into: Place
    uses: int | None = None
    idle: frozenset[int] = frozenset()

    @property
    def mutable(self) -> bool:
        """Whether nobody else may look at the place."""
        return self.borrow.kind != "shared"


def loans_of(mir: Mir, points: Points, types: Types, uses: Uses) -> list[Loan]:
    """The loans of a body, but for those that nothing can get in the way of: behind shared references and pointers, and
    of statics."""
    found: list[Loan] = []
    for b in points.order:
        at = points.start[b]
        for s in mir.blocks[b].statements:
            if type(s) is Assign and type(s.rvalue) is Borrow:
                place = s.rvalue.place
                if mir.locals[place.local].kind != "static":
                    way = [types.of(Place(place.local, place.proj[:i])).ty for i in range(len(place.proj) + 1)]
                    if not free(place, way):
                        loan = Loan(len(found), at, place, s.rvalue, s.span, way, s.place)
                        if s.rvalue.two_phase:
                            wait(loan, points, uses)
                        found.append(loan)
            at += 1
    return found


def free(place: Place, way: list[Ty]) -> bool:
    """Whether a place lies behind a shared reference or a raw pointer."""
    for elem, ty in zip(place.proj, way, strict=False):
        if elem[0] == "*" and (isinstance(ty, t.Ptr) or (isinstance(ty, t.Ref) and not ty.mutable)):
            return True
    return False


def wait(loan: Loan, points: Points, uses: Uses) -> None:
    """Find where a borrow in two phases is first used."""
    idle: set[int] = set()
    reads = set(uses.reads.get(loan.into.local, ()))
    todo = points.following(loan.point)
    while todo:
        at = todo.pop()
        if at in idle:
            continue
        idle.add(at)
        if at in reads:
            loan.uses = at
            continue
        todo += points.following(at)
    loan.idle = frozenset(idle)


def in_force(loans: list[Loan], values: list[int], points: Points, mir: Mir) -> dict[int, list[Loan]]:
    """By point: the loans that are in force on its entry."""
    found: dict[int, list[Loan]] = {}
    ends: dict[int, list[tuple[int, Place]]] = {}
    wanted = {loan.place.local for loan in loans}
    for b in points.order:
        at = points.start[b]
        for s in mir.blocks[b].statements:
            if isinstance(s, Assign | Call) and s.place.local in wanted:
                ends.setdefault(s.place.local, []).append((at, s.place))
            elif type(s) is Dead and s.local in wanted:
                ends.setdefault(s.local, []).append((at, Place(s.local)))
            at += 1
    for loan in loans:
        region = loan.borrow.region
        value = values[region] if region is not None else 0
        if not value:
            continue
        kills = {
            at
            for at, place in ends.get(loan.place.local, ())
            if place.proj == loan.place.proj[: len(place.proj)] and all(e[0] != "[]" for e in place.proj)
        }
        seen: set[int] = set()
        todo = points.following(loan.point) if loan.point not in kills else []
        while todo:
            at = todo.pop()
            if at in seen or not value >> at & 1:
                continue
            seen.add(at)
            found.setdefault(at, []).append(loan)
            if at not in kills:
                todo += points.following(at)
    return found


def conflict(facts: Facts, loan: Loan, place: Place, depth: str) -> bool:
    """Whether an access to ``place`` touches what is lent."""
    if loan.place.local != place.local:
        return False
    lent = loan.place.proj
    for i, elem in enumerate(lent):
        ty = loan.types[i]
        if i < len(place.proj):
            other = place.proj[i]
            if elem == other:
                continue
            if elem[0] == "f" and other[0] == "f":
                return isinstance(ty, t.Adt) and ty.defn.kind == "union"
            if elem[0] in ELEMENTS and other[0] in ELEMENTS:
                return False
            continue
        if depth == LENGTH:
            return False
        if elem[0] == "*":
            if depth == SHALLOW:
                return False
            if depth == DROP and isinstance(ty, t.Ref):
                return False
        elif elem[0] == "f" and depth == DROP:
            if isinstance(ty, t.Adt) and facts.has_drop(ty.defn):
                return True
            if isinstance(ty, t.Adt) and ty.defn.name == "ManuallyDrop" and ty.defn.prelude:
                return False
    if depth == DROP and len(lent) > len(place.proj):
        return facts.needs_drop(loan.types[-1]) or any(
            isinstance(x, t.Adt) and facts.has_drop(x.defn) for x in loan.types[len(place.proj) :]
        )
    return True


__all__ = ["DEEP", "DROP", "LENGTH", "SHALLOW", "Loan", "conflict", "in_force", "loans_of", "operands"]
