"""Who had these numbers? Traces a value that turns up somewhere to the students who were given it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pagesim_py.homework.events import number_in
from pagesim_py.homework.situation import Situation
from pagesim_py.homework.variant import Variant


def holders(variant: Variant, values: Sequence[str]) -> list[str] | None:
    """The names of the drawn values that have ``values``; None unless all of them turn up.

    A number is a drawn one, the address of an access or its page, or an entry of its tables; a text is a drawn text.
    ValueError for an empty value.
    """
    found: list[str] = []
    drawn = list(_numbers(variant))
    for text in values:
        if not text.strip():
            raise ValueError("a value is empty")
        number = number_in(text)
        names = [
            name for name, value in drawn
            if value == (text.strip() if number is None else number)
        ]  # fmt: skip
        if not names:
            return None
        found += [name for name in dict.fromkeys(names) if name not in found]
    return found


def _numbers(variant: Variant) -> Iterator[tuple[str, int | str]]:
    groups = [variant.values, *variant.own.values()]
    for one in (drawn for group in groups for drawn in group.values()):
        value = one.value
        if isinstance(value, Situation):
            yield one.name, value.address
            yield one.name, value.address & ~0xFFF
            for at, entry in value.listed:
                yield one.name, at
                yield one.name, entry
        else:
            yield one.name, value
            if isinstance(value, int) and one.picker in ("page", "address"):
                yield one.name, value & ~0xFFF
