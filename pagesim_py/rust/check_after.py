"""Checks on the finished tree of a body of the student's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import thir

if TYPE_CHECKING:
    from .check_fn import BodyChecker


def after_types(ck: BodyChecker, body: thir.Body) -> None:
    """All of them, in rustc's order."""
