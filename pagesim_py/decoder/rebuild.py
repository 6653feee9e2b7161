"""A machine with the tables and registers that a paste tells, and a list of what had to be assumed for it.

The tables come from dumps of memory, from entries (with their level and index, or as the walk of CR2), or from lists of
what is mapped. Registers come from the first story that has them. Then the access that failed is tried, purely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pagesim_py.decoder.decode import Decoded
from pagesim_py.decoder.findings import Finding, Weight, access_kind
from pagesim_py.decoder.layout import CannotRebuild, Layout
from pagesim_py.decoder.pieces import Kind, Piece
from pagesim_py.decoder.stories import Story, stories, walk_entries
from pagesim_py.machine import vectors
from pagesim_py.machine.address import index, page_size
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.faults import Fault, Rule, explain
from pagesim_py.machine.flags import (
    CR4_LA57,
    ENTRY_P,
    ENTRY_PS,
    ENTRY_RW,
    ENTRY_US,
    ENTRY_XD,
    ERROR,
    ERROR_RSVD,
    ERROR_U,
)
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, Outcome, Walk

TOP = 0x1000
"""Where the top table is put if nothing says where it is: where bootloader 0.9 has it."""
_POKED = ("cr0", "cr2", "cr4", "efer", "rflags", "rip", "rsp", "cs", "ss", "pkru", "pkrs")
_ASKED = {"cr0": "CR0", "cr4": "CR4", "efer": "EFER"}
_PAGE_FLAGS = {
    "W": ENTRY_RW,
    "U": ENTRY_US,
    "X": ENTRY_XD,
    "T": 1 << 3,
    "C": 1 << 4,
    "A": 1 << 5,
    "D": 1 << 6,
    "G": 1 << 8,
}


@dataclass
class Rebuilt:
    """The machine, and what stands behind it."""

    machine: Machine
    assumed: list[str] = field(default_factory=list)
    """What the paste does not say, in whole sentences."""
    known: Layout = field(default_factory=Layout)
    """What it does say about memory."""
    address: int | None = None
    """The address that failed, if there is one: what to look at first."""
    findings: list[Finding] = field(default_factory=list)
    """What the machine says to the fault."""

    def knows(self, walk: Walk) -> bool:
        """Whether every entry that ``walk`` looked at is in the paste."""
        return all(self.known.has(step.address) for step in walk.steps)


def rebuild(decoded: Decoded) -> Rebuilt:
    """The machine that ``decoded`` tells of. CannotRebuild says what is missing."""
    told = stories(decoded.pieces)
    fault = _fault(told)
    registers = _registers(told, fault)
    layout = Layout()
    assumed: list[str] = []
    five = bool(registers.get("cr4", 0) & CR4_LA57)
    if "cr4" not in registers and fault is not None and 5 in walk_entries(fault):
        registers["cr4"] = CR4_LA57 | 1 << 5
        five = True
        assumed.append("CR4.LA57 = 1: the line of entries has five levels.")
    root = _root(decoded.pieces, registers, assumed)
    _place_tables(decoded.pieces, fault, layout, root, five, assumed)
    if not layout.entries:
        left_out = [text for text in assumed if "left out" in text or "not taken" in text]
        raise CannotRebuild(
            "there are no tables in it that can be placed: add a dump of a table (xp /512gx), entries with their level "
            "and index, or info tlb to see the walk" + "".join(f". {text.rstrip('.')}" for text in left_out[:3])
        )
    machine = _machine(layout, registers, fault, root, assumed)
    rebuilt = Rebuilt(machine, assumed, layout, None if fault is None else fault.get("cr2"))
    if fault is not None:
        rebuilt.findings = list(_judged(rebuilt, fault))
    return rebuilt


def _fault(told: Sequence[Story]) -> Story | None:
    """The page fault to look at: the first that has a CR2, else the first story with one."""
    faults = [story for story in told if story.get("cr2") is not None]
    return next((story for story in faults if story.get("vector") == vectors.PF), faults[0] if faults else None)


def _registers(told: Sequence[Story], fault: Story | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for story in [*([fault] if fault is not None else []), *told]:
        for name in (*_POKED, "cr3"):
            if name in story.facts:
                found.setdefault(name, story.facts[name])
    return found


def _root(pieces: Sequence[Piece], registers: dict[str, int], assumed: list[str]) -> int:
    """The physical address of the top table."""
    if "cr3" in registers:
        return registers["cr3"] & ADDRESS_BITS
    for piece in pieces:
        if piece.kind is Kind.TABLE and piece.get("level") == 4 and "address" in piece.values:
            address = piece.values["address"]
            assumed.append(f"CR3 = {address:#x}, where the level-4 table is said to be.")
            return address & ADDRESS_BITS
        if piece.kind is Kind.ENTRY and piece.get("level") == 4 and "table" in piece.values:
            return piece.values["table"] & ADDRESS_BITS
    words = [piece for piece in pieces if piece.kind is Kind.WORDS and piece.values["size"] == 8]
    if len(words) == 1 and not any(piece.kind in (Kind.ENTRY, Kind.ENTRIES) for piece in pieces):
        address = words[0].values["address"] & ~0xFFF
        assumed.append(f"CR3 = {address:#x}: the only table in the paste is taken as the top one.")
        return address
    assumed.append(f"CR3 = {TOP:#x}: the paste does not say where the top table is.")
    return TOP


def _place_tables(
    pieces: Sequence[Piece], fault: Story | None, layout: Layout, root: int, five: bool, assumed: list[str]
) -> None:
    linear = False
    for piece in pieces:
        if piece.kind is Kind.COMMAND and piece.words["name"] in ("x", "xp"):
            linear = piece.words["name"] == "x"
        elif piece.kind is Kind.WORDS:
            _place_words(piece, layout, linear, any(p.kind is Kind.COMMAND for p in pieces), assumed)
    _place_entries(pieces, layout, root, 5 if five else 4, fault, assumed)
    if fault is not None:
        _place_walk(walk_entries(fault), fault.get("cr2"), layout, root, assumed)
    pages = list(_pages(pieces, assumed))
    if pages:
        layout.map_pages(pages, root, 5 if five else 4)
        assumed.append("The entries above the last level allow everything: such lists do not show them.")


def _place_words(piece: Piece, layout: Layout, linear: bool, commanded: bool, assumed: list[str]) -> None:
    if piece.values["size"] != 8:
        return
    address = piece.values["address"]
    if linear:
        assumed.append(f"The dump at {address:#x} is of linear addresses, so it is not taken as a table.")
        return
    if not commanded:
        assumed.append(f"The dump at {address:#x} is of physical addresses (as xp prints it).")
    for number in range(len(piece.values) - 2):
        layout.set(address + 8 * number, piece.values[f"word{number}"])


def _place_entries(
    pieces: Sequence[Piece], layout: Layout, root: int, top: int, fault: Story | None, assumed: list[str]
) -> None:
    """Entries with level and index, each in the table that the last entry above leads to; others on one walk."""
    tables: dict[int, int] = {top: root}
    alone: dict[int, int] = {}
    without_level = False
    for piece in pieces:
        if piece.kind is Kind.TABLE and "address" in piece.values:
            tables[piece.values["level"]] = piece.values["address"]
        level, entry = piece.get("level"), piece.get("entry")
        if piece.kind is not Kind.ENTRY or entry is None:
            continue
        if level is None and "index" in piece.values and "at" not in piece.values:
            level = top
            without_level = True
        if level is None:
            continue
        if "at" in piece.values:
            layout.set(piece.values["at"], entry)
        elif "index" not in piece.values:
            alone[level] = entry
            continue
        elif level not in tables:
            assumed.append(f"The entry of {piece.span.lines} is left out: no entry above says where its table is.")
            continue
        else:
            layout.set(tables[level] + 8 * piece.values["index"], entry)
        if entry & ENTRY_P and level > 1 and not (entry & ENTRY_PS and level < 4):
            tables[level - 1] = entry & ADDRESS_BITS
    if without_level:
        assumed.append("Entries without a level are those of the top table.")
    if alone:
        _place_walk(alone, _asked(pieces) if fault is None else fault.get("cr2"), layout, root, assumed)


def _asked(pieces: Sequence[Piece]) -> int | None:
    """The address that a debugger was asked about, where nothing failed."""
    commands = (piece for piece in pieces if piece.kind is Kind.COMMAND and piece.words["name"] == "page")
    return next((piece.get("address") for piece in commands), None)


def _place_walk(entries: dict[int, int], address: int | None, layout: Layout, root: int, assumed: list[str]) -> None:
    """The entries of the walk of ``address``, by level."""
    if not entries:
        return
    if address is None:
        assumed.append("The entries without an index are left out: there is no address whose walk they could be.")
        return
    assumed.append(f"The entries are those of the walk of {address:#x}.")
    table: int | None = root
    for level in range(max(entries), 0, -1):
        if level not in entries or table is None:
            return
        entry = entries[level]
        layout.set(table + 8 * index(address, level), entry)
        goes_on = entry & ENTRY_P and not (level < 4 and entry & ENTRY_PS)
        table = entry & ADDRESS_BITS if goes_on else None


class _Page(NamedTuple):
    address: int
    physical: int | None
    size: int
    flags: int


def _pages(pieces: Sequence[Piece], assumed: list[str]) -> Iterator[tuple[int, int | None, int, int]]:
    """What lists say is mapped: (address, physical or None, bytes, flags of the leaf)."""
    lists = [piece for piece in pieces if piece.kind is Kind.PAGE]
    for piece in lists:
        flags = sum(_PAGE_FLAGS.get(letter, 0) for letter in piece.words["flags"]) | ENTRY_P
        size = page_size(2) if "P" in piece.words["flags"] else page_size(1)
        yield _Page(piece.values["address"], piece.values["physical"], size, flags)
    if any("P" in piece.words["flags"] for piece in lists):
        assumed.append("Large pages of the list have 2 MiB.")
    ranges = [piece for piece in pieces if piece.kind is Kind.RANGE and not lists]
    for piece in ranges:
        values = piece.values
        if "start" in values:
            rights = piece.words["rights"]
            if rights[1] == "-":
                continue
            flags = ENTRY_P | (ENTRY_US if rights[0] == "u" else 0) | (ENTRY_RW if rights[2] == "w" else 0)
            flags |= ENTRY_XD if rights[3:] == "-" else 0
            yield _Page(values["start"], piece.get("physical"), values["end"] - values["start"] & MASK64, flags)
        elif "frame" in values and (values["level"] == 1 or "S" in piece.words["flags"]):
            flags = sum(_PAGE_FLAGS.get(letter, 0) for letter in piece.words["flags"]) | ENTRY_P
            count = values["end_page"] - values["start_page"] + 1
            yield _Page(values["start_page"] << 12, values["frame"] << 12, count << 12, flags)
    if any("start" in piece.values and "physical" not in piece.values for piece in ranges):
        assumed.append("The frames behind the ranges are made up: the list does not say which ones they are.")


def _machine(layout: Layout, registers: dict[str, int], fault: Story | None, root: int, assumed: list[str]) -> Machine:
    code = None if fault is None else fault.get("code")
    highest = layout.highest
    bits = 40
    if highest >> bits and not (code is not None and code & ERROR_RSVD):
        bits = 52
    assumed.append(f"Physical addresses have {bits} bits (MAXPHYADDR).")
    machine = Machine(ram_bytes=max(128 << 20, -(-(highest + 8) // 4096) * 4096), physical_address_bits=bits)
    for address, entry in layout.entries.items():
        machine.memory.write_u64(address, entry)
    cpl = _cpl(fault, code)
    machine.cpu.poke(cr3=registers.get("cr3", root), cpl=cpl, **{n: registers[n] for n in _POKED if n in registers})
    if "cs" in registers:
        machine.cpu.poke(cpl=cpl)
    for name, shown in _ASKED.items():
        if name not in registers:
            assumed.append(f"{shown} = {getattr(machine.cpu, name):#x}, as after the boot loader.")
    return machine


def _cpl(fault: Story | None, code: int | None) -> int:
    """The privilege level: what the paste says, else what the error code's U bit lets conclude."""
    if fault is not None and fault.cpl is not None:
        return fault.cpl
    return 3 if code is not None and code & ERROR_U else 0


