"""Names in braces: ``{page}``, ``{access.address}`` in a text; ``/*{page}*/ 0x5000`` in a Rust file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

WILDCARDS = ("addr", "any")
"""These names stand for what a row of the screen may hold, and are never drawn."""
_IN_TEXT = re.compile(r"\{(?!addr\}|any\})([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)\}")
_IN_RUST = re.compile(r"/\*\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)\}\*/[ ]*(0x[0-9a-fA-F_]+|[0-9][0-9_]*)")


def named_in(value: Any) -> Iterator[str]:
    """Every name that the texts in ``value`` have in braces; lists and tables are looked through."""
    if isinstance(value, str):
        yield from _IN_TEXT.findall(value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from named_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from named_in(one)


def named_in_rust(text: str) -> Iterator[str]:
    """Every name that stands before a number of a Rust file."""
    for found in _IN_RUST.finditer(text):
        yield found[1]


def filled(value: Any, lookup: Callable[[str], str]) -> Any:
    """``value`` with every name in braces replaced by what ``lookup`` says; lists and tables too."""
    if isinstance(value, str):
        return _IN_TEXT.sub(lambda found: lookup(found[1]), value)
    if isinstance(value, dict):
        return {key: filled(one, lookup) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [filled(one, lookup) for one in value]
    return value


def filled_rust(text: str, lookup: Callable[[str], int]) -> str:
    """A Rust file with every number that a name stands before replaced by the drawn one, written in the same base.

    The file compiles as it stands, too: what is there otherwise is the author's example.
    """

    def number(found: re.Match[str]) -> str:
        value = lookup(found[1])
        return f"{value:#x}" if found[2].startswith("0x") else str(value)

    return _IN_RUST.sub(number, text)
