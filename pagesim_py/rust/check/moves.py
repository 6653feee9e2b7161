"""What rustc's borrow checker sees without lifetimes: mutability, moves, initialisation, references to locals that
get away.

A walk over the finished tree in order of evaluation. ``state`` maps a variable and a path of fields inside it to
why that cannot be used ("moved" and where, or "unset"); the path None notes that the variable may have got its
value. A loop's body is walked twice, so that what the first turn moved is missing in the second. Borrows themselves
are looked at later (see borrowck).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..names import thir
from ..names.types import NEVER, Adt, Array, substitute
from ..span import Span
from . import move_errors
from .capture_places import analysis, called_kind, thir_place
from .escapes import Escapes
from .move_patterns import Taken
from .move_places import Path, path_of
from .mut import State
from .pending import CallClosure
from .writeback import slots

MAX_SECOND_TURNS = 1000
"""So many loops of a body are walked a second time; nested ones count again for each turn of the outer one."""


def questioned(e: thir.Match) -> bool:
    """Whether a ``match`` stands for ``?``, which takes the whole value."""
    pat = e.arms[0].pat if e.arms else None
    bound = pat.fields[0][1] if isinstance(pat, thir.AdtPat) and pat.fields else None
    return isinstance(bound, thir.BindPat) and bound.local.made


class Moves(Escapes):
    """Walks one body."""

    second_turns = 0

    def body(self, body: thir.Body) -> None:
        """Check a body."""
        for pat, _ in body.params:
            self.parameter(pat, pat.span)
            self.bind(pat, self.params if isinstance(pat, thir.BindPat) else None)
        self.value(body.value)
        for _, tell, _ in sorted(self.gone.values(), key=lambda found: found[2]):
            tell()
        self.escapes(body.value)
        for (local, _), uses in self.borrows.items():
            uses = list(dict.fromkeys(uses))
            also = [(at, "cannot borrow as mutable") for _, at in uses] if len(uses) > 1 else []
            which = "it" if uses[0][0] == local.name else f"`{local.name}`"
            self.cx.error(
                "E0596",
                f"cannot borrow `{uses[0][0]}` as mutable, as {which} is not declared as mutable",
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
            if self.copied(e.ty):
                self.place(e, "use")
            else:
                self.move(e)
            return
        self.expr(e)

    def place(self, e: thir.Expr, how: str) -> None:
        """Visit a place. ``how``: "use", "move", "borrow", "assign" (only for the variable itself), "none"."""
        at = path_of(e)
        if at is not None:
            self.check_set(e, at[0], at[1], how)
            return
        inner = "borrow" if how == "borrow" else "none" if how == "none" else "use"
        match e:
            case thir.Field():
                self.place(e.operand, inner) if thir_place(e.operand) else self.expr(e.operand)
            case thir.Index():
                inner = "use" if inner == "borrow" and isinstance(e.operand.ty, Array) else inner
                self.place(e.operand, inner) if thir_place(e.operand) else self.expr(e.operand)
                self.value(e.index)
            case thir.Deref():
                self.place(e.operand, inner if inner != "none" else "use") if thir_place(e.operand) else self.expr(
                    e.operand
                )

    def check_set(self, e: thir.Expr, local: thir.Local, path: Path, how: str, span: Span | None = None) -> None:
        """E0381, E0382: is the place there?"""
        if how == "none" or self.dead:
            return
        missing = [
            (moved, kind, at)
            for (other, moved), (kind, at) in self.state.items()
            if other is local and moved is not None and (moved[: len(path)] == path or path[: len(moved)] == moved)
            if how != "assign" or len(moved) < len(path) or kind == "unset"
        ]
        if not missing:
            return
        moved, kind, at = missing[0]
        depth = self.depth_of.get(local, 0)
        if depth < len(self.closure_depth):  # it is wanted where the closure is made
            span = self.closure_depth[depth].span
        elif span is None:
            span = self.borrowing if how == "borrow" and self.borrowing is not None else e.span
        if kind == "unset":
            if (local, "unset") not in self.reported:
                self.reported.add((local, "unset"))
                move_errors.unset(self.cx, e, span, at, local in self.assigned)
            return
        # As in rustc, of the uses that the same moves spoil the last is told, but none of less of the variable. What
        # comes after a `for` or `while` (not `while let`) without a `break` comes before its body there.
        key = (local, frozenset(at for _, _, at in missing))
        known = self.gone.get(key)
        if known is None or key in self.in_bodies or known[0][: len(path)] != path:
            self.in_bodies.discard(key)
            self.gone[key] = (path, lambda: move_errors.gone(self.cx, e, how, span, moved, at), span)

    def move(self, e: thir.Expr) -> None:
        """A place whose type is not Copy gives its value away."""
        self.place(e, "move")
        if self.dead or self.ck.has_error(e.ty) or move_errors.no_move(self.ck, e, e.span):
            return
        at = path_of(e)
        if at is not None and not self.outer(at[0]) and not at[0].made:
            self.state[at] = ("moved", e.span)

    def _AdtExpr(self, e: thir.AdtExpr) -> None:
        """``S { a, ..base }`` takes the other fields out of the base, and leaves what it has besides."""
        for _, given in e.fields:
            self.value(given)
        if e.base is None:
            return
        if not thir_place(e.base):
            self.expr(e.base)
        ty = e.base.ty
        assert isinstance(ty, Adt)
        fields = self.ck.items.adt(ty.defn).variants[0].fields
        for i in sorted(set(range(len(fields))) - {i for i, _ in e.fields}):
            of = self.ck.norm_quiet(substitute(fields[i].ty, ty.args))
            part = thir.Field(of, e.span, e.base, i)
            if thir_place(e.base):
                self.value(part)
            elif not self.copied(of):
                move_errors.no_move(self.ck, part, e.span)

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
        at = path_of(place)
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

    def _CallClosure(self, e: CallClosure) -> None:
        kind = called_kind(self.ck, e)
        if kind == "FnOnce":
            self.value(e.fun)
        else:
            self.place(e.fun, "borrow") if thir_place(e.fun) else self.expr(e.fun)
            if kind == "FnMut" and thir_place(e.fun):
                self.need_mut(e.fun, e.fun.span, False)
        for arg in e.args:
            self.value(arg)

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
        (taken,) = self.matched(s.init, [s.pat])
        if s.else_ is not None:
            before, dead = dict(self.state), self.dead
            self.expr(s.else_)
            self.state, self.dead = before, dead
        self.take(taken)
        self.bind(s.pat)

    def condition(self, e: thir.Expr) -> list[tuple[State, bool]]:
        """The condition of an ``if`` or ``while``: the states in which it may fail; it holds in the one left behind."""
        if isinstance(e, thir.Binary) and e.op == "&&":
            return self.condition(e.left) + self.condition(e.right)
        if isinstance(e, thir.LetCond):
            (taken,) = self.matched(e.init, [e.pat])
            failed = [(dict(self.state), self.dead)]
            self.take(taken)
            self.bind(e.pat)
            return failed
        self.value(e)
        return [(dict(self.state), self.dead)]

    def meet_all(self, ways: list[tuple[State, bool]]) -> None:
        """Several ways, and no other, meet."""
        self.state, self.dead = ways[0]
        for state, dead in ways[1:]:
            self.join(self.state, self.dead, state, dead)

    def _LetCond(self, e: thir.LetCond) -> None:
        self.condition(e)

    def _If(self, e: thir.If) -> None:
        failed = self.condition(e.cond)
        self.value(e.then)
        then, then_dead = self.state, self.dead
        self.meet_all(failed)
        if e.else_ is not None:
            self.value(e.else_)
        self.join(then, then_dead, self.state, self.dead)

    def _Match(self, e: thir.Match) -> None:
        if questioned(e):
            self.value(e.scrutinee)
            taken: list[list[Taken]] = [[] for _ in e.arms]
        else:
            taken = self.matched(e.scrutinee, [a.pat for a in e.arms], e.span)
        before, dead = dict(self.state), self.dead
        ends: list[tuple[State, bool]] = []
        for arm, mine in zip(e.arms, taken, strict=True):
            self.state, self.dead = dict(before), dead
            self.bind(arm.pat)
            if arm.guard is not None:
                self.condition(arm.guard)
            self.take(mine)
            self.value(arm.body)
            ends.append((self.state, self.dead))
        if ends:
            self.meet_all(ends)
        else:
            self.dead = True

    def _Binary(self, e: thir.Binary) -> None:
        self.value(e.left)
        if e.op in ("&&", "||"):
            before, dead = dict(self.state), self.dead
            self.value(e.right)
            self.join(before, dead, self.state, self.dead)
            return
        self.value(e.right)

    def turns(self, walk: Callable[[], list[tuple[State, bool]]], label: thir.Label, always: bool) -> None:
        """A loop: its body twice, unless the first turn leaves everything as it was. ``walk`` gives the states in which
        a turn ends the loop; ``always``: none does.
        """
        before = dict(self.state)
        exits = walk()
        self.go_on(label)
        again = {**before, **self.state}
        if not self.dead and again != before and self.second_turns < MAX_SECOND_TURNS:
            self.second_turns += 1
            self.state = again
            exits += walk()
            self.go_on(label)
        if always:
            self.dead = True
        else:
            self.meet_all(exits)
        self.meet(label)

    def go_on(self, label: thir.Label) -> None:
        """Ways that went on with the next turn by ``continue`` join at the end of the body."""
        for state in self.continues.pop(label, []):
            self.join(self.state, self.dead, state, False)

    def _Loop(self, e: thir.Loop) -> None:
        def walk() -> list[tuple[State, bool]]:
            self.value(e.body)
            return []

        self.turns(walk, e.label, True)

    def _While(self, e: thir.While) -> None:
        def walk() -> list[tuple[State, bool]]:
            failed = self.condition(e.cond)
            self.value(e.body) if isinstance(e.cond, thir.LetCond) else self.turn(e.body, e.label)
            return failed

        self.turns(walk, e.label, False)

    def _For(self, e: thir.For) -> None:
        self.value(e.iter)

        def walk() -> list[tuple[State, bool]]:
            ended = [(dict(self.state), self.dead)]
            self.parameter(e.pat, e.iter.span)
            self.bind(e.pat)
            self.turn(e.body, e.label)
            return ended

        self.turns(walk, e.label, False)

    def turn(self, e: thir.Expr, label: thir.Label) -> None:
        """The body of a `for`, or of a `while` with a condition."""
        before = dict(self.gone)
        self.value(e)
        if not self.breaks.get(label):  # with one, what comes after the loop comes after it
            self.in_bodies |= {key for key, found in self.gone.items() if before.get(key) is not found}

    def _Break(self, e: thir.Break) -> None:
        if e.value is not None:
            self.value(e.value)
        if not self.dead:
            self.breaks.setdefault(e.label, []).append(dict(self.state))
        self.dead = True

    def _Continue(self, e: thir.Continue) -> None:
        if not self.dead:
            self.continues.setdefault(e.label, []).append(dict(self.state))
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
            self.parameter(pat, pat.span)
            self.bind(pat, self.params if isinstance(pat, thir.BindPat) else None)
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
                if len(path) == len(use.steps) and not self.copied(use.place(e.span).ty):
                    self.state[(use.local, path)] = ("moved", use.at)

    # --- references that get away -------------------------------------------------------------------------------------
