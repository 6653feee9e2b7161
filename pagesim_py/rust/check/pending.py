"""Typed-tree nodes that exist only while a body is checked: what they become depends on types found later (see
writeback.py)."""

from __future__ import annotations

from dataclasses import dataclass

from ..names import thir
from ..names.defs import FnDefn
from ..names.types import Ty


@dataclass(eq=False, slots=True)
class OpBinary(thir.Expr):
    """``left op right`` through a trait: built-in after all if both turn out to be primitive. ``args`` instantiate
    ``method``."""

    op: str
    left: thir.Expr
    right: thir.Expr
    method: FnDefn
    args: tuple[Ty, ...]
    by_ref: bool


@dataclass(eq=False, slots=True)
class OpUnary(thir.Expr):
    """``-x`` or ``!x`` through a trait."""

    op: str
    operand: thir.Expr
    method: FnDefn
    args: tuple[Ty, ...]


@dataclass(eq=False, slots=True)
class OpAssign(thir.Expr):
    """``place op= value`` through a trait."""

    op: str
    place: thir.Expr
    value: thir.Expr
    method: FnDefn
    args: tuple[Ty, ...]


@dataclass(eq=False, slots=True)
class CallClosure(thir.Expr):
    """A call of a closure value whose kind (Fn, FnMut, FnOnce) is known only at the end; ``fun`` is a place or
    value of closure type."""

    fun: thir.Expr
    args: list[thir.Expr]
