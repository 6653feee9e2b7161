"""What can be done in the playground, as plain data: what a link carries, what a click becomes.

    {"do": "start", "from": "empty", "levels": 4}          from: empty, boot, paste (with "text")
    {"do": "map", "page": "0x5000", "frame": "0x9000", "size": "4 KiB", "flags": ["RW"], "by": "memory"}
    {"do": "unmap", "page": "0x5000"}
    {"do": "edit", "address": "0x5000", "level": 1, "entry": "0x9001"}
    {"do": "read", "address": "0x5000", "cpl": 0}          also write (with "value") and fetch
    {"do": "invlpg", "address": "0x5000"}
    {"do": "cr3"}                                          CR3 is loaded with what it holds
    {"do": "set", "bit": "CR0.WP", "on": false}
    {"do": "pkru", "value": "0x4"}
    {"do": "reach", "by": "recursive"}                     sets up a way to reach the tables

``by`` says how entries are written: through physical memory (``memory``), or by the CPU at the linear address that one
of the three ways gives them. A frame that is left out is a free one. Numbers may be written as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pagesim_py.machine.address import page_size
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.flags import (
    CR0_WP,
    CR4_LA57,
    CR4_PCIDE,
    CR4_PGE,
    CR4_PKE,
    CR4_SMAP,
    CR4_SMEP,
    EFER_NXE,
    ENTRY_G,
    ENTRY_RW,
    ENTRY_US,
    ENTRY_XD,
    RFLAGS_AC,
)

MOST = 400
"""Operations of a link at most."""
WAYS = ("identity", "window", "recursive")
"""How the CPU can reach the tables: each frame at its own address, all of memory at an offset, an entry to itself."""
SIZES = {"4 KiB": 1, "2 MiB": 2, "1 GiB": 3}
"""The level of the leaf, by the page's size."""
FLAGS = {"RW": ENTRY_RW, "US": ENTRY_US, "XD": ENTRY_XD, "G": ENTRY_G}
BITS = {
    "CR0.WP": ("cr0", CR0_WP),
    "CR4.PGE": ("cr4", CR4_PGE),
    "CR4.PCIDE": ("cr4", CR4_PCIDE),
    "CR4.SMEP": ("cr4", CR4_SMEP),
    "CR4.SMAP": ("cr4", CR4_SMAP),
    "CR4.PKE": ("cr4", CR4_PKE),
    "CR4.LA57": ("cr4", CR4_LA57),
    "EFER.NXE": ("efer", EFER_NXE),
    "RFLAGS.AC": ("rflags", RFLAGS_AC),
}
"""The bits that can be switched: register and mask."""


class OperationError(ValueError):
    """The operation cannot be done; the message says what is wrong and what would be right. Nothing has changed."""


class Start(NamedTuple):
    """A machine to begin with. ``source``: empty, boot, paste; ``levels`` of the empty tables; the pasted ``text``."""

    source: str = "empty"
    levels: int = 4
    text: str = ""


class Map(NamedTuple):
    """A page of ``level`` mapped to ``frame`` (None: a free one) with ``flags``, a mask of bits of the entry."""

    page: int
    frame: int | None
    level: int
    flags: int
    by: str = "memory"


class Unmap(NamedTuple):
    """The entry that maps ``page`` set to 0."""

    page: int
    by: str = "memory"


class Edit(NamedTuple):
    """The entry of ``level`` on the walk of ``address`` becomes ``entry``."""

    address: int
    level: int
    entry: int
    by: str = "memory"


class Access(NamedTuple):
    """An access to one byte. ``kind``: read, write, fetch; ``value`` is what is written."""

    kind: str
    address: int
    cpl: int = 0
    value: int = 42


class Invalidate(NamedTuple):
    """INVLPG."""

    address: int


class Reload(NamedTuple):
    """MOV to CR3 of what it holds."""


class Switch(NamedTuple):
    """A control bit, a name of ``BITS``."""

    bit: str
    on: bool


