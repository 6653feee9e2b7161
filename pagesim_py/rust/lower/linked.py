"""A linked program: what lowering has made, with addresses, as running it needs it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pagesim_py.boot import KernelImage

from ..span import Span
from .items import Function, Item

if TYPE_CHECKING:
    from .unit import Unit


class Symbol(NamedTuple):
    """A name in the kernel. ``kind``: "function", "static" or "section"."""

    name: str
    address: int
    size: int
    kind: str


@dataclass
class Linked:
    """A program with addresses. ``constants``: values by name; ``rips``: start addresses of code stretches, rising,
    with their source places.
    """

    unit: Unit | None
    entry: Function
    panic_handler: Function | None
    items: list[Item]
    addresses: dict[Item, int]
    constants: dict[str, Any]
    image: KernelImage
    symbols: list[Symbol]
    functions: list[Function]
    rips: list[int] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    """File and line of each of ``places``."""
    statics: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Start, end, name and type of the statics, in words."""
    heaps: list[tuple[int, int]] = field(default_factory=list)
    """For each heap in a static: the addresses where its first address stands, and its size in bytes."""

    tests: list[tuple[str, str]] = field(default_factory=list)
    """The functions that the test harness calls, in this order: a test's path inside of its crate, and the name of its
    code, "" if nothing leads there.
    """

    def function_at(self, rip: int) -> Function | None:
        """The function whose code is at an address."""
        i = bisect.bisect_right(self.starts, rip) - 1
        return self.functions[i] if i >= 0 and rip < self.ends[i] else None

    def span_at(self, rip: int) -> Span | None:
        """The source of the student's code at an address."""
        function = self.function_at(rip)
        if function is None or not function.student:
            return None
        i = bisect.bisect_right(self.rips, rip) - 1
        return self.places[i] if i >= 0 and self.rips[i] >= function.base else function.span

    def line_at(self, rip: int) -> tuple[str, int] | None:
        """File and line of the student's code at an address."""
        function = self.function_at(rip)
        if function is None or not function.student:
            return None
        i = max(bisect.bisect_right(self.rips, rip) - 1, bisect.bisect_left(self.rips, function.base))
        return self.lines[i] if i < len(self.lines) and self.rips[i] < function.base + function.cursor + 8 else None

    def static_at(self, address: int) -> tuple[str, str] | None:
        """Name and type of the static (or lazy static) that an address lies in."""
        return next((s[2:] for s in self.statics if s[0] <= address < max(s[1], s[0] + 1)), None)

    def code_end(self, rip: int) -> int:
        """Where the code that belongs together with an address ends: the statement's, or our own function's."""
        i = bisect.bisect_right(self.starts, rip) - 1
        if i < 0 or rip >= self.ends[i]:
            return rip
        if not self.functions[i].student:
            return self.ends[i] - 1
        after = bisect.bisect_right(self.rips, rip)
        return min(self.rips[after], self.ends[i]) if after < len(self.rips) else self.ends[i]

    def statement_at(self, rip: int) -> int:
        """The start of the code stretch that an address is in."""
        i = bisect.bisect_right(self.rips, rip) - 1
        return self.rips[i] if i >= 0 else rip
