"""What the Translation panel is about, as plain records: an address, how an access to it went, and how it is now."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.events import Edit
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.flags import ERROR_U
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Control, Walk
from pagesim_py.machine.tlb import Stored
from pagesim_py.machine.trial import Trial, attempt
from pagesim_py.views.walk_scene import Strip, strips


class Subject(NamedTuple):
    """An address and what it is called."""

    address: int
    name: str | None = None
    """What is there, as the kernel's symbols have it: ``osirs::_start + 0x12``."""


class Moment(NamedTuple):
    """A moment of the recording."""

    at: int
    """The position just after it."""
    step: int
    """Its number, as the page counts the steps."""


class Then(NamedTuple):
    """The translation at an earlier moment, as the CPU saw it then."""

    moment: Moment
    walk: Walk
    access: Access | None
    """What was tried; None if nobody tried anything and the address was only looked at."""
    fault: Fault | None = None
    """Why it was refused; None if it was not."""
    strips: tuple[Strip, ...] | None = None
    """The present entries of each table on the way, as they were then; None if nobody looked."""


class Now(NamedTuple):
    """What the machine holds for the address at the position that is shown."""

    walk: Walk
    control: Control
    copy: Stored | None
    """What the TLB holds of the page."""
    edit: Edit | None
    """The change of an entry since the TLB took its copy."""
    strips: tuple[Strip, ...]
    """The present entries of each table on the way."""

    def trial(self, kind: Access, cpl: int | None = None) -> Trial:
        """What an access would do now, at the present privilege level or at ``cpl``."""
        control = self.control if cpl is None else self.control._replace(cpl=cpl)
        return attempt(control, kind, self.walk, self.copy)


class Translation(NamedTuple):
    """All that the panel shows. ``then`` is None if the panel is about the present alone, as for a typed address."""

    subject: Subject
    now: Now
    then: Then | None = None
    asked: Access | None = None
    """Without ``then``: the access that is asked about; None asks only where the address is."""

    def again(self) -> Trial | None:
        """What the access of ``then`` would do now; None if there was none."""
        if self.then is None or self.then.access is None:
            return None
        fault = self.then.fault
        as_user = fault is not None and (fault.error_code or 0) & ERROR_U
        return self.now.trial(self.then.access, 3 if as_user else None)


def look(machine: Machine, address: int) -> Now:
    """What ``machine`` holds for ``address``. Changes nothing."""
    mmu = machine.mmu
    copy, walk = mmu.tlb.find(address, mmu.tag), machine.walk(address)
    edit = None if copy is None else mmu.stale(copy)
    return Now(walk, mmu.control, copy, edit, strips(machine.memory, walk))