class Protect(NamedTuple):
    """WRPKRU."""

    value: int


class Reach(NamedTuple):
    """One of ``WAYS`` set up, through physical memory as a boot loader does."""

    by: str


Operation = Map | Unmap | Edit | Access | Invalidate | Reload | Switch | Protect | Reach

_FIELDS: dict[str, tuple[str, ...]] = {
    "start": ("from", "levels", "text"),
    "map": ("page", "frame", "size", "flags", "by"),
    "unmap": ("page", "by"),
    "edit": ("address", "level", "entry", "by"),
    "read": ("address", "cpl"),
    "write": ("address", "cpl", "value"),
    "fetch": ("address", "cpl"),
    "invlpg": ("address",),
    "cr3": (),
    "set": ("bit", "on"),
    "pkru": ("value",),
    "reach": ("by",),
}


def number(text: str) -> int:
    """A number as a link has it. OperationError if it is none of 64 bits."""
    try:
        value = int(text.strip().replace("_", ""), 0)
    except ValueError:
        raise OperationError(f"{text[:40]!r} is no number: write it as 0xb8000 or 753664.") from None
    if not 0 <= value <= MASK64:
        raise OperationError(f"{text[:40]} does not fit into 64 bits.")
    return value


def read(operations: object) -> tuple[Start, list[Operation]]:
    """A whole list of operations, the start first. OperationError says which is wrong, and how."""
    if not isinstance(operations, list) or not operations:
        raise OperationError("a list of operations is wanted, a start first")
    if len(operations) > MOST:
        raise OperationError(f"there are {len(operations):,} operations, and more than {MOST} are not taken")
    found: list[Operation] = []
    start = None
    for place, one in enumerate(operations, 1):
        try:
            if place == 1:
                start = read_start(one)
            else:
                found.append(read_one(one))
        except OperationError as error:
            raise OperationError(f"operation {place}: {str(error)[0].lower()}{str(error)[1:].rstrip('.')}") from None
    assert start is not None
    return start, found


def read_start(given: object) -> Start:
    """One start. OperationError if it is none."""
    fields = _fields(given)
    if fields["do"] != "start":
        raise OperationError(f"The first operation is a start, not {fields['do']!r}.")
    source = _word(fields, "from", ("empty", "boot", "paste"), "empty")
    levels = fields.get("levels", 4)
    if levels not in (4, 5) or isinstance(levels, bool):
        raise OperationError(f"There are 4 or 5 levels of tables, not {str(levels)[:40]}.")
    text = fields.get("text", "")
    if not isinstance(text, str):
        raise OperationError("What was pasted is a text.")
    return Start(source, levels if source == "empty" else 4, text if source == "paste" else "")


def read_one(given: object, numbers: Callable[[str], int] = number) -> Operation:
    """One operation that is no start. ``numbers`` reads the addresses. OperationError says what is wrong."""
    fields = _fields(given)
    do = fields["do"]

    def value(name: str, default: int | None = None) -> int:
        one = fields.get(name, default)
        if isinstance(one, str) and one.strip():
            return numbers(one)
        if isinstance(one, int) and not isinstance(one, bool):
            return number(str(one))
        raise OperationError(f"{do} needs a number called {name}.")

    match do:
        case "map":
            size = _word(fields, "size", tuple(SIZES), "4 KiB")
            frame = None if fields.get("frame") in (None, "") else value("frame")
            return Map(value("page"), frame, SIZES[size], _flags(fields.get("flags", [])), _by(fields))
        case "unmap":
            return Unmap(value("page"), _by(fields))
        case "edit":
            level = fields.get("level")
            if level not in (1, 2, 3, 4, 5) or isinstance(level, bool):
                raise OperationError("An entry's level is 1 to 5.")
            return Edit(value("address"), level, value("entry"), _by(fields))
        case "read" | "write" | "fetch":
            cpl = fields.get("cpl", 0)
            if cpl not in (0, 3) or isinstance(cpl, bool):
                raise OperationError(f"An access is made at CPL 0 or 3, not {str(cpl)[:40]}.")
            written = value("value", 42) if do == "write" else 42
            if written > 0xFF:
                raise OperationError(f"One byte is written, 0 to 0xff, not {written:#x}.")
            return Access(do, value("address"), cpl, written)
        case "invlpg":
            return Invalidate(value("address"))
        case "cr3":
            return Reload()
        case "set":
            on = fields.get("on")
            if not isinstance(on, bool):
                raise OperationError("A bit is set (true) or cleared (false).")
            return Switch(_word(fields, "bit", tuple(BITS)), on)
        case "pkru":
            keys = value("value")
            if keys >> 32:
                raise OperationError(f"PKRU has 32 bits: {keys:#x} does not fit.")
            return Protect(keys)
        case "reach":
            return Reach(_word(fields, "by", WAYS))
    raise OperationError("A start comes first, and only there.")


