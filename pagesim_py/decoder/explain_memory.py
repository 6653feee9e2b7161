"""What pieces say that tell of memory: entries, tables, addresses, dumps, regions, gates, descriptors."""

from __future__ import annotations

from pagesim_py.decoder import names
from pagesim_py.decoder.pieces import Piece
from pagesim_py.decoder.sentences import (
    Explained,
    bit_lines,
    entry_flags,
    entry_lines,
    entry_sentence,
    place_words,
    selector_words,
)
from pagesim_py.machine import vectors
from pagesim_py.machine.address import index
from pagesim_py.machine.descriptors import INTERRUPT_GATE, TRAP_GATE, Descriptor
from pagesim_py.machine.flags import ENTRY, ENTRY_P
from pagesim_py.machine.paging import ADDRESS_BITS


def of_entry(piece: Piece) -> Explained:
    """One entry, where it leads, and its bits."""
    entry, level = piece.get("entry"), piece.get("level")
    where = "".join(
        (
            f"level-{level} " if level is not None else "",
            "entry",
            f" {piece.values['index']}" if "index" in piece.values else "",
        )
    )
    if entry is None:
        flags = piece.get("flags")
        if flags is None:
            return Explained(f"a {where}")
        return Explained(f"flags of an entry: {ENTRY.text(flags)}", (), bit_lines(ENTRY, flags))
    return Explained(
        f"{where} = {entry:#018x} ({entry_flags(entry)})", (entry_sentence(entry, level),), entry_lines(entry, level)
    )


def of_entries(piece: Piece) -> Explained:
    """The entries of one walk, as Linux prints them."""
    sentences = []
    for name, entry in piece.values.items():
        level = names.LEVELS.get(name)
        text = entry_sentence(entry, level if name not in ("PGD", "P4D") else None if entry & ENTRY_P else level)
        sentences.append(f"{name} {entry:#x} ({entry_flags(entry)}): {text}")
    return Explained("the entries of one page walk, highest level first", tuple(sentences))


def of_table(piece: Piece) -> Explained:
    """Where a table is said to be."""
    level, address = piece.values["level"], piece.get("address")
    also = " Its address is in CR3." if level == 4 else ""
    return Explained(
        f"the level-{level} table is at {address or 0:#x}", (f"A table has 512 entries of 8 bytes.{also}",)
    )


def of_physical_frame(piece: Piece) -> Explained:
    """A PhysFrame."""
    address = piece.get("address") or 0
    return Explained(f"the frame of {piece.words['size']} at physical address {address:#x}")


def of_address(piece: Piece) -> Explained:
    """A VirtAddr or PhysAddr."""
    address = piece.get("address") or 0
    if piece.words["type"] == "PhysAddr":
        return Explained(f"physical address {address:#x}", (f"It lies in frame {address >> 12:#x}.",))
    return Explained(f"linear address {address:#x}", (f"It is {place_words(address)}.",))


def of_translation(piece: Piece) -> Explained:
    """A line that says what an address is translated to."""
    address, physical = piece.get("address") or 0, piece.get("physical")
    end = "to nothing: it is not mapped" if physical is None else f"to physical address {physical:#x}"
    return Explained(f"{address:#x} is translated {end}", (f"The linear address is {place_words(address)}.",))


_TLB_LETTERS = {
    "X": "execute disable",
    "G": "global",
    "P": "large page",
    "D": "dirty",
    "A": "accessed",
    "C": "cache disable",
    "T": "write-through",
    "U": "user",
    "W": "writable",
}


def of_page(piece: Piece) -> Explained:
    """A line of ``info tlb``."""
    flags = [_TLB_LETTERS[letter] for letter in piece.words["flags"] if letter != "-"]
    title = f"page {piece.values['address']:#x} is mapped to {piece.values['physical']:#x}"
    return Explained(title, (f"Flags of the last entry: {', '.join(flags) or 'none'}.",))


def of_range(piece: Piece) -> Explained:
    """A line of ``info mem`` or ``info pg``."""
    values = piece.values
    if "start" in values:
        rights = piece.words["rights"]
        who = "user-mode code too" if rights[0] == "u" else "the supervisor only"
        what = "read and written" if rights[2] == "w" else "read, not written"
        if rights[3:] == "x":
            what += ", and executed"
        if rights[1] == "-":
            return Explained(
                f"{values['start']:#x} to {values['end']:#x} is not mapped", (f"It is {piece.words['name']}.",)
            )
        return Explained(f"{values['start']:#x} to {values['end']:#x} is mapped", (f"It can be {what}, by {who}.",))
    start, end = values["start_page"] << 12, (values["end_page"] + 1) << 12
    level = values["level"]
    to = f", to frame {values['frame']:#x}" if "frame" in values else ""
    return Explained(
        f"{start:#x} to {end:#x}: level-{level} entry {values['index']}{to}", (f"Flags: {piece.words['flags']}.",)
    )


