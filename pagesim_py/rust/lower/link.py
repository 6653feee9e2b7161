"""Linking: addresses for code and data, the kernel's file as the boot loader sees it, symbols and the line table.

The image begins at 0x200000 with a page of headers, then come .text, .rodata, .data and .bss, each from a new page
on, so that
each has its own rights. File offsets are addresses minus 0x200000.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pagesim_py.boot import KernelImage, Segment

from ..span import Span
from .consts import ConstantError, Engine
from .function import lower, place_addresses
from .items import Blob, Codec, Constant, Function, Item
from .unit import Unit

IMAGE = 0x200000
TEXT = 0x201000
TEXT_END = 0x207000
"""The least end of .text: code addresses that course pages name lie below it."""

PAGE = 4096


class Symbol(NamedTuple):
    """A name in the kernel. ``kind``: "function", "static" or "section"."""

    name: str
    address: int
    size: int
    kind: str


@dataclass
class Linked:
    """A program with addresses. ``constants``: values by name; ``rips``: start addresses of code stretches, rising,
    with their source places.
    """

    unit: Unit
    entry: Function
    panic_handler: Function | None
    items: list[Item]
    addresses: dict[Item, int]
    constants: dict[str, Any]
    image: KernelImage
    symbols: list[Symbol]
    functions: list[Function]
    rips: list[int] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def function_at(self, rip: int) -> Function | None:
        """The function whose code is at an address."""
        i = bisect.bisect_right(self.starts, rip) - 1
        return self.functions[i] if i >= 0 and rip < self.ends[i] else None

    def span_at(self, rip: int) -> Span | None:
        """The source of the student's code at an address."""
        function = self.function_at(rip)
        if function is None or not function.student:
            return None
        i = bisect.bisect_right(self.rips, rip) - 1
        return self.places[i] if i >= 0 and self.rips[i] >= function.base else function.span

    def code_end(self, rip: int) -> int:
        """Where the code that belongs together with an address ends: the statement's, or our own function's."""
        i = bisect.bisect_right(self.starts, rip) - 1
        if i < 0 or rip >= self.ends[i]:
            return rip
        if not self.functions[i].student:
            return self.ends[i] - 1
        after = bisect.bisect_right(self.rips, rip)
        return min(self.rips[after], self.ends[i]) if after < len(self.rips) else self.ends[i]

    def statement_at(self, rip: int) -> int:
        """The start of the code stretch that an address is in."""
        i = bisect.bisect_right(self.rips, rip) - 1
        return self.rips[i] if i >= 0 else rip


def reach(unit: Unit, roots: Iterable[Item]) -> list[Item]:
    """Everything that the roots need, roots first; what isn't lowered yet is lowered."""
    seen: dict[Item, None] = {}
    pending = list(roots)
    while pending:
        item = pending.pop(0)
        if item in seen:
            continue
        seen[item] = None
        if isinstance(item, Function) and not item.lowered:
            lower(unit, item)
        if isinstance(item, Codec):
            pending = [*item.deps, *pending]
        else:
            pending.extend(item.deps)
    unit.queue.clear()
    return list(seen)


