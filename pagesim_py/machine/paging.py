"""The page walk: a table of levels and one loop, pure (SDM vol. 3A 4.5; AMD APM vol. 2 5.3).

``walk`` reads entries and changes nothing. ``refusals`` says which rules refuse an access to what was found
(SDM vol. 3A 4.6), ``fault_of`` makes the page fault with its error code (4.7). The MMU uses the same three.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple, Protocol

from pagesim_py.machine import vectors
from pagesim_py.machine.access import Access
from pagesim_py.machine.address import SHIFT, is_canonical, page_size
from pagesim_py.machine.faults import Fault, Rule
from pagesim_py.machine.flags import (
    ENTRY_A,
    ENTRY_D,
    ENTRY_G,
    ENTRY_KEY_SHIFT,
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

ADDRESS_BITS = 0x000F_FFFF_FFFF_F000
"""Bits 51:12 of an entry: where a physical address may stand."""
FRAME_NUMBER = ADDRESS_BITS >> 12
"""Those bits of an entry shifted down by 12."""
LOW_BITS = (0, 0, 0x001F_E000, 0x3FFF_E000, 0, 0)
"""By level: address bits below a large page, which are reserved in its leaf; bit 12 is PAT."""


class Entries(Protocol):
    """Where entries are read from: the memory, or something that looks like it."""

    def entry(self, address: int, /) -> int:
        """The 8 bytes at physical ``address``."""


class Control(NamedTuple):
    """Everything outside of the tables that an access depends on."""

    root: int
    """Physical address of the top table: CR3 bits 51:12."""
    levels: int = 4
    """4, or 5 with CR4.LA57."""
    physical_bits: int = 40
    """MAXPHYADDR, 32..52."""
    cpl: int = 0
    wp: bool = False
    nxe: bool = False
    smep: bool = False
    smap: bool = False
    ac: bool = False
    pke: bool = False
    pks: bool = False
    pkru: int = 0
    pkrs: int = 0
    pge: bool = False
    pcid: int = 0
    big_pages: bool = True
    """Whether level-3 entries may map 1 GiB pages (CPUID Page1GB)."""

    @property
    def linear_bits(self) -> int:
        """Bits of a linear address: 48 or 57."""
        return 12 + 9 * self.levels


class Outcome(Enum):
    """How a step, or a walk, ends."""

    TABLE = "points to the next table"
    PAGE = "maps a page"
    NOT_PRESENT = "not present"
    RESERVED = "a reserved bit is set"
    NON_CANONICAL = "the address is not canonical"


class Step(NamedTuple):
    """One entry looked at. Addresses are physical; ``reserved`` holds the offending reserved bits."""

    level: int
    table: int
    index: int  # type: ignore[assignment]
    address: int
    entry: int
    outcome: Outcome
    reserved: int = 0


class Rights(NamedTuple):
    """What all entries together allow: the AND over all levels (for execution: no XD at any level)."""

    writable: bool
    user: bool
    executable: bool
    is_global: bool
    key: int
    """The leaf's protection key, 0..15."""
    accessed: bool
    dirty: bool


class Walk(NamedTuple):
    """A finished walk. ``physical`` is the address translated to, None unless the outcome is PAGE."""

    address: int
    root: int
    steps: tuple[Step, ...]
    outcome: Outcome
    physical: int | None = None
    level: int | None = None
    """The level of the leaf: 1 for 4 KiB, 2 for 2 MiB, 3 for 1 GiB; None unless the outcome is PAGE."""
    all_of: int = 0
    """The AND over all entries of the walk."""
    any_of: int = 0
    """The OR over all entries of the walk."""

    @property
    def leaf(self) -> Step | None:
        """The entry that maps the page, or None."""
        return self.steps[-1] if self.outcome is Outcome.PAGE else None

    @property
    def last(self) -> Step | None:
        """The entry where the walk ended; None if the address was not canonical."""
        return self.steps[-1] if self.steps else None

    @property
    def size(self) -> int | None:
        """Bytes of the page that the leaf maps, or None."""
        return page_size(self.level) if self.level is not None else None

    @property
    def rights(self) -> Rights | None:
        """The effective rights, or None if nothing is mapped."""
        if self.outcome is not Outcome.PAGE:
            return None
        leaf = self.steps[-1].entry
        return Rights(
            bool(self.all_of & ENTRY_RW),
            bool(self.all_of & ENTRY_US),
            not self.any_of & ENTRY_XD,
            bool(leaf & ENTRY_G),
            leaf >> ENTRY_KEY_SHIFT & 15,
            bool(self.all_of & ENTRY_A),
            bool(leaf & ENTRY_D),
        )


class Level(NamedTuple):
    """One level of the tables: which address bits select the entry, which bits are reserved."""

    number: int
    shift: int
    reserved_in_table: int
    """Bits that must be 0 in an entry that points to a table."""
    reserved_in_page: int
    """Bits that must be 0 in an entry that maps a page."""
    maps: int
    """The bits of an entry that make it map a page: PS at levels 2 and 3, P itself at level 1, none above."""


