"""The form of each kind of question: fields from its data, filled with what the student has typed.

The page reads a form by its ``data-control`` (see form.js); what it makes of it the kinds of ``homework`` parse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pagesim_py.views.html import Child, Html, code, el, join

Form = Mapping[str, Any]
FEW_ENTRIES = 6
"""Entries of tables up to which they stand one below the other."""
SHORT = 16
"""Options with fewer characters stand in a row."""


def form(question: Mapping[str, Any], value: Any, *, disabled: bool = False) -> Html:
    """The fields for an answer; empty for a program, which is answered in the editor."""
    told = question["form"]
    control = told["control"]
    inside = FORMS[control](told, value)
    attributes = {"class_": f"hw-fields {control}", "data_control": control, "disabled": disabled}
    if question["kind"] == "predict":
        attributes["data_plain"] = "true"  # the option itself is the answer
    legend = el("legend", "Your answer", class_="unseen")
    return el("fieldset", legend, inside, **attributes)


def given(question: Mapping[str, Any]) -> Html:
    """What the question comes with: the tables, the CPU's state, the accesses that are wished for."""
    told = question["form"]
    parts: list[Child] = []
    if told.get("access") and not told.get("tables"):
        parts.append(el("p", "The tables are those of the booted machine: Translation shows them.", class_="quiet"))
    if told.get("tables"):
        parts.append(_tables(told["tables"]))
    if told.get("cpu"):
        bits = [join(code(name), f" = {value}") for name, value in told["cpu"].items()]
        parts.append(el("p", "The CPU: ", _commas(bits), "."))
    if told["control"] == "entry":
        where = f", at level {told['level']}, is to name the frame or table "
        parts.append(el("p", "The entry at physical ", code(told["at"]), where, code(told["frame"]), ", so that:"))
        parts.append(_wishes(told["accesses"]))
    if told.get("still"):
        parts.append(join(el("p", "It has to stay so that:"), _wishes(told["still"])))
    return join(parts)


def _commas(items: Sequence[Html]) -> list[Child]:
    return [join(", " if number else "", item) for number, item in enumerate(items)]


def _wishes(texts: Sequence[str]) -> Html:
    return el("ul", [el("li", code(text)) for text in texts], class_="hw-wishes")


def _tables(told: Mapping[str, Any]) -> Html:
    """The entries; many of them as two tables that stand side by side where there is room."""
    entries = told["entries"]
    cut = (len(entries) + 1) // 2 if len(entries) > FEW_ENTRIES else len(entries)
    halves = [half for half in (entries[:cut], entries[cut:]) if half]
    tables = [_table(half, f"Entries, part {number} of {len(halves)}") for number, half in enumerate(halves, 1)]
    return join(
        el("p", "CR3 = ", code(told["cr3"]), "; all other entries are 0.", class_="quiet"),
        el("div", tables, class_="hw-halves"),
    )


def _table(entries: Sequence[tuple[str, str]], name: str) -> Html:
    head = el("thead", el("tr", el("th", "Physical", scope="col"), el("th", "Entry", scope="col")))
    rows = [el("tr", el("td", code(address)), el("td", code(entry))) for address, entry in entries]
    return el("table", head, el("tbody", rows), class_="hw-tables", aria_label=name)


# -- the controls


def _field(label: Child, *, name: str, value: Any = "", hint: str = "", size: int = 18) -> Html:
    box = el(
        "input",
        name=name,
        value="" if value is None else str(value),
        size=size,
        autocomplete="off",
        autocapitalize="off",
        spellcheck="false",
        placeholder=hint or None,
    )
    return el("label", el("span", label), box, class_="hw-field")


def _one(told: Form, value: Any) -> Html:
    text = value if isinstance(value, str | int) else ""
    unit = told.get("unit")
    label = f"Answer, in {unit}" if unit else "Answer"
    return _field(label, name="text", value=text, size=28)


def _lines(told: Form, value: Any) -> Html:
    label = "One exception a line, or: none" if told.get("what") == "exceptions" else "One row of the screen a line"
    hint = "#PF 0x0 0x1000" if told.get("what") == "exceptions" else "Hello World!"
    return _area(label, value, rows=3, hint=hint)


