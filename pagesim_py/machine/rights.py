"""The rights of the present control state, prepared for checking a whole walk at once (SDM vol. 3A 4.6).

``refusals`` in ``paging`` says what the rules are and which one refuses; here they are only masks to compare with, made
once for each control state. What they let through, ``refusals`` would let through.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from pagesim_py.machine.access import Access
from pagesim_py.machine.flags import ENTRY_A, ENTRY_D, ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import ADDRESS_BITS, Control
from pagesim_py.machine.tlb import Set


class Masks(NamedTuple):
    """What the entries of a walk must have for one kind of access."""

    need: int
    """Bits that every entry must have."""
    refuse_any: int
    """Bits that no entry may have."""
    refuse_all: int
    """A bit that refuses if every entry has it."""
    dirty: int
    """D if the access writes, else 0."""
    user_keys: int
    """By number: the protection keys that refuse at user pages."""
    supervisor_keys: int
    """By number: the protection keys that refuse at supervisor pages."""


class Plain(NamedTuple):
    """What a plain miss needs to know, together in one place because looking up attributes takes time."""

    sets: list[Set]
    set_mask: int
    ways: int
    tag: int
    tables: dict[int, memoryview]
    root: int
    top: memoryview
    """The table at ``root``."""
    need: int
    above_refuse: int
    """Bits that no entry above the leaf may have."""
    leaf_mask: int
    """Bits of the leaf that must be as in ``leaf_want``: D if the access writes, and no reserved one."""
    leaf_want: int
    refuse_all: int
    grants: dict[int, int]
    log: list[Any] | None


def masks(control: Control, kind: Access) -> Masks:
    """The masks for accesses of ``kind`` in the state ``control``."""
    as_user = control.cpl == 3 and not kind.is_implicit
    respects_read_only = kind.is_write and (as_user or control.wp)
    need = ENTRY_P | ENTRY_A | (ENTRY_US if as_user else 0) | (ENTRY_RW if respects_read_only else 0)
    refuse_any = ADDRESS_BITS & ~((1 << control.physical_bits) - 1)
    if kind.is_fetch or not control.nxe:
        refuse_any |= ENTRY_XD
    if as_user:
        refuse_all = 0
    elif kind.is_fetch:
        refuse_all = ENTRY_US if control.smep else 0
    else:
        refuse_all = ENTRY_US if control.smap and (kind.is_implicit or not control.ac) else 0
    user_keys = supervisor_keys = 0
    if not kind.is_fetch:
        if control.pke:
            user_keys = _refusing_keys(control.pkru, respects_read_only)
        if control.pks and not as_user:
            supervisor_keys = _refusing_keys(control.pkrs, respects_read_only)
    dirty = ENTRY_D if kind.is_write else 0
    return Masks(need, refuse_any, refuse_all, dirty, user_keys, supervisor_keys)


@lru_cache(maxsize=256)
def _refusing_keys(register: int, writes: bool) -> int:
    """The keys that PKRU or PKRS refuses: access-disable always, write-disable for writes that respect it."""
    refusing = 3 if writes else 1
    return sum(1 << key for key in range(16) if register >> 2 * key & refusing)
