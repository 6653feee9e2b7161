"""What rustc's borrow checker sees without lifetimes: mutability, moves, initialisation, references to locals that get away.

A walk over the finished tree in order of evaluation. ``state`` maps a variable and a path of fields inside it to why that cannot be used
("moved" and where, or "unset"); the path None notes that the variable may have got its value. A loop's body is walked twice, so that what
the first turn moved is missing in the second. Borrows themselves are not tracked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import ast, thir
from .captures import thir_place
from .show import show
from .span import Span
from .types import (
    NEVER,
    Adt,
    Array,
    Ptr,
    Ref,
    Slice,
    Ty,
)
from .writeback import slots

if TYPE_CHECKING:
    from .check_fn import BodyChecker

Path = tuple[int, ...]
State = dict[tuple[thir.Local, Path | None], tuple[str, Span]]


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


class Moves:
    """Walks one body."""

    def __init__(self, checker: BodyChecker) -> None:
        self.ck = checker
        self.cx = checker.cx
        self.state: State = {}
        self.reported: set[tuple[thir.Local, str]] = set()
        self.borrows: dict[thir.Local, list[tuple[str, Span]]] = {}
        self.params: set[thir.Local] = set()
        self.breaks: dict[thir.Label, list[State]] = {}
        self.dead = False
        self.declared: set[thir.Local] = set()
        self.closure_depth: list[thir.ClosureExpr] = []
        self.assigned: set[thir.Local] = set()
        self.after_match: list[tuple[tuple[thir.Local, Path], Span]] = []

    def body(self, body: thir.Body) -> None:
        """Check a body."""
        for pat, _ in body.params:
            self.bind(pat, self.params)
        self.value(body.value)
        self.escapes(body.value)
        for local, uses in self.borrows.items():
            uses = list(dict.fromkeys(uses))
            also = [(at, "cannot borrow as mutable") for _, at in uses] if len(uses) > 1 else []
            self.cx.error(
                "E0596",
                f"cannot borrow `{local.name}` as mutable, as it is not declared as mutable",
                local.span if also else uses[0][1],
                "not mutable" if also else "cannot borrow as mutable",
                also=also,
                helps=[f"consider changing this to be mutable: `mut {local.name}`"],
            )

    # --- states -------------------------------------------------------------------------------------------------------

    def join(self, a: State, a_dead: bool, b: State, b_dead: bool) -> None:
        """Two ways meet: what is gone on one of them is gone."""
        if a_dead and not b_dead:
            self.state, self.dead = b, False
        elif b_dead and not a_dead:
            self.state, self.dead = a, False
        else:
            self.state, self.dead = {**a, **b}, a_dead and b_dead

    def bind(self, p: Any, into: set[thir.Local] | None = None) -> None:
        """Variables that a pattern binds are set."""
        if isinstance(p, thir.BindPat):
            self.set(p.local)
            self.declared.add(p.local)
            if into is not None:
                into.add(p.local)
        for name in slots(type(p)):
            v = getattr(p, name)
            if isinstance(v, thir.Pat):
                self.bind(v, into)
            elif type(v) is list:
                for x in v:
                    self.bind(x[1] if isinstance(x, tuple) else x, into)

    def set(self, local: thir.Local, path: Path = ()) -> None:
        """A place has a value again."""
        for key in [k for k in self.state if k[0] is local and k[1] is not None and k[1][: len(path)] == path]:
            del self.state[key]

    @staticmethod
    def path_of(e: thir.Expr) -> tuple[thir.Local, Path] | None:
        """The variable and the fields inside it that a place names."""
        path: list[int] = []
        while isinstance(e, thir.Field):
            path.append(e.index)
            e = e.operand
        return (e.local, tuple(reversed(path))) if isinstance(e, thir.LocalRef) else None

    # --- uses of places -----------------------------------------------------------------------------------------------

    def value(self, e: thir.Expr) -> None:
        """An expression whose value is taken: a place is copied or moved."""
        if thir_place(e):
            if self.ck.is_copy(e.ty):
                self.place(e, "use")
            else:
                self.move(e)
            return
        self.expr(e)

    def place(self, e: thir.Expr, how: str) -> None:
        """Visit a place. ``how``: "use", "borrow", "assign" (only for the variable itself), "none"."""
        match e:
            case thir.LocalRef():
                self.check_set(e, e.local, (), how)
            case thir.Field():
                at = self.path_of(e)
                if at is not None:
                    self.check_set(e, at[0], at[1], how)
                elif thir_place(e.operand):
                    self.place(e.operand, "use" if how == "assign" else how)
                else:
                    self.expr(e.operand)
            case thir.Index():
                if thir_place(e.operand):
                    self.place(e.operand, "use" if how == "assign" else how)
                else:
                    self.expr(e.operand)
                self.value(e.index)
            case thir.Deref():
                if thir_place(e.operand):
                    self.place(e.operand, "use" if how != "borrow" else "borrow")
                else:
                    self.expr(e.operand)

    def check_set(self, e: thir.Expr, local: thir.Local, path: Path, how: str) -> None:
        """E0381, E0382: is the place there?"""
        if how == "none" or self.dead or (local, "use") in self.reported:
            return
        gone = None
        for (other, moved), found in self.state.items():
            if other is local and moved is not None and (moved[: len(path)] == path or path[: len(moved)] == moved):
                if how == "assign" and len(moved) >= len(path) and found[0] != "unset":
                    continue
                gone = (found[0] if len(moved) <= len(path) else "part", found[1], moved)
                break
        if gone is None:
            return
        self.reported.add((local, "use"))
        kind, at, moved = gone
        name = place_text(e)
        if kind == "part":
            name = local.name
        if kind == "unset":
            self.cx.error(
                "E0381",
                f"used binding `{name}` "
                f"{'is possibly-uninitialized' if local in self.assigned else 'isn' + chr(39) + 't initialized'}",
                e.span,
                f"`{name}` used here but it "
                f"{'is possibly-uninitialized' if local in self.assigned else 'isn' + chr(39) + 't initialized'}",
                also=[(at, "binding declared here but left uninitialized")],
            )
            return
        word = "borrow" if how == "borrow" else "use"
        label = (
            f"value {'borrowed' if word == 'borrow' else 'used'} here after {'partial ' if kind == 'part' else ''}move"
        )
        text = "partially moved" if kind == "part" else "moved"
        also = [
            (at, "value moved here"),
            (
                local.span,
                f"move occurs because `{name}` has type `{show(e.ty)}`, which does not implement the `Copy` trait",
            ),
        ]
        if at == e.span:
            label = "value moved here, in previous iteration of loop"
            also = also[1:]
        self.cx.error("E0382", f"{word} of {text} value: `{name}`", e.span, label, also=also)

    def move(self, e: thir.Expr) -> None:
        """A place whose type is not Copy gives its value away."""
        self.place(e, "use")
        root: thir.Expr = e
        while isinstance(root, thir.Field):
            ty = root.operand.ty
            if isinstance(ty, Adt) and self.has_drop(ty) and not self.dead:
                self.cx.error(
                    "E0509",
                    f"cannot move out of type `{show(ty)}`, which implements the `Drop` trait",
                    e.span,
                    "cannot move out of here",
                )
                return
            root = root.operand
        at = self.path_of(e)
        if at is not None:
            if self.closure_depth and at[0] not in self.declared:
                return
            if not self.dead and at[0].name not in ("val", "residual", "lhs"):
                self.state[at] = ("moved", e.span)
            return
        if self.dead or self.ck.has_error(e.ty):
            return
        if isinstance(root, thir.StaticRef):
            self.cx.error(
                "E0507",
                f"cannot move out of static item `{root.defn.name}`",
                e.span,
                f"move occurs because `{place_text(e)}` has type `{show(e.ty)}`, which does not implement the "
                f"`Copy` trait",
            )
        elif isinstance(root, thir.Index):
            base = root.operand.ty
            if isinstance(base, Array | Slice) and root is e:
                what = f"type `{show(base)}`, a non-copy {'array' if isinstance(base, Array) else 'slice'}"
                self.cx.error("E0508", f"cannot move out of {what}", e.span, "cannot move out of here")
            else:
                self.behind(e, root)
        elif isinstance(root, thir.Deref):
            self.behind(e, root)

    def behind(self, e: thir.Expr, root: thir.Expr) -> None:
        """E0507: a move from behind a pointer."""
        inner = root.operand if isinstance(root, thir.Deref) else None
        if inner is None:
            return
        ty = inner.ty
        label = (
            f"move occurs because `{place_text(e)}` has type `{show(e.ty)}`, which does not implement the `Copy` trait"
        )
        if isinstance(inner, thir.Call):
            name = inner.defn.container.name if inner.defn.container is not None else ""
            if name in ("Deref", "DerefMut"):
                self.cx.error(
                    "E0507",
                    f"cannot move out of dereference of `{show(inner.generics[0])}`",
                    e.span,
                    label.replace(f"`{place_text(e)}`", "value"),
                )
            elif name in ("Index", "IndexMut"):
                self.cx.error(
                    "E0507",
                    f"cannot move out of index of `{show(inner.generics[0])}`",
                    e.span,
                    label.replace(f"`{place_text(e)}`", "value"),
                )
            return
        if isinstance(ty, Ref):
            kind = "mutable" if ty.mutable else "shared"
            self.cx.error(
                "E0507", f"cannot move out of `{place_text(e)}` which is behind a {kind} reference", e.span, label
            )
        elif isinstance(ty, Ptr):
            self.cx.error("E0507", f"cannot move out of `{place_text(e)}` which is behind a raw pointer", e.span, label)

    def has_drop(self, ty: Adt) -> bool:
        trait = self.cx.lang_trait("drop")
        return trait is not None and any(
            getattr(i.self_ty, "defn", None) is ty.defn for i in self.ck.items.impls_of(trait, ty.defn)
        )

    # --- changing places ----------------------------------------------------------------------------------------------

    def need_mut(self, e: thir.Expr, span: Span, assign: bool) -> None:
        """E0594, E0596: may the place be changed?"""
        if self.dead:
            return
        root: thir.Expr = e
        while True:
            if isinstance(root, thir.Field | thir.Index):
                root = root.operand
                continue
            if isinstance(root, thir.Deref) and isinstance(root.operand.ty, Adt):
                root = root.operand
                continue
            break
        what = place_text(e)
        verb = "assign to" if assign else "borrow"
        code = "E0594" if assign else "E0596"
        tail = "" if assign else " as mutable"
        label = "cannot assign" if assign else "cannot borrow as mutable"
        match root:
            case thir.LocalRef():
                local = root.local
                if local.mutable or local.name in ("lhs", "val", "residual"):
                    return
                if assign and root is e:
                    return
                if not assign and root is e:
                    self.borrows.setdefault(local, []).append((what, span))
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
            where = (
                f"`{name}` is a `&` reference, so "
                f"{'the data it refers to cannot be written' if code == 'E0594' else 'it cannot be borrowed as mutable'}"
                if name
                else label
            )
            if code == "E0596" and name:
                where = (
                    f"`{name}` is a `&` reference, so {'it' if False else 'the data it refers to'} cannot be "
                    f"borrowed as mutable"
                )
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

    def assign(self, e: thir.Assign) -> None:
        self.value(e.value)
        place = e.place
        if isinstance(place, thir.LocalRef):
            local = place.local
            if self.closure_depth and local not in self.declared and not local.mutable:
                self.cx.error(
                    "E0594",
                    f"cannot assign to `{local.name}`, as it is not declared as mutable",
                    e.span,
                    "cannot assign",
                    helps=[f"consider changing this to be mutable: `mut {local.name}`"],
                )
                return
            if not local.mutable and not self.dead:
                unset = self.state.get((local, ()), ("", e.span))[0] == "unset"
                if not unset or (local, None) in self.state:
                    self.twice(local, e.span)
                self.state[(local, None)] = ("set", e.span)
            self.assigned.add(local)
            self.set(local)
            return
        at = self.path_of(place)
        self.place(place, "assign")
        if at is not None:
            self.set(*at)
        self.need_mut(place, e.span, True)

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

    # --- expressions --------------------------------------------------------------------------------------------------

    def expr(self, e: thir.Expr) -> None:
        """Visit an expression that is not a place."""
        method = getattr(self, "_" + type(e).__name__, None)
        if method is not None:
            method(e)
        elif thir_place(e):
            self.place(e, "use")
        else:
            self.operands(e)
        if e.ty is NEVER and isinstance(e, thir.Call | thir.CallPtr):
            self.dead = True

    def operands(self, e: Any) -> None:
        """All operands are values, in order."""
        for name in slots(type(e)):
            v = getattr(e, name)
            if isinstance(v, thir.Expr):
                self.value(v)
            elif type(v) is list:
                for x in v:
                    if isinstance(x, thir.Expr):
                        self.value(x)
                    elif type(x) is tuple and len(x) == 2 and isinstance(x[1], thir.Expr):
                        self.value(x[1])

    def _Assign(self, e: thir.Assign) -> None:
        self.assign(e)

    def _AssignOp(self, e: thir.AssignOp) -> None:
        self.value(e.value)
        self.place(e.place, "use")
        if isinstance(e.place, thir.LocalRef):
            local = e.place.local
            if not local.mutable and not self.dead:
                if self.closure_depth and local not in self.declared:
                    self.cx.error(
                        "E0594",
                        f"cannot assign to `{local.name}`, as it is not declared as mutable",
                        e.span,
                        "cannot assign",
                        helps=[f"consider changing this to be mutable: `mut {local.name}`"],
                    )
                else:
                    self.twice(local, e.span)
            return
        self.need_mut(e.place, e.span, True)

    def _AddrOf(self, e: thir.AddrOf) -> None:
        if not thir_place(e.operand):
            self.expr(e.operand)
            return
        self.place(e.operand, "borrow")
        if e.mutable:
            self.need_mut(e.operand, e.span, False)

    def _Field(self, e: thir.Field) -> None:
        self.expr(e.operand) if not thir_place(e.operand) else self.place(e.operand, "use")

    def _Call(self, e: thir.Call) -> None:
        self.operands(e)
        self.static_args(e)

    def static_args(self, e: thir.Call) -> None:
        """E0597, E0716: a reference to a local where a parameter asks for ``&'static``."""
        node = e.defn.node
        if node is None or self.dead:
            return
        for p, arg in zip(node.params, e.args, strict=False):
            t = p.ty
            if isinstance(t, ast.RefType) and t.lifetime is not None and t.lifetime.name in ("'static", "static"):
                self.must_live(arg)

    def must_live(self, arg: thir.Expr) -> None:
        while isinstance(arg, thir.Coerce):
            arg = arg.operand
        if not isinstance(arg, thir.AddrOf) or arg.raw:
            return
        root = arg.operand
        while isinstance(root, thir.Field | thir.Index):
            root = root.operand
        if isinstance(root, thir.LocalRef):
            name = root.local.name
            self.cx.error(
                "E0597",
                f"`{name}` does not live long enough",
                arg.span,
                "borrowed value does not live long enough",
                also=[(root.local.span, f"binding `{name}` declared here")],
                notes=["the function asks for a reference that lives as long as the program (`'static`)"],
                helps=["make it a `static`"],
            )
        elif isinstance(root, thir.Call) and not thir_place(arg.operand):
            self.cx.error(
                "E0716",
                "temporary value dropped while borrowed",
                root.span,
                "creates a temporary value which is freed while still in use",
            )

    def _Block(self, e: thir.Block) -> None:
        for s in e.stmts:
            if isinstance(s, thir.LetStmt):
                self.let(s)
            elif thir_place(s.expr):
                self.value(s.expr)
            else:
                self.expr(s.expr)
        if e.tail is not None:
            self.value(e.tail)
        if e.label is not None:
            self.meet(e.label)

    def meet(self, label: thir.Label) -> None:
        """Ways that left a loop or block by ``break`` join here."""
        for state in self.breaks.pop(label, []):
            self.join(self.state, self.dead, state, False)

    def let(self, s: thir.LetStmt) -> None:
        if s.init is None:
            self.declare(s.pat)
            return
        self.scrutinee(s.init, [s.pat])
        if s.else_ is not None:
            before, dead = dict(self.state), self.dead
            self.expr(s.else_)
            self.state, self.dead = before, dead
        self.bind(s.pat)

    def declare(self, p: Any) -> None:
        """Variables without a value yet."""
        if isinstance(p, thir.BindPat):
            self.state[(p.local, ())] = ("unset", p.local.span)
            self.state.pop((p.local, None), None)
            self.declared.add(p.local)
        for name in slots(type(p)):
            v = getattr(p, name)
            if isinstance(v, thir.Pat):
                self.declare(v)
            elif type(v) is list:
                for x in v:
                    self.declare(x[1] if isinstance(x, tuple) else x)

    def scrutinee(self, e: thir.Expr, pats: list[thir.Pat]) -> None:
        """What patterns do to the place that they match."""
        if not thir_place(e):
            self.expr(e)
            return
        mode = "none"
        for p in pats:
            mode = self.strongest(p, mode)
        if mode == "none":
            return
        if mode == "move":
            moved = [q for p in pats for q in self.moving(p)]
            if moved and all(isinstance(p, thir.BindPat) and p.sub is None for p in pats):
                self.move(e)
                return
            self.place(e, "use")
            root = e
            while isinstance(root, thir.Field):
                root = root.operand
            if (
                isinstance(root, thir.LocalRef)
                and not self.dead
                and not (self.closure_depth and root.local not in self.declared)
            ):
                at = self.path_of(e) or (root.local, ())
                for key in self.moved_paths(pats, at):
                    self.after_match.append((key, moved[0].span if moved else e.span))
            elif not isinstance(root, thir.LocalRef) and moved and not self.dead:
                self.behind_match(e, root, moved[0])
            return
        self.place(e, "use" if mode == "use" else "borrow")
        if mode == "mut":
            self.need_mut(e, e.span, False)

    def moved_paths(self, pats: list[thir.Pat], at: tuple[thir.Local, Path]) -> list[tuple[thir.Local, Path]]:
        """The parts of a matched variable that its patterns move out."""
        out: list[tuple[thir.Local, Path]] = []

        def walk(p: thir.Pat, path: Path) -> None:
            if isinstance(p, thir.BindPat):
                if p.mode == "move" and not self.ck.is_copy(p.ty):
                    out.append((at[0], path))
            elif isinstance(p, thir.AdtPat):
                enum = isinstance(p.ty, Adt) and p.ty.defn.kind == "enum"
                for i, q in p.fields:
                    walk(q, (*path, -1 - p.variant, i) if enum else (*path, i))
            elif isinstance(p, thir.OrPat):
                for q in p.items:
                    walk(q, path)
            elif isinstance(p, thir.SlicePat):
                for i, q in enumerate([*p.before, *([p.middle] if p.middle is not None else []), *p.after]):
                    walk(q, (*path, i))

        for p in pats:
            walk(p, at[1])
        return out

    def behind_match(self, e: thir.Expr, root: thir.Expr, bound: thir.BindPat) -> None:
        """E0507 for a binding that would move from behind a pointer."""
        if isinstance(root, thir.Deref) and isinstance(root.operand.ty, Ref):
            kind = "mutable" if root.operand.ty.mutable else "shared"
            self.cx.error(
                "E0507",
                f"cannot move out of `{place_text(e)}` as enum variant `Some` which is behind a {kind} reference"
                if False
                else f"cannot move out of `{place_text(e)}` which is behind a {kind} reference",
                e.span,
                "",
                also=[(bound.span, "data moved here")],
                helps=["consider borrowing here: `&`"],
            )
        elif isinstance(root, thir.StaticRef):
            self.cx.error(
                "E0507",
                f"cannot move out of static item `{root.defn.name}`",
                e.span,
                "",
                also=[(bound.span, "data moved here")],
            )

    def moving(self, p: Any) -> list[thir.BindPat]:
        """Bindings that move out of the matched place itself."""
        if isinstance(p, thir.DerefPat):
            return []
        out = [p] if isinstance(p, thir.BindPat) and p.mode == "move" and not self.ck.is_copy(p.ty) else []
        for name in slots(type(p)):
            v = getattr(p, name)
            if isinstance(v, thir.Pat):
                out += self.moving(v)
            elif type(v) is list:
                for x in v:
                    out += self.moving(x[1] if isinstance(x, tuple) else x)
        return out

    def strongest(self, p: Any, mode: str) -> str:
        """none < use < borrow < mut < move, over all bindings of a pattern."""
        order = ("none", "use", "borrow", "mut", "move")
        here = "none"
        if isinstance(p, thir.BindPat):
            here = {"ref": "borrow", "mut": "mut"}.get(p.mode, "use" if self.ck.is_copy(p.ty) else "move")
        elif isinstance(p, thir.ConstPat | thir.RangePat | thir.AdtPat | thir.SlicePat | thir.DerefPat):
            here = "use"
        if isinstance(p, thir.DerefPat):
            return max(mode, "use", key=order.index)
        mode = max(mode, here, key=order.index)
        for name in slots(type(p)):
            v = getattr(p, name)
            if isinstance(v, thir.Pat):
                mode = self.strongest(v, mode)
            elif type(v) is list:
                for x in v:
                    mode = self.strongest(x[1] if isinstance(x, tuple) else x, mode)
        return mode

    def _LetCond(self, e: thir.LetCond) -> None:
        self.scrutinee(e.init, [e.pat])
        self.bind(e.pat)

    def _If(self, e: thir.If) -> None:
        self.expr(e.cond) if not thir_place(e.cond) else self.value(e.cond)
        moved, self.after_match = self.after_match, []
        before, dead = dict(self.state), self.dead
        for key, at in moved:
            self.state[key] = ("moved", at)
        self.value(e.then)
        then, then_dead = self.state, self.dead
        self.state, self.dead = before, dead
        if e.else_ is not None:
            self.value(e.else_)
        self.join(then, then_dead, self.state, self.dead)

    def _Match(self, e: thir.Match) -> None:
        outer, self.after_match = self.after_match, []
        self.scrutinee(e.scrutinee, [a.pat for a in e.arms])
        moved, self.after_match = self.after_match, outer
        before, dead = dict(self.state), self.dead
        ends: list[tuple[State, bool]] = []
        for arm in e.arms:
            self.state, self.dead = dict(before), dead
            for key, at in moved:
                if key in self.moved_paths([arm.pat], self.path_of(e.scrutinee) or (key[0], ())):
                    self.state[key] = ("moved", at)
            self.bind(arm.pat)
            if arm.guard is not None:
                self.value(arm.guard)
            self.value(arm.body)
            ends.append((self.state, self.dead))
        if not ends:
            self.dead = True
            return
        self.state, self.dead = ends[0]
        for state, is_dead in ends[1:]:
            self.join(self.state, self.dead, state, is_dead)

    def _Binary(self, e: thir.Binary) -> None:
        self.value(e.left)
        if e.op in ("&&", "||"):
            before, dead = dict(self.state), self.dead
            self.value(e.right)
            if e.op == "||" or not has_let(e):
                self.join(before, dead, self.state, self.dead)
            return
        self.value(e.right)

    def turns(self, walk: Any, label: thir.Label, always: bool) -> None:
        """A loop: its body twice."""
        before, dead = dict(self.state), self.dead
        walk()
        if not self.dead:
            self.state = {**before, **self.state}
            walk()
        if not always:
            self.join(before, dead, self.state, self.dead)
        else:
            self.dead = True
        self.meet(label)

    def _Loop(self, e: thir.Loop) -> None:
        self.turns(lambda: self.value(e.body), e.label, True)

    def _While(self, e: thir.While) -> None:
        def walk() -> None:
            self.expr(e.cond) if not thir_place(e.cond) else self.value(e.cond)
            self.after_match = []
            self.value(e.body)

        self.turns(walk, e.label, False)

    def _For(self, e: thir.For) -> None:
        self.value(e.iter)

        def walk() -> None:
            self.bind(e.pat)
            self.value(e.body)

        self.turns(walk, e.label, False)

    def _Break(self, e: thir.Break) -> None:
        if e.value is not None:
            self.value(e.value)
        if not self.dead:
            self.breaks.setdefault(e.label, []).append(dict(self.state))
        self.dead = True

    def _Continue(self, e: thir.Continue) -> None:
        self.dead = True

    def _Return(self, e: thir.Return) -> None:
        if e.value is not None:
            self.value(e.value)
            if not self.closure_depth:
                self.escapes(e.value)
        self.dead = True

    def _ClosureExpr(self, e: thir.ClosureExpr) -> None:
        """The body runs later: its moves of outer variables happen when the closure is made."""
        before, dead = dict(self.state), self.dead
        declared = set(self.declared)
        self.closure_depth.append(e)
        old, self.declared = self.declared, set()
        for pat, _ in e.params:
            self.bind(pat)
        if e.body is not None:
            self.value(e.body)
        inner = self.declared
        self.declared = old | inner
        self.closure_depth.pop()
        self.state, self.dead = before, dead
        del declared
        taken = Taken(self, inner)
        if e.body is not None:
            taken.walk(e.body, e.mode == "move")
        for local, at in taken.moved.items():
            if not self.dead:
                self.state[(local, ())] = ("moved", at)

    # --- references that get away -------------------------------------------------------------------------------------

    def escapes(self, e: thir.Expr) -> None:
        """E0515: a returned reference to a local."""
        while isinstance(e, thir.Coerce):
            e = e.operand
        if isinstance(e, thir.Block):
            if e.tail is not None:
                self.escapes(e.tail)
            return
        if isinstance(e, thir.If):
            self.escapes(e.then)
            if e.else_ is not None:
                self.escapes(e.else_)
            return
        if isinstance(e, thir.Match):
            for arm in e.arms:
                self.escapes(arm.body)
            return
        if not isinstance(e, thir.AddrOf) or e.raw:
            return
        root = e.operand
        while isinstance(root, thir.Field | thir.Index):
            root = root.operand
        if isinstance(root, thir.LocalRef):
            what = "function parameter" if root.local in self.params else "local variable"
            label = f"returns a reference to data owned by the current function"  # noqa: F541
            name = root.local.name
            self.cx.error("E0515", f"cannot return reference to {what} `{name}`", e.span, label)
        elif (
            not thir_place(e.operand)
            and not isinstance(root, thir.Deref | thir.StaticRef | thir.UpvarRef)
            and not promotable(root)
        ):
            self.cx.error(
                "E0515",
                "cannot return reference to temporary value",
                e.span,
                "returns a reference to data owned by the current function",
                also=[(root.span, "temporary value created here")],
            )


