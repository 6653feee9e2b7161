"""Statements' marks in the recording, put together where nothing can come between them.

Each statement of the student's begins with ``L(rip)``. A call costs more than the few operations of a plain assignment,
so the marks of assignments that follow one another are made by one call, ``E((rip, rip, ...))``: such an assignment
computes with variables and numbers only, so it can neither record anything nor fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .core import Line

MARK = re.compile(r"(\t*)L\((§\d+)\)")
PLAIN = re.compile(r"(\t*)\w+ = [\w ()+*&|^-]+")
CALL = re.compile(r"\w\(")


def join_marks(lines: Iterable[Line]) -> list[Line]:
    """The lines of a function, with the marks of neighbouring plain assignments made at the first of them."""
    joined: list[Line] = []
    group: list[str] = []
    first, indent = 0, ""
    for line in lines:
        mark = MARK.fullmatch(line)
        if mark is not None and group and mark[1] == indent:
            group.append(mark[2])
            joined[first] = Line(f"{indent}E(({', '.join(group)}))", joined[first].at)
            continue
        if mark is not None:
            first, indent, group = len(joined), mark[1], [mark[2]]
        elif not is_plain(line, indent):
            group = []
        joined.append(line)
    return joined


def is_plain(line: str, indent: str) -> bool:
    """Whether ``line`` is an assignment, at ``indent``, that computes with variables and numbers only."""
    found = PLAIN.fullmatch(line)
    return found is not None and found[1] == indent and CALL.search(line) is None
