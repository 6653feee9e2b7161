"""The buttons of a what-if: one for each bit of the entries on the way, each switch, each gate and stack.

A button shows how the bit is in the what-if, 1 or 0; one that is not as it was is marked, and says so. Arrow keys move
among them, so that all bits together are one stop of the Tab key.
"""

from __future__ import annotations

import json

from pagesim_py.machine import vectors
from pagesim_py.machine.changes import Change, to_data
from pagesim_py.views.html import Child, Html, button, code, el, join
from pagesim_py.views.whatif_parts import Flip, Flippable, GateRow, Row, Slot

Wrong = tuple[str, str, str]
"""A slot of the TSS, what was typed for it, and what is wrong with that."""


def render(shown: Flippable, address: int, wrong: Wrong | None = None) -> Html:
    """All the buttons. ``wrong``: what was typed for a stack pointer, and means no address."""
    return el("div", _entries(shown.rows, address), _switches(shown), _delivery(shown, wrong), class_="flips")


def flip_button(flip: Flip, label: str, content: Child = None, tabindex: int | None = None) -> Html:
    """A button that flips ``flip``, called ``label``."""
    changed = flip.now != flip.was
    told = f"{label} = {flip.now}" + (f", was {flip.was}" if changed else "")
    return button(
        join(el("span", flip.now) if content is None else content, _badge(changed)),
        "whatif",
        data_do="change",
        data_change=json.dumps(to_data(flip.change)),
        aria_label=told,
        title=f"{told}: {flip.means}. Press to make it {_other(flip)}.",
        class_="flip" + (" on" if flip.now else "") + (" changed" if changed else ""),
        tabindex=tabindex,
    )


def _badge(changed: bool) -> Html | None:
    return el("span", "≠", class_="was", aria_hidden="true") if changed else None


def group(label: str, buttons: list[Html]) -> Html:
    """Buttons in a row that wraps, called ``label``."""
    return el("div", buttons, class_="switches", role="group", aria_label=label)


def _other(flip: Flip) -> int:
    change: Change = flip.change
    return change.value if change.kind == "cpl" else int(change.on)


def _entries(rows: tuple[Row, ...], address: int) -> Html:
    if not rows:
        return el("p", "The address is not canonical: the CPU reads no entry.", class_="none")
    names = [flip.name for flip in rows[0].flips]
    head = el(
        "tr",
        el("th", "Level", scope="col"),
        el("th", "Entry", scope="col", class_="raw"),
        [el("th", name, scope="col", class_="flag") for name in names],
    )
    body = [_entry(row, row is rows[0]) for row in rows]
    caption = el("caption", "The entries on the way of ", code(address), ": press a bit to flip it")
    return el("table", caption, el("thead", head), el("tbody", body), class_="bits-to-flip")


def _entry(row: Row, first: bool) -> Html:
    """A row of bits; the ``first`` row has the one that the Tab key stops at."""
    changed = row.now != row.was
    where = f"level-{row.level} entry"
    cells = []
    for number, flip in enumerate(row.flips):
        stop = 0 if first and number == 0 else -1
        press = flip_button(flip, f"{flip.name} of the {where}", tabindex=stop)
        cells.append(el("td", press, class_="flag", data_name=flip.name))
    mapped = None
    if row.mapped is not None:
        mapped = button(
            "Map the page", "whatif", data_do="change", data_change=json.dumps(to_data(row.mapped)), class_="small",
        )  # fmt: skip
    raw = join(
        el("strong", row.index), " ", code(row.now),
        el("small", " was ", code(row.was)) if changed else None, mapped,
    )  # fmt: skip
    return el(
        "tr", el("th", row.level, scope="row"), el("td", raw, class_="raw"), cells,
        class_=f"l{row.level}" + (" changed" if changed else ""), data_row=row.level,
    )  # fmt: skip


def _switches(shown: Flippable) -> Html:
    flips = (*shown.switches, shown.cpl, *shown.keys)
    return el("div", el("h3", "The CPU"), group("The CPU’s switches", [_named(flip) for flip in flips]))


def _named(flip: Flip) -> Html:
    content = join(el("span", flip.name, class_="name"), " ", el("b", flip.now))
    return flip_button(flip, flip.name, content)


def _delivery(shown: Flippable, wrong: Wrong | None) -> Html:
    """Gates and stacks, folded away unless something of them is changed."""
    changed = any(one.present.now != one.present.was or one.ist != one.ist_was for one in shown.gates)
    changed = changed or any(slot.now != slot.was for slot in shown.slots) or wrong is not None
    parts: list[Html] = []
    if shown.gates:
        head = el("tr", [el("th", title, scope="col") for title in ("Gate", "P", "Stack")])
        body = el("tbody", [_gate(one) for one in shown.gates])
        parts.append(el("table", el("thead", head), body, class_="gates-to-flip"))
    else:
        parts.append(el("p", "There is no IDT with these gates: a fault resets the machine.", class_="none"))
    if shown.slots:
        slots = [_slot(one, wrong if wrong is not None and wrong[0] == one.name else None) for one in shown.slots]
        parts.append(el("ul", slots, class_="slots", aria_label="Stacks of the TSS"))
    else:
        parts.append(el("p", "No TSS is loaded: no gate can switch stacks.", class_="none"))
    return el("details", el("summary", "Gates and stacks: where a fault goes"), parts, open=changed)


def _gate(gate: GateRow) -> Html:
    name = f"gate {gate.vector}"
    changed = gate.ist != gate.ist_was
    options = [
        el(
            "option", f"IST{number}" if number else "no IST", value=json.dumps(to_data(gate.with_ist(number))),
            selected=number == gate.ist,
        )
        for number in range(8)
    ]  # fmt: skip
    select = el("select", options, data_do="change", name="change", aria_label=f"Stack of {name}")
    was = el("small", f" was {f'IST{gate.ist_was}' if gate.ist_was else 'no IST'}") if changed else None
    return el(
        "tr",
        el("th", f"{gate.vector} {vectors.mnemonic(gate.vector)}", scope="row"),
        el("td", flip_button(gate.present, f"P of {name}")),
        el("td", select, was),
        class_="changed" if changed or gate.present.now != gate.present.was else None,
    )


def _slot(slot: Slot, wrong: Wrong | None) -> Html:
    """A stack pointer: a button that makes it 0 or brings it back, and a field for any other value."""
    changed = slot.now != slot.was
    now = hex(slot.now) if slot.now else "not set"
    told = f"{slot.name} = {now}" + (f", was {slot.was:#x}" if changed else "")
    press = button(
        join(el("span", slot.name, class_="name"), " ", code(now), _badge(changed)),
        "whatif",
        data_do="change",
        data_change=json.dumps(to_data(slot.change)),
        aria_label=told,
        title=f"{told}. Press to make it {slot.change.value:#x}.",
        class_="flip named" + (" changed" if changed else ""),
    )
    said = f"whatif-wrong-{slot.name}" if wrong is not None else None
    form = el(
        "form",
        el(
            "input", name="text", value=wrong[1] if wrong is not None else "", placeholder="address or symbol",
            aria_label=f"Another value for {slot.name}", autocomplete="off", autocapitalize="off", spellcheck="false",
            list="symbols", aria_invalid="true" if wrong is not None else None, aria_describedby=said,
        ),
        el("button", "Set", type="submit", class_="small", aria_label=f"Set {slot.name}"),
        data_do="slot", data_name=slot.name,
    )  # fmt: skip
    mistake = el("p", wrong[2], id=said, class_="wrong", role="alert") if wrong is not None else None
    return el("li", press, form, mistake)
