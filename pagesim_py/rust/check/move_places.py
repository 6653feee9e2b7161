"""Places as messages name them, and what is known about them without types of borrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir
from ..names.types import (
    Adt,
    Ref,
)

if TYPE_CHECKING:
    pass


def place_text(e: thir.Expr) -> str:
    """A place as messages write it: ``x.f``, ``*p``, ``a[_]``."""
    match e:
        case thir.LocalRef():
            return e.local.name
        case thir.StaticRef():
            return e.defn.name
        case thir.Deref():
            if isinstance(e.operand, thir.AddrOf):
                return place_text(e.operand.operand)
            if isinstance(e.operand, thir.Call) and e.operand.args and isinstance(e.operand.args[0], thir.AddrOf):
                return place_text(e.operand.args[0].operand)
            return f"*{place_text(e.operand)}"
        case thir.Field():
            base = e.operand
            while isinstance(base, thir.Deref) and isinstance(base.operand.ty, Ref):
                base = base.operand
            ty = e.operand.ty
            name = ty.defn.variants[e.variant].fields[e.index].name if isinstance(ty, Adt) else str(e.index)
            text = place_text(base)
            return f"{'(' + text + ')' if text[:1] == '*' else text}.{name}"
        case thir.Index():
            base = e.operand
            while isinstance(base, thir.Deref) and isinstance(base.operand.ty, Ref):
                base = base.operand
            return f"{place_text(base)}[_]"
    return "value"


def promotable(e: thir.Expr) -> bool:
    """Whether a temporary is a constant that lives for ever."""
    match e:
        case thir.Lit() | thir.ConstRef() | thir.FnValue() | thir.ConstParamRef():
            return True
        case thir.TupleExpr() | thir.ArrayExpr():
            return all(promotable(i) for i in e.items)
        case thir.AdtExpr():
            return e.base is None and all(promotable(v) for _, v in e.fields)
        case thir.RepeatExpr():
            return promotable(e.item)
        case thir.Unary() | thir.Cast() | thir.Coerce():
            return promotable(e.operand)
        case thir.Binary():
            return promotable(e.left) and promotable(e.right)
        case thir.AddrOf():
            return promotable(e.operand)
        case thir.Block():
            return False
    return isinstance(e, thir.ClosureExpr) and not e.captures


def has_let(e: thir.Expr) -> bool:
    """Whether a condition binds something."""
    return isinstance(e, thir.LetCond) or (isinstance(e, thir.Binary) and (has_let(e.left) or has_let(e.right)))