def _words(told: Form, value: Any) -> Html:
    least = told.get("words", 1)
    return _area(f"At least {least} words" if least > 1 else "In your own words", value, rows=7)


def _area(label: str, value: Any, *, rows: int, hint: str | None = None) -> Html:
    text = "\n".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""
    area = el("textarea", "\n", text, name="text", rows=rows, spellcheck="false", placeholder=hint)
    return el("label", el("span", label), area, class_="hw-field wide")


def _tick(kind: str, name: str, value: str, label: Child, *, on: bool) -> Html:
    box = el("input", type=kind, name=name, value=value, checked=on)
    return el("label", box, el("span", label), class_="hw-tick")


def _ticks(told: Form, value: Any) -> Html:
    answered = isinstance(value, Mapping)
    bits = value.get("bits", []) if answered else []
    other = value.get("other", "") if answered else None
    first = _tick("radio", "other", "", "a page fault, with these bits set:", on=answered and not other)
    boxes = [
        _tick(
            "checkbox",
            "bits",
            one["value"],
            join(el("strong", one["label"]), f" {one['words']}"),
            on=one["value"] in bits,
        )
        for one in told["options"]
    ]
    rest = [_tick("radio", "other", one["value"], one["label"], on=other == one["value"]) for one in told["other"]]
    return join(first, el("div", boxes, class_="hw-bits", role="group", aria_label="Bits of the error code"), rest)


def _fields(told: Form, value: Any) -> Html:
    values = value if isinstance(value, list) else []
    boxes = [
        _field(one["label"], name="field", value=values[number] if number < len(values) else "", size=8)
        for number, one in enumerate(told["fields"])
    ]
    address = el("p", "The address is ", code(told["address"]), ".") if told.get("address") else None
    return join(address, el("div", boxes, class_="hw-row"))


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: Any) -> Html:
    first = el("option", "choose", value="")
    rest = [el("option", text, value=value, selected=str(chosen) == value) for value, text in options]
    return el("label", el("span", label), el("select", first, rest, name=name), class_="hw-field")


def _decides(told: Form, value: Any) -> Html:
    answered = value if isinstance(value, Mapping) else {}
    levels = [(one["value"], one["label"]) for one in told["levels"]]
    rules = [(one["value"], one["label"]) for one in told["rules"]]
    none = [
        _tick(
            "checkbox",
            "other",
            one["value"],
            "no entry refuses it: the access succeeds",
            on=answered.get("other") == one["value"],
        )
        for one in told["other"]
    ]
    row = el(
        "div",
        _select("level", "Entry of", levels, answered.get("level", "")),
        _select("rule", "Rule", rules, answered.get("rule", "")),
        class_="hw-row",
    )
    return join(row, none)


def _walk(told: Form, value: Any) -> Html:
    answered = value if isinstance(value, Mapping) else {}
    entries = answered.get("entries", [])
    boxes = [
        _field(one["label"], name="field", value=entries[number] if number < len(entries) else "", hint="0x")
        for number, one in enumerate(told["fields"])
    ]
    last = _field(f"ends at {told['last']}", name="physical", value=answered.get("physical", ""), hint="0x, or none")
    note = el("p", "Leave the levels empty that the walk does not come to.", class_="quiet")
    return join(el("div", boxes, last, class_="hw-column"), note)


def _entry(told: Form, value: Any) -> Html:
    answered = value if isinstance(value, Mapping) else {}
    number = value if isinstance(value, str) else ""
    bits = [
        _tick(
            "checkbox",
            "bits",
            one["value"],
            join(el("strong", one["label"]), f" {one['words']}"),
            on=one["value"] in answered.get("bits", []),
        )
        for one in told["bits"]
    ]
    frame = _field("Frame", name="frame", value=answered.get("frame", ""), hint="0x")
    whole = _field("Or the entry as one number", name="text", value=number, hint="0x, or 0xb8000 | P | RW", size=24)
    return join(frame, el("div", bits, class_="hw-bits", role="group", aria_label="Bits of the entry"), whole)


