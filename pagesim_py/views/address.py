"""An address split into its fields, drawn as a table: bits, numbers, and what each field selects."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.machine.address import SHIFT
from pagesim_py.views.html import Html, code, el


class Field(NamedTuple):
    """Bits ``high`` to ``low`` of an address. ``level`` is None for the sign extension and the offset."""

    name: str
    high: int
    low: int
    level: int | None

    def value(self, address: int) -> int:
        """The field's value in ``address``."""
        return address >> self.low & (1 << (self.high - self.low + 1)) - 1


def fields(levels: int) -> list[Field]:
    """The fields of an address under ``levels`` (4 or 5) levels of tables, highest bits first."""
    top = 12 + 9 * levels
    split = [Field("sign extension", 63, top, None)]
    for level in range(levels, 0, -1):
        split.append(Field(f"level {level}", SHIFT[level] + 8, SHIFT[level], level))
    split.append(Field("offset", 11, 0, None))
    return split


def figure(address: int, levels: int, ends_at: int | None = None) -> Html:
    """The figure for ``address``. ``ends_at`` is the level where its walk ends, marked; None marks nothing."""
    split = fields(levels)
    names, ranges, bits, values = [], [], [], []
    for field in split:
        mark = "ends" if field.level is not None and field.level == ends_at else None
        width = field.high - field.low + 1
        value = field.value(address)
        names.append(el("th", field.name, scope="col", class_=mark))
        ranges.append(el("td", f"{field.high}–{field.low}", class_=mark))
        bits.append(el("td", _digits(value, width), class_=mark))
        shown = str(value) if field.level is not None else hex(value)
        values.append(el("td", el("strong", shown) if field.level is not None else code(shown), class_=mark))
    rows = (
        el("tr", el("th", "Bits", scope="row"), ranges, class_="ranges"),
        el("tr", el("th", "Binary", scope="row"), bits, class_="digits"),
        el("tr", el("th", "Index", scope="row"), values, class_="values"),
    )
    head = el("tr", el("td"), names)
    caption = el("caption", "How ", code(address), " is split into indices")
    return el("table", caption, el("thead", head), el("tbody", rows), class_="split")


def _digits(value: int, width: int) -> Html:
    """Binary digits; a long field of equal digits is shortened."""
    digits = f"{value:0{width}b}"
    if width > 12 and len(set(digits)) == 1:
        return el("span", f"{digits[0]}…{digits[0]}", title=f"{width} times {digits[0]}")
    return el("span", digits)
