"""Which places of the surrounding function a closure captures, and how (Rust reference, "Closure types").

A closure captures no more of a variable than its body names: ``s.a`` leaves ``s.b`` alone, ``self.x`` behind a
reference is borrowed from what the reference points at. The body is only looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.types import Adt, ClosureTy, Ptr, Ref, Ty
from ..span import Span
from .pending import CallClosure
from .writeback import children, slots

if TYPE_CHECKING:
    from .expr import Expressions

ORDER = {"none": -1, "ref": 0, "uniq": 1, "mut": 2, "move": 3}
Key = tuple[tuple[int, int], ...]
"""The way from a variable to a place in it: (variant, field) for a field, DEREF for what it points at."""

DEREF = (-1, -1)


@dataclass(slots=True)
class Use:
    """A place of the surroundings in a closure's body. ``mode``: "ref", "mut", "uniq" (changed through a reference),
    "move", "none" (named, but neither read nor written). ``at``, ``assign``: what changes it, for messages."""

    local: thir.Local
    steps: list[thir.Field | thir.Deref]
    mode: str
    at: Span
    assign: bool

    @property
    def key(self) -> Key:
        """The way to the place."""
        return tuple(map(step_key, self.steps))

    def cut(self, count: int) -> None:
        """Take a shorter way; a change behind a ``&mut`` is then one through it."""
        gone = self.steps[count:]
        if self.mode == "mut" and any(isinstance(s, thir.Deref) and isinstance(s.operand.ty, Ref) for s in gone):
            self.mode = "uniq"
        self.steps = self.steps[:count]

    def place(self, span: Span) -> thir.Expr:
        """The place as an expression of the surroundings."""
        made: thir.Expr = thir.LocalRef(self.local.ty, span, self.local)
        for s in self.steps:
            if isinstance(s, thir.Field):
                made = thir.Field(s.ty, span, made, s.index, s.variant)
            else:
                made = thir.Deref(s.ty, span, made)
        return made


@dataclass(slots=True)
class Analysis:
    """What is known about a closure from its body: its captures in order and its kind; ``modes``: the strongest use of
    each variable."""

    captures: list[Use] = field(default_factory=list)
    kind: str = "Fn"
    modes: dict[thir.Local, str] = field(default_factory=dict)
    where: dict[thir.Local, tuple[Span, bool]] = field(default_factory=dict)


def step_key(s: thir.Expr) -> tuple[int, int]:
    """One step of a way."""
    return (s.variant, s.index) if isinstance(s, thir.Field) else DEREF


def thir_place(e: thir.Expr) -> bool:
    """Whether an expression is a place."""
    while isinstance(e, thir.Field):
        e = e.operand
    return isinstance(e, thir.LocalRef | thir.UpvarRef | thir.StaticRef | thir.Deref | thir.Index)


def analysis(ck: Expressions, closure: thir.ClosureExpr) -> Analysis:
    """What a closure of the body at hand captures; worked out once."""
    known = ck.capture_analysis.get(closure)
    if known is None:
        known = ck.capture_analysis[closure] = Uses(ck, closure).result()
    return known


class Uses:
    """Walks through one closure's body."""

    def __init__(self, ck: Expressions, closure: thir.ClosureExpr) -> None:
        self.ck = ck
        self.closure = closure
        self.found: dict[thir.Local, list[Use]] = {}
        self.at: tuple[Span, bool] | None = None

    def result(self) -> Analysis:
        """Walk, then restrict and join what was found."""
        assert self.closure.body is not None
        self.expr(self.closure.body)
        made = Analysis()
        for local, uses in self.found.items():
            best = "none"
            for use in uses:
                if ORDER[use.mode] > ORDER[best]:
                    best = use.mode
                    made.where[local] = (use.at, use.assign)
            made.modes[local] = best
            if best == "move":
                made.kind = "FnOnce"
            elif best in ("mut", "uniq") and made.kind == "Fn":
                made.kind = "FnMut"
            for use in uses:
                self.restrict(use)
            made.captures += self.smallest(uses)
        return made

    # --- how far into a variable a capture reaches --------------------------------------------------------------------

    def restrict(self, use: Use) -> None:
        """Shorten the way to a place as the language wants it."""
        by_value = self.closure.mode == "move"
        around = self.ck.local_closure.get(use.local) if self.closure.mode == "params" else None
        if around is not None and around.body is self.closure:
            use.cut(0)  # a parameter goes into the future as a whole
        steps = use.steps
        for i, s in enumerate(steps):
            ty = s.operand.ty
            if isinstance(s, thir.Deref) and isinstance(ty, Ptr):
                use.cut(i)
                use.mode = "ref"
                break
            if isinstance(s, thir.Field) and isinstance(ty, Adt) and ty.defn.kind == "union":
                use.cut(i)
                break
        if use.mode == "move":
            self.cut_where(use, lambda s: isinstance(s, thir.Field) and self.ck.has_drop_impl(s.operand.ty))
        last = next((i for i in range(len(use.steps) - 1, -1, -1) if isinstance(use.steps[i], thir.Deref)), None)
        if last is not None:
            ty = use.steps[last].operand.ty
            if isinstance(ty, Ref) and not ty.mutable:  # the reference will do, however much of it is used
                use.cut(last + 1)
        if by_value or use.mode == "move":
            self.cut_where(use, lambda s: isinstance(s, thir.Deref))
        else:
            self.cut_where(use, is_packed)

    @staticmethod
    def cut_where(use: Use, test: Any) -> None:
        """Cut the way before the first step that the test holds for."""
        at = next((i for i, s in enumerate(use.steps) if test(s)), None)
        if at is not None:
            use.cut(at)

    @staticmethod
    def smallest(uses: list[Use]) -> list[Use]:
        """The fewest places that hold all of those used, in the order of fields."""
        kept: list[Use] = []
        for use in uses:
            key = use.key
            over = next((k for k in kept if key[: len(k.steps)] == k.key), None)
            if over is not None:
                use.cut(len(over.steps))
                if ORDER[use.mode] > ORDER[over.mode]:
                    over.mode = use.mode
                continue
            for k in [k for k in kept if k.key[: len(key)] == key]:
                k.cut(len(key))
                if ORDER[k.mode] > ORDER[use.mode]:
                    use.mode = k.mode
                kept.remove(k)
            kept.append(use)
        return sorted(kept, key=lambda u: u.key)

    # --- walking ------------------------------------------------------------------------------------------------------

    def expr(self, e: Any) -> None:
        """An expression whose value is wanted, or another node."""
        match e:
            case thir.LocalRef() | thir.Deref() | thir.Index() | thir.Field():
                self.place(e, "value")
            case thir.AddrOf():
                self.at = (e.span, False)
                self.place(e.operand, "mut" if e.mutable else "ref")
            case thir.Assign() | thir.AssignOp():
                self.at = (e.span, True)
                self.place(e.place, "mut")
                self.expr(e.value)
            case thir.Match():
                self.matched(e.scrutinee, [a.pat for a in e.arms])
                for arm in e.arms:
                    if arm.guard is not None:
                        self.expr(arm.guard)
                    self.expr(arm.body)
            case thir.LetCond():
                self.matched(e.init, [e.pat])
            case thir.LetStmt():
                if e.init is not None:
                    self.matched(e.init, [e.pat])
                if e.else_ is not None:
                    self.expr(e.else_)
            case thir.ExprStmt():
                self.place(e.expr, "none")
            case thir.Block():
                e.stmts = [apart for s in e.stmts for apart in self.taken_apart(s)]
                self.inside(e)
            case thir.ClosureExpr():
                self.nested(e)
            case CallClosure():
                self.call(e)
            case _:
                self.inside(e)

    def inside(self, e: Any) -> None:
        """All operands are used as values."""
        for name in slots(type(e)):
            v = getattr(e, name)
            if isinstance(v, thir.Expr):
                self.expr(v)
            elif type(v) is list:
                for item in v:
                    if isinstance(item, thir.Expr | thir.LetStmt | thir.ExprStmt):
                        self.expr(item)
                    elif type(item) is tuple and len(item) == 2 and isinstance(item[1], thir.Expr):
                        self.expr(item[1])

    def place(self, e: thir.Expr, how: str) -> None:
        """A place used as ``how``: "value", "ref", "mut", "uniq", "none"; anything else is a value."""
        if not thir_place(e):
            if isinstance(e, thir.Field):
                e = e.operand
                while isinstance(e, thir.Field):
                    e = e.operand
            self.expr(e)
            return
        mode = ("ref" if self.ck.is_copy(e.ty) else "move") if how == "value" else how
        steps: list[thir.Field | thir.Deref] = []
        node: thir.Expr = e
        copied = how == "value" and mode == "ref" and isinstance(e.ty, Ref)
        while True:
            if isinstance(node, thir.Field):
                steps.append(node)
                node = node.operand
            elif isinstance(node, thir.Deref):
                steps.append(node)
                node = node.operand
            elif isinstance(node, thir.Index):
                self.expr(node.index)
                mode = self.cut_at(steps, mode)
                steps.clear()
                copied = False
                node = node.operand
            else:
                break
        if not isinstance(node, thir.LocalRef):
            if not isinstance(node, thir.StaticRef | thir.UpvarRef):
                self.expr(node)
            return
        if copied and isinstance(e.ty, Ref):  # a copy of a reference: what it points at is borrowed
            steps.insert(0, thir.Deref(e.ty.inner, e.span, e))
        at, assign = self.at if self.at is not None and mode in ("mut", "uniq") else (e.span, False)
        self.use(Use(node.local, steps[::-1], mode, at, assign))

    @staticmethod
    def cut_at(steps: list[thir.Field | thir.Deref], mode: str) -> str:
        """The mode of an array or slice whose element is used further along the steps."""
        if any(isinstance(s, thir.Deref) and isinstance(s.operand.ty, Ptr) for s in steps):
            return "ref"
        if any(isinstance(s, thir.Deref) and isinstance(s.operand.ty, Ref) for s in steps):
            shared = any(
                isinstance(s, thir.Deref) and isinstance(s.operand.ty, Ref) and not s.operand.ty.mutable for s in steps
            )
            return "ref" if shared or mode in ("ref", "none") else "uniq"
        return mode

    def use(self, use: Use) -> None:
        """Note it, unless the variable is the closure's own."""
        if self.ck.local_closure.get(use.local) is not self.closure:
            self.found.setdefault(use.local, []).append(use)

    def nested(self, e: thir.ClosureExpr) -> None:
        """What a closure in the body captures, this one uses."""
        inner = analysis(self.ck, e)
        for c in inner.captures:
            mode = c.mode
            around = self.ck.local_closure.get(c.local)
            if mode == "move" or e.mode == "move" or (e.mode == "params" and around is self.closure):
                place = c.place(e.span)
                mode = "ref" if self.ck.is_copy(place.ty) else "move"
            self.use(Use(c.local, list(c.steps), mode, c.at, c.assign))

    def call(self, e: CallClosure) -> None:
        """A call of a closure."""
        self.at = (e.fun.span, False)
        self.place(e.fun, {"Fn": "ref", "FnMut": "mut", "FnOnce": "value"}[called_kind(self.ck, e)])
        for a in e.args:
            self.expr(a)

    def matched(self, e: thir.Expr, pats: list[thir.Pat]) -> None:
        """What patterns do to the place that they look at."""
        if not thir_place(e):
            self.expr(e)
            return
        if isinstance(e.ty, Ref) and all(isinstance(p, thir.DerefPat | thir.WildPat) for p in pats):
            inner = [p.inner for p in pats if isinstance(p, thir.DerefPat)]
            if inner:
                behind = thir.Deref(e.ty.inner, e.span, e)
                mode = pattern_mode(self.ck, inner)
                self.place(behind, "ref" if mode == "none" else mode if mode != "move" else "value")
                return
        mode = pattern_mode(self.ck, pats)
        self.place(e, "value" if mode == "move" else mode)

    def taken_apart(self, s: Any) -> list[Any]:
        """``let P { a, b: (ref c, _), .. } = p;`` as one statement for each variable that it binds, if ``p`` is
        captured: then no more of it is than those want. ``let _ = *p;`` wants nothing.
        """
        if not isinstance(s, thir.LetStmt) or s.else_ is not None or not isinstance(s.pat, thir.AdtPat | thir.WildPat):
            return [s]
        root = s.init
        while isinstance(root, thir.Field) or (isinstance(root, thir.Deref) and isinstance(s.pat, thir.WildPat)):
            root = root.operand
        if not isinstance(root, thir.LocalRef) or self.ck.local_closure.get(root.local) is self.closure:
            return [s]
        if isinstance(s.pat, thir.WildPat):
            self.closure.only_named.append(root.local)
            return []
        assert s.init is not None
        found = list(self.bindings(s.pat, s.init))
        whole = not found or any(pat is None for pat, _ in found)
        return [s] if whole else [thir.LetStmt(pat, place, None, s.span) for pat, place in found if pat is not None]

    def bindings(self, pat: thir.Pat, place: thir.Expr) -> Iterator[tuple[thir.BindPat | None, thir.Expr]]:
        """The variables of a pattern and what each is of a place; None for what can't be told apart."""
        if isinstance(pat, thir.BindPat) and pat.sub is None:
            yield pat, place
        elif isinstance(pat, thir.AdtPat) and not self.is_one(pat.ty):
            for index, sub in pat.fields:
                yield from self.bindings(sub, thir.Field(sub.ty, sub.span, place, index, pat.variant))
        elif not isinstance(pat, thir.WildPat):
            yield None, place

    def is_one(self, ty: Ty) -> bool:
        """Whether values of a type are used as a whole: as they are dropped, or as variants, or for how they lie."""
        if not isinstance(ty, Adt):
            return False
        defn = ty.defn
        return defn.kind != "struct" or "packed" in defn.repr or self.ck.has_drop_impl(ty)


