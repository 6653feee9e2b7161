"""What an access would do, found out without making it: nothing is filled, set, dropped or recorded."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.paging import Control, Outcome, Walk, fault_of, fault_of_copy
from pagesim_py.machine.tlb import Stored


class Trial(NamedTuple):
    """How an access to one byte would end: with ``fault``, or at ``physical``; the other one is None."""

    fault: Fault | None
    physical: int | None
    by_copy: bool
    """Whether the TLB's copy decides, so that no walk is made."""


def attempt(control: Control, kind: Access, found: Walk, copy: Stored | None) -> Trial:
    """An access of ``kind`` to the address of the walk ``found``; ``copy`` is what the TLB holds of its page.

    A copy decides, whatever the tables say by now; only a write through a copy that is not dirty walks again.
    """
    if copy is None or found.outcome is Outcome.NON_CANONICAL:
        return _by_tables(control, kind, found)
    fault = fault_of_copy(control, kind, found.address, copy.all_of, copy.any_of, copy.key, found)
    if fault is not None:
        return Trial(fault, None, True)
    if kind.is_write and not copy.dirty:
        return _by_tables(control, kind, found)
    return Trial(None, copy.frame | found.address & (1 << SHIFT[copy.level]) - 1, True)


def _by_tables(control: Control, kind: Access, found: Walk) -> Trial:
    fault = fault_of(control, kind, found.address, found)
    return Trial(fault, None if fault is not None else found.physical, False)
