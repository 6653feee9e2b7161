"""How deep Python may call while it compiles or runs a program.

A recursive descent goes as deep as the source is nested, and a student's calls are Python's. The limit belongs to the
work, not to the process: whoever imports pagesim keeps the one that they have.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def room_for(calls: int) -> Iterator[None]:
    """At least ``calls`` of Python's calls may be open during the block, more if that was allowed before."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, calls))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
