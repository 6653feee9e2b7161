"""The names of generics in scope of an item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..syntax import ast
from .defs import (
    Def,
    FnDefn,
    Generics,
    ImplDef,
    ModuleDef,
    TraitDef,
)
from .types import Param, Ty


@dataclass(eq=False)
class Env:
    """The names of generics in scope of an item, what ``Self`` is, and the bounds as written (for ``T::Item``)."""

    owner: Def
    module: ModuleDef
    generics: Generics
    names: dict[str, Param] = field(default_factory=dict)
    self_ty: Ty | None = None
    trait: TraitDef | None = None
    impl: ImplDef | None = None
    bounds: dict[str, list[ast.Bound]] = field(default_factory=dict)
    wheres: list[ast.WherePredicate] = field(default_factory=list)
    impl_params: dict[int, Param] = field(default_factory=dict)
    impl_nodes: list[tuple[ast.ImplTraitType, Param]] = field(default_factory=list)
    opaque_of: FnDefn | None = None
    opaque_nodes: list[ast.ImplTraitType] = field(default_factory=list)
    outer_names: set[str] = field(default_factory=set)
    outer_locals: list[dict[tuple[str, int], Any]] = field(default_factory=list)
    depth: int = 0


Fresh = Callable[[str], Ty]


def is_lifetime(node: Any) -> bool:
    """Whether a generic argument is a lifetime (which the checker ignores)."""
    return isinstance(node, ast.PathType) and node.path.segments[0].ident.name[:1] == "'"


def plural(n: int, word: str) -> str:
    """``1 generic argument`` / ``2 generic arguments``."""
    return f"{n} {word}" + ("" if n == 1 else "s")


def mentions(node: Any, names: dict[str, Param]) -> bool:
    """Whether an expression names one of these generics (or Self)."""
    if isinstance(node, ast.Path):
        first = node.segments[0].ident.name
        if first in names or first == "Self":
            return True
        return any(mentions(s.args, names) for s in node.segments if s.args) or mentions(node.qself, names)
    if isinstance(node, list):
        return any(mentions(n, names) for n in node)
    if hasattr(node, "__slots__") and not isinstance(node, tuple):
        return any(
            mentions(getattr(node, s, None), names) for cls in type(node).__mro__ for s in getattr(cls, "__slots__", ())
        )
    return False
