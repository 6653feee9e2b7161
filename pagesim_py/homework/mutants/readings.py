"""Misconceptions about addresses, entries, rights and error codes: wrong versions of ``situation.reading``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pagesim_py.homework.situation import Reading, Situation, Tables, reading
from pagesim_py.machine import vectors
from pagesim_py.machine.address import canonical
from pagesim_py.machine.faults import Rule
from pagesim_py.machine.flags import (
    ENTRY_P,
    ENTRY_PS,
    ENTRY_RW,
    ENTRY_US,
    ENTRY_XD,
    ERROR_I,
    ERROR_P,
    ERROR_U,
    ERROR_W,
)
from pagesim_py.machine.paging import ADDRESS_BITS, Outcome, error_code

READS: dict[str, Callable[[Situation], Reading | None]] = {}
FILLS: dict[str, Callable[[Situation, int], int | None]] = {}


def reads(function: Callable[[Situation], Reading | None]) -> Callable[[Situation], Reading | None]:
    """Registers the wrong reading under its name."""
    READS[function.__name__] = function
    return function


def fills(function: Callable[[Situation, int], int | None]) -> Callable[[Situation, int], int | None]:
    """Registers what is written wrongly into an entry under its name."""
    FILLS[function.__name__.removeprefix("fill_")] = function
    return function


def _is_page_fault(one: Reading) -> bool:
    return one.outcome.startswith("0x")


def _with_code(one: Reading, change: Callable[[int], int]) -> Reading | None:
    return one._replace(outcome=hex(change(int(one.outcome, 16)))) if _is_page_fault(one) else None


# -- rights


@reads
def leaf_rights_only(situation: Situation) -> Reading:
    """The rights are those of the entry that maps the page, whatever the entries above say."""
    changed = {
        step.address: (step.entry | ENTRY_RW | ENTRY_US) & ~ENTRY_XD
        for step in situation.walk.steps
        if step.outcome is Outcome.TABLE
    }
    return reading(situation.with_entries(changed))


@reads
def any_level_suffices(situation: Situation) -> Reading:
    """A right that one entry gives is given: OR instead of AND."""
    steps = [step for step in situation.walk.steps if step.outcome in (Outcome.TABLE, Outcome.PAGE)]
    given = 0
    for step in steps:
        given |= step.entry & (ENTRY_RW | ENTRY_US)
    refused = all(step.entry & ENTRY_XD for step in steps)
    changed = {step.address: step.entry | given if refused else (step.entry | given) & ~ENTRY_XD for step in steps}
    return reading(situation.with_entries(changed))


@reads
def ring_0_ignores_rw(situation: Situation) -> Reading:
    """The kernel may write whatever is present."""
    return reading(situation.with_control(wp=False))


@reads
def xd_without_nxe_is_fine(situation: Situation) -> Reading:
    """Bit 63 is ignored while EFER.NXE is 0."""
    if situation.control.nxe:
        return reading(situation)
    changed = {step.address: step.entry & ~ENTRY_XD for step in situation.walk.steps}
    return reading(situation.with_entries(changed))


@reads
def reserved_bits_are_ignored(situation: Situation) -> Reading:
    """Bits that must be 0 are not looked at."""
    changed: dict[int, int] = {}
    for _ in range(4):
        last = situation.with_entries(changed).walk.last
        if last is None or last.outcome is not Outcome.RESERVED:
            break
        changed[last.address] = last.entry & ~last.reserved
    return reading(situation.with_entries(changed))


# -- the error code


@reads
def p_means_was_present_is_the_cause(situation: Situation) -> Reading | None:
    """P = 1 says that the page was not present."""
    return _with_code(reading(situation), lambda code: code ^ ERROR_P)


@reads
def w_u_i_describe_the_page(situation: Situation) -> Reading | None:
    """W, U and I say what the page may be used for."""
    last = situation.walk.last
    entry = last.entry if last is not None else 0
    rights = (ERROR_W if entry & ENTRY_RW else 0) | (ERROR_U if entry & ENTRY_US else 0)
    rights |= 0 if entry & ENTRY_XD or not entry & ENTRY_P else ERROR_I
    return _with_code(reading(situation), lambda code: code & ~(ERROR_W | ERROR_U | ERROR_I) | rights)


@reads
def unset_means_unknown(situation: Situation) -> Reading | None:
    """A bit that is 0 says nothing; so the code 0 says that nothing happened."""
    one = reading(situation)
    return one._replace(outcome="none", level=None, rule=None) if one.outcome == "0x0" else None


@reads
def fault_is_the_read(situation: Situation) -> Reading | None:
    """The fault is that of a read: W is not set."""
    return _with_code(reading(situation), lambda code: code & ~ERROR_W)


@reads
def non_canonical_is_pf(situation: Situation) -> Reading | None:
    """An address that is not canonical is one that is not mapped: a page fault."""
    one = reading(situation)
    if one.outcome != f"{vectors.mnemonic(vectors.GP)}":
        return None
    return one._replace(outcome=hex(error_code(situation.control, situation.kind)), level=4, rule=Rule.NOT_PRESENT)


# -- the walk


@reads
def leaf_is_always_level_1(situation: Situation) -> Reading | None:
    """Every page has 4 KiB: the offset is always bits 11 to 0."""
    one = reading(situation)
    leaf = situation.walk.leaf
    if leaf is None or leaf.level == 1:
        return None
    return one._replace(physical=leaf.entry & ADDRESS_BITS & ~0x1FFFFF | situation.address & 0xFFF)


@reads
def bit_7_is_pat_everywhere(situation: Situation) -> Reading | None:
    """Bit 7 has to do with caching at every level: the walk goes on to level 1."""
    leaf = situation.walk.leaf
    if leaf is None or leaf.level == 1:
        return None
    changed: dict[int, int] = {}
    for _ in range(3):
        found = situation.with_entries(changed).walk.leaf
        if found is None or found.level == 1:
            break
        changed[found.address] = found.entry & ~ENTRY_PS
    return reading(situation.with_entries(changed))


@reads
def entry_holds_virtual_address(situation: Situation) -> Reading | None:
    """The address in an entry is the page's own, a virtual one."""
    one = reading(situation)
    return None if one.physical is None else one._replace(physical=situation.address)