def link(unit: Unit, entry: Function, panic_handler: Function | None) -> Linked:
    """Give everything reachable an address and work out what lies in .rodata and .data."""
    roots: list[Item] = [f for f in (entry, panic_handler) if f is not None]
    allocator = unit.allocator()
    if allocator is not None:
        roots += allocator[2]
        unit.run()
    items = reach(unit, roots)
    addresses: dict[Item, int] = {}
    functions = [x for x in items if isinstance(x, Function) and not x.constant]
    functions.sort(key=lambda f: not f.student)
    at = TEXT
    starts, ends = [], []
    for f in functions:
        addresses[f] = at
        starts.append(at)
        if f.student:
            place_addresses(f, at)
            size = f.cursor + 8
        else:
            f.base = at
            size = 12 + len(f.source) // 3
        ends.append(at + size)
        at = at + size + 15 & -16
    text_end = max(at + PAGE - 1 & -PAGE, TEXT_END)
    addresses.update({x: 0 for x in items if isinstance(x, Function) and x.constant})
    blobs = [x for x in items if isinstance(x, Blob)]
    fixed = [b for b in blobs if not b.writable]
    filled = [b for b in blobs if b.writable and not is_zero(unit, b)]
    zero = [b for b in blobs if b.writable and is_zero(unit, b)]
    rodata_end = place(fixed, text_end, addresses)
    data_start = rodata_end + PAGE - 1 & -PAGE
    data_end = place(filled, data_start, addresses)
    bss_end = place(zero, data_end, addresses)
    engine = Engine(unit, addresses)
    constants = {}
    item: Item | None = None
    try:
        for item in items:
            if isinstance(item, Blob) and item not in zero:
                engine[item.name]
            elif isinstance(item, Constant):
                constants[item.name] = engine[item.name]
    except ConstantError as e:
        function = item.init if isinstance(item, Blob) else item.function if isinstance(item, Constant) else None
        unit.constant_error(e, function or entry, engine)
    if allocator is not None:
        constants["global_allocator"] = (addresses[unit.named(allocator[0])], addresses[unit.named(allocator[1])])
    text = bytearray(b"\xcc" * (text_end - TEXT))
    for start, end in zip(starts, ends, strict=True):
        text[start - TEXT : end - TEXT] = code_bytes(end - start)
    rodata = engine.scratch.read(text_end, rodata_end - text_end) if rodata_end > text_end else b""
    data = engine.scratch.read(data_start, data_end - data_start) if data_end > data_start else b""
    image = build_image(addresses[entry], bytes(text), text_end, rodata, data_start, data, bss_end)
    symbols = [Symbol(f.path, addresses[f], e - s, "function") for f, s, e in zip(functions, starts, ends, strict=True)]
    symbols += [Symbol(b.path, addresses[b], b.size, "static") for b in blobs if b.path]
    for name, start, end in (
        (".text", TEXT, text_end),
        (".rodata", text_end, rodata_end),
        (".data", data_start, data_end),
        (".bss", data_end, bss_end),
    ):
        if end > start:
            symbols.append(Symbol(name, start, end - start, "section"))
    linked = Linked(
        unit, entry, panic_handler, items, addresses, constants, image, symbols, functions, starts=starts, ends=ends
    )
    for f in functions:
        if f.student:
            for offset, span in f.offsets:
                linked.rips.append(f.base + offset)
                linked.places.append(span)
    return linked


def is_zero(unit: Unit, blob: Blob) -> bool:
    """Whether a writable static begins as zeros (then it takes no room in the file)."""
    if blob.init is None or blob.ty is None or unit.has_pointer(blob.ty):
        return False
    key = ("zero", blob)
    store = unit.shared.values if blob.name in unit.shared.names else unit.values
    found = store.get(key)
    if found is None:
        from .consts import Engine as Early

        engine = unit.early = unit.early or Early(unit)
        try:
            a = engine[blob.name]
        except ConstantError as e:
            unit.constant_error(e, blob.init, engine)
        found = store[key] = not any(engine.scratch.read(a, blob.size))
    return bool(found)


def place(blobs: list[Blob], start: int, addresses: dict[Item, int]) -> int:
    """Lay bytes out from an address on; gives the end."""
    at = start
    for b in blobs:
        at = at + b.align - 1 & -b.align
        addresses[b] = at
        at += b.size
    return at


def code_bytes(size: int) -> bytes:
    """Bytes that stand for a function's instructions: a frame is set up, values move, it returns."""
    head = bytes.fromhex("554889e54883ec20")
    middle = bytes.fromhex("488b45f8488945f0488b4df04889c84883c001488945e8")
    tail = bytes.fromhex("4883c4205dc3")
    room = max(size - len(head) - len(tail), 0)
    return (head + (middle * (room // len(middle) + 1))[:room] + tail)[:size]


def build_image(
    entry: int, text: bytes, rodata_start: int, rodata: bytes, data_start: int, data: bytes, end: int
) -> KernelImage:
    """The kernel's file: headers, then the sections."""
    header = bytearray(PAGE)
    header[:20] = bytes.fromhex("7f454c4602010100000000000000000002003e00")
    header[24:32] = entry.to_bytes(8, "little")
    header[32:40] = (64).to_bytes(8, "little")
    file_end = data_start - IMAGE + len(data)
    contents = bytearray(file_end)
    contents[:PAGE] = header
    contents[TEXT - IMAGE : TEXT - IMAGE + len(text)] = text
    contents[rodata_start - IMAGE : rodata_start - IMAGE + len(rodata)] = rodata
    contents[data_start - IMAGE :] = data
    segments = [
        Segment(IMAGE, 0, PAGE, PAGE),
        Segment(TEXT, TEXT - IMAGE, len(text), len(text), executable=True),
    ]
    if rodata:
        segments.append(Segment(rodata_start, rodata_start - IMAGE, len(rodata), len(rodata)))
    if end > data_start:
        segments.append(Segment(data_start, data_start - IMAGE, len(data), end - data_start, writable=True))
    return KernelImage(file_size=file_end, segments=segments, entry=entry, contents=bytes(contents))
