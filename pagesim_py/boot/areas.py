"""The address space in words: what the tables map, cut and named by what the boot loader put where.

What is mapped, where and with which rights is read from the tables; only the names come from the boot loader's plan.
The guard page is the one area that is named although, and as long as, nothing is mapped there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import Loop, Mapping, mappings_and_loops


class Named(NamedTuple):
    """Linear addresses ``start`` to ``end`` (exclusive), and what the boot loader has them for."""

    start: int
    end: int
    name: str
    kind: str
    """One word for the sort: tables, loader, screen, code, constants, data, info, guard, stack, window, recursive."""


class Area(NamedTuple):
    """A run of linear addresses of one name and with the same rights. ``pieces``: its runs of frames, in order."""

    start: int
    size: int
    name: str
    kind: str
    """As ``Named.kind``; ``mapped`` for what was mapped later, by the kernel."""
    pieces: tuple[Mapping, ...]
    """Empty for the guard page, and for a recursive window, whose frames are the tables."""

    @property
    def end(self) -> int:
        """The address after the last byte."""
        return self.start + self.size

    @property
    def rights(self) -> str:
        """What may be done there: of r, w, x in this order, and u for user code too; - for what may not."""
        if not self.pieces:
            return "rw--" if self.kind == "recursive" else "----"
        one = self.pieces[0]
        return "r" + ("w" if one.writable else "-") + ("x" if one.executable else "-") + ("u" if one.user else "-")


def areas(machine: Machine, named: Sequence[Named] = (), other: str = "mapped by the kernel") -> list[Area]:
    """The areas of ``machine``'s address space in order of address, named by ``named`` (in any order). Pure.

    What is mapped and has no name there is called ``other``.
    """
    plan = sorted(named)
    mapped, loops = mappings_and_loops(machine)
    pieces: list[tuple[Mapping, str, str]] = []
    for mapping in mapped:
        pieces += _cut(mapping, plan, other)
    found = [*_joined(pieces), *_looped(loops), *_guards(plan, mapped)]
    return sorted(found, key=lambda area: area.start)


def _cut(mapping: Mapping, plan: Sequence[Named], other: str) -> Iterator[tuple[Mapping, str, str]]:
    """The parts of ``mapping`` that lie in one named range each, or in none, with their names."""
    borders = {mapping.address, mapping.end}
    inside = [one for one in plan if one.start < mapping.end and mapping.address < one.end]
    for one in inside:
        borders |= {max(one.start, mapping.address), min(one.end, mapping.end)}
    for start, end in pairwise(sorted(borders)):
        part = mapping._replace(address=start, physical=mapping.physical + start - mapping.address, size=end - start)
        owner = next((one for one in inside if one.start <= start < one.end), None)
        yield (part, owner.name, owner.kind) if owner is not None else (part, other, "mapped")


def _joined(pieces: Iterable[tuple[Mapping, str, str]]) -> list[Area]:
    """Neighbouring pieces of one name and the same rights as one area."""
    found: list[Area] = []
    for piece, name, kind in pieces:
        last = found[-1] if found else None
        same = last is not None and (last.end, last.name) == (piece.address, name)
        if last is not None and same and last.pieces[-1][4:] == piece[4:]:
            found[-1] = last._replace(size=last.size + piece.size, pieces=(*last.pieces, piece))
        else:
            found.append(Area(piece.address, piece.size, name, kind, (piece,)))
    return found


def _looped(loops: Iterable[Loop]) -> Iterator[Area]:
    for loop in loops:
        yield Area(loop.address, loop.size, "page tables, through the recursive entry", "recursive", ())


def _guards(plan: Iterable[Named], mapped: Sequence[Mapping]) -> Iterator[Area]:
    """The guard page, while nothing is mapped there."""
    for one in plan:
        if one.kind == "guard" and not any(run.address < one.end and one.start < run.end for run in mapped):
            yield Area(one.start, one.end - one.start, one.name, one.kind, ())
