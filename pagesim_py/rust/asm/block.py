"""A checked ``asm!``: what a call's function carries from the checker to lowering."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..span import Span

Slot = tuple[int, int, str]
"""Of a value: its register's number (-1: the address of a ``sym``, -2: none), its size in bytes, "u", "i" or "f"."""


@dataclass(slots=True)
class AsmBlock:
    """``text``: the template with registers and numbers filled in; ``¤n`` is the address of ``sym`` operand n.
    ``slots`` and ``results``: where values go in, and come out. ``places``: of each instruction, in the source.
    """

    text: str = ""
    slots: list[Slot] = field(default_factory=list)
    results: list[Slot] = field(default_factory=list)
    returns: bool = True
    places: list[Span] = field(default_factory=list)
