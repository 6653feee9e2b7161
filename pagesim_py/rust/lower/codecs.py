"""Codecs: the two functions ``get(a, b, rip)`` and ``put(a, v, b, rip)`` that load and store a composite type.

``b`` is RSP for the case of a fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import types as t
from ..names.types import Ty
from .layout import Layout
from .scalars import INDEX, SCALARS, SHIFT, bits_of, load_text, signed_bits, strip, tag_text, value_of

if TYPE_CHECKING:
    from .bytes import ItemStore


def leaves(unit: ItemStore, ty: Ty, offset: int, path: str) -> list[tuple[int, Ty, str]] | None:
    """Offset, type and path (as text to put after a value) of the scalar parts of structs and tuples; None if the type
    has enums, unions, or many.
    """
    ty = strip(unit, ty)
    layout = unit.layouts.of(ty)
    if layout.kind == "unit":
        return []
    if layout.kind in ("int", "bool", "char", "ptr", "enum", "float"):
        return [(offset, ty, path)] if layout.size < 16 and layout.kind != "float" else None
    if layout.kind == "fat":
        return [(offset, t.USIZE, f"{path}[0]"), (offset + 8, t.USIZE, f"{path}[1]")]
    if layout.kind == "agg":
        found: list[tuple[int, Ty, str]] = []
        for i, (f, o) in enumerate(zip(layout.fields[0], layout.offsets[0], strict=True)):
            part = leaves(unit, f, offset + o, f"{path}[{i}]")
            if part is None or len(found) > 12:
                return None
            found += part
        return found
    if layout.kind == "array" and layout.count <= 8 and layout.item is not None:
        found = []
        size = unit.layouts.of(layout.item).size
        for i in range(layout.count):
            part = leaves(unit, layout.item, offset + i * size, f"{path}[{i}]")
            if part is None or len(found) > 12:
                return None
            found += part
        return found
    return None


def build(unit: ItemStore, ty: Ty, made: list[str]) -> str:
    """The text that puts the parts ``made`` (in order of ``leaves``) together to a value."""
    ty = strip(unit, ty)
    layout = unit.layouts.of(ty)
    if layout.kind == "unit":
        return "None"
    if layout.kind == "fat":
        return f"({made.pop(0)}, {made.pop(0)})"
    if layout.kind == "agg":
        return "(" + ", ".join(build(unit, f, made) for f in layout.fields[0]) + ",)"
    if layout.kind == "array":
        assert layout.item is not None
        return "(" + ", ".join(build(unit, layout.item, made) for _ in range(layout.count)) + ",)"
    return value_of(layout, made.pop(0))


def codec_source(unit: ItemStore, ty: Ty, get: str, put: str) -> tuple[str, str]:
    """The two functions that load and store values of a composite type."""
    layout = unit.layouts.of(ty)
    parts = leaves(unit, ty, 0, "v")
    if parts and not layout.packed:
        return _flat_get(unit, ty, layout, parts, get), _flat_put(unit, layout, parts, put)
    if layout.kind == "bytes":
        return (
            f"def {get}(a, b, rip):\n\treturn ldb(a, {layout.size}, b, rip)\n",
            f"def {put}(a, v, b, rip):\n\tstb(a, v, b, rip)\n",
        )
    if layout.kind == "union":
        return (
            f"def {get}(a, b, rip):\n\treturn ldb(a, {layout.size}, b, rip)\n",
            f"def {put}(a, v, b, rip):\n\tstb(a, v, b, rip)\n",
        )
    if layout.kind == "float":
        c = "f" if layout.size == 4 else "d"
        return (
            f"def {get}(a, b, rip):\n\treturn unpack('<{c}', ldb(a, {layout.size}, b, rip))[0]\n",
            f"def {put}(a, v, b, rip):\n\tstb(a, pack('<{c}', v), b, rip)\n",
        )
    if layout.kind == "int":  # 16 bytes
        value = "(l8(a, b, rip) | l8(a + 8, b, rip) << 64)"
        if layout.signed:
            value = signed_bits(value, 16)
        return (
            f"def {get}(a, b, rip):\n\treturn {value}\n",
            f"def {put}(a, v, b, rip):\n\ts8(a, v & {2**64 - 1}, b, rip)\n\ts8(a + 8, v >> 64 & {2**64 - 1}, b, rip)\n",
        )
    if layout.kind == "array":
        return _array_codec(unit, layout, get, put)
    if layout.kind == "data":
        return _data_codec(unit, layout, get, put)
    if layout.kind == "agg":
        return _agg_codec(unit, layout, get, put)
    raise AssertionError(layout.kind)


def _flat_get(unit: ItemStore, ty: Ty, layout: Layout, parts: list[tuple[int, Ty, str]], get: str) -> str:
    sizes = sorted({unit.layouts.of(p).size for _, p, _ in parts})
    lines = [f"def {get}(a, b, rip):", quick_test(layout, sizes), "\t\tn = a >> 12"]
    lines += [f"\t\tp{s} = r{s}(n)" for s in sizes]
    lines.append(f"\t\tif {' and '.join(f'p{s} is not None' for s in sizes)}:")
    lines += [f"\t\t\ti{s} = " + INDEX[s].format(a="a") for s in sizes]
    quick = [
        f"p{s}[i{s} + {o >> SHIFT[s]}]" if o % s == 0 else f"ld(a + {o}, {s}, b, rip)"
        for o, p, _ in parts
        for s in (unit.layouts.of(p).size,)
    ]
    lines.append(f"\t\t\treturn {build(unit, ty, quick)}")
    slow = [f"l{unit.layouts.of(p).size}(a + {o}, b, rip)" for o, p, _ in parts]
    lines.append(f"\treturn {build(unit, ty, slow)}")
    return "\n".join(lines) + "\n"


def quick_test(layout: Layout, sizes: list[int]) -> str:
    """The head of a codec's quick part: all in one page, and aligned."""
    aligned = f" and not a & {sizes[-1] - 1}" if sizes[-1] > 1 else ""
    return f"\tif a & 4095 <= {4096 - layout.size}{aligned}:"