def _judged(rebuilt: Rebuilt, fault: Story) -> Iterator[Finding]:
    """The same access on the rebuilt machine: whether it fails in the same way."""
    code, address = fault.get("code"), fault.get("cr2")
    if address is None or code is None or fault.get("vector") != vectors.PF:
        return
    machine = rebuilt.machine
    walk = machine.walk(address)
    if walk.outcome is Outcome.NON_CANONICAL:
        return
    if not rebuilt.knows(walk):
        missing = next(step for step in walk.steps if not rebuilt.known.has(step.address))
        text = f"The level-{missing.level} entry of {address:#x}, at {missing.address:#x}, is not in the paste."
        yield Finding(Weight.SAYS, text)
        return
    kind = access_kind(code, fault.cpl)
    told = f"the error code {code:#x} ({ERROR.text(code)})"
    predicted = machine.predict(address, kind)
    if predicted is None:
        yield Finding(
            Weight.CONTRADICTION,
            f"With these entries {kind.words} at {address:#x} succeeds, but {told} says that it failed. They may have "
            "been changed since, or the TLB held an older translation (no INVLPG after an edit).",
        )
    elif predicted.error_code == code:
        yield Finding(Weight.SAYS, f"These entries give the same error code: {_why(predicted, rebuilt)}.")
    else:
        found = predicted.error_code or 0
        yield Finding(
            Weight.CONTRADICTION,
            f"With these entries the error code is {found:#x} ({ERROR.text(found)}): {_why(predicted, rebuilt)}. "
            f"But {told} was printed.",
        )


def _why(fault: Fault, rebuilt: Rebuilt) -> str:
    """Why the access fails. Tables that were made for a list have no levels to speak of."""
    text = explain(fault)
    if not rebuilt.known.complete:
        return text
    if fault.rule is Rule.NOT_PRESENT:
        return "the list has no page there"
    return text.replace(f"the level-{fault.level} entry", "the page")