class Taken:
    """Which outer variables a closure moves into itself."""

    def __init__(self, moves: Moves, own: set[thir.Local]) -> None:
        self.ck, self.own = moves.ck, own
        self.moved: dict[thir.Local, Span] = {}

    def walk(self, e: Any, all_: bool, value: bool = True) -> None:
        if isinstance(e, thir.LocalRef):
            if e.local not in self.own and (all_ or value) and not self.ck.is_copy(e.ty):
                self.moved.setdefault(e.local, e.span)
            return
        for name in slots(type(e)):
            v = getattr(e, name)
            inner_value = not isinstance(e, thir.AddrOf | thir.Deref | thir.Index) and not (
                isinstance(e, thir.Assign | thir.AssignOp) and name == "place"
            )
            if isinstance(e, thir.Field):
                inner_value = value and not self.ck.is_copy(e.ty)
            elif isinstance(e, thir.Match | thir.LetCond | thir.LetStmt) and name in ("scrutinee", "init"):
                inner_value = not thir_place(v) if v is not None else False
            if isinstance(v, thir.Expr | thir.LetStmt | thir.ExprStmt | thir.Arm):
                self.walk(v, all_, inner_value)
            elif type(v) is list:
                for x in v:
                    if isinstance(x, thir.Expr | thir.LetStmt | thir.ExprStmt | thir.Arm):
                        self.walk(x, all_, True)
                    elif type(x) is tuple and len(x) == 2 and isinstance(x[1], thir.Expr):
                        self.walk(x[1], all_, True)


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


__all__ = ["Moves", "Ty"]
