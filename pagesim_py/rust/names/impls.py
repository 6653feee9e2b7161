"""The index of impls, and the words of trait selection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..span import Span
from ..syntax.macro_scope import UNLINKED
from .defs import AssocTyDef, Def, ImplDef, TraitDef
from .items import Items
from .types import (
    Adt,
    Array,
    ClosureTy,
    Dyn,
    FnItemTy,
    FnPtr,
    Prim,
    Ptr,
    Ref,
    Slice,
    Tuple,
    Ty,
)

MAX_DEPTH = 60


def head(ty: Ty) -> Any:
    """What impls are indexed by: the outermost constructor; None for parameters, projections and variables."""
    match ty:
        case Prim():
            return ty.name
        case Adt():
            return ty.defn
        case Ref():
            return "&mut" if ty.mutable else "&"
        case Ptr():
            return "*mut" if ty.mutable else "*const"
        case Tuple():
            return ("tuple", len(ty.items))
        case Array():
            return "array"
        case Slice():
            return "slice"
        case FnPtr():
            return "fnptr"
        case Dyn():
            return ty.trait
        case FnItemTy():
            return "fnitem"
        case ClosureTy():
            return "closure"
    return None


@dataclass(slots=True, eq=False)
class Obligation:
    """Something that must turn out true: ``args[0]: trait<..>``, or with ``assoc`` that its associated type is
    ``value``."""

    trait: TraitDef
    args: tuple[Ty, ...]
    span: Span
    assoc: AssocTyDef | None = None
    value: Ty | None = None
    depth: int = 0
    cause: Any = None
    stalled: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Selection:
    """How a trait is implemented. ``kind``: "impl", "param", "object", "opaque", "builtin", "closure", "fn",
    "error"."""

    kind: str
    impl: ImplDef | None = None
    args: tuple[Ty, ...] = ()
    nested: list[tuple[TraitDef, tuple[Ty, ...], AssocTyDef | None, Ty | None]] = field(default_factory=list)


class Answer:
    """A word instead of a Selection."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


NO, MAYBE, DENIED = Answer("NO"), Answer("MAYBE"), Answer("DENIED")


class Impls(Items):
    """The index of impls."""

    def index_new(self) -> None:
        """Put impls of newly collected crates into the index."""
        for store in (self.cx.shared.store, self.cx.local):
            while store.new_impls:
                batch, store.new_impls = store.new_impls, []
                for impl in batch:
                    self.impl_header(impl)
                    if impl.self_ty is None:
                        continue
                    key = head(impl.self_ty)
                    if impl.node.trait is None:
                        if key is None:
                            continue
                        store.uncounted.setdefault(key, []).append(impl)
                    elif impl.trait is not None:
                        store.trait_impls.setdefault(impl.trait, {}).setdefault(key, []).append(impl)

    def impls_of(self, trait: TraitDef, key: Any) -> Iterator[ImplDef]:
        """Impls of a trait that could be for a type with this head (None: for any type)."""
        self.index_new()
        for store in (self.cx.shared.store, self.cx.local):
            table = store.trait_impls.get(trait)
            if table is None:
                continue
            if key is None:
                for impls in table.values():
                    yield from impls
            else:
                yield from table.get(key, ())
                yield from table.get(None, ())

    def inherent_members(self, key: Any, name: str) -> list[tuple[ImplDef, Def]]:
        """Inherent associated functions and constants of that name for types with this head."""
        self.index_new()
        ours = self.cx.shared.store.members(key).get(name, ())
        unlinked = UNLINKED - self.cx.local.linked if self.cx.local.crates else ()
        out = [found for found in ours if found[0].crate not in unlinked]  # another program may have loaded it
        return [*out, *self.cx.local.members(key).get(name, ())]
