"""The state of building a body's form: the block at hand, the scopes around it, and what is dropped at their ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..names import thir
from ..names.defs import StaticDef
from ..names.types import Ty
from ..span import Span
from .facts import Facts
from .mir import Block, Dead, Drop, LocalDecl, Mir, Operand, Place, RTy, Statement
from .signatures import Signatures
from .written import STATIC, Item


class Unbuilt(Exception):
    """Something that the form has no words for: the body's borrows are not checked."""


@dataclass(slots=True, eq=False)
class Scope:
    """``ends``: what happens at its end, from the last to the first: ("dead" or "drop", local)."""

    ends: list[tuple[str, int]] = field(default_factory=list)
    span: Span | None = None


@dataclass(slots=True, eq=False)
class Target:
    """Where a jump leads to: a block, in as many scopes; ``into`` takes the value that it brings."""

    block: int
    depth: int
    into: Place | None = None


class Builder:
    """What building knows at any moment."""

    def __init__(self, facts: Facts, signatures: Signatures, edition: int) -> None:
        self.facts = facts
        self.signatures = signatures
        self.edition = edition
        self.mir = Mir(blocks=[Block()], universal={0: "'static"}, regions=1)
        self.at = 0
        self.scopes: list[Scope] = []
        self.temps = Scope()
        self.numbers: dict[thir.Local, int] = {}
        self.statics: dict[StaticDef, int] = {}
        self.upvars: list[Place] = []
        self.borrowed: set[int] = set()
        self.breaks: dict[thir.Label, Target] = {}
        self.continues: dict[thir.Label, Target] = {}
        self.out = 0
        self.closures: list[thir.ClosureExpr] = []
        self.lifetimes: dict[Item, int] = {STATIC: 0}
        """Those that the function's types may name."""

    # --- blocks -------------------------------------------------------------------------------------------------------

    def block(self) -> int:
        """A new block."""
        self.mir.blocks.append(Block())
        return len(self.mir.blocks) - 1

    def emit(self, statement: Statement) -> None:
        """Add a statement to the block at hand."""
        self.mir.blocks[self.at].statements.append(statement)

    def goto(self, block: int) -> None:
        """Go on in another block, which others may lead to as well."""
        self.mir.blocks[self.at].successors.append(block)

    def lost(self) -> None:
        """What follows is never reached."""
        self.at = self.block()

    def branch(self, target: Target) -> None:
        """Perhaps leave for ``target``; go on in a new block."""
        away, on = self.block(), self.block()
        self.mir.blocks[self.at].successors += [away, on]
        self.at = away
        self.leave(target)
        self.at = on

    def leave(self, target: Target, span: Span | None = None) -> None:
        """Jump: what is in the scopes that are left ends."""
        for scope in reversed(self.scopes[target.depth :]):
            self.end(scope, span)
        self.goto(target.block)

    # --- scopes -------------------------------------------------------------------------------------------------------

    def push(self, span: Span | None = None) -> Scope:
        """Enter a scope."""
        scope = Scope(span=span)
        self.scopes.append(scope)
        return scope

    def pop(self) -> None:
        """Leave the innermost scope at its end."""
        self.end(self.scopes[-1])
        self.scopes.pop()

    def end(self, scope: Scope, span: Span | None = None) -> None:
        """What happens at a scope's end."""
        where = scope.span or span or self.mir.ends
        assert where is not None
        at = Span(where.file, max(where.hi - 1, where.lo), where.hi, where.ctx)
        for what, local in reversed(scope.ends):
            if what == "drop":
                self.emit(Drop(Place(local), at))
            elif local in self.borrowed:
                self.emit(Dead(local, at))

    # --- locals -------------------------------------------------------------------------------------------------------

    def fresh(self) -> int:
        """A new region."""
        self.mir.regions += 1
        return self.mir.regions - 1

    def typed(self, ty: Ty) -> RTy:
        """A type with new regions."""
        count = self.facts.shapes.count(ty)
        return RTy(ty, tuple(self.fresh() for _ in range(count)))

    def local(self, kind: str, name: str | None, rty: RTy, mutable: bool, span: Span) -> int:
        """A new local."""
        self.mir.locals.append(LocalDecl(kind, name, rty, mutable, span))
        return len(self.mir.locals) - 1

    def temp(self, ty: Ty, span: Span, scope: Scope | None = None) -> int:
        """A temporary, which ends with ``scope`` (by default what is around the expression at hand)."""
        made = self.local("temp", None, self.typed(ty), True, span)
        (scope or self.temps).ends.append(("dead", made))
        return made

    def dropped(self, local: int, scope: Scope) -> None:
        """A local has its value: it is dropped with the scope."""
        if self.facts.needs_drop(self.mir.locals[local].rty.ty):
            scope.ends.append(("drop", local))

    def rty(self, place: Place) -> RTy:
        """A place's type."""
        rty = self.mir.locals[place.local].rty
        for elem in place.proj:
            rty = self.facts.step(rty, elem)
        return rty

    def read(self, place: Place, ty: Ty, span: Span) -> Operand:
        """A place's value: copied or moved."""
        how = "copy" if self.facts.is_copy(ty) else "move"
        return Operand(how, place, self.rty(place), span)

    def constant(self, ty: Ty, span: Span) -> Operand:
        """A value that nothing hangs on."""
        return Operand("const", None, self.facts.blank(ty), span)


def made_by_compiler(e: thir.AddrOf) -> bool:
    """Whether a borrow is not written: it stands where its operand does."""
    return e.span == e.operand.span
