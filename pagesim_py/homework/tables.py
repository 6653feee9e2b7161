"""Paging structures that are drawn: four tables with a few entries each, made so that an access ends as wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pagesim_py.homework.draw import Stream
from pagesim_py.homework.situation import KINDS, Situation, Tables, outcome_of
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT, canonical, index, is_canonical
from pagesim_py.machine.flags import (
    ENTRY_A,
    ENTRY_D,
    ENTRY_P,
    ENTRY_PS,
    ENTRY_RW,
    ENTRY_US,
    ENTRY_XD,
    ERROR_I,
    ERROR_P,
    ERROR_PK,
    ERROR_RSVD,
    ERROR_U,
    ERROR_W,
)
from pagesim_py.machine.paging import Control

PHYSICAL_BITS = 40
OTHERS = 2
"""Entries in each table that the walk does not read."""
_CODE = re.compile(r"0x[0-9a-f]{1,2}")


def code_of(outcome: str) -> int | None:
    """The error code of ``0x3``; None for ``none`` and ``#GP``. ValueError for what no access can have."""
    if outcome in ("none", "#GP"):
        return None
    if not _CODE.fullmatch(outcome):
        raise ValueError(f"an outcome is none, #GP or an error code such as 0x3, not {outcome!r}")
    code = int(outcome, 16)
    if code & ~0x3F:
        raise ValueError(f"{outcome} has a bit that a page fault's error code does not have: there are bits 0 to 5")
    if code & ERROR_W and code & ERROR_I:
        raise ValueError(f"{outcome}: an access is a write or a fetch, never both, so W and I exclude each other")
    if code & ERROR_RSVD and not code & ERROR_P:
        raise ValueError(f"{outcome}: a reserved bit is found in a present entry only, so RSVD comes with P")
    if code & ERROR_PK and (not code & ERROR_P or code & (ERROR_RSVD | ERROR_I) or not code & ERROR_U):
        raise ValueError(f"{outcome}: here PK comes with P and U, and without RSVD and I")
    if code == ERROR_P:
        raise ValueError("0x1: a present page that the kernel may not even read is no case that is drawn")
    return code


class Drawing:
    """Four tables on the way to one address. ``words`` are the entries of the walk, by level."""

    def __init__(self, stream: Stream, leaf: int, half: str = "any") -> None:
        self.stream = stream
        self.leaf = leaf
        address = stream.below(1 << 47)
        upper = half == "upper" or (half == "any" and stream.chance(4))
        self.address = canonical(address | (1 << 47 if upper else 0))
        frames: list[int] = []
        while len(frames) < 5 - leaf:
            frame = (1 + stream.below(0x3FFFF)) << 12
            if frame not in frames:
                frames.append(frame)
        self.tables = {level: frames[4 - level] for level in range(4, leaf - 1, -1)}
        page = stream.below(1 << 36 - SHIFT[leaf]) << SHIFT[leaf]
        self.words = {level: self.tables[level - 1] | ENTRY_P | ENTRY_A for level in range(4, leaf, -1)}
        self.words[leaf] = page | ENTRY_P | ENTRY_A | (ENTRY_PS if leaf > 1 else 0)

    def at(self, level: int) -> int:
        """The physical address of the walk's entry of ``level``."""
        return self.tables[level] + 8 * index(self.address, level)

    def situation(self, control: Control, kind: Access) -> Situation:
        """The access; entries that the walk does not read stand beside those that it does."""
        stream = self.stream
        words: dict[int, int] = {}
        for level, table in self.tables.items():
            for _ in range(OTHERS):
                beside = table + 8 * ((index(self.address, level) + 1 + stream.below(511)) % 512)
                rights = stream.below(2) * ENTRY_RW | stream.below(2) * ENTRY_US | ENTRY_P
                words[beside] = (1 + stream.below(0x3FFFF)) << 12 | rights
        words.update({self.at(level): word for level, word in self.words.items()})
        return Situation(
            Tables(words), control._replace(root=self.tables[4]), self.address, kind, tuple(sorted(words.items()))
        )


def access_on_tables(stream: Stream, outcome: str, options: Mapping[str, Any]) -> Situation:
    """An access to drawn tables that ends in ``outcome``.

    ``options``: ``cpl`` out of which it is drawn where the outcome leaves it open, ``decided`` by a ``parent`` entry,
    the ``leaf`` or ``any``, ``size`` the leaf's levels, ``wp`` the values of CR0.WP.
    """
    for _ in range(100):
        found = _try(stream, outcome, options)
        if found is not None and outcome_of(found.fault()) == outcome:
            return found
    raise ValueError(f"no access that ends in {outcome} could be drawn with these options")


