"""The order in which rustc tells of moves, mutability and borrows: body after body, in each by place."""

from __future__ import annotations

from collections.abc import Callable

from ..diagnostics import Diagnostic
from ..names.defs import FnDefn
from ..span import Span

LAST = {"E0382": 1, "E0381": 1, "E0596": 2}
"""At one place rustc tells of conflicts first, then of moves, then of what is not mutable."""

Place = tuple[int, int, int, int, int]


def order(
    functions: list[FnDefn], closures: dict[FnDefn, list[Span]], place: Callable[[Span], Span]
) -> Callable[[Diagnostic], Place]:
    """The key to sort by. ``closures``: where the closures of a function stand, inner ones first: they come before
    it. ``place``: where in the student's text a span is."""
    spans = [(place(f.node.span), bool(f.opaques)) if f.node is not None else None for f in functions]

    def key(d: Diagnostic) -> Place:
        at = place(d.span)
        for i, entry in enumerate(spans):
            if entry is None:
                continue
            span, early = entry
            if span.file == at.file and span.lo <= at.lo and at.hi <= span.hi:
                inner = closures.get(functions[i], [])
                nth = next(
                    (k for k, c in enumerate(inner) if c.file == at.file and c.lo <= at.lo and at.hi <= c.hi),
                    len(inner),
                )
                return (-1 if early else i, nth, at.lo, at.hi, LAST.get(d.code or "", 0))
        return (len(spans), 0, at.lo, at.hi, 0)

    return key