@lru_cache(maxsize=64)
def levels(count: int, physical_bits: int, nxe: bool, big_pages: bool = True) -> tuple[Level, ...]:
    """The levels of a walk, highest first (SDM vol. 3A tables 4-14 to 4-20)."""
    common = ADDRESS_BITS & ~((1 << physical_bits) - 1)
    if not nxe:
        common |= ENTRY_XD
    table = []
    for number in range(count, 0, -1):
        may_map = number == 2 or (number == 3 and big_pages)
        table.append(
            Level(
                number,
                SHIFT[number],
                common if may_map or number == 1 else common | ENTRY_PS,
                common | LOW_BITS[number],
                ENTRY_P if number == 1 else ENTRY_PS if may_map else 0,
            )
        )
    return tuple(table)


def walk(memory: Entries, control: Control, address: int) -> Walk:
    """Follows ``address`` (0 <= address < 2**64) through the tables. Changes nothing.

    At each level P is looked at first, then the reserved bits; rights are not looked at here.
    """
    root = control.root
    if not is_canonical(address, control.linear_bits):
        return Walk(address, root, (), Outcome.NON_CANONICAL)
    steps = []
    table = root
    all_of, any_of = ADDRESS_BITS | ENTRY_XD | 0xFFF, 0
    for level in levels(control.levels, control.physical_bits, control.nxe, control.big_pages):
        index = address >> level.shift & 0x1FF
        at = table + index * 8
        entry = memory.entry(at)
        if not entry & ENTRY_P:
            steps.append(Step(level.number, table, index, at, entry, Outcome.NOT_PRESENT))
            return Walk(address, root, tuple(steps), Outcome.NOT_PRESENT)
        is_page = bool(entry & level.maps)
        reserved = entry & (level.reserved_in_page if is_page else level.reserved_in_table)
        if reserved:
            steps.append(Step(level.number, table, index, at, entry, Outcome.RESERVED, reserved))
            return Walk(address, root, tuple(steps), Outcome.RESERVED)
        all_of &= entry
        any_of |= entry
        if is_page:
            steps.append(Step(level.number, table, index, at, entry, Outcome.PAGE))
            inside = (1 << level.shift) - 1
            physical = (entry & ADDRESS_BITS & ~inside) | (address & inside)
            return Walk(address, root, tuple(steps), Outcome.PAGE, physical, level.number, all_of, any_of)
        steps.append(Step(level.number, table, index, at, entry, Outcome.TABLE))
        table = entry & ADDRESS_BITS
    raise AssertionError("level 1 always ends a walk")


def smooth_walk(address: int, root: int, level: int, entries: tuple[int, ...]) -> Walk:
    """The walk through ``entries``, top level first, to a leaf of ``level``, when nothing was in its way."""
    steps, table = [], root
    all_of, any_of = ADDRESS_BITS | ENTRY_XD | 0xFFF, 0
    for number, entry in zip(range(level + len(entries) - 1, 0, -1), entries, strict=False):
        index = address >> SHIFT[number] & 0x1FF
        outcome = Outcome.PAGE if number == level else Outcome.TABLE
        steps.append(Step(number, table, index, table + index * 8, entry, outcome))
        all_of &= entry
        any_of |= entry
        table = entry & ADDRESS_BITS
    inside = page_size(level) - 1
    physical = (entries[-1] & ADDRESS_BITS & ~inside) | (address & inside)
    return Walk(address, root, tuple(steps), Outcome.PAGE, physical, level, all_of, any_of)


def refusals(control: Control, kind: Access, all_of: int, any_of: int, key: int) -> list[Rule]:
    """The rules that refuse an access of ``kind`` to a mapped page; empty if it is allowed (SDM vol. 3A 4.6).

    ``all_of`` and ``any_of`` are the AND and OR over the walk's entries, ``key`` is the leaf's protection key.
    """
    refused = []
    user_page = bool(all_of & ENTRY_US)
    as_user = control.cpl == 3 and not kind.is_implicit
    if as_user and not user_page:
        refused.append(Rule.USER_AT_SUPERVISOR)
    if kind.is_fetch:
        if control.nxe and any_of & ENTRY_XD:
            refused.append(Rule.EXECUTE_DISABLED)
        if user_page and not as_user and control.smep:
            refused.append(Rule.SMEP)
        return refused
    if user_page and not as_user and control.smap and (kind.is_implicit or control.cpl == 3 or not control.ac):
        refused.append(Rule.SMAP)
    if kind.is_write and not all_of & ENTRY_RW and (as_user or control.wp):
        refused.append(Rule.WRITE_TO_READ_ONLY)
    if user_page and control.pke:
        pair = control.pkru >> 2 * key
    elif not user_page and control.pks and not as_user:
        pair = control.pkrs >> 2 * key
    else:
        return refused
    if pair & 1:
        refused.append(Rule.KEY_ACCESS_DISABLED)
    if pair & 2 and kind.is_write and (as_user or control.wp):
        refused.append(Rule.KEY_WRITE_DISABLED)
    return refused


