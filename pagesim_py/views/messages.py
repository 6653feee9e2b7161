"""The compiler's messages, as text in its usual form, each with a button that goes to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pagesim_py.views.html import Html, button, el


class Message(NamedTuple):
    """One message. ``line`` and ``column`` count from 1; None where it belongs to no place."""

    text: str
    """The whole message as printed: heading, place, source line with caret, notes."""
    severity: str
    """``error`` or ``warning``."""
    file: str | None = None
    line: int | None = None
    column: int | None = None


def render(messages: Sequence[Message]) -> Html:
    """The list; empty text if there is none."""
    if not messages:
        return Html("")
    items = []
    for message in messages:
        go = None
        if message.file is not None and message.line is not None:
            label = f"Go to {message.file}, line {message.line}"
            go = button(label, "go", data_file=message.file, data_line=message.line, data_column=message.column)
        items.append(el("li", el("pre", message.text), go, class_=message.severity))
    return el("ul", items)