def _flat_put(unit: ItemStore, layout: Layout, parts: list[tuple[int, Ty, str]], put: str) -> str:
    sizes = sorted({unit.layouts.of(p).size for _, p, _ in parts})
    lines = [f"def {put}(a, v, b, rip):", quick_test(layout, sizes), "\t\tn = a >> 12"]
    lines += [f"\t\tp{s} = w{s}(n)" for s in sizes]
    lines.append(f"\t\tif {' and '.join(f'p{s} is not None' for s in sizes)}:")
    lines += [f"\t\t\ti{s} = " + INDEX[s].format(a="a") for s in sizes]
    for offset, p, path in parts:
        size = unit.layouts.of(p).size
        value = bits_of(unit.layouts.of(p), path)
        step = offset >> SHIFT[size]
        index = f"i{size} + {step}" if step else f"i{size}"
        if unit.record:
            lines.append(f"\t\t\ti = {index}; x = {value}; L((p{size}, i, p{size}[i], x)); p{size}[i] = x")
        else:
            lines.append(f"\t\t\tp{size}[{index}] = {value}")
    lines.append("\t\t\treturn")
    for offset, p, path in parts:
        size = unit.layouts.of(p).size
        lines.append(f"\ts{size}(a + {offset}, {bits_of(unit.layouts.of(p), path)}, b, rip)")
    return "\n".join(lines) + "\n"


def part_load(unit: ItemStore, ty: Ty, offset: int, packed: bool, n: int) -> str:
    """The text that loads a part of the value at ``a``, inside a codec."""
    return load_text(unit, ty, f"(a + {offset})" if offset else "a", "b", "rip", f"m{n}", packed)


def part_store(unit: ItemStore, ty: Ty, offset: int, value: str, packed: bool) -> str:
    """The statement that stores a part of the value at ``a``, inside a codec; "" for a part without size."""
    ty = strip(unit, ty)
    layout = unit.layouts.of(ty)
    address = f"a + {offset}" if offset else "a"
    if layout.kind == "unit":
        return ""
    if layout.kind in SCALARS and layout.size < 16:
        bits = bits_of(layout, value)
        if packed:
            return f"st({address}, {layout.size}, {bits}, b, rip)"
        return f"s{layout.size}({address}, {bits}, b, rip)"
    return f"{unit.codec(ty).put}({address}, {value}, b, rip)"