_KEY_RULES = frozenset({Rule.KEY_ACCESS_DISABLED, Rule.KEY_WRITE_DISABLED})


def error_code(control: Control, kind: Access) -> int:
    """The bits of a page-fault error code that describe the access itself: W, U, I (SDM vol. 3A 4.7)."""
    code = ERROR_W if kind.is_write else 0
    if control.cpl == 3 and not kind.is_implicit:
        code |= ERROR_U
    if kind.is_fetch and (control.nxe or control.smep):
        code |= ERROR_I
    return code


def canonical_fault(control: Control, kind: Access, address: int) -> Fault:
    """#GP(0), or #SS(0) for a stack access, for a non-canonical ``address`` (SDM vol. 1 3.3.7.1)."""
    vector = vectors.SS if kind.is_stack else vectors.GP
    detail: dict[str, int | str] = {"sign_bit": str(control.linear_bits - 1)}
    return Fault(vector, 0, rule=Rule.NON_CANONICAL, address=address, access=kind, detail=detail)


def fault_of(control: Control, kind: Access, address: int, found: Walk) -> Fault | None:
    """The fault that an access of ``kind`` at ``address`` raises after the walk ``found``; None if it is allowed."""
    if found.outcome is Outcome.NON_CANONICAL:
        return canonical_fault(control, kind, address)
    last = found.steps[-1]
    code = error_code(control, kind)
    detail: dict[str, int | str] = {}
    if found.outcome is Outcome.PAGE:
        key = last.entry >> ENTRY_KEY_SHIFT & 15
        refused = refusals(control, kind, found.all_of, found.any_of, key)
        if not refused:
            return None
        rule = refused[0]
        code |= ERROR_P | (ERROR_PK if not _KEY_RULES.isdisjoint(refused) else 0)
        last = _decider(found, rule)
        detail = _detail(control, rule, key, bool(found.all_of & ENTRY_US), kind)
    elif found.outcome is Outcome.RESERVED:
        rule = Rule.RESERVED_BIT
        code |= ERROR_P | ERROR_RSVD
        detail = {"bits": bit_numbers(last.reserved)}
    else:
        rule = Rule.NOT_PRESENT
    return Fault(
        vectors.PF, code, address, rule=rule, address=address, access=kind, level=last.level,
        entry_address=last.address, entry=last.entry, walk=found, detail=detail,
    )  # fmt: skip


def fault_of_copy(
    control: Control, kind: Access, address: int, all_of: int, any_of: int, key: int, tables: Walk | None = None
) -> Fault | None:
    """As ``fault_of``, from the TLB's copy of a translation.

    ``tables`` is what a walk would find: the fault carries it, and names the entry there if it refuses just the same.
    """
    refused = refusals(control, kind, all_of, any_of, key)
    if not refused:
        return None
    code = error_code(control, kind) | ERROR_P | (ERROR_PK if not _KEY_RULES.isdisjoint(refused) else 0)
    detail = _detail(control, refused[0], key, bool(all_of & ENTRY_US), kind)
    level = entry_address = entry = None
    if tables is not None:
        again = fault_of(control, kind, address, tables)
        if again is not None and (again.rule, again.error_code) == (refused[0], code):
            level, entry_address, entry = again.level, again.entry_address, again.entry
    return Fault(
        vectors.PF, code, address, rule=refused[0], address=address, access=kind, level=level,
        entry_address=entry_address, entry=entry, walk=tables, stale=True, detail=detail,
    )  # fmt: skip


def _decider(found: Walk, rule: Rule) -> Step:
    """The highest entry that makes ``rule`` refuse; the leaf where all entries together decide."""
    for step in found.steps:
        if (
            (rule is Rule.USER_AT_SUPERVISOR and not step.entry & ENTRY_US)
            or (rule is Rule.WRITE_TO_READ_ONLY and not step.entry & ENTRY_RW)
            or (rule is Rule.EXECUTE_DISABLED and step.entry & ENTRY_XD)
        ):
            return step
    return found.steps[-1]


def _detail(control: Control, rule: Rule, key: int, user_page: bool, kind: Access) -> dict[str, int | str]:
    """Data that the sentence of ``rule`` names."""
    if rule in _KEY_RULES:
        return {"key": str(key), "register": "PKRU" if user_page else "PKRS"}
    if rule is Rule.WRITE_TO_READ_ONLY and (control.cpl != 3 or kind.is_implicit):
        return {"wp": ", and CR0.WP = 1 makes the supervisor respect that"}
    if rule is Rule.SMAP:
        implicit = kind.is_implicit or control.cpl == 3
        return {"ac": ", and AC does not help the CPU's own accesses" if implicit else " and RFLAGS.AC = 0"}
    return {}


def bit_numbers(word: int) -> str:
    """``bit 7`` or ``bits 51, 50``: the numbers of the bits set in ``word``, for a sentence."""
    numbers = [str(i) for i in range(63, -1, -1) if word >> i & 1]
    return ("bit " if len(numbers) == 1 else "bits ") + ", ".join(numbers)
