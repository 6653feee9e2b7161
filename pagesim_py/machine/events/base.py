"""What all events share: undo, redo, a title, a sentence; and the registry of their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine

REGISTRY: dict[str, type[Event]] = {}
"""Every event class by its name."""


class CpuState(NamedTuple):
    """The registers that delivery and IRETQ change together."""

    rip: int
    rsp: int
    rflags: int
    cs: int
    ss: int
    cpl: int


class Edit(NamedTuple):
    """A write to a paging-structure entry. ``number`` counts edits from 1; ``rip`` is the writer's."""

    number: int
    address: int
    old: int
    new: int
    rip: int


class Event:
    """The base of all events. ``title`` is a few words, ``sentence`` one whole sentence."""

    __slots__ = ()
    title: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        REGISTRY[cls.__name__] = cls

    @property
    def sentence(self) -> str:
        """What happened, in plain words and the manual's terms."""
        raise NotImplementedError

    def undo(self, machine: Machine) -> None:
        """Brings the machine back to before this event."""

    def redo(self, machine: Machine) -> None:
        """Does again what this event did."""
