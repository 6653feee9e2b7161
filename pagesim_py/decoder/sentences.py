"""What single values say, in the manual's words: bits, error codes, addresses, selectors, entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pagesim_py.decoder import names
from pagesim_py.machine import vectors
from pagesim_py.machine.address import index, is_canonical
from pagesim_py.machine.bits import Bit, Layout
from pagesim_py.machine.entries import bit_sentence
from pagesim_py.machine.faults import explain_error_code
from pagesim_py.machine.flags import CR0, CR4, EFER, ENTRY, ENTRY_P, ENTRY_PS, ERROR, RFLAGS
from pagesim_py.machine.paging import ADDRESS_BITS, bit_numbers

LAYOUTS: dict[str, Layout] = {"cr0": CR0, "cr4": CR4, "efer": EFER, "rflags": RFLAGS}
SIZES = {1: "4 KiB", 2: "2 MiB", 3: "1 GiB"}


class BitLine(NamedTuple):
    """One bit (or field) of a word, as a line of a table."""

    position: str
    name: str
    value: int
    sentence: str


class Explained(NamedTuple):
    """What a piece says: a title with its value, whole sentences, and its bits where it is made of bits."""

    title: str
    sentences: tuple[str, ...] = ()
    bits: tuple[BitLine, ...] = ()


def bit_lines(layout: Layout, word: int) -> tuple[BitLine, ...]:
    """Every bit of ``word`` that ``layout`` names, and one line for the set bits that it does not."""
    lines = [BitLine(position(bit), bit.name, bit.value(word), bit.sentence(word)) for bit in layout]
    return (*lines, *_unnamed(word & ~layout.known))


def fault_code_lines(code: int) -> tuple[BitLine, ...]:
    """The bits of a page-fault error code; those of later extensions where they are set."""
    lines = [BitLine(str(bit.position), bit.name, int(bit.set), bit.sentence) for bit in explain_error_code(code)]
    lines += [BitLine(position(bit), bit.name, 1, bit.sentence(code)) for bit in names.LATER_ERROR if code & bit.mask]
    return (*lines, *_unnamed(code & ~ERROR.known & ~names.LATER_ERROR.known))


def selector_code_lines(code: int) -> tuple[BitLine, ...]:
    """The bits of an error code that names a selector."""
    found = explain_error_code(code, vectors.GP)
    return tuple(
        BitLine(str(bit.position), bit.name, code >> 3 & 0x1FFF if bit.name == "INDEX" else int(bit.set), bit.sentence)
        for bit in found
    )


def selector_sentence(code: int) -> str:
    """What a selector error code points at."""
    if code & ~1 == 0:
        return "It names no selector: the cause lies elsewhere than in a descriptor."
    number = code >> 3 & 0x1FFF
    if code & 2:
        return f"It names gate {number} of the IDT ({vectors.mnemonic(number & 0xFF)})."
    return f"It names descriptor {number} of the {'LDT' if code & 4 else 'GDT'}."


def access_words(code: int) -> str:
    """The access that a page-fault error code tells of: ``a write by the supervisor``."""
    what = "an instruction fetch" if code & ERROR.mask("I") else "a write" if code & ERROR.mask("W") else "a read"
    return f"{what} by {'user-mode code (CPL 3)' if code & ERROR.mask('U') else 'the supervisor'}"


def place_words(address: int) -> str:
    """What the number of a linear address shows by itself."""
    if not is_canonical(address):
        if is_canonical(address, 57):
            return "not canonical with four levels of tables; canonical with five"
        return "not canonical: bits 63 to 47 are not all equal"
    indices = ", ".join(str(index(address, level)) for level in (4, 3, 2, 1))
    half = "upper" if address >> 63 else "lower"
    return f"in the {half} half; indices {indices} at levels 4, 3, 2, 1, offset {address & 0xFFF:#x}"


def selector_words(selector: int) -> str:
    """What a selector names."""
    if selector < 4:
        return "the null selector"
    return f"descriptor {selector >> 3} of the {'LDT' if selector & 4 else 'GDT'}, privilege level {selector & 3}"


def flag_names(layout: Layout, word: int) -> str:
    """The names of the set bits of ``word``; ``no bit is set`` if none is that has one."""
    return " | ".join(layout.names(word)) or "no bit is set"


def register_sentence(name: str, value: int) -> str | None:
    """One sentence about a register's value; None for those that mean nothing by themselves."""
    layout = LAYOUTS.get(name)
    if layout is not None:
        return f"{name.upper()} = {value:#x}: {flag_names(layout, value)}."
    if name == "cr3":
        low = f", with the low bits {value & 0xFFF:#x}" if value & 0xFFF else ""
        return f"CR3 = {value:#x}: the top table is at physical address {value & ADDRESS_BITS:#x}{low}."
    if name == "cr2":
        return f"CR2 = {value:#x}: the address of the last page fault, {place_words(value)}."
    if name in ("rip", "rsp"):
        what = "the instruction" if name == "rip" else "the top of the stack"
        return f"{name.upper()} = {value:#x}: {what}, {place_words(value)}."
    if name in ("cs", "ss", "ds", "es", "fs", "gs", "tr", "ldt"):
        return f"{name.upper()} = {value:#x}: {selector_words(value)}."
    if name == "cpl":
        return f"CPL = {value}: {'user-mode code' if value == 3 else 'the supervisor'} was running."
    if name in ("gdt_limit", "idt_limit"):
        size, what = (8, "descriptors") if name == "gdt_limit" else (16, "gates")
        return f"{name[:3].upper()}: room for {(value + 1) // size} {what} (limit {value:#x})."
    return None


