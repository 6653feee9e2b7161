"""What patterns do to the places that they match: bind, borrow, move out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.types import (
    Adt,
    Ref,
)
from .capture_places import thir_place
from .move_places import place_text
from .writeback import slots

if TYPE_CHECKING:
    pass
from .mut import Mutability, Path


class MovePatterns(Mutability):
    """Patterns in the walk."""

    def expr(self, e: thir.Expr) -> None:
        raise NotImplementedError

    def place(self, e: thir.Expr, how: str) -> None:
        raise NotImplementedError

    def move(self, e: thir.Expr) -> None:
        raise NotImplementedError

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
                f"cannot move out of `{place_text(e)}` which is behind a {kind} reference",
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