def _agg_codec(unit: ItemStore, layout: Layout, get: str, put: str) -> tuple[str, str]:
    parts = list(zip(layout.fields[0], layout.offsets[0], strict=True))
    loads = [part_load(unit, f, o, layout.packed, i) for i, (f, o) in enumerate(parts)]
    stores = [part_store(unit, f, o, f"v[{i}]", layout.packed) for i, (f, o) in enumerate(parts)]
    body = "".join(f"\t{s}\n" for s in stores if s) or "\tpass\n"
    return f"def {get}(a, b, rip):\n\treturn ({', '.join(loads)},)\n", f"def {put}(a, v, b, rip):\n{body}"


def _array_codec(unit: ItemStore, layout: Layout, get: str, put: str) -> tuple[str, str]:
    assert layout.item is not None
    item = strip(unit, layout.item)
    inner = unit.layouts.of(item)
    step = inner.size
    if inner.kind in SCALARS and step < 16:
        code = {1: "B", 2: "H", 4: "I", 8: "Q"}[step]
        value = value_of(inner, "x")
        loaded = f"tuple(memoryview(ldb(a, {layout.size}, b, rip)).cast('{code}'))"
        if value != "x":
            loaded = f"tuple([{value} for x in {loaded}])"
        bits = bits_of(inner, "x")
        items = "v" if bits == "x" else f"[{bits} for x in v]"
        return (
            f"def {get}(a, b, rip):\n\treturn {loaded}\n",
            f"def {put}(a, v, b, rip):\n\tstb(a, pack('<{layout.count}{code}', *{items}), b, rip)\n",
        )
    load_one = part_load(unit, item, 0, False, 0)
    store_one = part_store(unit, item, 0, "x", False)
    return (
        f"def {get}(a, b, rip):\n\tv = []\n\tfor a in range(a, a + {layout.size}, {step}):\n"
        f"\t\tv.append({load_one})\n\treturn tuple(v)\n",
        f"def {put}(a, v, b, rip):\n\tfor x in v:\n\t\t{store_one}\n\t\ta += {step}\n",
    )


def _data_codec(unit: ItemStore, layout: Layout, get: str, put: str) -> tuple[str, str]:
    tag = layout.tag
    reading = [f"def {get}(a, b, rip):"]
    writing = [f"def {put}(a, v, b, rip):"]

    def variant(i: int) -> tuple[str, list[str]]:
        fields, offsets = layout.fields[i], layout.offsets[i]
        loads = [part_load(unit, f, o, False, n) for n, (f, o) in enumerate(zip(fields, offsets, strict=True))]
        stores = [
            part_store(unit, f, o, f"v[{n + 1}]", False) for n, (f, o) in enumerate(zip(fields, offsets, strict=True))
        ]
        return f"({', '.join([str(i), *loads])},)", [s for s in stores if s]

    if tag is None or tag.size == 0:
        only = tag.untagged if tag is not None and tag.untagged is not None else 0
        value, stores = variant(only)
        reading.append(f"\treturn {value}")
        writing += [f"\t{s}" for s in stores] or ["\tpass"]
        return "\n".join(reading) + "\n", "\n".join(writing) + "\n"
    reading.append("\td = " + tag_text(layout, "a", "b", "rip", "m"))
    count = len(layout.fields)
    rest = tag.untagged if tag.untagged is not None else count - 1
    writing.append("\td = v[0]")
    for i in range(count):
        value, stores = variant(i)
        if i != rest and i in tag.values:
            reading.append(f"\tif d == {tag.values[i]}: return {value}")
        writing.append(f"\tif d == {i}:")
        if i in tag.values and i != tag.untagged:
            bits = tag.values[i]
            address = f"a + {tag.offset}" if tag.offset else "a"
            if tag.size == 16:
                stores = [*stores, f"stb({address}, {bits.to_bytes(16, 'little')!r}, b, rip)"]
            else:
                stores = [*stores, f"s{tag.size}({address}, {bits}, b, rip)"]
        writing += [f"\t\t{s}" for s in stores] or ["\t\tpass"]
        writing.append("\t\treturn")
    reading.append(f"\treturn {variant(rest)[0]}")
    return "\n".join(reading) + "\n", "\n".join(writing) + "\n"
