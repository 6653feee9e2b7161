"""Which frames of physical memory are free: for tables that are missing, and for pages whose frame is left open."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.address import PAGE_SIZE

Span = tuple[int, int]
"""Physical addresses from the first to the second, which is not in it."""
PAGES_FROM = 1 << 21
"""Pages get their frames from here on if they can, so that tables and pages are told apart at a glance."""


class Frames(NamedTuple):
    """``regions`` may be given away, lowest first, but for ``taken``. A value: taking gives a new one."""

    regions: tuple[Span, ...]
    taken: tuple[Span, ...] = ()

    def reserve(self, start: int, size: int) -> Frames:
        """Without the ``size`` bytes from ``start`` on, which something else is using."""
        span = (start, start + size)
        return self if span in self.taken else self._replace(taken=(*self.taken, span))

    def find(self, size: int = PAGE_SIZE, least: int = 0) -> int | None:
        """The lowest free ``size`` bytes at a multiple of ``size``, from ``least`` on; None if there are none."""
        taken = sorted(self.taken)
        for first, end in self.regions:
            start = -(-max(first, least) // size) * size
            for low, high in taken:
                if low < start + size and start < high:
                    start = -(-high // size) * size
            if start + size <= end:
                return start
        return None
