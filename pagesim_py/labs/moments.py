"""The moment that an experiment is about, as lab.toml writes it: ``at = "#PF"``.

#PF, #BP ...    the first time that this exception is raised
write 0xb8000   the first time that the CPU looks this address up for a write (or read, fetch)
halt            the CPU executes HLT
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.events import FaultRaised, Halted, InterruptRaised, PageWalked
from pagesim_py.machine.vectors import VECTORS

_KINDS = {
    "read": frozenset({Access.READ, Access.READ_MODIFY_WRITE}),
    "write": frozenset({Access.WRITE, Access.READ_MODIFY_WRITE}),
    "fetch": frozenset({Access.FETCH}),
}
_BY_MNEMONIC = {vector.mnemonic: vector.number for vector in VECTORS.values()}
_ACCESS = re.compile(r"(read|write|fetch)\s+(\S.*)")


class WantedEvent(NamedTuple):
    """An exception by its vector; None for HLT."""

    vector: int | None


class WantedAccess(NamedTuple):
    """An access to an address, which is written as people type it."""

    kinds: frozenset[Access]
    address: str


Moment = WantedEvent | WantedAccess


def parse_moment(text: str) -> Moment:
    """The moment that ``text`` means. ValueError says how to write one."""
    text = text.strip()
    if text == "halt":
        return WantedEvent(None)
    if text in _BY_MNEMONIC:
        return WantedEvent(_BY_MNEMONIC[text])
    access = _ACCESS.fullmatch(text)
    if access is None:
        raise ValueError(f"is like #PF, halt or write 0xb8000, not {text!r}")
    return WantedAccess(_KINDS[access[1]], access[2])


def happens(event: object, moment: Moment, address: int | None = None) -> bool:
    """Whether ``event`` is what ``moment`` means; ``address`` is what that of an access stands for."""
    if isinstance(moment, WantedAccess):
        return isinstance(event, PageWalked) and event.access in moment.kinds and event.walk.address == address
    if moment.vector is None:
        return isinstance(event, Halted)
    if isinstance(event, FaultRaised):
        return event.fault.vector == moment.vector
    return isinstance(event, InterruptRaised) and event.vector == moment.vector
