"""The form in which borrows are checked: a body as basic blocks of plain data, as rustc's MIR is, with what is
implicit in the typed tree written out: temporaries, moves, drops, the end of each variable's storage.

Calls and drops are statements here, since unwinding is not followed: a block ends only where the way divides or joins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..names.thir import ClosureExpr
from ..names.types import Ty
from ..span import Span

Region = int | None
"""The number of a region variable; None where nothing is known of it, so that nothing follows from it."""

Elem = tuple[Any, ...]
"""One step of a place: DEREF, ``("f", variant, field)``, INDEX, ``("c", number)`` (an element counted from the front of
an array that a pattern names), ``("s",)`` (a stretch of one)."""

DEREF: Elem = ("*",)
INDEX: Elem = ("[]",)
STRETCH: Elem = ("s",)


class Place(NamedTuple):
    """A local, by its number, and the way into it."""

    local: int
    proj: tuple[Elem, ...] = ()

    def at(self, *elems: Elem) -> Place:
        """A place inside this one."""
        return Place(self.local, self.proj + elems)


class RTy(NamedTuple):
    """A type with the regions in it, in the order of ``shapes.count``."""

    ty: Ty
    slots: tuple[Region, ...]


@dataclass(slots=True, eq=False)
class LocalDecl:
    """A local. ``kind``: "return", "param", "user", "temp", "upvar" (what a closure captured), "static". ``name``: as
    the program calls it, None for a temporary."""

    kind: str
    name: str | None
    rty: RTy
    mutable: bool
    span: Span


class Operand(NamedTuple):
    """``how``: "copy", "move", "const" (then ``place`` is None)."""

    how: str
    place: Place | None
    rty: RTy
    span: Span


# --- rvalues ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Use:
    """An operand as it is. ``how``: "same", "unsize" (to a slice or trait object), "raw" (a reference to a pointer)."""

    operand: Operand
    how: str = "same"


@dataclass(slots=True, eq=False)
class Borrow:
    """``&place`` of region ``region``. ``kind``: "shared", "mut", "unique" (a closure's, through a reference).
    ``two_phase``: as "mut" only when it is first used. ``closure``: what captures, with ``at`` where it uses it."""

    place: Place
    kind: str
    region: Region
    two_phase: bool = False
    closure: ClosureExpr | None = None
    at: Span | None = None


@dataclass(slots=True, eq=False)
class RawBorrow:
    """``&raw place``: an access, but no loan."""

    place: Place
    mutable: bool


@dataclass(slots=True, eq=False)
class Aggregate:
    """A struct, variant, tuple, array or closure from its parts: the part's step in the whole, and the value."""

    parts: list[tuple[Elem, Operand]]


@dataclass(slots=True, eq=False)
class Compute:
    """A value without regions from others: arithmetic, comparisons, casts."""

    operands: list[Operand]


@dataclass(slots=True, eq=False)
class Discriminant:
    """Which variant a place is."""

    place: Place


@dataclass(slots=True, eq=False)
class Length:
    """How many elements a slice behind a reference has, which indexing asks for."""

    place: Place


Rvalue = Use | Borrow | RawBorrow | Aggregate | Compute | Discriminant | Length


# --- statements -------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Assign:
    """``category``: what the value is for, as messages tell why a borrow must last: "return", "assign", "cast" (to a
    trait object), "usage" (a part of a struct), "other". ``replaces``: the place has a value that is dropped."""

    place: Place
    rvalue: Rvalue
    span: Span
    category: str = "other"
    replaces: bool = False


@dataclass(slots=True, eq=False)
class Call:
    """A call. ``flows``: the regions that the signature ties, (longer, shorter, span, category)."""

    place: Place
    operands: list[Operand]
    span: Span
    flows: list[tuple[Region, Region, Span, str]]
    name: str | None = None


@dataclass(slots=True, eq=False)
class Drop:
    """A value's drop glue runs."""

    place: Place
    span: Span


@dataclass(slots=True, eq=False)
class Dead:
    """A local's storage ends."""

    local: int
    span: Span


Statement = Assign | Call | Drop | Dead


@dataclass(slots=True, eq=False)
class Block:
    """``operands``: what decides between the successors."""

    statements: list[Statement] = field(default_factory=list)
    successors: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mir:
    """A body. Local 0 is what it returns; block 0 is where it begins. ``universal``: regions from outside, each with
    what it is called; ``regions``: how many there are. Of a function: ``known`` has those that its signature tells,
    with the item that stands for them there, ``granted`` which of them outlive which. ``asks``: the types that must
    outlive a region. ``annotated``: regions that are the same, since a type is written where the span is."""

    locals: list[LocalDecl] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    universal: dict[int, str] = field(default_factory=dict)
    known: dict[int, Any] = field(default_factory=dict)
    granted: set[tuple[int, int]] = field(default_factory=set)
    asks: list[tuple[Ty, int, Span]] = field(default_factory=list)
    annotated: list[tuple[int, int, Span]] = field(default_factory=list)
    regions: int = 0
    span: Span | None = None
    ends: Span | None = None
    closure: bool = False