def data(operation: Start | Operation) -> dict[str, Any]:
    """As ``read`` and ``read_one`` take it."""
    match operation:
        case Start(source, levels, text):
            more: dict[str, Any] = {"levels": levels} if source == "empty" else {}
            return {"do": "start", "from": source, **more, **({"text": text} if source == "paste" else {})}
        case Map(page, frame, level, flags, by):
            size = next(name for name, one in SIZES.items() if one == level)
            names = [name for name, mask in FLAGS.items() if flags & mask]
            where = {} if frame is None else {"frame": hex(frame)}
            return {"do": "map", "page": hex(page), **where, "size": size, "flags": names, **_told(by)}
        case Unmap(page, by):
            return {"do": "unmap", "page": hex(page), **_told(by)}
        case Edit(address, level, entry, by):
            return {"do": "edit", "address": hex(address), "level": level, "entry": hex(entry), **_told(by)}
        case Access(kind, address, cpl, value):
            return {"do": kind, "address": hex(address), "cpl": cpl, **({"value": value} if kind == "write" else {})}
        case Invalidate(address):
            return {"do": "invlpg", "address": hex(address)}
        case Reload():
            return {"do": "cr3"}
        case Switch(bit, on):
            return {"do": "set", "bit": bit, "on": on}
        case Protect(value):
            return {"do": "pkru", "value": hex(value)}
        case Reach(by):
            return {"do": "reach", "by": by}


def page_of(address: int, level: int) -> int:
    """The first address of the page of ``level`` that ``address`` lies in."""
    return address & -page_size(level)


def _told(by: str) -> dict[str, str]:
    return {} if by == "memory" else {"by": by}


def _fields(given: object) -> Mapping[str, Any]:
    if not isinstance(given, dict) or not isinstance(given.get("do"), str):
        raise OperationError(f'An operation is written as {{"do": ...}}, with one of {_listed(tuple(_FIELDS))}.')
    known = _FIELDS.get(given["do"])
    if known is None:
        raise OperationError(f"There is no operation called {given['do'][:40]!r}; there are {_listed(tuple(_FIELDS))}.")
    for name in given:
        if name != "do" and name not in known:
            has = f"it has {_listed(known)}" if known else "it has none"
            raise OperationError(f"The operation {given['do']} has no field called {str(name)[:40]!r}; {has}.")
    return given


def _word(fields: Mapping[str, Any], name: str, known: tuple[str, ...], default: str | None = None) -> str:
    word = fields.get(name, default)
    if not isinstance(word, str) or word not in known:
        raise OperationError(f"{fields['do']} needs {name}: one of {_listed(known)}, not {str(word)[:40]}.")
    return word


def _by(fields: Mapping[str, Any]) -> str:
    return _word(fields, "by", ("memory", *WAYS), "memory")


def _flags(names: object) -> int:
    if not isinstance(names, list) or not all(isinstance(name, str) and name in FLAGS for name in names):
        raise OperationError(f"A page's flags are a list of {_listed(tuple(FLAGS))}; P is set by itself.")
    mask = 0
    for name in names:
        mask |= FLAGS[name]
    return mask


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