def _try(stream: Stream, outcome: str, options: Mapping[str, Any]) -> Situation | None:
    code = code_of(outcome)
    leaf = stream.choice(options.get("size", [1]))
    drawing = Drawing(stream, leaf)
    if code is None:
        kind = stream.choice(tuple(KINDS.values()))
        cpl = stream.choice(options.get("cpl", [0]))
    else:
        kind = Access.WRITE if code & ERROR_W else Access.FETCH if code & ERROR_I else Access.READ
        cpl = 3 if code & ERROR_U else 0
    wp = stream.choice(options.get("wp", [True]))
    control = Control(0, physical_bits=PHYSICAL_BITS, cpl=cpl, wp=wp, nxe=True)
    if outcome == "#GP":
        drawing.address ^= 1 << 48 + stream.below(15)
        if is_canonical(drawing.address):
            return None
    _rights(drawing, kind, cpl, wp)
    if code is not None:
        changed = _refuse(drawing, code, control, options.get("decided", "any"))
        if changed is None:
            return None
        control = changed
    return drawing.situation(control, kind)


def _rights(drawing: Drawing, kind: Access, cpl: int, wp: bool) -> None:
    """Rights that allow the access, and otherwise say all sorts of things."""
    stream = drawing.stream
    for level in drawing.words:
        word = drawing.words[level]
        if cpl == 3 or stream.chance(3):
            word |= ENTRY_US
        if (kind is Access.WRITE and (wp or cpl == 3)) or not stream.chance(3):
            word |= ENTRY_RW
        if kind is not Access.FETCH and level == drawing.leaf and stream.chance(2):
            word |= ENTRY_XD
        if level == drawing.leaf and word & ENTRY_RW and stream.chance(2):
            word |= ENTRY_D
        drawing.words[level] = word


def _refuse(drawing: Drawing, code: int, control: Control, decided: str) -> Control | None:
    """Makes the tables refuse the access with ``code``; None if that does not work with this drawing."""
    stream, words = drawing.stream, drawing.words
    parents = [level for level in words if level > drawing.leaf]
    level = drawing.leaf if decided == "leaf" else stream.choice(parents if decided == "parent" else tuple(words))
    if not code & ERROR_P:
        # What a missing entry holds otherwise is ignored: often 0, often not.
        words[level] = 0 if stream.chance(2) else words[level] & ~ENTRY_P
        return control
    if code & ERROR_RSVD:
        if level == 4 and stream.chance(2):
            words[level] |= ENTRY_PS
        else:
            words[level] |= 1 << PHYSICAL_BITS + stream.below(52 - PHYSICAL_BITS)
        return control
    if code & ERROR_PK:
        key = 1 + stream.below(15)
        words[drawing.leaf] |= key << 59
        return control._replace(pke=True, pkru=1 << 2 * key)
    if code & ERROR_W and (not code & ERROR_U or stream.chance(2)):
        words[level] &= ~(ENTRY_RW | ENTRY_D)
        return control._replace(wp=True)
    if code & ERROR_I and (not code & ERROR_U or stream.chance(2)):
        words[level] |= ENTRY_XD
        return control
    if not code & ERROR_U:
        return None
    words[level] &= ~ENTRY_US
    return control


def walked_tables(stream: Stream, wanted: str, options: Mapping[str, Any]) -> Situation:
    """Tables for a walk that ends at a page of a size, at a missing entry, or at a hole that is to be filled.

    A hole is the entry of ``options["level"]``; what lies above and below allows everything.
    """
    leaf = {"4 KiB": 1, "2 MiB": 2, "1 GiB": 3}.get(wanted, 1)
    drawing = Drawing(stream, leaf, options.get("half", "any"))
    kind = KINDS[options.get("kind", "read")]
    cpl = options.get("cpl", 0)
    control = Control(0, physical_bits=PHYSICAL_BITS, cpl=cpl, wp=True, nxe=True)
    if wanted == "hole":
        for level in drawing.words:
            drawing.words[level] |= ENTRY_RW | ENTRY_US
        drawing.words[options.get("level", 1)] = 0
    else:
        _rights(drawing, kind, cpl, wp=True)
    if wanted == "missing":
        level = options.get("level", 1 + stream.below(4))
        drawing.words[level] = 0 if stream.chance(2) else drawing.words[level] & ~ENTRY_P
    return drawing.situation(control, kind)
