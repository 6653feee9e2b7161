"""A paging-structure entry: its flags as columns, and every bit with what it says."""

from __future__ import annotations

from functools import lru_cache

from pagesim_py.machine.bits import Bit
from pagesim_py.machine.entries import bit_sentence
from pagesim_py.machine.flags import ENTRY, ENTRY_A, ENTRY_D, ENTRY_G, ENTRY_P, ENTRY_PS, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import ADDRESS_BITS, Outcome, Step
from pagesim_py.views.html import Html, code, el

COLUMNS = (
    ("P", ENTRY_P, "present: something is here"),
    ("R/W", ENTRY_RW, "writable: writes are allowed"),
    ("U/S", ENTRY_US, "user: user-mode code may use it"),
    ("XD", ENTRY_XD, "execute disable: instructions may not be fetched (also called NX)"),
    ("A", ENTRY_A, "accessed: the CPU has used this entry"),
    ("D", ENTRY_D, "dirty: the page has been written"),
    ("PS", ENTRY_PS, "page size: maps a large page instead of pointing to a table"),
    ("G", ENTRY_G, "global: stays in the TLB when CR3 is loaded"),
)
"""Name, mask and meaning of the flags that tables show as columns."""


def flag_heads() -> list[Html]:
    """The column heads of the flags."""
    return [
        el("th", el("abbr", name, title=meaning), scope="col", class_=f"flag{_minor(name)}")
        for name, _, meaning in COLUMNS
    ]


def _minor(name: str) -> str:
    """Marks the columns that a narrow page leaves out: they say nothing about who may do what."""
    return " minor" if name in ("A", "D", "PS", "G") else ""


def flag_cells(entry: int, decided: int = 0) -> list[Html]:
    """The flags of ``entry`` as cells of 1 and 0; those in the mask ``decided`` are marked as what decided.

    Flags of an entry that is not present mean nothing, and are left blank.
    """
    cells = []
    for name, mask, _ in COLUMNS:
        minor = _minor(name)
        value = 1 if entry & mask else 0
        if not entry & ENTRY_P and mask != ENTRY_P:
            cells.append(el("td", class_=f"flag{minor}"))
        elif mask & decided:
            cells.append(el("td", el("strong", value), class_="flag decided"))
        else:
            cells.append(el("td", value, class_=f"flag{minor}" if value else f"flag off{minor}"))
    return cells


def bits(step: Step) -> Html:
    """Every bit of the entry that ``step`` looked at, set and unset, with what it says."""
    return _bits(step.entry, step.level, step.outcome, step.reserved)


@lru_cache(maxsize=64)  # a few entries are shown again and again: at each step of a run those of the same walk
def _bits(entry: int, level: int, outcome: Outcome, reserved: int) -> Html:
    head = el("tr", [el("th", title, scope="col") for title in ("Bit", "Name", "Value", "What it says")])
    if outcome is Outcome.NOT_PRESENT:
        rows = [_row("0", "P", 0, "not present: the CPU ignores all other bits")]
    else:
        maps_page = outcome is not Outcome.TABLE
        sentences = [bit_sentence(bit, entry, level, maps_page) for bit in ENTRY]
        rows = [
            _row(_position(bit), f"{bit.name} ({bit.title})", bit.value(entry), sentence)
            for bit, sentence in zip(ENTRY, sentences, strict=True)
        ]
        target = "the page" if outcome is Outcome.PAGE else "the next table"
        rows.append(_row("51–12", "address", entry & ADDRESS_BITS, f"physical address of {target}"))
        if reserved:
            rows.append(_row("–", "reserved", reserved, "these bits must be 0: the CPU refuses the entry"))
    return el("table", el("thead", head), el("tbody", rows), class_="bits")


def _row(position: str, name: str, value: int, meaning: str) -> Html:
    shown = code(value) if value > 15 else str(value)
    cells = (el("td", position), el("td", name), el("td", shown), el("td", meaning))
    return el("tr", *cells, class_=None if value else "off")


def _position(bit: Bit) -> str:
    return str(bit.position) if bit.width == 1 else f"{bit.position + bit.width - 1}–{bit.position}"
