"""What a term of the vocabulary finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pagesim_py.homework.checks.runs import Ran
from pagesim_py.homework.events import number_in
from pagesim_py.machine.bits import MASK64


class Miss(NamedTuple):
    """A requirement that is not met. ``got`` and ``wanted`` are sentences; ``at`` is a position of the recording."""

    got: str
    wanted: str
    at: int | None = None
    mutant: str | None = None


Term = Callable[[Ran, Any], "Miss | None"]


def number(value: Any) -> int:
    """A number out of a check, where drawn ones are texts."""
    found = number_in(value)
    assert found is not None, value
    return found & MASK64


def listed(value: Any) -> list[str]:
    """One text, or several."""
    return [value] if isinstance(value, str) else list(value)
