"""What changed between two moments of a run: registers, table entries, the screen, other memory, each with its jump."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pagesim_py.machine.flags import ENTRY
from pagesim_py.machine.paging import ADDRESS_BITS
from pagesim_py.views.html import Child, Html, button, code, el, join
from pagesim_py.views.numbers import count
from pagesim_py.views.registers import Values, meaning

MOST = 40
"""So many entries, and so many places of memory, are listed."""


class Entry(NamedTuple):
    """An entry of a paging structure that another has taken the place of."""

    address: int
    level: int
    number: int
    old: int
    new: int
    at: int
    """The position of the moment after its last change."""


class Word(NamedTuple):
    """8 bytes of physical memory that are others now, as a number."""

    address: int
    old: int
    new: int
    at: int
    what: str = ""


class Line(NamedTuple):
    """A line of the text screen."""

    row: int
    old: str
    new: str
    at: int


class Changes(NamedTuple):
    """All that differs between two moments, the earlier first. ``since`` and ``until`` name them in words."""

    since: str
    until: str
    before: Values
    now: Values
    entries: Sequence[Entry] = ()
    memory: Sequence[Word] = ()
    lines: Sequence[Line] = ()


class Choice(NamedTuple):
    """A moment to compare with."""

    label: str
    name: str
    """What the request calls it."""
    pressed: bool


def render(found: Changes | str, choices: Sequence[Choice], name: Callable[[int], str | None]) -> Html:
    """The changes, or the sentence that says why there are none to show; ``choices``: what to compare with."""
    picks = [
        button(one.label, "since", data_name=one.name, aria_pressed="true" if one.pressed else "false", class_="small")
        for one in choices
    ]
    head = el(
        "div",
        el("span", "Compare with", class_="quiet"),
        picks,
        class_="picks",
        role="group",
        aria_label="Compare with",
    )
    if isinstance(found, str):
        return join(head, el("p", found, class_="none"))
    parts = [_registers(found, name), _entries(found.entries), _lines(found.lines), _memory(found.memory)]
    shown = [part for part in parts if part is not None]
    title = el("p", "From ", found.since, " to ", found.until, class_="span-of")
    if not shown:
        return join(head, title, el("p", "Nothing has changed: no register and no byte of memory.", class_="none"))
    return join(head, title, shown)


def _go(at: int, told: str) -> Html:
    return button("Go there", "seek", data_at=at, class_="small", aria_label=f"Go there, where {told} changed")


def _registers(found: Changes, name: Callable[[int], str | None]) -> Html | None:
    rows = []
    for register, value in found.now.items():
        old = found.before.get(register, value)
        if old == value:
            continue
        shown = [str(one[0]) if register == "CPL" else hex(one[0]) for one in (old, value)]
        told = meaning(register, value, name(value[0]))
        rows.append(el("tr", el("th", register, scope="row"), _from_to(*shown), el("td", told)))
    return _table("registers-changed", count(len(rows), "register"), ("Register", "Was", "Is", "Meaning"), rows)


def _from_to(old: Child, new: Child) -> Html:
    return join(el("td", code(str(old))), el("td", code(str(new))))


def _entries(entries: Sequence[Entry]) -> Html | None:
    rows = [
        el(
            "tr",
            el("th", _bytes_at(one.address), el("small", f" level {one.level}, entry {one.number}"), scope="row"),
            _from_to(_entry(one.old), _entry(one.new)),
            el("td", _go(one.at, f"the entry at {one.address:#x}")),
        )
        for one in entries[:MOST]
    ]
    many = count(len(entries), "entry of the page tables", "entries of the page tables")
    return _table("entries-changed", many, ("Entry", "Was", "Is", "When"), rows, len(entries) - MOST)


def _entry(entry: int) -> str:
    """An entry in words: where it leads, and its flags."""
    if not entry & 1:
        return "not present" if not entry else f"{entry:#x}, not present"
    return f"{entry & ADDRESS_BITS:#x} {' | '.join(ENTRY.names(entry & ~ADDRESS_BITS))}"


def _bytes_at(address: int) -> Html:
    jump = {"data_address": hex(address), "data_kind": "physical"}
    return button(code(address), "memory", class_="jump", title="See its bytes", **jump)


def _lines(lines: Sequence[Line]) -> Html | None:
    rows = [
        el(
            "tr",
            el("th", f"row {one.row}", scope="row"),
            _from_to(one.old or " ", one.new or " "),
            el("td", _go(one.at, f"row {one.row} of the screen")),
        )
        for one in lines
    ]
    return _table(
        "screen-changed",
        count(len(lines), "line of the screen", "lines of the screen"),
        ("Screen", "Was", "Is", "When"),
        rows,
    )


def _memory(memory: Sequence[Word]) -> Html | None:
    rows = [
        el(
            "tr",
            el("th", _bytes_at(one.address), el("small", f" {one.what}" if one.what else ""), scope="row"),
            _from_to(f"{one.old:#x}", f"{one.new:#x}"),
            el("td", _go(one.at, f"the bytes at {one.address:#x}")),
        )
        for one in memory[:MOST]
    ]
    many = f"{count(len(memory), 'word')} of 8 bytes of physical memory"
    return _table("memory-changed", many, ("Physical address", "Was", "Is", "When"), rows, len(memory) - MOST)


def _table(look: str, caption: str, titles: Sequence[str], rows: Sequence[Html], more: int = 0) -> Html | None:
    if not rows:
        return None
    head = el("tr", [el("th", one, scope="col") for one in titles])
    table = el("table", el("caption", caption), el("thead", head), el("tbody", rows), class_=f"changed-table {look}")
    note = el("p", f"{more:,} more are not listed.", class_="none") if more > 0 else None
    return join(table, note)
