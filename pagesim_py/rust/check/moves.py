"""What rustc's borrow checker sees without lifetimes: mutability, moves, initialisation, references to locals that
get away.

A walk over the finished tree in order of evaluation. ``state`` maps a variable and a path of fields inside it to
why that cannot be used ("moved" and where, or "unset"); the path None notes that the variable may have got its
value. A loop's body is walked twice, so that what the first turn moved is missing in the second. Borrows themselves
are not tracked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.show import show
from ..names.types import (
    NEVER,
    Adt,
    Array,
    Ptr,
    Ref,
    Slice,
)
from .capture_places import analysis, thir_place
from .escapes import Escapes
from .move_places import has_let, place_text
from .mut import Path, State
from .writeback import slots

if TYPE_CHECKING:
    pass


MAX_SECOND_TURNS = 1000
"""So many loops of a body are walked a second time; nested ones count again for each turn of the outer one."""


class Moves(Escapes):
    """Walks one body."""

    second_turns = 0

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
        span = self.borrowing if how == "borrow" and self.borrowing is not None else e.span
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
        if at == span:
            label = "value moved here, in previous iteration of loop"
            also = also[1:]
        self.cx.error("E0382", f"{word} of {text} value: `{name}`", span, label, also=also)

    def move(self, e: thir.Expr) -> None:
        """A place whose type is not Copy gives its value away."""
        self.place(e, "use")
        root: thir.Expr = e
        while isinstance(root, thir.Field):
            ty = root.operand.ty
            if isinstance(ty, Adt) and self.ck.has_drop_impl(ty) and not self.dead:
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

    # --- changing places ----------------------------------------------------------------------------------------------

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
        outer, self.borrowing = self.borrowing, e.span
        self.place(e.operand, "borrow")
        self.borrowing = outer
        if e.mutable:
            self.need_mut(e.operand, e.span, False)

    def _Field(self, e: thir.Field) -> None:
        self.expr(e.operand) if not thir_place(e.operand) else self.place(e.operand, "use")

    def _Call(self, e: thir.Call) -> None:
        self.operands(e)
        self.static_args(e)

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
        """A loop: its body twice, unless the first turn leaves everything as it was."""
        before, dead = dict(self.state), self.dead
        walk()
        again = {**before, **self.state}
        if not self.dead and again != before and self.second_turns < MAX_SECOND_TURNS:
            self.second_turns += 1
            self.state = again
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
        self.closure_depth.append(e)
        old, self.declared = self.declared, set()
        for pat, _ in e.params:
            self.bind(pat)
        if e.body is not None:
            self.value(e.body)
        self.declared |= old
        self.closure_depth.pop()
        self.state, self.dead = before, dead
        if e.body is None or self.dead:
            return
        for use in analysis(self.ck, e).captures:
            path = tuple(s.index for s in use.steps if isinstance(s, thir.Field))
            if use.mode == "move" or (e.mode == "move" and use.mode != "none"):
                if len(path) == len(use.steps) and not self.ck.is_copy(use.place(e.span).ty):
                    self.state[(use.local, path)] = ("moved", use.at)

    # --- references that get away -------------------------------------------------------------------------------------
