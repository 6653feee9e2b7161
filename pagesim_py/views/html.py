"""Building HTML text: what is not ``Html`` yet is escaped, so that no view can forget it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape

VOID = frozenset({"br", "hr", "img", "input", "meta", "wbr"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | int | None | Iterable["Child"]
Attribute = str | int | bool | None


_special = re.compile("[&<>\"']").search
"""Most texts have none of these, and to look costs less than to replace: a panel is hundreds of texts, at each step."""


def text(child: Child) -> str:
    """``child`` as HTML: strings escaped, ``Html`` as it is, iterables joined, None left out."""
    if isinstance(child, str):
        return child if isinstance(child, Html) or _special(child) is None else escape(child)
    if child is None:
        return ""
    if isinstance(child, int):
        return str(child)
    return "".join([text(one) for one in child])


def el(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """One element. An attribute that is None or False is left out, True stands without a value.

    ``class_`` and ``for_`` lose their underscore at the end; others become dashes: ``data_at`` is ``data-at``.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        spelled = _attribute(key)
        parts.append(spelled if value is True else f'{spelled}="{text(str(value))}"')
    opening = f"<{' '.join(parts)}>"
    if name in VOID:
        return Html(opening)
    return Html(f"{opening}{text(children)}</{name}>")


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def join(*children: Child) -> Html:
    """Several pieces, one after the other."""
    return Html(text(children))


def code(value: str | int, **attributes: Attribute) -> Html:
    """A value in the machine's own notation; ints in hexadecimal."""
    return el("code", hex(value) if isinstance(value, int) else value, **attributes)


def button(label: Child, action: str, **attributes: Attribute) -> Html:
    """A button that sends ``action`` with its ``data-`` attributes to the session."""
    return el("button", label, type="button", data_action=action, **attributes)


def words(*terms: tuple[str, str]) -> Html:
    """What the words of a panel mean, folded away at its end."""
    entries = [(el("dt", term), el("dd", meaning)) for term, meaning in terms]
    return el("details", el("summary", "What the words mean"), el("dl", entries), class_="words")