def check_sentence(old: int | None, new: int | None) -> str:
    """What follows when ``new`` is raised while ``old`` is delivered (SDM vol. 3A tables 6-4 and 6-5)."""
    if new is None or new > 255:
        return "The new exception's vector is not known."
    if old is None or old > 255:
        return f"{vectors.mnemonic(new)} is raised; nothing else was being delivered."
    text = f"{vectors.mnemonic(new)} is raised while {vectors.mnemonic(old)} is delivered"
    first = vectors.vector(old).group
    if first is vectors.Class.DOUBLE_FAULT:
        return f"{text}: there is no way out of a failed #DF, so it is a triple fault."
    if vectors.doubles(first, vectors.vector(new).group):
        return f"{text}: these two together make a double fault, #DF."
    return f"{text}: they are handled one after the other."


def entry_flags(entry: int) -> str:
    """The names of the flags of an entry."""
    return flag_names(ENTRY, entry & ~ADDRESS_BITS)


def entry_sentence(entry: int, level: int | None) -> str:
    """Where an entry leads."""
    if not entry & ENTRY_P:
        return "It is not present: nothing is mapped there, and the CPU ignores the other bits."
    target = entry & ADDRESS_BITS
    if level == 1 or (level in (2, 3) and entry & ENTRY_PS):
        return f"It maps a page of {SIZES[level]} at physical address {target & -(1 << 9 * level + 3):#x}."
    if level is None:
        return f"It points to physical address {target:#x}: a table, or a page if it is of level 1 or has PS."
    if entry & ENTRY_PS and level > 3:
        return f"PS is reserved at level {level}: the CPU refuses the entry."
    return f"It points to the level-{level - 1} table at physical address {target:#x}."


def entry_lines(entry: int, level: int | None) -> tuple[BitLine, ...]:
    """The bits of an entry, where it is present; with what they say at its level."""
    if not entry & ENTRY_P:
        return (BitLine("0", "P", 0, "not present: the CPU ignores all other bits"),)
    leaf = level == 1 or (level in (2, 3) and bool(entry & ENTRY_PS))
    lines = [BitLine(position(bit), bit.name, bit.value(entry), bit_sentence(bit, entry, level, leaf)) for bit in ENTRY]
    target = "the page" if leaf else "the next table" if level is not None else "what it points to"
    lines.append(BitLine("51-12", "address", entry & ADDRESS_BITS, f"physical address of {target}"))
    return tuple(lines)


def exception_name(vector: int | None) -> str:
    """``#PF`` ...; for a number that is no vector ``an exception``."""
    return "an exception" if vector is None or vector > 255 else vectors.mnemonic(vector)


def position(bit: Bit) -> str:
    """The numbers of a field's bits: ``59`` or ``62-59``."""
    return str(bit.position) if bit.width == 1 else f"{bit.position + bit.width - 1}-{bit.position}"


def _unnamed(word: int) -> Iterator[BitLine]:
    if word:
        numbers = bit_numbers(word).split(" ", 1)[1]
        yield BitLine(numbers, "-", word, "the CPU sets none of these: reserved, or not part of the code")
