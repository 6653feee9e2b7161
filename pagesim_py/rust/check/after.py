"""Checks on the finished tree of a body of the student's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import thir
from .exhaust import check_patterns
from .lints import Lints
from .moves import Moves
from .packed import Packed
from .unused import Unused

if TYPE_CHECKING:
    from .fn import BodyChecker


def after_types(ck: BodyChecker, body: thir.Body) -> None:
    """All of them, in rustc's order; borrows are looked at only if the rest is right."""
    ck.report_unsafe()
    check_patterns(ck, body)
    if ck.tainted():
        return
    moves = Moves(ck)
    moves.body(body)
    Packed(ck).walk(body.value)
    if not ck.tainted():
        Lints(ck).body(body)
    if not ck.tainted():
        Unused(ck, moves.changed).body(body)
