"""One access and the tables that it meets: what questions about walks, rights and error codes are asked of.

``reading`` is the truth: ``paging.walk`` and ``paging.fault_of``, as the machine itself uses them. A misconception is
another function of the same shape (see ``mutants``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import PAGE_MASK, index
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.paging import Control, Entries, Walk, fault_of, walk

KINDS = {"read": Access.READ, "write": Access.WRITE, "fetch": Access.FETCH}
_PHRASES = {Access.READ: "a read of one byte at", Access.WRITE: "a write of one byte at", Access.FETCH: "a jump to"}


class Tables:
    """Paging structures and nothing else: physical address to raw entry; every other entry is 0."""

    def __init__(self, words: Mapping[int, int], below: Entries | None = None) -> None:
        self.words = dict(words)
        self.below = below

    def entry(self, address: int, /) -> int:
        """The 8 bytes at physical ``address``."""
        word = self.words.get(address)
        if word is not None:
            return word
        return 0 if self.below is None else self.below.entry(address)


@dataclass(frozen=True)
class Situation:
    """An access of ``kind`` to ``address``, with the tables in ``memory`` and the CPU's state in ``control``."""

    memory: Entries
    control: Control
    address: int
    kind: Access = Access.READ
    listed: tuple[tuple[int, int], ...] = ()
    """Physical address and raw value of the entries that the question shows, if it shows any."""

    @property
    def walk(self) -> Walk:
        """The page walk."""
        return walk(self.memory, self.control, self.address)

    def fault(self, found: Walk | None = None) -> Fault | None:
        """The fault that the access raises; None if it succeeds."""
        return fault_of(self.control, self.kind, self.address, self.walk if found is None else found)

    @property
    def phrase(self) -> str:
        """The access in words: ``a write of one byte at 0x5000 by the kernel (CPL 0)``."""
        who = "user code (CPL 3)" if self.control.cpl == 3 else "the kernel (CPL 0)"
        return f"{_PHRASES[self.kind]} {self.address:#x} by {who}"

    def with_entries(self, words: Mapping[int, int]) -> Situation:
        """The same with other values of some entries."""
        return replace(self, memory=Tables(words, self.memory))

    def with_control(self, **changes: bool) -> Situation:
        """The same with another state of the CPU."""
        return replace(self, control=self.control._replace(**changes))

    def made(self, kind: Access, address: int | None = None, cpl: int | None = None) -> Situation:
        """Another access with the same tables."""
        control = self.control if cpl is None else self.control._replace(cpl=cpl)
        return replace(self, kind=kind, address=self.address if address is None else address, control=control)


class Reading(NamedTuple):
    """What a person (or the CPU) reads out of a situation."""

    indices: tuple[int, ...]
    """Of levels 4 to 1, then the offset."""
    entries: tuple[int, ...]
    """Physical addresses of the entries that the walk reads, in order."""
    physical: int | None
    """The physical address; None if the walk finds none."""
    outcome: str
    """What the access does: ``none`` for no fault, ``0x3`` for a page fault, ``#GP`` for another exception."""
    level: int | None
    """The level of the entry that decided; None without a page fault."""
    rule: Rule | None


def indices_of(address: int) -> tuple[int, ...]:
    """The four indices of an address, from level 4 to level 1, and the offset."""
    return (*(index(address, level) for level in (4, 3, 2, 1)), address & PAGE_MASK)


def outcome_of(fault: Fault | None) -> str:
    """A fault as questions write it."""
    if fault is None:
        return "none"
    return f"{fault.error_code:#x}" if fault.vector == vectors.PF else fault.mnemonic


def reading(situation: Situation) -> Reading:
    """What is true of ``situation``."""
    found = situation.walk
    fault = situation.fault(found)
    return Reading(
        indices_of(situation.address),
        tuple(step.address for step in found.steps),
        found.physical,
        outcome_of(fault),
        None if fault is None else fault.level,
        None if fault is None else fault.rule,
    )


def code_words(outcome: str) -> str:
    """``0x3`` as ``0x3 (P | W)``; ``none`` as ``no fault``."""
    if outcome == "none":
        return "no fault"
    if outcome.startswith("#"):
        return f"{outcome}, no page fault"
    code = int(outcome, 16)
    return f"{outcome} ({ERROR.text(code)})" if code else "0x0 (no bit set)"