@fills
def fill_entry_holds_virtual_address(situation: Situation, right: int) -> int:
    """As above: what is written is the page's own address."""
    return right & ~ADDRESS_BITS | situation.address & ADDRESS_BITS


@reads
def mask_drops_a_hex_digit(situation: Situation) -> Reading:
    """A hexadecimal digit too many is taken for the offset: 16 bits."""
    one = reading(situation)
    address = situation.address
    indices = (*one.indices[:4], address & 0xFFFF)
    physical = None if one.physical is None else one.physical & ~0xFFFF | address & 0xFFFF
    return one._replace(indices=indices, physical=physical)


@fills
def fill_mask_drops_a_hex_digit(_situation: Situation, right: int) -> int:
    """As above: the frame loses its lowest digit."""
    return right & ~0xF000


@reads
def nine_bits_are_two_digits(situation: Situation) -> Reading:
    """An index is two hexadecimal digits: 8 bits instead of 9."""
    address = situation.address
    indices = tuple(address >> 12 + 8 * number & 0xFF for number in (3, 2, 1, 0))
    return _walk_with(situation, indices)._replace(indices=(*indices, address & 0xFFF))


@reads
def indices_from_the_bottom(situation: Situation) -> Reading:
    """The lowest index belongs to level 4: the walk begins at the wrong end of the address."""
    right = reading(situation).indices
    indices = tuple(reversed(right[:4]))
    return _walk_with(situation, indices)._replace(indices=(*indices, right[4]))


@reads
def index_is_a_byte_offset(situation: Situation) -> Reading:
    """Entry n of a table lies n bytes after its beginning, not 8 * n."""
    one = reading(situation)
    entries = tuple(step.table + step.index for step in situation.walk.steps)
    return one._replace(entries=entries)


def _walk_with(situation: Situation, indices: tuple[int, ...]) -> Reading:
    """The reading of the walk that these four indices make."""
    address = situation.address & 0xFFF
    for index, level in zip(indices, (4, 3, 2, 1), strict=True):
        address |= index << 12 + 9 * (level - 1)
    return reading(replace(situation, address=canonical(address), memory=Tables({}, situation.memory)))
