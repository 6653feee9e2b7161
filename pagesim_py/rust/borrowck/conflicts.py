"""Accesses against loans: each statement's reads and writes, in order, looked at against what is in force (RFC 2094,
"Reporting errors")."""

from __future__ import annotations

from dataclasses import dataclass

from ..span import Span
from .facts import Facts
from .liveness import Points, operands
from .loans import DEEP, DROP, LENGTH, SHALLOW, Loan, conflict
from .mir import (
    Assign,
    Borrow,
    Call,
    Dead,
    Discriminant,
    Drop,
    Length,
    Mir,
    Operand,
    Place,
    RawBorrow,
)

READS = frozenset(("copy", "shared"))


@dataclass(slots=True, eq=False)
class Conflict:
    """``how``: what the access does: "copy", "shared" (borrows), "mut" (borrows), "move", "assign", "replace", "dead".
    ``borrow``: the access is one."""

    loan: Loan
    point: int
    place: Place
    how: str
    span: Span
    borrow: Borrow | None = None


class Accesses:
    """Goes through a body."""

    def __init__(
        self, mir: Mir, facts: Facts, points: Points, force: dict[int, list[Loan]], loans: list[Loan], out: int
    ) -> None:
        self.mir = mir
        self.facts = facts
        self.points = points
        self.force = force
        self.found: list[Conflict] = []
        self.seen: set[tuple[Place, Span]] = set()
        self.reserved: set[int] = set()
        self.by_use: dict[int, list[Loan]] = {}
        for loan in loans:
            if loan.uses is not None:
                self.by_use.setdefault(loan.uses, []).append(loan)
        self.at = 0
        self.out = out

    def run(self) -> list[Conflict]:
        """All conflicts, one of each access."""
        for b in self.points.order:
            self.at = self.points.start[b]
            for s in self.mir.blocks[b].statements:
                if self.at in self.force:
                    self.statement(s)
                self.at += 1
            if self.mir.blocks[b].successors == [] and b == self.out and self.at in self.force:
                self.exit()
        return self.found

    def statement(self, s: object) -> None:
        """One statement."""
        for loan in self.by_use.get(self.at, ()):
            self.activate(loan, getattr(s, "span", loan.span))
        if type(s) is Assign:
            self.rvalue(s)
            if not s.place.proj and not self.mir.locals[s.place.local].mutable:
                return
            self.access(s.place, DROP if s.replaces else SHALLOW, "replace" if s.replaces else "assign", s.span)
            if s.replaces:
                self.access(s.place, SHALLOW, "assign", s.span)
        elif type(s) is Call:
            for o in operands(s):
                self.operand(o)
            self.access(s.place, DEEP, "assign", s.span)
        elif type(s) is Drop:
            self.access(s.place, DROP, "dead", s.span)
        elif type(s) is Dead:
            self.access(Place(s.local), SHALLOW, "dead", s.span)

    def rvalue(self, s: Assign) -> None:
        """What an assigned value reads."""
        for o in operands(s):
            self.operand(o)
        value = s.rvalue
        if type(value) is Borrow:
            self.borrow(value, s.span)
        elif type(value) is RawBorrow:
            self.access(value.place, DEEP, "mut" if value.mutable else "shared", s.span)
        elif type(value) is Discriminant:
            self.access(value.place, SHALLOW, "copy", s.span)
        elif type(value) is Length:
            self.access(value.place, LENGTH, "copy", s.span)

    def borrow(self, value: Borrow, span: Span) -> None:
        """A borrow."""
        how = "shared" if value.kind == "shared" else "mut"
        self.access(value.place, DEEP, how, span, value, value.two_phase)

    def operand(self, o: Operand) -> None:
        """An operand."""
        if o.place is not None:
            self.access(o.place, DEEP, o.how, o.span)

    def activate(self, loan: Loan, span: Span) -> None:
        """A borrow in two phases becomes mutable, in the statement at ``span``."""
        if loan.number in self.reserved:
            return
        for other in self.force[self.at]:
            if other is loan or not conflict(self.facts, other, loan.place, DEEP):
                continue
            self.note(Conflict(other, self.at, loan.place, "mut", span, loan.borrow))
            return

    def access(
        self, place: Place, depth: str, how: str, span: Span, borrow: Borrow | None = None, reserve: bool = False
    ) -> None:
        """One access: the first loan that it gets in the way of is told."""
        if (place, span) in self.seen:
            return
        for loan in self.force[self.at]:
            if loan.place.local != place.local or (how in READS and not loan.mutable):
                continue
            if reserve and not loan.mutable:
                continue
            if not conflict(self.facts, loan, place, depth):
                continue
            if how in READS and self.at in loan.idle:
                continue
            self.seen.add((place, span))
            if reserve:
                self.reserve(borrow)
            self.note(Conflict(loan, self.at, place, how, span, borrow))
            return

    def reserve(self, borrow: Borrow | None) -> None:
        """A borrow in two phases was told about when it was made: not again when it is used."""
        for loans in self.by_use.values():
            for loan in loans:
                if loan.borrow is borrow:
                    self.reserved.add(loan.number)

    def exit(self) -> None:
        """The body ends: what it lent of its own is gone."""
        for loan in self.force[self.at]:
            if self.mir.locals[loan.place.local].kind == "upvar":
                continue
            if conflict(self.facts, loan, Place(loan.place.local), SHALLOW):
                span = self.mir.ends
                assert span is not None
                self.note(
                    Conflict(
                        loan,
                        self.at,
                        Place(loan.place.local),
                        "dead",
                        Span(span.file, max(span.hi - 1, 0), span.hi, span.ctx),
                    )
                )

    def note(self, made: Conflict) -> None:
        """One more."""
        self.found.append(made)
