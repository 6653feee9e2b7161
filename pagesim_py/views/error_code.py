"""An error code taken apart: every bit, set and unset, with what it says."""

from __future__ import annotations

from pagesim_py.machine import vectors
from pagesim_py.machine.faults import explain_error_code
from pagesim_py.machine.flags import ERROR
from pagesim_py.views.html import Html, code, el


def summary(error_code: int, vector: int) -> str:
    """``0x2 (W)``: the number and, for a page fault, the names of its set bits."""
    if vector == vectors.PF:
        return f"{error_code:#x} ({ERROR.text(error_code)})" if error_code else "0x0 (no bit is set)"
    return hex(error_code)


def render(error_code: int, vector: int) -> Html:
    """The bits as a table."""
    head = el("tr", [el("th", title, scope="col") for title in ("Bit", "Name", "Value", "What it says")])
    rows = [
        el(
            "tr",
            el("td", bit.position),
            el("td", bit.name),
            el("td", el("strong", "1") if bit.set else "0"),
            el("td", bit.sentence),
            class_=None if bit.set else "off",
        )
        for bit in explain_error_code(error_code, vector)
    ]
    caption = el("caption", "Error code ", code(error_code), ", bit by bit")
    return el("table", caption, el("thead", head), el("tbody", rows), class_="bits")
