"""Linking: addresses for code and data, the kernel's file as the boot loader sees it, symbols and the line table.

The image begins at 0x200000 with a page of headers, then come .text, .rodata, .data and .bss, each from a new page
on, so that
each has its own rights. File offsets are addresses minus 0x200000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pagesim_py.boot import KernelImage, Segment

from ..names.defs import ImplDef, StaticDef
from ..names.types import Adt
from .consts import ConstantError, Engine
from .foreign import Boundary, check_doubles
from .function import lower, place_addresses
from .heaps import heap_cells
from .items import Blob, Codec, Constant, Function, Item
from .linked import Linked, Symbol
from .names import type_text
from .unit import Unit

IMAGE = 0x200000
TEXT = 0x201000
TEXT_END = 0x207000
"""The least end of .text: code addresses that course pages name lie below it."""

PAGE = 4096


def static_words(blob: Blob) -> tuple[str, str]:
    """A static's name and type, as the student wrote them: without the modules before names, and of a lazy static those
    in front of the cell that it stands on.
    """
    text = type_text(blob.ty) if blob.ty is not None else ""
    text = re.sub(r"(?:\w+::)+(?=\w)", "", text)
    name = blob.path.rpartition("::")[2]
    lazy = lazy_name(blob.static) if blob.static is not None else None
    if lazy is not None:
        name, text = lazy, text.removeprefix("Lazy<").removesuffix(">")
    return name, f"spin::{text}" if text.startswith(("Mutex<", "RwLock<", "Once<")) else text


def lazy_name(cell: StaticDef) -> str | None:
    """The name of the lazy static whose cell this is; None if it is another static. The macro made both at once."""
    module = cell.module if cell.span.ctx and cell.name == "LAZY" else None
    while module is not None:
        for item in module.items:
            if isinstance(item, ImplDef) and isinstance(item.self_ty, Adt):
                deref = item.methods.get("deref")
                if deref is not None and deref.span.ctx == cell.span.ctx:
                    return item.self_ty.defn.name
        module = module.outer
    return None


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
    unit.undefined.raise_if_any(unit)
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
    check_doubles(unit, functions, [b.static for b in blobs if b.static is not None])
    fixed = [b for b in blobs if not b.writable]
    filled = [b for b in blobs if b.writable and not is_zero(unit, b)]
    zero = [b for b in blobs if b.writable and is_zero(unit, b)]
    rodata_end = place(fixed, text_end, addresses)
    data_start = rodata_end + PAGE - 1 & -PAGE
    data_end = place(filled, data_start, addresses)
    bss_end = place(zero, data_end, addresses)
    ends_of = {"image": IMAGE, "text": text_end, "data": data_end, "bss": bss_end}
    addresses.update({x: ends_of[x.part] for x in items if isinstance(x, Boundary)})
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
    tests = ((path, unit.item(("fn", test, ()))) for path, test in unit.program.tests)
    linked.tests = [(path, found.name if found is not None and found in addresses else "") for path, found in tests]
    locate = unit.program.sources.locate
    linked.lines += [locate(span)[:2] for span in linked.places]
    linked.statics += [(addresses[b], addresses[b] + b.size, *static_words(b)) for b in blobs if b.static is not None]
    linked.heaps += [
        cells
        for blob in blobs
        if blob.static is not None and blob.ty is not None
        for cells in heap_cells(unit.layouts, blob.ty, addresses[blob])
    ]
    return linked


def is_zero(unit: Unit, blob: Blob) -> bool:
    """Whether a writable static begins as zeros (then it takes no room in the file)."""
    if blob.init is None or blob.ty is None or unit.has_pointer(blob.ty):
        return False
    key = ("zero", blob)
    store = unit.values
    if blob.name in unit.shared.names:
        store = unit.shared.values
        unit.shared.recall(key)
    found = store.get(key)
    if found is None:
        engine = unit.early = unit.early or Engine(unit)
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
