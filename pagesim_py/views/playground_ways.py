"""The three ways to reach the tables side by side: how, at what cost, and where the tables of a walk are then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pagesim_py.playground.ways import Cost
from pagesim_py.views.html import Child, Html, button, code, el, join, words
from pagesim_py.views.numbers import count, size

NAMES = {"identity": "Identity", "window": "Offset window", "recursive": "Recursive entry"}
HOW = {
    "identity": "Each table’s frame is mapped at the linear address that equals its physical address.",
    "window": "All of physical memory is mapped once more, from an offset on, with large pages.",
    "recursive": "An entry of the top table points to the top table: a walk that goes round there ends at a table.",
}


def render(costs: Sequence[Cost], address: int) -> Html:
    """The table of ``costs``; the places are those of the walk of ``address``."""
    head = el("tr", el("td"), [el("th", NAMES[cost.by], scope="col") for cost in costs])
    rows: list[tuple[Child, Callable[[Cost], Child]]] = [
        ("How", lambda cost: HOW[cost.by]),
        ("Now", _now),
        ("Entries to write", lambda cost: _known(cost, f"{cost.entries:,}")),
        ("Frames for tables of its own", lambda cost: _known(cost, f"{cost.frames:,}", size(cost.frames << 12))),
        ("Linear addresses that it takes", lambda cost: size(cost.taken)),
        ("When a table is added", _added),
        ("Entries read to reach the lowest table", _reads),
    ]
    body = [el("tr", el("th", name, scope="row"), [el("td", cell(cost)) for cost in costs]) for name, cell in rows]
    places = [
        el(
            "tr",
            el("th", f"Level-{place.level} table", el("small", " physical ", code(place.table)), scope="row"),
            [el("td", code(hex(cost.places[number].linear)), class_="place") for cost in costs],
        )
        for number, place in enumerate(costs[0].places)
    ]
    text = join("Where the tables on the walk of ", code(address), " are then")
    title = el("tr", el("th", text, colspan=4, scope="colgroup"))
    bodies = join(el("tbody", body), el("tbody", title, places, class_="places") if places else None)
    return join(el("table", el("thead", head), bodies, class_="reach-ways"), words(*WORDS))


def _now(cost: Cost) -> Html:
    if cost.ready:
        return join(el("strong", "Set up"), ".")
    if cost.obstacle is not None:
        return join(el("strong", "Cannot be set up"), f". {cost.obstacle}")
    name = NAMES[cost.by].lower()
    return join("Not set up. ", button("Set it up", "reach", data_by=cost.by, aria_label=f"Set it up: {name}"))


def _known(cost: Cost, value: str, more: str | None = None) -> Child:
    if cost.obstacle is not None:
        return "unknown"
    return join(el("strong", value), f" ({more})" if more and cost.frames else None)


def _added(cost: Cost) -> str:
    if cost.by != "identity":
        return "Nothing: it can be reached at once." if cost.by == "window" else "Nothing: the walk to it leads there."
    if cost.obstacle is not None:
        return "unknown"
    return f"It must be mapped first: {count(cost.more, 'entry', 'entries')} for the next free frame."


def _reads(cost: Cost) -> str:
    return "–" if cost.reads is None else str(cost.reads)


WORDS = (
    ("identity", "a linear address that is translated to itself"),
    ("offset window", "linear address = offset + physical address; bootloader calls it map_physical_memory"),
    ("recursive entry", "works for the tables that CR3 points to, and for no others"),
    ("entries read", "by the CPU while it translates the address of the lowest table, if the TLB holds nothing"),
)
