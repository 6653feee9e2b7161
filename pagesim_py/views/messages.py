"""The compiler's messages, as text in its usual form, each with a button that goes to its place.

Errors stand open; warnings are folded to a line that counts them: the program runs with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pagesim_py.views.html import Html, button, el, join
from pagesim_py.views.numbers import count


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
    """The errors, then the warnings; empty text if there is none of either."""
    errors = [_item(message) for message in messages if message.severity == "error"]
    warnings = [_item(message) for message in messages if message.severity != "error"]
    folded = el("details", el("summary", count(len(warnings), "warning")), el("ul", warnings), class_="warnings")
    return join(el("ul", errors, class_="errors") if errors else None, folded if warnings else None)


def _item(message: Message) -> Html:
    go = None
    if message.file is not None and message.line is not None:
        label = f"Go to {message.file}, line {message.line}"
        go = button(label, "go", data_file=message.file, data_line=message.line, data_column=message.column)
    return el("li", el("pre", message.text), go, class_=message.severity)
