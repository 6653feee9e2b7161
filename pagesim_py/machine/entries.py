"""What a bit of a paging-structure entry says at the entry's level (SDM vol. 3A tables 4-15 to 4-20)."""

from __future__ import annotations

from pagesim_py.machine.bits import Bit


def bit_sentence(bit: Bit, entry: int, level: int | None, maps_page: bool) -> str:
    """What ``bit`` of a present ``entry`` of ``level`` (1..5, None if unknown) says; ``maps_page``: it is a leaf."""
    if level is None:
        return bit.sentence(entry)
    if not maps_page and bit.name in ("D", "G", "PK"):
        return "ignored in an entry that points to a table"
    if level == 1 and bit.name == "PS":
        return "at level 1 this is the PAT bit: it chooses how the page is cached"
    if level > 3 and bit.name == "PS":
        return "must be 0 at this level"
    return bit.sentence(entry)
