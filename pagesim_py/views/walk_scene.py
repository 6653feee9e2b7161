"""What the drawn walk shows, as data: which entry of which table, what is left of the rights, where it ends.

``strips`` reads the tables on the way and changes nothing; ``sentences`` tells the same in words, for those who can't
see the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.address import ENTRIES, PAGE_SIZE, SHIFT
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.memory import Memory
from pagesim_py.machine.paging import ADDRESS_BITS, Outcome, Step, Walk
from pagesim_py.views.numbers import size

LETTERS = ("R", "W", "U", "X")
"""The rights as letters: read, write, user mode, execute."""

DECIDING = {
    Rule.NOT_PRESENT: "P",
    Rule.RESERVED_BIT: "P",
    Rule.WRITE_TO_READ_ONLY: "W",
    Rule.USER_AT_SUPERVISOR: "U",
    Rule.EXECUTE_DISABLED: "X",
    Rule.SMEP: "U",
    Rule.SMAP: "U",
}
"""The letter of the flag that a rule looks at."""


Strip = tuple[tuple[int, int], ...]
"""A table's present entries, as runs (first, last) of their numbers."""


class Station(NamedTuple):
    """One table on the way, and the entry of it that the walk uses."""

    step: Step
    path: str
    """The entry's path from the top table: ``0.1.3``."""
    present: Strip
    flags: frozenset[str]
    """The entry's own flags: of P, W, U, X (X: no XD). Empty if it is not present."""
    left: frozenset[str]
    """What is left of R, W, U, X after this entry and all above it."""
    lost: frozenset[str]
    """What this entry takes away of them: a W that goes out here, say."""
    decides: str | None
    """If this is the entry that decided: the letter of the flag that refused the access, "" if none of P, W, U, X."""


class Short(NamedTuple):
    """The short way: the TLB's copy of the translation."""

    frame: int
    size: int
    stale: bool


class Scene(NamedTuple):
    """A walk, ready to be drawn."""

    address: int
    access: str | None
    """``read``, ``write``, ``fetch``: what was tried; None if only the way is shown."""
    root: int
    levels: int
    stations: tuple[Station, ...]
    outcome: Outcome
    physical: int | None
    page_level: int | None
    """The level of the leaf, None unless a page is mapped."""
    refused: bool
    short: Short | None
    reached: int | None = None
    """How far the walk has come, if it is shown half-way: 0 is CR3, then the entries read. None: it is over."""

    @property
    def frame(self) -> int | None:
        """Physical address of the page's first byte."""
        if self.physical is None or self.page_level is None:
            return None
        return self.physical & -1 << SHIFT[self.page_level]


def scene(
    found: Walk,
    levels: int,
    strips: Sequence[Strip],
    *,
    fault: Fault | None = None,
    access: Access | None = None,
    short: Short | None = None,
    reached: int | None = None,
) -> Scene:
    """The walk ``found`` under ``levels`` levels of tables. ``strips``: the present entries of each table on the way.

    ``fault`` is what the access raised, ``access`` what was tried; ``short`` what the TLB holds. With ``reached``, it
    has only come so far: what the CPU has not read yet is not in the scene.
    """
    if access is None and fault is not None:
        access = fault.access
    tried = None
    if access is not None:
        tried = "fetch" if access.is_fetch else "write" if access.is_write else "read"
    stations = tuple(_stations(strips, found, fault))
    if reached is not None:
        so_far = tuple(one._replace(decides=None) for one in stations[:reached])
        return Scene(
            found.address, tried, found.root, levels, so_far, Outcome.TABLE, None, None, False, None, reached
        )  # fmt: skip
    return Scene(
        found.address, tried, found.root, levels, stations, found.outcome,
        found.physical, found.level, fault is not None or found.outcome is not Outcome.PAGE, short,
    )  # fmt: skip


def looks(found: Walk) -> int:
    """In so many steps a walk is shown level by level: CR3, the entries, the page; an entry that ends it is the end."""
    return len(found.steps) + (found.outcome is Outcome.PAGE)


def stage(found: Walk, reached: int) -> str:
    """Half-way through a walk, in a few words: ``level 3 read``."""
    return f"level {found.steps[reached - 1].level} read" if reached else "CR3 read"


