"""The lint ``static_mut_refs``: references to a mutable static, or to a field of it.

As in rustc only what is written counts: ``&X`` and ``&mut X.field``, a method of ``X`` that takes its receiver by
reference, ``let ref r = X``, and what ``format_args!`` borrows. References that an index, an operator or the pattern of
a ``match`` makes are not looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir
from ..names.defs import StaticDef
from ..span import Span
from ..syntax import ast

if TYPE_CHECKING:
    from .body import BodyState

WHY = {
    True: "any other pointer to the static is used or if any other reference is created for the static while the "
    "mutable reference lives",
    False: "the static is mutated or if a mutable reference is created for it while the shared reference lives",
}

StaticRef = tuple[StaticDef, bool, Span]
"""A mutable static, whether the reference to it is mutable, and where that is made."""


def note(ck: BodyState, e: ast.Expr, made: thir.Expr, mutable: bool, span: Span) -> None:
    """A reference to ``e``, which has become ``made``, is written at ``span``: keep it if ``e`` is a mutable static."""
    if span.ctx:
        span = e.span
    while isinstance(e, ast.FieldExpr):
        e = e.operand
    if not isinstance(e, ast.PathExpr):
        return
    root = made
    while not isinstance(root, thir.StaticRef):
        if isinstance(root, thir.Field | thir.Deref | thir.AddrOf | thir.Coerce):
            root = root.operand
        elif isinstance(root, thir.Call) and root.args:  # a field of what it derefs to
            root = root.args[0]
        else:
            return
    if root.defn.mutable:
        ck.static_refs.append((root.defn, mutable, span))


def message(found: StaticRef) -> tuple[str, Span, str, tuple[str, ...], tuple[str, ...]]:
    """Message, place, label, notes and helps for a reference."""
    defn, mutable, span = found
    kind = "mutable" if mutable else "shared"
    return (
        f"creating a {kind} reference to mutable static",
        span,
        f"{kind} reference to mutable static",
        (f"{kind} references to mutable statics are dangerous; it's undefined behavior if {WHY[mutable]}",),
        (f"use `&raw {'mut' if mutable else 'const'} {defn.name}` to create a raw pointer instead",),
    )
