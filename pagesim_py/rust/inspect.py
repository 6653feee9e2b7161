"""The values of a program's variables as text, for whoever looks at it while it runs. Looking changes nothing.

A value comes as lowered code keeps it (see ``lower.layout``), from a Python variable or decoded from bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .lower.items import Function
from .lower.layout import Layout, Layouts
from .lower.linked import Linked
from .lower.variables import Variable
from .names import types as t
from .names.constvalues import LayoutError
from .names.show import show

Peek = Callable[[int, int], bytes | None]
"""The bytes at a linear address; None if they are not mapped."""
PARTS = 6
"""So many fields or items of a value are shown."""
DEEP = 3
"""So deep values inside of values are."""
TEXT = 60
"""Characters of a string that are shown."""
BYTES = 4096
"""Values that take more bytes are not decoded."""


class Shown(NamedTuple):
    """A variable as it is at a moment. ``address``: where it lies in memory, None if it is kept in a register;
    ``value``: None if it is not known.
    """

    name: str
    type: str
    address: int | None
    size: int
    value: str | None


def variables(linked: Linked, function: Function, rip: int, inside: Mapping[str, Any], peek: Peek) -> list[Shown]:
    """The variables that are in scope at ``rip`` of ``function``. ``inside``: its Python variables; at least ``b``,
    the address of its frame. Of several with one name the last hides the others.
    """
    if function.variables is None or linked.unit is None:
        return []
    offset = rip - function.base
    found: dict[str, Shown] = {}
    for one in function.variables:
        if one.since <= offset < one.until:
            found.pop(one.name, None)
            found[one.name] = _shown(linked.unit.layouts, one, inside, peek)
    return list(found.values())


def _shown(layouts: Layouts, one: Variable, inside: Mapping[str, Any], peek: Peek) -> Shown:
    try:
        layout = layouts.of(one.ty)
    except LayoutError:
        return Shown(one.name, show(one.ty), None, 0, None)
    value: Any = None
    known = True
    address = None
    try:
        # The text is lowered code's own: a name, a part of one, or a sum. Nothing of the student's is run here.
        value = eval(one.code, {"__builtins__": {}}, dict(inside))
        if one.in_memory:
            address = int(value)
            data = peek(address, layout.size) if 0 < layout.size <= BYTES else b"" if not layout.size else None
            known = data is not None
            value = decode(layouts, one.ty, data) if data is not None else None
    except (NameError, LookupError, TypeError, ValueError):
        known = False
    text = value_text(layouts, one.ty, value, peek) if known else None
    return Shown(one.name, show(one.ty), address, layout.size, text)


def decode(layouts: Layouts, ty: t.Ty, data: bytes) -> Any:
    """The value of type ``ty`` that the bytes ``data`` are."""
    layout = layouts.of(ty)
    size = layout.size

    def part(which: t.Ty, offset: int) -> Any:
        return decode(layouts, which, data[offset : offset + layouts.of(which).size])

    match layout.kind:
        case "unit":
            return None
        case "int" | "enum":
            signed = layout.signed or any(number < 0 for number in layout.discriminants)
            return int.from_bytes(data, "little", signed=signed)
        case "bool" | "char" | "ptr":
            return int.from_bytes(data, "little")
        case "float":
            return struct.unpack("<f" if size == 4 else "<d", data)[0]
        case "fat":
            return int.from_bytes(data[:8], "little"), int.from_bytes(data[8:16], "little")
        case "newtype":
            return part(layout.fields[0][layout.inner], layout.offsets[0][layout.inner])
        case "agg":
            return tuple(part(f, o) for f, o in zip(layout.fields[0], layout.offsets[0], strict=True))
        case "array" if layout.item is not None:
            step = layouts.of(layout.item).size
            return tuple(part(layout.item, number * step) for number in range(layout.count))
        case "data":
            variant = _variant(layout, data)
            fields = zip(layout.fields[variant], layout.offsets[variant], strict=True)
            return (variant, *(part(f, o) for f, o in fields))
    return data


def _variant(layout: Layout, data: bytes) -> int:
    tag = layout.tag
    if tag is None:
        return 0
    raw = int.from_bytes(data[tag.offset : tag.offset + tag.size], "little")
    found = next((variant for variant, value in tag.values.items() if value == raw), tag.untagged)
    if found is None:
        raise ValueError("no variant has this tag")
    return found


def value_text(layouts: Layouts, ty: t.Ty, value: Any, peek: Peek, depth: int = 0) -> str:
    """A value as ``Debug`` would have it, about: long and deep ones cut, numbers with their hexadecimal."""
    layout = layouts.of(ty)

    def inner(which: t.Ty, one: Any) -> str:
        return value_text(layouts, which, one, peek, depth + 1)

    match layout.kind:
        case "bool":
            return "true" if value else "false"
        case "char":
            return repr(chr(value))
        case "int":
            if -10 < value < 10:
                return str(value)
            return f"{value:#x}" if depth and value > 0xFFF else str(value) if depth else f"{value} ({value:#x})"
        case "float":
            return repr(value)
        case "ptr":
            return f"{value:#x}"
        case "fat":
            return _fat(ty, value, peek)
        case "bytes" | "union":
            return f"{value[:16].hex(' ')}{' ...' if len(value) > 16 else ''}"
    if isinstance(ty, t.Adt):
        return _adt(layouts, layout, ty, value, inner, depth)
    if layout.kind == "unit":
        return "()"
    if depth >= DEEP:
        return "..."
    if isinstance(ty, t.Array) and layout.item is not None:
        items = [inner(layout.item, one) for one in value[:PARTS]]
        return f"[{', '.join(items)}{', ...' if len(value) > PARTS else ''}]"
    fields = layout.fields[0] if layout.fields else []
    parts = value if layout.kind == "agg" else [value if n == layout.inner else None for n in range(len(fields))]
    names = [inner(which, one) for which, one in zip(fields[:PARTS], parts, strict=False)]
    return f"({', '.join(names)}{', ...' if len(fields) > PARTS else ''})"


def _adt(layouts: Layouts, layout: Layout, ty: t.Adt, value: Any, inner: Callable[[t.Ty, Any], str], depth: int) -> str:
    defn = layouts.adt(ty.defn)
    if layout.kind == "enum":
        number = next((n for n, one in enumerate(layout.discriminants) if one == value), None)
        return str(value) if number is None else defn.variants[number].name
    variant = value[0] if layout.kind == "data" else 0
    if not defn.variants:
        return defn.name
    called = defn.variants[variant]
    fields = layout.fields[variant] if layout.fields else []
    if layout.kind in ("data", "agg"):
        parts = list(value[1:] if layout.kind == "data" else value)
    else:
        parts = [value if number == layout.inner else None for number in range(len(fields))]
    if not fields:
        return called.name
    if depth >= DEEP:
        return f"{called.name} ..."
    shown = [inner(which, one) for which, one in zip(fields[:PARTS], parts, strict=False)]
    more = ", ..." if len(fields) > PARTS else ""
    if called.kind == "tuple":
        return f"{called.name}({', '.join(shown)}{more})"
    named = [f"{field.name}: {text}" for field, text in zip(called.fields, shown, strict=False)]
    return f"{called.name} {{ {', '.join(named)}{more} }}"


def _fat(ty: t.Ty, value: tuple[int, int], peek: Peek) -> str:
    """A wide pointer: a string's text, a slice's length."""
    address, length = value
    target = ty.inner if isinstance(ty, t.Ref | t.Ptr) else None
    if isinstance(target, t.Prim) and target.name == "str":
        data = peek(address, min(length, 4 * TEXT)) if length else b""
        if data is not None:
            text = data.decode("utf-8", "replace")
            return f'"{text[:TEXT]}{"..." if len(text) > TEXT else ""}"'
    if isinstance(target, t.Slice):
        return f"{address:#x}, length {length}"
    return f"{address:#x}, {length:#x}"
