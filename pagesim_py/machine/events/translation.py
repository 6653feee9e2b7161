"""Events of translation: page walks, the TLB, edits of page tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pagesim_py.machine.access import Access
from pagesim_py.machine.events.base import Edit, Event
from pagesim_py.machine.faults import Fault, explain
from pagesim_py.machine.paging import Walk, smooth_walk
from pagesim_py.machine.tlb import Place, Raw, Stored

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine


def _page(entry: Stored) -> str:
    size = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}[entry.level]
    return f"the {size} page at {entry.address:#x}"


class PageWalked(Event):
    """A TLB miss was followed through the tables. ``walk`` is as ``paging.walk`` gives it, or what it is made from.

    Many are made and few looked at, so a walk that met no obstacle becomes a ``Walk`` only when it is asked for.
    """

    title = "page walk"
    __slots__ = ("_walk", "access", "fault")

    def __init__(
        self, walk: Walk | tuple[int, int, int, tuple[int, ...]], access: Access, fault: Fault | None = None
    ) -> None:
        self._walk = walk
        self.access = access
        self.fault = fault

    @property
    def walk(self) -> Walk:
        """The walk, step by step."""
        if not isinstance(self._walk, Walk):
            self._walk = smooth_walk(*self._walk)
        return self._walk

    @property
    def sentence(self) -> str:
        own = {Access.IMPLICIT_READ: "a read of its own", Access.IMPLICIT_WRITE: "a write of its own"}
        kind = own.get(self.access, self.access.words)
        where = f"The CPU looked up {self.walk.address:#x} in the page tables for {kind}"
        if self.fault is not None:
            return f"{where}, and refused it: {explain(self.fault)}."
        return f"{where}: it is at physical address {self.walk.physical:#x}."


class TlbFilled(Event):
    """A translation was put into the TLB, perhaps in place of another one. Plain tuples will do: see ``PageWalked``."""

    title = "TLB filled"
    __slots__ = ("_entry", "_victim")

    def __init__(self, entry: Raw, victim: tuple[Raw, tuple[int, int, int]] | None = None) -> None:
        self._entry = entry
        self._victim = victim

    @property
    def entry(self) -> Stored:
        """What was put in."""
        return Stored._make(self._entry)

    @property
    def victim(self) -> tuple[Stored, Place] | None:
        """What it replaced, and where that was; None if there was room."""
        return self._victim and (Stored._make(self._victim[0]), Place._make(self._victim[1]))

    @property
    def sentence(self) -> str:
        text = f"The TLB remembers that {_page(self.entry)} is at {self.entry.frame:#x}"
        if self.victim is not None:
            text += f"; to make room it forgot {_page(self.victim[0])}"
        return text + "."

    def undo(self, machine: Machine) -> None:
        machine.tlb.drop(self.entry)
        if self.victim is not None:
            machine.tlb.put_back(*self.victim)
        machine.mmu.forget()

    def redo(self, machine: Machine) -> None:
        machine.tlb.fill(self.entry)
        machine.mmu.forget()


@dataclass(frozen=True)
class TlbDropped(Event):
    """One translation was taken out of the TLB."""

    title = "TLB entry dropped"
    entry: Stored
    place: Place
    reason: str

    @property
    def sentence(self) -> str:
        return f"The TLB forgot {_page(self.entry)}: {self.reason}."

    def undo(self, machine: Machine) -> None:
        machine.tlb.put_back(self.entry, self.place)
        machine.mmu.forget()

    def redo(self, machine: Machine) -> None:
        machine.tlb.drop(self.entry)
        machine.mmu.forget()


@dataclass(frozen=True)
class TlbFlushed(Event):
    """Many translations were taken out of the TLB at once."""

    title = "TLB flushed"
    before: tuple[Stored, ...]
    after: tuple[Stored, ...]
    reason: str

    @property
    def sentence(self) -> str:
        gone = len(self.before) - len(self.after)
        return f"The TLB forgot {gone} translation{'' if gone == 1 else 's'}: {self.reason}."

    def undo(self, machine: Machine) -> None:
        machine.tlb.load(self.before)
        machine.mmu.forget()

    def redo(self, machine: Machine) -> None:
        machine.tlb.load(self.after)
        machine.mmu.forget()


@dataclass(frozen=True)
class TranslationInvalidated(Event):
    """INVLPG or INVPCID was executed."""

    title = "invalidate"
    instruction: str
    address: int | None

    @property
    def sentence(self) -> str:
        at = "" if self.address is None else f" for {self.address:#x}"
        return f"The program executed {self.instruction}{at}: the TLB must forget what it holds there."


@dataclass(frozen=True)
class PageTableEdited(Event):
    """A store changed an entry of a table that the CPU walks."""

    title = "page-table entry edited"
    edit: Edit
    previous: Edit | None

    @property
    def sentence(self) -> str:
        edit = self.edit
        return f"The page-table entry at physical {edit.address:#x} was changed from {edit.old:#x} to {edit.new:#x}."

    def undo(self, machine: Machine) -> None:
        machine.mmu.set_edit(self.edit.address, self.previous, self.edit.number - 1)

    def redo(self, machine: Machine) -> None:
        machine.mmu.set_edit(self.edit.address, self.edit, self.edit.number)