def _edits(told: Form, value: Any) -> Html:
    answered = [one.split() for one in value if isinstance(one, str)] if isinstance(value, list) else []
    rows = []
    for number in range(told["most"]):
        words = answered[number] if number < len(answered) and len(answered[number]) == 5 else ["", "", "", "", ""]
        rows.append(
            el(
                "div",
                _select("do", f"Edit {number + 1}", [("set", "set"), ("clear", "clear")], words[0]),
                _select("bit", "Bit", [(bit, bit) for bit in told["bits"]], words[1]),
                _select(
                    "level", "In the entry of", [(str(level), f"level {level}") for level in told["levels"]], words[4]
                ),
                class_="hw-row",
                role="group",
                aria_label=f"Edit {number + 1}",
            )
        )
    return join(rows, el("p", "Leave the rows empty that you do not need.", class_="quiet"))


def _options(told: Form, value: Any) -> Html:
    chosen = value.get("chosen", []) if isinstance(value, Mapping) else [value]
    kind = "checkbox" if told["several"] else "radio"
    ticks = [_tick(kind, "chosen", one["value"], one["label"], on=one["value"] in chosen) for one in told["options"]]
    short = all(len(one["label"]) < SHORT for one in told["options"])
    return el("div", ticks, class_="hw-row") if short else join(ticks)


def _order(told: Form, value: Any) -> Html:
    """Two lists: what is in order, with buttons to move; and the rest, with a button to add."""
    lines = told["control"] == "lines-in-order"
    labels = {one["value"]: one["label"] for one in told["options"]}
    placed = [one for one in value if one in labels] if isinstance(value, list) else []
    rest = [one for one in labels if one not in placed]
    what = "line" if lines else "event"

    def words(letter: str) -> Html:
        return code(labels[letter]) if lines else el("span", labels[letter])

    def move(letter: str, by: str, label: str, sign: str) -> Html:
        return el(
            "button",
            sign,
            type="button",
            data_action="hw-move",
            data_by=by,
            data_item=letter,
            title=label,
            aria_label=f"{label}: {labels[letter]}",
            class_="small",
        )

    ordered = [
        el(
            "li",
            el(
                "span",
                words(letter),
                class_="hw-words",
                tabindex="0",
                data_item=letter,
                role="button",
                aria_label=f"{labels[letter]}, number {number} of {len(placed)}. Alt and arrow keys move it.",
            ),
            move(letter, "up", "Up", "↑"),
            move(letter, "down", "Down", "↓"),
            move(letter, "out", "Take out", "×"),
            data_item=letter,
        )
        for number, letter in enumerate(placed, 1)
    ]
    others = [el("li", move(letter, "in", "Add", "+"), words(letter), data_item=letter) for letter in rest]
    empty = el("p", f"Nothing yet: add the first {what} from below.", class_="none")
    name = "Lines, in order" if lines else "In order"
    left = f"Not used: not every {what} has to be" if rest else "All are used"
    return join(
        el("h4", name),
        el("ol", ordered, class_="hw-order", aria_label=name) if ordered else empty,
        el("h4", left),
        el("ul", others, class_="hw-rest", aria_label="Not used") if others else None,
        el(
            "p", el("kbd", "Alt"), " ", el("kbd", "↑"), " ", el("kbd", "↓"), " move what has the focus.", class_="quiet"
        ),
    )


def _moment(told: Form, value: Any) -> Html:
    answered = value if isinstance(value, Mapping) else {}
    number = answered.get("event")
    says = f": {answered['says']}" if answered.get("says") else ""
    taken = f"Event {number}{says}" if number is not None else "No moment is taken yet"
    box = el("input", type="hidden", name="event", value="" if number is None else str(number))
    return join(
        el("p", "Press Run, go to the moment with the timeline or the list of events, then take it."),
        el("p", el("output", taken, class_="hw-taken"), box),
        el("button", "Take this moment", type="button", data_action="hw-moment"),
    )


def _files(told: Form, value: Any) -> Html:
    named = _commas([code(path) for path in told["edit"]])
    return el("p", "Work in the editor, in ", named, "; Run tries it, Check performs the checks.")


FORMS: dict[str, Callable[[Form, Any], Html]] = {
    "ticks": _ticks,
    "field": _one,
    "lines": _lines,
    "area": _words,
    "fields": _fields,
    "decides": _decides,
    "walk": _walk,
    "entry": _entry,
    "edits": _edits,
    "options": _options,
    "order": _order,
    "lines-in-order": _order,
    "moment": _moment,
    "files": _files,
}