def words_of(piece: Piece) -> list[int]:
    """The numbers of a memory dump, in order."""
    return [piece.values[f"word{number}"] for number in range(len(piece.values) - 2)]


def of_words(piece: Piece) -> Explained:
    """A dump of memory; 8-byte words as entries."""
    size, address, found = piece.values["size"], piece.values["address"], words_of(piece)
    title = f"{len(found) * size} bytes of memory at {address:#x}"
    if size != 8:
        return Explained(title, ("Entries have 8 bytes: print them with /8gx to have them explained.",))
    sentences = [
        f"{address + 8 * number:#x}: {word:#018x}, as an entry of a table: "
        f"{entry_flags(word)}, address {word & ADDRESS_BITS:#x}."
        for number, word in enumerate(found)
        if word & ENTRY_P
    ]
    if not sentences:
        sentences = ["If it is a page table: no entry here is present."]
    return Explained(title, tuple(sentences))


_PRINTS = {
    "xp": "memory at a physical address",
    "x": "memory at a linear address",
    "page": "the entries on the walk of an address",
}


def of_command(piece: Piece) -> Explained:
    """What was typed to a debugger."""
    meaning = _PRINTS.get(piece.words["name"])
    return Explained(f"the command {piece.words['text']}", (f"It prints {meaning}.",) if meaning else ())


def of_region(piece: Piece) -> Explained:
    """A region of the memory map."""
    start, end = piece.values.get("start", 0), piece.values.get("end", 0)
    return Explained(
        f"physical memory {start:#x} to {end:#x}: {piece.words['type']}",
        (f"It has {max(end - start, 0) >> 12:,} frames.",),
    )


def of_boot_field(piece: Piece) -> Explained:
    """A field of BootInfo."""
    value = piece.get("value") or 0
    if piece.words["name"] == "physical_memory_offset":
        return Explained(
            f"physical memory is visible from {value:#x} on", (f"Physical address p is at {value:#x} + p.",)
        )
    return Explained(f"the level-4 table is at {value:#x}", (f"Its recursive entry is number {index(value, 4)}.",))


def of_gate(piece: Piece) -> Explained:
    """A gate of the IDT."""
    values = piece.values
    number = f"gate {values['vector']} ({vectors.mnemonic(values['vector'])})" if "vector" in values else "a gate"
    sentences = []
    options = values.get("options")
    if "selector" in values:
        sentences.append(f"Code segment {values['selector']:#x}: {selector_words(values['selector'])}.")
    if options is not None:
        kinds = {INTERRUPT_GATE: "an interrupt gate: IF is cleared", TRAP_GATE: "a trap gate: IF stays"}
        present = "present" if options & 0x8000 else "not present: there is no handler"
        sentences.append(
            f"It is {kinds.get(options >> 8 & 0xF, 'no gate of 64-bit mode')}, {present}; DPL {options >> 13 & 3}."
        )
        ist = options & 7
        sentences.append(
            f"The frame goes to stack IST{ist} of the TSS." if ist else "It switches to no stack of its own (IST 0)."
        )
    return Explained(f"{number}: handler at {values.get('offset', 0):#x}", tuple(sentences))


def of_descriptor(piece: Piece) -> Explained:
    """A segment descriptor."""
    raw = piece.get("low") or 0
    one = Descriptor(raw)
    if not raw:
        return Explained("the null descriptor")
    present = "present" if one.present else "not present"
    if one.is_system:
        base = f", base {one.base(piece.values['high']):#x}" if "high" in piece.values else ""
        kind = {0x9: "an available 64-bit TSS", 0xB: "a busy 64-bit TSS", 0x2: "an LDT"}.get(
            one.type, f"of type {one.type:#x}"
        )
        return Explained(
            f"system descriptor {raw:#018x}", (f"It is {kind}, {present}, DPL {one.dpl}{base}, limit {one.limit:#x}.",)
        )
    kind = "code" if one.is_code else "data"
    mode = (
        (", 64-bit" if one.long else ", not 64-bit")
        if one.is_code
        else ", writable"
        if one.is_writable_data
        else ", read-only"
    )
    return Explained(f"{kind} descriptor {raw:#018x}", (f"It is {kind}{mode}, {present}, DPL {one.dpl}.",))
