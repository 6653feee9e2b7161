"""Patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...span import Ident, Span

if TYPE_CHECKING:
    from .exprs import Expr
    from .types import Path


@dataclass(slots=True)
class Pattern:
    span: Span


@dataclass(slots=True)
class WildPat(Pattern):
    pass


@dataclass(slots=True)
class RestPat(Pattern):
    """``..`` in a tuple, tuple struct or slice pattern."""


@dataclass(slots=True)
class BindPat(Pattern):
    """``ref mut x @ sub``. A plain name may turn out to be a constant or unit struct/variant: the resolver decides."""

    ident: Ident
    by_ref: bool
    mutable: bool
    sub: Pattern | None


@dataclass(slots=True)
class LitPat(Pattern):
    """A literal or a negated literal."""

    value: Expr


@dataclass(slots=True)
class RangePat(Pattern):
    lo: Expr | None
    hi: Expr | None
    inclusive: bool


@dataclass(slots=True)
class RefPat(Pattern):
    mutable: bool
    inner: Pattern


@dataclass(slots=True)
class TuplePat(Pattern):
    items: list[Pattern]


@dataclass(slots=True)
class SlicePat(Pattern):
    items: list[Pattern]


@dataclass(slots=True)
class PathPat(Pattern):
    path: Path


@dataclass(slots=True)
class TupleStructPat(Pattern):
    path: Path
    items: list[Pattern]


@dataclass(slots=True)
class FieldPat:
    ident: Ident
    pat: Pattern
    span: Span


@dataclass(slots=True)
class StructPat(Pattern):
    path: Path
    fields: list[FieldPat]
    rest: bool


@dataclass(slots=True)
class OrPat(Pattern):
    items: list[Pattern]
