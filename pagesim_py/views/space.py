"""The address space: drawn, with the ways to one frame when one is chosen, and the same as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pagesim_py.boot import Area
from pagesim_py.machine.address import PAGE_SIZE
from pagesim_py.machine.ways import Way
from pagesim_py.views import svg
from pagesim_py.views.html import Html, button, code, el, join, words
from pagesim_py.views.numbers import count, size
from pagesim_py.views.space_drawing import draw

WAYS = 64
"""So many ways to a frame are listed."""


class Shown(NamedTuple):
    """The address that Translation shows, and the physical one behind it; None if it is not mapped."""

    address: int
    physical: int | None


def render(
    found: Sequence[Area],
    pins: Mapping[str, int],
    frame: int | None = None,
    reaching: Sequence[Way] = (),
    shown: Shown | None = None,
    wrong: str | None = None,
) -> Html:
    """The areas ``found``, with ``pins``: registers and the linear addresses that they hold.

    ``frame``: a physical address, whose frame is under the lens; ``reaching``: what leads to it. ``wrong``: what is
    wrong with one that was asked for.
    """
    title = "The address space" if frame is None else f"The address space, with the ways to the frame {_base(frame):#x}"
    base = None if frame is None else _base(frame)
    reached = [way.address for way in reaching]
    wide = svg.render(draw(found, pins, frame=base, reached=reached), title, "space wide")
    narrow = svg.render(draw(found, pins, frame=base, reached=reached, narrow=True), title, "space narrow")
    mistake = el("p", wrong, class_="wrong", role="alert") if wrong is not None else None
    return join(
        mistake,
        _lens(found, base, reaching, shown),
        el("div", wide, narrow, class_="drawn"),
        el("details", el("summary", "The drawing as a table"), _table(found), _pinned(pins, found)),
        words(*WORDS),
    )


def _base(physical: int) -> int:
    return physical & -PAGE_SIZE


def _lens(found: Sequence[Area], frame: int | None, reaching: Sequence[Way], shown: Shown | None) -> Html:
    """What reaches the frame that is chosen; else how to choose one."""
    if frame is None:
        if shown is None or shown.physical is None:
            return el("p", "Choose a block of physical memory to see every address that reaches it.", class_="lens")
        base = _base(shown.physical)
        ask = button("What else reaches it?", "frame", data_address=hex(base), class_="small")
        return el("p", code(shown.address), " lies in the frame ", code(base), ". ", ask, class_="lens")
    let_go = button("Show all", "frame", data_address="", class_="small")
    look = button("Its bytes", "memory", data_address=hex(frame), data_kind="physical", class_="small")
    number = count(len(reaching), "linear address", "linear addresses") if reaching else "No linear address"
    verb = "reach" if len(reaching) > 1 else "reaches"
    head = el("p", el("strong", f"{number} {verb} the frame ", code(frame), "."), " ", look, " ", let_go)
    if not reaching:
        return el("div", head, class_="lens")
    rows = [
        el(
            "tr",
            el("th", _jump(way.address), scope="row"),
            el("td", next((area.name for area in found if area.start <= way.address < area.end), "")),
            el("td", _may_be(way.writable, way.executable, way.user)),
            el("td", size(way.page_size)),
        )
        for way in reaching[:WAYS]
    ]
    titles = [el("th", title, scope="col") for title in ("Linear address", "In", "May be", "Page")]
    more = len(reaching) - WAYS
    note = el("p", f"{more:,} more are not listed.", class_="none") if more > 0 else None
    table = el("table", el("thead", el("tr", titles)), el("tbody", rows), class_="ways")
    return el("div", head, table, note, class_="lens")


def _jump(address: int) -> Html:
    """A linear address that leads to its walk."""
    return button(code(address), "translate", data_address=hex(address), class_="jump", title="See its walk")


def _may_be(writable: bool, executable: bool, user: bool) -> str:
    may = ["read", *(["written"] if writable else []), *(["executed"] if executable else [])]
    return f"{', '.join(may)} ({'kernel and user' if user else 'kernel'})"


def _rights(area: Area) -> str:
    if area.kind == "guard" and not area.pieces:
        return "nothing: not mapped"
    return _may_be(*(letter != "-" for letter in area.rights[1:]))


def _table(found: Sequence[Area]) -> Html:
    rows = [
        el(
            "tr",
            el("th", _jump(area.start), scope="row"),
            el("td", area.name),
            el("td", size(area.size)),
            el("td", _rights(area)),
            el("td", _frames(area)),
        )
        for area in found
    ]
    titles = [el("th", one, scope="col") for one in ("Linear address", "What", "Size", "May be", "Physical memory")]
    caption = el("caption", count(len(found), "area"), " in order of address")
    return el("table", caption, el("thead", el("tr", titles)), el("tbody", rows), class_="areas")


def _frames(area: Area) -> Html:
    if not area.pieces:
        return Html("none") if area.kind == "guard" else Html("the page tables")
    first = area.pieces[0].physical
    runs = f" and {count(len(area.pieces) - 1, 'more run')} of frames" if len(area.pieces) > 1 else ""
    return join(button(code(first), "frame", data_address=hex(first), class_="jump"), runs)


def _pinned(pins: Mapping[str, int], found: Sequence[Area]) -> Html:
    """Where the registers point, in words."""
    items = []
    for name, address in pins.items():
        inside = next((area.name for area in found if area.start <= address < area.end), None)
        where = f"in {inside}" if inside is not None else "where nothing is mapped"
        items.append(el("li", el("strong", name), " points to ", code(address), f", {where}."))
    return el("ul", items, class_="pins")


WORDS = (
    ("linear address", "what a program uses: the CPU translates it by the page tables (virtual address)"),
    ("physical memory", "the frames of 4 KiB that the addresses lead to"),
    ("R, W, X", "may be read, written, executed; struck through: may not. U: by user code too"),
    ("guard page", "left unmapped below the stack, so that a stack that grows too far faults"),
    ("physical memory (window)", "all of it mapped once more, so that the kernel can reach any frame"),
)
