"""Attributes, paths, types, bounds and generics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...span import Ident, Span

if TYPE_CHECKING:
    from .exprs import Expr

# --- attributes and paths ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Attr:
    """``#[name(...)]``: ``tokens`` are the raw tokens inside the parentheses or after ``=``; ``unsafe_`` for
    ``#[unsafe(...)]``; ``inner`` for ``#!``.
    """

    name: str
    tokens: list[Any]
    span: Span
    value: str | None = None
    unsafe_: bool = False
    inner: bool = False


@dataclass(slots=True)
class GenericArgs:
    """``<'a, T, 3, Item = u8>`` or the sugar ``Fn(A) -> B`` (then ``paren`` is true; args[0] is a TupleType, bindings
    Output).
    """

    args: list[Type | Expr]
    bindings: list[tuple[Ident, Type]]
    bounds: list[tuple[Ident, list[Bound]]]
    span: Span
    paren: bool = False


@dataclass(slots=True)
class Segment:
    ident: Ident
    args: GenericArgs | None = None


@dataclass(slots=True)
class Path:
    """``a::b::<T>::c``. ``global_`` for a leading ``::``. ``qself`` and ``qtrait_len`` for ``<T as Trait>::x``: the
    first ``qtrait_len`` segments are the trait (0 for ``<T>::x``). ``$crate`` is a first segment named ``$crate`` whose
    ``crate`` is in ``crate``.
    """

    segments: list[Segment]
    span: Span
    global_: bool = False
    qself: Type | None = None
    qtrait_len: int = 0
    crate: str | None = None


# --- types ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Type:
    span: Span


@dataclass(slots=True)
class PathType(Type):
    path: Path


@dataclass(slots=True)
class RefType(Type):
    mutable: bool
    inner: Type
    lifetime: Ident | None = None


@dataclass(slots=True)
class PtrType(Type):
    mutable: bool
    inner: Type


@dataclass(slots=True)
class SliceType(Type):
    inner: Type


@dataclass(slots=True)
class ArrayType(Type):
    inner: Type
    length: Expr


@dataclass(slots=True)
class TupleType(Type):
    items: list[Type]


@dataclass(slots=True)
class NeverType(Type):
    pass


@dataclass(slots=True)
class InferType(Type):
    """``_``"""


@dataclass(slots=True)
class SelfType(Type):
    """The type of a ``self`` parameter written without one; ``&self`` is RefType(SelfType)."""


@dataclass(slots=True)
class FnPtrType(Type):
    params: list[Type]
    ret: Type | None
    abi: str | None
    unsafe_: bool


@dataclass(slots=True)
class ImplTraitType(Type):
    bounds: list[Bound]


@dataclass(slots=True)
class DynTraitType(Type):
    bounds: list[Bound]


@dataclass(slots=True)
class Bound:
    """One bound: a trait (``maybe`` for ``?Sized``) or a lifetime (``path`` is None)."""

    path: Path | None
    span: Span
    maybe: bool = False
    lifetime: Ident | None = None


# --- generics ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class GenericParam:
    """``kind`` is "lifetime", "type" or "const"."""

    kind: str
    ident: Ident
    bounds: list[Bound] = field(default_factory=list)
    default: Type | Expr | None = None
    const_ty: Type | None = None


@dataclass(slots=True)
class WherePredicate:
    ty: Type
    bounds: list[Bound]
    span: Span


@dataclass(slots=True)
class Generics:
    """``outlives``: what ``where`` says of lifetimes, each with those that it outlives."""

    params: list[GenericParam] = field(default_factory=list)
    where: list[WherePredicate] = field(default_factory=list)
    outlives: tuple[tuple[Ident, list[Bound]], ...] = ()
