"""Closures: which places each captures and how, which Fn traits it implements; calls of closures become calls of those
traits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir, types
from ..names.defs import FnDefn
from ..names.types import ClosureTy, Ref, Ty
from .capture_places import DEREF, Key, analysis, called_kind, step_key
from .pending import CallClosure
from .writeback import slots

if TYPE_CHECKING:
    from .expr import Expressions

NODES = thir.Expr | thir.LetStmt | thir.ExprStmt | thir.Arm
Indices = dict[thir.Local, dict[Key, int]]


class Captures:
    """Works through one body, innermost closures first."""

    def __init__(self, checker: Expressions) -> None:
        self.ck = checker

    def body(self, e: thir.Expr) -> thir.Expr:
        """Process a body; returns it (it may be replaced)."""
        for closure in self.ck.closures:
            if closure.body is not None:
                analysis(self.ck, closure)
        made: thir.Expr = self.node(e)
        return made

    def node(self, e: Any) -> Any:
        """Visit a node."""
        for name in slots(type(e)):
            v = getattr(e, name)
            if isinstance(v, NODES):
                setattr(e, name, self.node(v))
            elif type(v) is list:
                for i, item in enumerate(v):
                    if isinstance(item, NODES):
                        v[i] = self.node(item)
                    elif type(item) is tuple and len(item) == 2 and isinstance(item[1], thir.Expr):
                        v[i] = (item[0], self.node(item[1]))
        if isinstance(e, thir.ClosureExpr):
            self.closure(e)
        elif isinstance(e, CallClosure):
            return self.call(e)
        return e

    def closure(self, e: thir.ClosureExpr) -> None:
        """Decide captures and kind and put upvars into the body."""
        found = analysis(self.ck, e)
        index: Indices = {}
        for use in found.captures:
            how = "move" if use.mode == "move" else "mut" if use.mode in ("mut", "uniq") else "ref"
            if use.mode != "none" and (
                e.mode == "move" or (e.mode == "params" and self.of_closure_around(e, use.local))
            ):
                how = "move"
            place = use.place(e.span)
            index.setdefault(use.local, {})[use.key] = len(e.captures)
            e.captures.append(thir.Capture(place, how, place.ty))
        e.kind = found.kind if not e.suspends else "FnOnce"
        self.ck.check_wanted_kind(e, found.modes, found.where)
        e.body = self.upvars(e.body, index)

    def of_closure_around(self, e: thir.ClosureExpr, local: thir.Local) -> bool:
        """Whether a variable is a parameter of the async closure whose body ``e`` is."""
        around = self.ck.local_closure.get(local)
        return around is not None and around.body is e

    def upvars(self, e: Any, index: Indices) -> Any:
        """Replace captured places in a closure's body."""
        captured = self.captured(e, index)
        if captured is not None:
            return captured
        if isinstance(e, thir.ClosureExpr):
            for c in e.captures:
                c.place = self.upvars(c.place, index)
            return e
        for name in slots(type(e)):
            v = getattr(e, name)
            if isinstance(v, NODES):
                setattr(e, name, self.upvars(v, index))
            elif type(v) is list:
                for i, item in enumerate(v):
                    if isinstance(item, NODES):
                        v[i] = self.upvars(item, index)
                    elif type(item) is tuple and len(item) == 2 and isinstance(item[1], thir.Expr):
                        v[i] = (item[0], self.upvars(item[1], index))
        return e

    @staticmethod
    def captured(e: Any, index: Indices) -> thir.Expr | None:
        """A captured place, or a reference to one, as the body sees it."""
        if not isinstance(e, thir.LocalRef | thir.Field | thir.Deref):
            return None
        way: list[tuple[int, int]] = []
        node: thir.Expr = e
        while isinstance(node, thir.Field | thir.Deref):
            way.append(step_key(node))
            node = node.operand
        if not isinstance(node, thir.LocalRef) or node.local not in index:
            return None
        key = tuple(reversed(way))
        at = index[node.local].get(key)
        if at is not None:
            return thir.UpvarRef(e.ty, e.span, at)
        at = index[node.local].get((*key, DEREF))
        if at is not None and isinstance(e.ty, Ref):
            return thir.AddrOf(e.ty, e.span, thir.UpvarRef(e.ty.inner, e.span, at), e.ty.mutable)
        return None

    def call(self, e: CallClosure) -> thir.Expr:
        """A call of a closure value through the best of its traits."""
        ty = e.fun.ty
        assert isinstance(ty, ClosureTy)
        kind = called_kind(self.ck, e)
        trait = self.ck.cx.lang_trait({"Fn": "fn", "FnMut": "fn_mut", "FnOnce": "fn_once"}[kind])
        assert trait is not None
        method: FnDefn = self.ck.items.sig(
            trait.methods[{"Fn": "call", "FnMut": "call_mut", "FnOnce": "call_once"}[kind]]
        )
        inputs: Ty = types.tuple_of(*(t for _, t in ty.expr.params))
        receiver = e.fun
        if kind != "FnOnce":
            receiver = thir.AddrOf(types.ref(kind == "FnMut", ty), e.fun.span, e.fun, kind == "FnMut")
        return thir.Call(e.ty, e.span, method, (ty, inputs), [receiver, thir.TupleExpr(inputs, e.span, e.args)])
