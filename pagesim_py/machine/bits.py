"""Named bits of machine words: each bit is declared once, with what it means set and clear.

A ``Layout`` lists the bits of one word (a paging-structure entry, CR0, an error code ...).
Hot code uses the plain integer masks (``LAYOUT.mask("WP")``, bound to a constant once); names and
sentences are for the edge, where a person reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MASK16 = 0xFFFF
MASK32 = 0xFFFF_FFFF
MASK64 = 0xFFFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class Bit:
    """One bit (or one field of ``width`` bits) of a word.

    ``position`` is the number of its lowest bit, ``name`` the manual's short name, ``title`` full words;
    ``when_set`` and ``when_clear`` say what the CPU does in each case.
    """

    position: int
    name: str
    title: str
    when_set: str
    when_clear: str
    width: int = 1

    @property
    def mask(self) -> int:
        """The bits of the word that belong to this field."""
        return ((1 << self.width) - 1) << self.position

    def value(self, word: int) -> int:
        """The field's value in ``word``."""
        return (word & self.mask) >> self.position

    def sentence(self, word: int) -> str:
        """What this bit says in ``word``."""
        return self.when_set if word & self.mask else self.when_clear


@dataclass(frozen=True)
class Layout:
    """The bits of one word, lowest first. ``section`` cites the manual."""

    name: str
    section: str
    bits: tuple[Bit, ...]

    def __iter__(self) -> Iterator[Bit]:
        return iter(self.bits)

    def __getitem__(self, name: str) -> Bit:
        """The bit called ``name``; KeyError if the word has none."""
        for bit in self.bits:
            if bit.name == name:
                return bit
        raise KeyError(f"{self.name} has no bit called {name!r}")

    def mask(self, name: str) -> int:
        """The mask of the bit called ``name``; KeyError if the word has none."""
        return self[name].mask

    @property
    def known(self) -> int:
        """The mask of all bits that the layout names."""
        word = 0
        for bit in self.bits:
            word |= bit.mask
        return word

    def names(self, word: int) -> list[str]:
        """Names of the bits set in ``word``, lowest first."""
        return [bit.name for bit in self.bits if word & bit.mask]

    def text(self, word: int) -> str:
        """Names of the bits set in ``word``, as ``P | W | U``; ``0`` if none is."""
        return " | ".join(self.names(word)) or "0"