def _stations(strips: Sequence[Strip], found: Walk, fault: Fault | None) -> Iterator[Station]:
    left = frozenset(LETTERS)
    indices: list[str] = []
    for step, strip in zip(found.steps, strips, strict=True):
        indices.append(str(step.index))
        flags = flags_of(step.entry)
        before = left
        left = left & (flags | {"R"}) if step.outcome in (Outcome.TABLE, Outcome.PAGE) else frozenset()
        decides = None
        if fault is not None and fault.entry_address == step.address:
            decides = DECIDING.get(fault.rule, "")
        elif fault is None and step is found.last and found.outcome in (Outcome.NOT_PRESENT, Outcome.RESERVED):
            decides = "P"
        yield Station(step, ".".join(indices), strip, flags, left, before - left, decides)


def flags_of(entry: int) -> frozenset[str]:
    """The letters of what ``entry`` itself allows: P, W, U, X; none of them if it is not present."""
    if not entry & ENTRY_P:
        return frozenset()
    letters = {"P"}
    if entry & ENTRY_RW:
        letters.add("W")
    if entry & ENTRY_US:
        letters.add("U")
    if not entry & ENTRY_XD:
        letters.add("X")
    return frozenset(letters)


def strips(memory: Memory, found: Walk) -> tuple[Strip, ...]:
    """The present entries of each table that the walk ``found`` looks into, top table first."""
    return tuple(present(memory, step.table) for step in found.steps)


def present(memory: Memory, table: int) -> Strip:
    """The present entries of the table at physical address ``table``, as runs (first, last) of their numbers."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for number, low in enumerate(memory.read(table, PAGE_SIZE)[::8]):
        if low & ENTRY_P:
            if start is None:
                start = number
        elif start is not None:
            runs.append((start, number - 1))
            start = None
    if start is not None:
        runs.append((start, ENTRIES - 1))
    return tuple(runs)


def describe(station: Station) -> str:
    """An entry in words: where, what it holds, what it allows, where it leads."""
    step = station.step
    where = f"Level {step.level}, entry {step.index}, at physical address {step.address:#x}: {step.entry:#x}. "
    if step.outcome is Outcome.NOT_PRESENT:
        return where + "It is not present: the walk ends here."
    if step.outcome is Outcome.RESERVED:
        return where + "A reserved bit is set: the CPU refuses the entry, and the walk ends here."
    verbs = ["writable" if "W" in station.flags else "read-only"]
    verbs.append("for user code too" if "U" in station.flags else "for the kernel only")
    verbs.append("executable" if "X" in station.flags else "not executable")
    goal = step.entry & ADDRESS_BITS
    if step.outcome is Outcome.TABLE:
        leads = f"points to the level-{step.level - 1} table at {goal:#x}"
    else:
        leads = f"maps a page of {size(1 << SHIFT[step.level])} at {goal & -1 << SHIFT[step.level]:#x}"
    text = f"{where}It is present, {verbs[0]}, {verbs[1]}, {verbs[2]}, and {leads}."
    return f"{text} Here the access is refused." if station.decides is not None else text


def sentences(shown: Scene) -> list[str]:
    """The drawing in words, one sentence or two for each thing that it shows, in the order of the walk."""
    if shown.outcome is Outcome.NON_CANONICAL:
        return ["The address is not canonical, so the CPU looks at no table."]
    told = [f"CR3 holds {shown.root:#x}, the physical address of the level-{shown.levels} table."]
    told += [describe(station) for station in shown.stations]
    if shown.reached is not None:
        told.append("So far has the CPU come in this walk; a step forward goes on.")
    if shown.physical is not None and shown.page_level is not None and shown.frame is not None:
        end = "would be" if shown.refused else "is"
        told.append(
            f"The byte {end} at physical address {shown.physical:#x}, "
            f"{shown.physical - shown.frame:#x} bytes into the frame at {shown.frame:#x}."
        )
    if shown.short is not None:
        told.append(f"The TLB holds a copy of this translation, to the frame at {shown.short.frame:#x}.")
        if shown.short.stale:
            told.append("The copy is stale: the tables have been changed since, and the CPU still uses the copy.")
    return told
