"""What patterns do to the places that they match: bind, borrow, move out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.types import ClosureTy, Ty
from ..span import Span
from .capture_places import analysis, thir_place
from .move_errors import no_move
from .move_places import Path, parts, path_of
from .mut import Mutability
from .writeback import slots

if TYPE_CHECKING:
    pass

Taken = tuple[tuple[thir.Local, Path], Span]
"""A part of a variable that a pattern takes out, and the binding that has it then."""


class MovePatterns(Mutability):
    """Patterns in the walk."""

    def expr(self, e: thir.Expr) -> None:
        raise NotImplementedError

    def place(self, e: thir.Expr, how: str) -> None:
        raise NotImplementedError

    def move(self, e: thir.Expr) -> None:
        raise NotImplementedError

    def check_set(self, e: thir.Expr, local: thir.Local, path: Path, how: str, span: Span | None = None) -> None:
        raise NotImplementedError

    def bind(self, p: Any, into: set[thir.Local] | None = None) -> None:
        """Variables that a pattern binds are set."""
        if isinstance(p, thir.BindPat):
            self.set(p.local)
            self.declare_local(p.local)
            if into is not None:
                into.add(p.local)
        for name in slots(type(p)):
            v = getattr(p, name)
            if isinstance(v, thir.Pat):
                self.bind(v, into)
            elif type(v) is list:
                for x in v:
                    self.bind(x[1] if isinstance(x, tuple) else x, into)

    def declare_local(self, local: thir.Local) -> None:
        """A variable of the function, or of the closure whose body is walked."""
        self.declared.add(local)
        self.depth_of[local] = len(self.closure_depth)

    def set(self, local: thir.Local, path: Path = ()) -> None:
        """A place has a value again."""
        for key in [k for k in self.state if k[0] is local and k[1] is not None and k[1][: len(path)] == path]:
            del self.state[key]

    def declare(self, p: Any) -> None:
        """Variables without a value yet."""
        if isinstance(p, thir.BindPat):
            self.state[(p.local, ())] = ("unset", p.local.span)
            self.state.pop((p.local, None), None)
            self.declare_local(p.local)
        for name in slots(type(p)):
            v = getattr(p, name)
            if isinstance(v, thir.Pat):
                self.declare(v)
            elif type(v) is list:
                for x in v:
                    self.declare(x[1] if isinstance(x, tuple) else x)

    # --- what patterns do to the place that they are matched with -----------------------------------------------------

    def matched(self, e: thir.Expr, pats: list[thir.Pat], switch: Span | None = None) -> list[list[Taken]]:
        """A value or place is matched with patterns; what each takes out of a variable, for when it has matched.
        ``switch``: where it is compared with constants.
        """
        if not thir_place(e):
            self.expr(e)
        elif all(isinstance(p, thir.BindPat) and p.mode == "move" and p.sub is None for p in pats):
            self.place(e, "use") if self.copied(e.ty) else self.move(e)
            return [[] for _ in pats]
        elif any(True for p in pats for _ in parts(p, e)):
            self.place(e, "none")
        return self.effects(e, pats, e.span, switch or e.span)

    def effects(self, e: thir.Expr, pats: list[thir.Pat], span: Span, switch: Span) -> list[list[Taken]]:
        """The reads, borrows and moves of patterns that a place or value at ``span`` is matched with."""
        taken: list[list[Taken]] = []
        told = self.dead
        for pat in pats:
            mine: list[Taken] = []
            for part, place in parts(pat, e):
                if not isinstance(part, thir.BindPat):
                    self.read(place, "use", span if isinstance(part, thir.AdtPat) else switch)
                elif part.mode != "move":
                    self.read(place, "borrow", part.span)
                    if part.mode == "mut":
                        self.need_mut(place, part.span, False)
                elif self.copied(part.ty):
                    self.read(place, "use", part.span)
                else:
                    self.read(place, "move", part.span)
                    told = told or no_move(self.ck, place, span, part.span)
                    at = path_of(place)
                    if at is not None and not self.outer(at[0]):
                        mine.append((at, part.span))
            taken.append(mine)
        return taken

    def parameter(self, pat: thir.Pat, span: Span) -> None:
        """A pattern that a value given from outside is matched with."""
        self.effects(thir.Lit(pat.ty, span, 0), [pat], span, span)

    def take(self, taken: list[Taken]) -> None:
        """A pattern that has matched takes what it binds."""
        if not self.dead:
            for key, at in taken:
                self.state[key] = ("moved", at)

    def read(self, place: thir.Expr, how: str, span: Span) -> None:
        """A pattern looks at a place: is it there?"""
        while path_of(place) is None:
            if not isinstance(place, thir.Field | thir.Deref | thir.Index):
                return
            place, how = place.operand, "use"
        at = path_of(place)
        assert at is not None
        self.check_set(place, at[0], at[1], how, span)

    def copied(self, ty: Ty) -> bool:
        """Whether a value is copied where it is used: a closure if all that it captures is, which its type doesn't know
        yet.
        """
        if not isinstance(ty, ClosureTy):
            return self.ck.is_copy(ty)
        for use in analysis(self.ck, ty.expr).captures:
            if use.mode == "move" or (ty.expr.mode == "move" and use.mode != "none"):
                if not self.ck.is_copy(use.place(ty.expr.span).ty):
                    return False
            elif use.mode not in ("ref", "none"):
                return False
        return True

    def outer(self, local: thir.Local) -> bool:
        """Whether a variable is not the closure's own whose body is walked."""
        return bool(self.closure_depth) and local not in self.declared