def called_kind(ck: Expressions, e: CallClosure) -> str:
    """The kind of the closure that is called."""
    ty = e.fun.ty
    assert isinstance(ty, ClosureTy)
    return ty.expr.kind if ty.expr.kind != "?" else analysis(ck, ty.expr).kind


def is_packed(s: thir.Field | thir.Deref) -> bool:
    """Whether a step leads into a packed struct, whose fields can't be borrowed."""
    ty = s.operand.ty
    return isinstance(s, thir.Field) and isinstance(ty, Adt) and "packed" in ty.defn.repr


def pattern_mode(ck: Expressions, pats: list[thir.Pat]) -> str:
    """How matching uses a place: by its strongest binding."""
    best = "none"

    def walk(p: Any) -> None:
        nonlocal best
        mode = None
        if isinstance(p, thir.BindPat):
            mode = (
                "move" if p.mode == "move" and not ck.is_copy(p.ty) else {"ref": "ref", "mut": "mut"}.get(p.mode, "ref")
            )
        elif isinstance(p, thir.ConstPat | thir.RangePat | thir.AdtPat | thir.SlicePat):
            mode = "ref"
        if isinstance(p, thir.DerefPat):
            inner = best
            walk(p.inner)
            if best == "mut" and inner != "mut":
                best = "uniq"
            elif best == "move":
                best = "ref"
            elif best == "none":
                best = "ref"
            return
        if mode is not None and ORDER[mode] > ORDER[best]:
            best = mode
        for c in children(p):
            if isinstance(c, thir.Pat):
                walk(c)

    for p in pats:
        walk(p)
    return best
