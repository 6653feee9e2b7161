"""The buttons that narrow the list of events down to some kinds."""

from __future__ import annotations

from collections.abc import Collection

from pagesim_py.timeline.kinds import CHOICES
from pagesim_py.views.html import Html, button, el, join

LABELS = {
    "fault": ("Faults", "Exceptions raised, and what went wrong on the way to a handler"),
    "delivery": ("Way to the handler", "CR2, gate, stack switch, frame, handler, IRETQ"),
    "interrupt": ("Interrupts", "Requests of devices, acknowledgement, end of interrupt, keys"),
    "walk": ("Page walks", "Each time that the CPU went through the page tables"),
    "tlb": ("TLB", "Copies of translations: filled, dropped, flushed, invalidated"),
    "table": ("Table edits", "Page-table entries that the program changed"),
    "register": ("Registers", "Control registers, MSRs, GDTR, IDTR, TR written"),
    "port": ("Ports", "Ports read and written, the serial port"),
    "end": ("Halt", "HLT, and the exit from the machine"),
    "statement": ("Statements", "Every statement of the program"),
    "own": ("My lines", "The statements in your own files"),
}
"""What a kind is called, and what belongs to it."""


def render(occurring: Collection[str], chosen: Collection[str]) -> Html:
    """One button for each kind that occurs or is chosen; pressed are the ``chosen`` ones, or All if there are none.

    They are folded under a line that says what is chosen.
    """
    offered = [name for name in CHOICES if name in occurring or name in chosen]
    if len(offered) < 2 and not chosen:
        return join()
    told = ", ".join(LABELS[name][0] for name in CHOICES if name in chosen)
    return el(
        "details",
        el("summary", f"Shown: {told}" if told else "Shown: every step"),
        el(
            "div",
            _one("All", None, "", not chosen),
            [_one(LABELS[name][0], LABELS[name][1], name, name in chosen) for name in offered],
        ),
    )


def _one(label: str, title: str | None, kind: str, pressed: bool) -> Html:
    return button(
        label, "kind", data_kind=kind, title=title, aria_pressed="true" if pressed else "false", class_="kind"
    )
