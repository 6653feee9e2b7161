"""Addresses as people type them: numbers, registers, names of the kernel's symbols, and sums of these."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from pagesim_py.machine.bits import MASK64
from pagesim_py.rust.diagnostics import similar


class AddressError(ValueError):
    """The text names no address; the message says why, for a reader who typed it."""


class Symbols:
    """Names and places of the kernel's functions and statics. ``table``: name -> (address, size in bytes)."""

    def __init__(self, table: Mapping[str, tuple[int, int]]) -> None:
        self.table = dict(table)
        self._sorted = sorted((address, size, name) for name, (address, size) in self.table.items())
        self._starts = [address for address, _, _ in self._sorted]

    def __len__(self) -> int:
        return len(self.table)

    def name(self, address: int) -> str | None:
        """What ``address`` lies in, as ``osirs::main + 0x1c``; None outside of every symbol."""
        number = bisect_right(self._starts, address) - 1
        if number < 0:
            return None
        start, size, name = self._sorted[number]
        if address >= start + max(size, 1):
            return None
        return name if address == start else f"{name} + {address - start:#x}"

    def find(self, text: str) -> int:
        """The address of the symbol called ``text``, or whose path ends so. AddressError if none or several are."""
        if text in self.table:
            return self.table[text][0]
        ending = [name for name in self.table if name.endswith("::" + text)]
        if len(ending) == 1:
            return self.table[ending[0]][0]
        if ending:
            raise AddressError(f"Several symbols are called {text}: {_listed(sorted(ending))}. Write the whole path.")
        short = {name.rsplit("::", 1)[-1]: name for name in self.table}
        near = similar(text, [*self.table, *short])
        hint = f" Did you mean {near}?" if near is not None else ""
        raise AddressError(f"There is no symbol called {text} in the kernel.{hint}")


_NUMBER = re.compile(r"0[xX][0-9a-fA-F_]*|0[bB][01_]*|0[oO][0-7_]*|[0-9][0-9_]*")
_HEX_FORGOTTEN = re.compile(r"[0-9][0-9a-fA-F_]*[a-fA-F][0-9a-fA-F_]*")
_PATH = re.compile(r"[A-Za-z_<][\w:<>{}#, &*\[\]]*")
EXAMPLES = "Write it as 0xdeadbeaf, 3735928495, a register such as rip, or a name such as _start."


def parse(text: str, symbols: Symbols, registers: Mapping[str, int]) -> int:
    """The address that ``text`` means, 0 <= address < 2**64.

    ``registers``: lower-case name -> value. AddressError says what is wrong and how to write it instead.
    """
    text = text.strip()
    if not text:
        raise AddressError(f"Type an address. {EXAMPLES}")
    if len(text) > 300:
        raise AddressError(f"That is too long for an address. {EXAMPLES}")
    total = 0
    for sign, term in _terms(text):
        total += sign * _value(term, symbols, registers)
    if total < 0:
        raise AddressError(f"{text} is below 0: addresses begin at 0.")
    if total > MASK64:
        raise AddressError(f"{text} is too large: an address has 64 bits, at most 16 digits after 0x.")
    return total


def _terms(text: str) -> list[tuple[int, str]]:
    """The terms of a sum with their signs."""
    parts = re.split(r"([+-])(?![^<]*>)", text)
    if parts[0].strip() == "" and len(parts) > 1:
        if parts[1] == "-":
            raise AddressError(f"{text} is below 0: addresses begin at 0.")
        parts = parts[2:]
    signs = [1, *(1 if part == "+" else -1 for part in parts[1::2])]
    return list(zip(signs, (part.strip() for part in parts[::2]), strict=True))


def _value(term: str, symbols: Symbols, registers: Mapping[str, int]) -> int:
    if _NUMBER.fullmatch(term):
        digits = term.replace("_", "").lower()
        if digits in ("0x", "0b", "0o"):
            raise AddressError(f"After {digits} there must be digits. {EXAMPLES}")
        if len(digits) > 100:
            raise AddressError("That is too large: an address has 64 bits, at most 16 digits after 0x.")
        if len(digits) > 1 and digits[0] == "0" and digits.isdigit():
            return int(digits)
        return int(digits, 0)
    if term.lower() in registers:
        return registers[term.lower()]
    if term in symbols.table:
        return symbols.table[term][0]
    if _HEX_FORGOTTEN.fullmatch(term) or (re.fullmatch(r"[0-9a-fA-F_]+", term) and not _is_symbol(term, symbols)):
        raise AddressError(f"{term} looks like a hexadecimal number: write 0x{term}.")
    if _PATH.fullmatch(term):
        return symbols.find(term)
    if not term:
        raise AddressError(f"Something is missing beside the + or -. {EXAMPLES}")
    raise AddressError(f"{term} is not an address. {EXAMPLES}")


def _is_symbol(term: str, symbols: Symbols) -> bool:
    return any(name.endswith("::" + term) for name in symbols.table)


def _listed(names: list[str]) -> str:
    shown = names[:4]
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(shown) + more
