"""The names of generics in scope of an item."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..syntax import ast
from .defs import (
    Def,
    FnDefn,
    Generics,
    ImplDef,
    ModuleDef,
    TraitDef,
    make_late,
)
from .types import Param, Ty


@dataclass(eq=False, slots=True)
class Env:
    """The names of generics in scope of an item, what ``Self`` is, and the bounds as written (for ``T::Item``).

    Fields with ``init=False`` come into being, empty, when first looked at: most items have no generics.
    """

    owner: Def
    module: ModuleDef
    generics: Generics
    names: dict[str, Param] = field(init=False)
    self_ty: Ty | None = None
    trait: TraitDef | None = None
    impl: ImplDef | None = None
    bounds: dict[str, list[ast.Bound]] = field(init=False)
    impl_nodes: list[tuple[ast.ImplTraitType, Param]] = field(init=False)
    opaque_of: FnDefn | None = None
    opaque_nodes: list[ast.ImplTraitType] = field(init=False)
    outer_names: set[str] = field(init=False)
    outer_locals: list[dict[tuple[str, int], Any]] = field(init=False)
    depth: int = 0

    def with_module(self, module: ModuleDef) -> Env:
        """The same names (shared, not copied) seen from another module."""
        made = copy.copy(self)
        made.module = module
        return made

    def with_locals(self, locals: list[dict[tuple[str, int], Any]]) -> Env:
        """The same names (shared, not copied) below these local variables."""
        made = copy.copy(self)
        made.outer_locals = locals
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return make_late(self, name, LATE)


LATE: dict[str, Callable[[], Any]] = {
    **dict.fromkeys(("names", "bounds"), dict),
    **dict.fromkeys(("impl_nodes", "opaque_nodes", "outer_locals"), list),
    "outer_names": set,
}
"""How the late fields begin."""


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
