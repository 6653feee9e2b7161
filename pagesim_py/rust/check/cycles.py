"""Things that need themselves: traits above themselves, constants and statics whose value needs their own value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.collect import after_attributes
from ..names.defs import ConstDef, Def, FnDefn, ImplDef, StaticDef, TraitDef
from ..names.types import Opaque
from ..span import Span
from .writeback import children

if TYPE_CHECKING:
    from ..program import Program


def check_cycles(program: Program, defs: list[Def]) -> None:
    """E0391 (E0080 for a static that reads itself), once for each cycle."""
    Cycles(program).look(defs)


class Cycles:
    """Follows what items need."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.cx = program.cx
        self.told: set[Def] = set()
        self.needed: dict[Def, list[tuple[Def, Span]]] = {}
        self.waits_for: dict[Def, list[tuple[Def, Span]]] = {}

    def look(self, defs: list[Def]) -> None:
        """All items, in order of the text."""
        for d in defs:
            if isinstance(d, TraitDef):
                self.trait(d)
        for d in defs:
            if isinstance(d, ConstDef | StaticDef) and d not in self.told:
                self.value(d)
        for d in functions(defs):
            if d not in self.told:
                self.future(d)

    # --- futures ------------------------------------------------------------------------------------------------------

    def future(self, fn: FnDefn) -> None:
        """E0733: an ``async fn`` whose future would have to hold itself."""
        path = self.way(fn, fn, self.awaits)
        if not path or self.told.intersection(d for d, _ in path):
            return
        self.told.update(d for d, _ in path)
        assert fn.node is not None
        assert fn.node.body is not None
        start, body = after_attributes(self.cx, fn.node.span, fn.attrs), fn.node.body.span
        text = self.cx.sources.files[start.file].text[start.lo : body.lo]
        onward = [(span, "...leading to this recursive call") for _, span in path[1:]]
        self.cx.error(
            "E0733",
            "recursion in an async fn requires boxing",
            Span(start.file, start.lo, start.lo + len(text.rstrip()), start.ctx),
            "",
            also=[(path[0][1], "recursive call here"), *onward],
            notes=[
                "a recursive `async fn` call must introduce indirection such as `Box::pin` to avoid an infinitely "
                "sized future"
            ],
        )

    def awaits(self, d: Def) -> list[tuple[Def, Span]]:
        """The ``async fn`` whose futures a function's own holds while it waits for them."""
        found = self.waits_for.get(d)
        if found is None:
            body = self.cx.local.bodies.get(d) if isinstance(d, FnDefn) and is_async(d) else None
            value = body.value if body is not None else None
            inside = value.body if isinstance(value, thir.ClosureExpr) else None
            found = self.waits_for[d] = list(awaited(inside)) if inside is not None else []
        return found

    # --- traits -------------------------------------------------------------------------------------------------------

    def trait(self, trait: TraitDef) -> None:
        """A trait that is its own supertrait."""
        path = self.way(trait, trait, self.supertraits)
        if path and not self.told.intersection(d for d, _ in path):
            self.told.update(d for d, _ in path)
            self.report(f"computing the super predicates of `{trait.name}`", path[0][1], path)

    def supertraits(self, d: Def) -> list[tuple[Def, Span]]:
        """The traits that a trait names as its supertraits."""
        assert isinstance(d, TraitDef)
        written = [b.path.span for b in d.node.supertraits if b.path is not None]
        found: list[tuple[Def, Span]] = []
        for i, p in enumerate(p for p in self.program.items.supertraits(d) if p.assoc is None):
            found.append((p.trait, written[i] if i < len(written) else d.span))
        return found

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, d: ConstDef | StaticDef) -> None:
        """A constant or static whose value needs itself."""
        path = self.way(d, d, self.needs)
        if not path or self.told.intersection(p for p, _ in path):
            return
        self.told.update(p for p, _ in path if not isinstance(p, FnDefn))
        at = path[0][1]
        if isinstance(d, StaticDef):
            if len(path) == 1:
                message = "encountered static that tried to access itself during initialization"
                self.cx.error("E0080", message, at, f"evaluation of `{d.name}` failed here")
                return
            self.report(f"evaluating initializer of static `{d.name}`", at, path)
            return
        node: Any = d.node
        span = after_attributes(self.cx, node.span, d.attrs) if hasattr(node, "span") else d.span
        self.report(f"evaluating the constant `{d.name}`", span, path)

    def needs(self, d: Def) -> list[tuple[Def, Span]]:
        """The constants, statics (read, not just pointed to) and functions that a body needs for its value."""
        found = self.needed.get(d)
        if found is None:
            body = self.cx.local.bodies.get(d)
            found = self.needed[d] = list(used(body.value)) if body is not None else []
        return found

    # --- both ---------------------------------------------------------------------------------------------------------

    @staticmethod
    def way(start: Def, goal: Def, onward: Any) -> list[tuple[Def, Span]]:
        """A way from ``start`` to ``goal``: what is reached by each step, and where that is written; empty if none."""
        before: dict[Def, tuple[Def, Span]] = {}
        waiting = [start]
        while waiting:
            at = waiting.pop()
            for d, span in onward(at):
                if d is goal:
                    path = [(d, span)]
                    while at is not start:
                        here = at
                        at, span = before[here]
                        path.insert(0, (here, span))
                    return path
                if d not in before and d is not start and not d.prelude:
                    before[d] = (at, span)
                    waiting.append(d)
        return []

    def report(self, doing: str, span: Span, path: list[tuple[Def, Span]]) -> None:
        """E0391, with the way round."""
        also = [(s, "which needs this") for _, s in path if s != span]
        self.cx.error("E0391", f"cycle detected when {doing}", span, "", also=also)


def is_async(fn: FnDefn) -> bool:
    """Whether a function is an ``async fn``."""
    return fn.node is not None and fn.node.async_


def functions(defs: list[Def]) -> Iterator[FnDefn]:
    """The ``async fn`` among items, with those of impls and traits."""
    for d in defs:
        inside = d.methods.values() if isinstance(d, ImplDef | TraitDef) else [d]
        yield from (f for f in inside if isinstance(f, FnDefn) and is_async(f))


def awaited(n: Any) -> Iterator[tuple[Def, Span]]:
    """The ``async fn`` that a tree waits for."""
    if isinstance(n, thir.Call) and n.defn.lang == "await":
        ty = n.args[0].ty
        if isinstance(ty, Opaque) and is_async(ty.defn):
            yield ty.defn, n.span
    if not isinstance(n, thir.ClosureExpr):
        for c in children(n):
            yield from awaited(c)


def used(n: Any) -> Iterator[tuple[Def, Span]]:
    """What a tree names: constants, statics that it reads, functions that it calls."""
    if isinstance(n, thir.ConstRef | thir.StaticRef | thir.Call):
        if not n.defn.prelude:
            yield n.defn, n.span
    inner = n
    if isinstance(n, thir.AddrOf):
        inner = n.operand
        while isinstance(inner, thir.Field):
            inner = inner.operand
        if isinstance(inner, thir.StaticRef):
            return
        inner = n
    for c in children(inner):
        yield from used(c)
