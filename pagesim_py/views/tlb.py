"""The TLB's contents: each copy of a translation with its rights and its tag; stale ones with the edit that did it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pagesim_py.machine import events
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.tlb import Stored
from pagesim_py.timeline import Timeline
from pagesim_py.views.html import Html, button, code, el, join, words
from pagesim_py.views.numbers import count, size

SHOWN = 200
"""So many entries are listed; the quick reader scrolls no further."""


class History(NamedTuple):
    """What the recording tells of the TLB at a position of its log."""

    filled: Mapping[Stored, int]
    """When each entry held was put in, as a position."""
    lost: tuple[int, str] | None
    """The last time that something was taken out: its position, and the event's sentence."""


def history(timeline: Timeline, position: int) -> History:
    """The TLB's history up to ``position``: nothing older than what is held is looked for."""
    held = set(timeline.machine.tlb)
    filled: dict[Stored, int] = {}
    lost = None
    for index, event in reversed(timeline.events(position)):
        if isinstance(event, events.TlbFilled):
            if event.entry in held:
                filled.setdefault(event.entry, index + 1)
        elif lost is None and isinstance(event, events.TlbDropped | events.TlbFlushed):
            lost = (index + 1, event.sentence)
        if lost is not None and len(filled) == len(held):
            break
    return History(filled, lost)


def render(machine: Machine, past: History | None = None, marked: int | None = None) -> Html:
    """The entries in order of address; the one that translates the address ``marked`` is marked."""
    held = sorted(machine.tlb, key=lambda entry: (entry.address, entry.level, entry.tag))
    here = machine.tlb.find(marked, machine.mmu.tag) if marked is not None else None
    rows = [_row(machine, entry, past, entry == here) for entry in held[:SHOWN]]
    note = None
    if len(held) > SHOWN:
        note = el("p", f"{len(held) - SHOWN:,} more are not listed.", class_="none")
    if not held:
        body: Html = el("p", "The TLB is empty: the next access to any page walks the tables.", class_="none")
    else:
        titles = ("Page", "Frame", "Size", "May be", "Tag", *(("Filled",) if past is not None else ()))
        head = el("tr", [el("th", title, scope="col") for title in titles])
        caption = el("caption", "The TLB holds ", count(len(held), "translation"))
        body = el("table", caption, el("thead", head), el("tbody", rows), class_="tlb-entries")
    return join(_lost(past), body, note, words(*WORDS))


def _lost(past: History | None) -> Html | None:
    if past is None or past.lost is None:
        return None
    position, sentence = past.lost
    return el("p", sentence, " ", button("Go there", "seek", data_at=position, class_="small"), class_="tlb")


def _row(machine: Machine, entry: Stored, past: History | None, here: bool) -> Html:
    edit = machine.mmu.stale(entry)
    verbs = ["read", *(["written"] if entry.writable else []), *(["executed"] if entry.executable else [])]
    who = "kernel and user" if entry.user else "kernel"
    tag = "global" if entry.is_global else f"PCID {entry.pcid}"
    at = None if past is None else past.filled.get(entry)
    told = f"Go there, where {entry.address:#x} was filled"
    filled = (
        button("Go there", "seek", data_at=at, class_="small", aria_label=told) if at is not None else "before the run"
    )
    stale = None
    if edit is not None:
        stale = el(
            "p", el("strong", "Stale"), ": the entry at ", code(edit.address), " was changed from ", code(edit.old),
            " to ", code(edit.new), " since.", class_="bad",
        )  # fmt: skip
    return el(
        "tr",
        el(
            "th",
            _jump(entry.address, "translate"),
            el("span", "this address", class_="mark") if here else None,
            stale,
            scope="row",
        ),
        el("td", _jump(entry.frame, "frame")),
        el("td", size(entry.size)),
        el("td", f"{', '.join(verbs)} ({who})", el("small", " dirty") if entry.dirty else None),
        el("td", tag),
        el("td", filled) if past is not None else None,
        class_=" ".join(name for name, on in (("marked", here), ("stale", edit is not None)) if on) or None,
    )


def _jump(address: int, action: str) -> Html:
    """To the walk of a linear address, or to all that reaches a physical one."""
    title = "See its walk" if action == "translate" else "See what else reaches it"
    return button(code(address), action, data_address=hex(address), class_="jump", title=title)


WORDS = (
    ("TLB", "translation look-aside buffer: the CPU's memory of recent translations"),
    ("stale", "the tables have been changed since the copy was made; the CPU goes on using the copy"),
    ("global", "stays when CR3 is loaded, because the leaf has G = 1 and CR4.PGE = 1"),
    ("PCID", "process-context identifier: the CPU uses only the copies of the present one"),
    ("dirty", "the page has been written through this copy, so a further write needs no walk"),
)
