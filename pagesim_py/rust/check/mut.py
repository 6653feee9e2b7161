"""Mutability: which places may be assigned to or borrowed as mutable (E0384, E0594, E0596)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..names import thir
from ..names.show import show
from ..names.types import (
    Adt,
    Ptr,
    Ref,
)
from ..span import Span
from .move_places import Path, place_text

if TYPE_CHECKING:
    from .fn import BodyChecker


State = dict[tuple[thir.Local, Path | None], tuple[str, Span]]


class Mutability:
    """The state of the walk, and the checks of changes."""

    def __init__(self, checker: BodyChecker) -> None:
        self.ck = checker
        self.cx = checker.cx
        self.state: State = {}
        self.reported: set[tuple[thir.Local, str]] = set()
        self.in_bodies: set[tuple[thir.Local, frozenset[Span]]] = set()  # of those in loops' bodies that are done
        self.gone: dict[tuple[thir.Local, frozenset[Span]], tuple[Path, Callable[[], None], Span]] = {}
        """Uses of what is gone, by what has moved it: the way into the variable, what tells it, and where."""
        self.borrows: dict[tuple[thir.Local, Span | None], list[tuple[str, Span]]] = {}
        """Mutable borrows of variables that are not mutable, together as they are told: those that a closure makes of
        what it captures each for itself."""
        self.params: set[thir.Local] = set()
        self.breaks: dict[thir.Label, list[State]] = {}
        self.dead = False
        self.declared: set[thir.Local] = set()
        self.borrowing: Span | None = None
        self.closure_depth: list[thir.ClosureExpr] = []
        self.assigned: set[thir.Local] = set()
        self.changed: set[thir.Local] = set()
        """Variables that have to be mutable."""
        self.continues: dict[thir.Label, list[State]] = {}
        self.depth_of: dict[thir.Local, int] = {}
        """In how many closures a variable is declared."""

    def need_mut(self, e: thir.Expr, span: Span, assign: bool) -> None:
        """E0594, E0596: may the place be changed?"""
        root: thir.Expr = e
        while True:
            if isinstance(root, thir.Field | thir.Index):
                root = root.operand
                continue
            if isinstance(root, thir.Deref) and isinstance(root.operand.ty, Adt):
                root = root.operand
                continue
            break
        if self.dead:
            if isinstance(root, thir.LocalRef):
                self.changed.add(root.local)
            return
        what = place_text(e)
        verb = "assign to" if assign else "borrow"
        code = "E0594" if assign else "E0596"
        tail = "" if assign else " as mutable"
        label = "cannot assign" if assign else "cannot borrow as mutable"
        match root:
            case thir.LocalRef():
                local = root.local
                self.changed.add(local)
                if local.mutable or local.made:
                    return
                if assign and root is e:
                    return
                if not assign:
                    captured = len(self.closure_depth) > self.depth_of.get(local, 0)
                    self.borrows.setdefault((local, span if captured else None), []).append((what, span))
                    return
                self.cx.error(
                    code,
                    f"cannot {verb} `{what}`{tail}, as `{local.name}` is not declared as mutable"
                    if root is not e
                    else f"cannot {verb} `{what}`{tail}, as it is not declared as mutable",
                    span,
                    label,
                    helps=[f"consider changing this to be mutable: `mut {local.name}`"],
                )
            case thir.StaticRef():
                if not root.defn.mutable:
                    self.cx.error(
                        code,
                        f"cannot {verb} immutable static item `{root.defn.name}`{tail}"
                        if root is e
                        else f"cannot {verb} `{what}`{tail}, as `{root.defn.name}` is an immutable static item",
                        span,
                        label,
                    )
            case thir.Deref():
                self.through(root, what, span, code, verb, tail, label, root is e)

    def through(
        self, root: thir.Deref, what: str, span: Span, code: str, verb: str, tail: str, label: str, whole: bool
    ) -> None:
        """A change through a pointer."""
        ty = root.operand.ty
        inner = root.operand
        outer: thir.Expr = inner
        while isinstance(outer, thir.Field | thir.Index):
            outer = outer.operand
        if isinstance(ty, Ref) and ty.mutable and isinstance(outer, thir.Deref) and isinstance(outer.operand.ty, Ref):
            self.through(outer, what, span, code, verb, tail, label, whole)  # a mutable reference behind another
            return
        if isinstance(inner, thir.Call):
            name = inner.defn.container.name if inner.defn.container is not None else ""
            if name in ("Deref", "Index"):
                kind = "dereference" if name == "Deref" else "index"
                trait = "DerefMut" if name == "Deref" else "IndexMut"
                prep = "to data in" if verb == "assign to" else "data in"
                word = "assign" if verb == "assign to" else "borrow"
                of = "dereference" if kind == "dereference" else "an index"
                self.cx.error(
                    code,
                    f"cannot {word} {prep} {'a ' if of == 'dereference' else ''}{of} of "
                    f"`{show(inner.generics[0])}`{tail}",
                    span,
                    label,
                    helps=[
                        f"trait `{trait}` is required to modify through "
                        f"{'a dereference' if name == 'Deref' else 'indexed content'}, but it is not implemented "
                        f"for `{show(inner.generics[0])}`"
                    ],
                )
                return
            if isinstance(ty, Ref) and not ty.mutable:
                self.cx.error(
                    code,
                    f"cannot {verb} `{what}`{tail}, as it is behind a `&` reference"
                    if verb == "borrow"
                    else f"cannot {verb} `{what}`, which is behind a `&` reference",
                    span,
                    label,
                )
            return
        if isinstance(ty, Ref) and not ty.mutable:
            base = inner
            name = base.local.name if isinstance(base, thir.LocalRef) else ""
            done = "written" if code == "E0594" else "borrowed as mutable"
            where = f"`{name}` is a `&` reference, so the data it refers to cannot be {done}" if name else label
            message = (
                f"cannot {verb} `{what}`{tail}, as it is behind a `&` reference"
                if code == "E0596"
                else f"cannot {verb} `{what}`, which is behind a `&` reference"
            )
            helps = (
                ["consider changing this to be a mutable reference: `&mut self`"]
                if name == "self"
                else ["consider changing this to be a mutable reference: `&mut`"]
                if name
                else []
            )
            self.cx.error(code, message, span, where, helps=helps)
        elif isinstance(ty, Ptr) and not ty.mutable:
            base = inner
            name = base.local.name if isinstance(base, thir.LocalRef) else ""
            where = (
                f"`{name}` is a `*const` pointer, so the data it refers to cannot be "
                f"{'written' if code == 'E0594' else 'borrowed as mutable'}"
                if name
                else label
            )
            message = (
                f"cannot {verb} `{what}`{tail}, as it is behind a `*const` pointer"
                if code == "E0596"
                else f"cannot {verb} `{what}`, which is behind a `*const` pointer"
            )
            self.cx.error(code, message, span, where, helps=["consider changing this to be a mutable pointer: `*mut`"])

    def twice(self, local: thir.Local, span: Span) -> None:
        """E0384."""
        if (local, "twice") in self.reported:
            return
        self.reported.add((local, "twice"))
        if local in self.params:
            self.cx.error(
                "E0384",
                f"cannot assign to immutable argument `{local.name}`",
                span,
                "cannot assign to immutable argument",
                helps=[f"consider making this binding mutable: `mut {local.name}`"],
            )
        else:
            self.cx.error(
                "E0384",
                f"cannot assign twice to immutable variable `{local.name}`",
                span,
                "cannot assign twice to immutable variable",
                also=[(local.span, f"first assignment to `{local.name}`")],
                helps=[f"consider making this binding mutable: `mut {local.name}`"],
            )
