"""Loads and stores: the text of typed accesses to simulated memory.

Aligned accesses look into the machine's page views first (``r8``: page number -> 4 KiB as 512 words, while reading
it needs nothing else) and call the slow path (``l8``, ``s8``: translation, faults, handlers, retry) if the page is
not there. Composite types get a codec each: ``get(a, b, rip)`` and ``put(a, v, b, rip)``, where ``b`` is RSP for
the case of a fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import types as t
from .layout import Layout
from .lower_core import ACTS, FIXED, READS, UNIT, Fx, MemPlace, Place, Val, VarPlace
from .types import Ty

if TYPE_CHECKING:
    from .lower_unit import Unit

SCALARS = ("int", "bool", "char", "ptr", "enum")
INDEX = {1: "{a} & 4095", 2: "{a} >> 1 & 2047", 4: "{a} >> 2 & 1023", 8: "{a} >> 3 & 511"}


def strip(unit: Unit, ty: Ty) -> Ty:
    """The type whose representation a value of ``ty`` has: newtypes taken off."""
    layout = unit.layouts.of(ty)
    while layout.kind == "newtype":
        ty = layout.fields[0][layout.inner]
        layout = unit.layouts.of(ty)
    return ty


def load_text(unit: Unit, ty: Ty, address: str, rsp: str, rip: str, temp: str, packed: bool = False) -> str:
    """An expression that loads a value; ``temp`` is a prefix for names that it may assign."""
    ty = strip(unit, ty)
    layout = unit.layouts.of(ty)
    if layout.kind == "unit":
        return "None"
    scalar = layout.kind in SCALARS
    if packed or not scalar or layout.size == 16:
        if packed and scalar and layout.size < 16:
            return signed_text(layout, f"ld({address}, {layout.size}, {rsp}, {rip})", wrap=layout.signed)
        return f"{unit.codec(ty).get}({address}, {rsp}, {rip})"
    return value_of(layout, scalar_text(layout.size, address, rsp, rip, temp))


def scalar_text(size: int, address: str, rsp: str, rip: str, temp: str) -> str:
    """An aligned load of 1, 2, 4 or 8 bytes as an unsigned number."""
    if address.isidentifier():
        name, page = address, f"{address} >> 12"
    else:
        name = f"{temp}a"
        page = f"({name} := {address}) >> 12"
    index = INDEX[size].format(a=name)
    return f"({temp}p[{index}] if ({temp}p := r{size}({page})) is not None else l{size}({name}, {rsp}, {rip}))"


def value_of(layout: Layout, raw: str) -> str:
    """The value that the bits ``raw`` of a scalar are."""
    if layout.kind == "enum":
        if any(d < 0 for d in layout.discriminants):
            return signed_bits(raw, layout.size)
        return raw
    return signed_text(layout, raw, wrap=layout.signed)


def signed_text(layout: Layout, raw: str, wrap: bool) -> str:
    return signed_bits(raw, layout.size) if wrap else raw


def signed_bits(raw: str, size: int) -> str:
    """Two's complement of ``size`` bytes as a signed number."""
    half = 1 << 8 * size - 1
    return f"(({raw} ^ {half}) - {half})"


def bits_of(layout: Layout, code: str) -> str:
    """The bits that a scalar's value is stored as."""
    if layout.signed or (layout.kind == "enum" and any(d < 0 for d in layout.discriminants)):
        return (
            str(int(code) & ((1 << 8 * layout.size) - 1))
            if code.isdigit()
            else f"({code} & {(1 << 8 * layout.size) - 1})"
        )
    return code


def load_anywhere(fx: Fx, ty: Ty, address: Val) -> Val:
    """A load that may be unaligned."""
    layout = fx.layout(strip(fx.unit, ty))
    if layout.kind in SCALARS and 1 < layout.size <= 8:
        a = fx.atom(address).code
        quick = load(fx, MemPlace(ty, a))
        slow = value_of(layout, f"ld({a}, {layout.size}, b, {fx.rip})")
        return Val(f"({quick.code} if not {a} & {layout.size - 1} else {slow})", ACTS, quick.lo, quick.hi)
    return load(fx, MemPlace(ty, address.code))


def store_anywhere(fx: Fx, ty: Ty, address: str, val: Val) -> None:
    """A store that may be unaligned."""
    layout = fx.layout(strip(fx.unit, ty))
    if layout.kind in SCALARS and 1 < layout.size <= 8:
        val = fx.spill(val)
        a = fx.spill(Val(address)).code if not address.isidentifier() else address
        fx.emit(f"if {a} & {layout.size - 1}: st({a}, {layout.size}, {bits_of(layout, val.code)}, b, {fx.rip})")
        with fx.block("else:"):
            store(fx, MemPlace(ty, a), val)
        return
    store(fx, MemPlace(ty, address), val)


def load(fx: Fx, place: Place) -> Val:
    """The value in a place."""
    if isinstance(place, VarPlace):
        return Val(place.code, place.level, place.lo, place.hi)
    layout = fx.layout(place.ty)
    if layout.kind == "unit":
        return UNIT
    inner = strip(fx.unit, place.ty)
    if layout.kind in ("fat", "agg", "newtype") and not place.packed:
        quick = load_whole(fx, inner, place)
        if quick is not None:
            return quick
    low, high = (0, (1 << 8 * layout.size) - 1) if layout.kind == "int" and not layout.signed else (None, None)
    return Val(load_text(fx.unit, place.ty, place.address, "b", fx.rip, fx.temp("m"), place.packed), ACTS, low, high)


def whole_parts(unit: Unit, ty: Ty) -> list[tuple[int, Ty, str]] | None:
    """The scalar parts of a small struct that one access of 2, 4 or 8 bytes moves; None if the type is none of these."""
    layout = unit.layouts.of(ty)
    if layout.kind != "agg" or layout.size not in (2, 4, 8) or layout.packed:
        return None
    parts = leaves(unit, ty, 0, "v")
    if not parts or sum(unit.layouts.of(p).size for _, p, _ in parts) != layout.size:
        return None
    return parts


def load_whole(fx: Fx, ty: Ty, place: MemPlace) -> Val | None:
    """A fat pointer or small struct loaded in place instead of by its codec."""
    layout = fx.layout(ty)
    get = fx.unit.codec(ty).get
    m = fx.temp("m")
    if layout.kind == "fat":
        a = fx.atom(Val(place.address, place.level)).code
        page = f"({m}p := r8({a} >> 12)) is not None and ({m}i := {a} >> 3 & 511) < 511"
        return Val(f"(({m}p[{m}i], {m}p[{m}i + 1]) if {page} else {get}({a}, b, {fx.rip}))", ACTS)
    parts = whole_parts(fx.unit, ty)
    if parts is None:
        return None
    a = fx.atom(Val(place.address, place.level)).code
    made = []
    for offset, part, _ in parts:
        size = fx.layout(part).size
        bits = f"{m}w >> {8 * offset}" if offset else f"{m}w"
        made.append(f"({bits})" if offset + size == layout.size else f"({bits} & {(1 << 8 * size) - 1})")
    aligned = f"not {a} & {layout.size - 1} and " if layout.align < layout.size else ""
    raw = scalar_text(layout.size, a, "b", fx.rip, m)
    return Val(
        f"({build(fx.unit, ty, made)} if {aligned}({m}w := {raw}) is not None else {get}({a}, b, {fx.rip}))", ACTS
    )


def store_whole(fx: Fx, ty: Ty, place: MemPlace, val: Val) -> bool:
    """Store a small struct by one access; False if its codec has to do it."""
    parts = whole_parts(fx.unit, ty)
    if parts is None:
        return False
    layout = fx.layout(ty)
    v = fx.atom(val).code if val.code.isidentifier() else fx.spill(Val(val.code)).code
    a = fx.atom(Val(place.address, place.level)).code
    terms = []
    for offset, part, path in parts:
        bits = bits_of(fx.layout(part), v + path[1:])
        terms.append(f"{bits} << {8 * offset}" if offset else bits)
    if layout.align < layout.size:
        fx.emit(f"if {a} & {layout.size - 1}: {fx.unit.codec(ty).put}({a}, {v}, b, {fx.rip})")
        with fx.block("else:"):
            store_scalar(fx, layout.size, a, f"({' | '.join(terms)})")
    else:
        store_scalar(fx, layout.size, a, f"({' | '.join(terms)})")
    return True


def store(fx: Fx, place: Place, val: Val) -> None:
    """Write a value into a place."""
    if isinstance(place, VarPlace):
        assert place.store is not None, place
        fx.emit(place.store(val.code))
        return
    ty = strip(fx.unit, place.ty)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        if val.level == ACTS:
            fx.emit(val.code)
        return
    scalar = layout.kind in SCALARS
    if not scalar or place.packed or layout.size == 16:
        if scalar and place.packed and layout.size < 16:
            fx.emit(f"st({place.address}, {layout.size}, {bits_of(layout, val.code)}, b, {fx.rip})")
        else:
            if place.packed or not store_whole(fx, ty, place, val):
                put_parts(fx, ty, layout, place, val)
        return
    store_scalar(fx, layout.size, place.address, bits_of(layout, val.code))


def put_parts(fx: Fx, ty: Ty, layout: Layout, place: MemPlace, val: Val) -> None:
    """Store a composite value through its codec."""
    fx.emit(f"{fx.unit.codec(ty).put}({place.address}, {val.code}, b, {fx.rip})")


def store_scalar(fx: Fx, size: int, address: str, bits: str) -> None:
    """Write 1, 2, 4 or 8 aligned bytes; ``bits`` is evaluated before ``address``."""
    if not (bits.isidentifier() or bits.isdigit()):
        name = fx.temp("v")
        fx.emit(f"{name} = {bits}")
        bits = name
    if address.isidentifier():
        a = address
    else:
        a = fx.temp("a")
        fx.emit(f"{a} = {address}")
    p = fx.temp("p")
    index = INDEX[size].format(a=a)
    fx.emit(f"if ({p} := w{size}({a} >> 12)) is not None:")
    if fx.unit.record:
        i = fx.temp("i")
        fx.emit(f"\t{i} = {index}; L(({p}, {i}, {p}[{i}], {bits})); {p}[{i}] = {bits}")
    else:
        fx.emit(f"\t{p}[{index}] = {bits}")
    fx.emit(f"else: s{size}({a}, {bits}, b, {fx.rip})")


# --- addresses ------------


def address_of(fx: Fx, place: Place) -> Val:
    """A thin or fat pointer to a place."""
    if isinstance(place, VarPlace):
        if fx.layout(place.ty).size == 0:
            return Val(str(fx.layout(place.ty).align), FIXED)
        fx.need_memory(place.key)
        return Val("0", FIXED)
    if place.meta is not None:
        return Val(f"({place.address}, {place.meta})", place.level)
    return Val(place.address, place.level)


def in_memory(fx: Fx, place: Place) -> MemPlace:
    """The place as bytes in memory; if it is in a variable, the next try will have it so."""
    if isinstance(place, MemPlace):
        return place
    if fx.layout(place.ty).size == 0:
        return MemPlace(place.ty, str(fx.layout(place.ty).align))
    fx.need_memory(place.key)
    return MemPlace(place.ty, "0")


def spill_value(fx: Fx, ty: Ty, val: Val) -> MemPlace:
    """A new slot in the frame that holds the value."""
    place = fx.slot(ty)
    store(fx, place, val)
    return place


def fat_parts(fx: Fx, val: Val) -> tuple[str, str]:
    """Address and metadata of a fat pointer's value."""
    code = val.code
    if code.startswith("(") and val.level != ACTS:
        parts = split_pair(code)
        if parts:
            return parts
    val = fx.atom(val)
    return f"{val.code}[0]", f"{val.code}[1]"


def split_pair(code: str) -> tuple[str, str] | None:
    """The two parts of a tuple's text ``(a, b)``; None if it is something else."""
    depth = 0
    comma = -1
    for i, c in enumerate(code):
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0 and i != len(code) - 1:
                return None
        elif c == "," and depth == 1:
            if comma >= 0:
                return None
            comma = i
    return (code[1:comma].strip(), code[comma + 1 : -1].strip()) if comma > 0 else None


# --- codecs ------------


def leaves(unit: Unit, ty: Ty, offset: int, path: str) -> list[tuple[int, Ty, str]] | None:
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


def build(unit: Unit, ty: Ty, made: list[str]) -> str:
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


def codec_source(unit: Unit, ty: Ty, get: str, put: str) -> tuple[str, str]:
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


def _flat_get(unit: Unit, ty: Ty, layout: Layout, parts: list[tuple[int, Ty, str]], get: str) -> str:
    sizes = sorted({unit.layouts.of(p).size for _, p, _ in parts})
    lines = [f"def {get}(a, b, rip):", quick_test(layout, sizes), "\t\tn = a >> 12"]
    lines += [f"\t\tp{s} = r{s}(n)" for s in sizes]
    lines.append(f"\t\tif {' and '.join(f'p{s} is not None' for s in sizes)}:")
    shift = {1: 0, 2: 1, 4: 2, 8: 3}
    lines += [f"\t\t\ti{s} = " + INDEX[s].format(a="a") for s in sizes]
    quick = [
        f"p{s}[i{s} + {o >> shift[s]}]" if o % s == 0 else f"ld(a + {o}, {s}, b, rip)"
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


def _flat_put(unit: Unit, layout: Layout, parts: list[tuple[int, Ty, str]], put: str) -> str:
    sizes = sorted({unit.layouts.of(p).size for _, p, _ in parts})
    lines = [f"def {put}(a, v, b, rip):", quick_test(layout, sizes), "\t\tn = a >> 12"]
    lines += [f"\t\tp{s} = w{s}(n)" for s in sizes]
    lines.append(f"\t\tif {' and '.join(f'p{s} is not None' for s in sizes)}:")
    shift = {1: 0, 2: 1, 4: 2, 8: 3}
    lines += [f"\t\t\ti{s} = " + INDEX[s].format(a="a") for s in sizes]
    for offset, p, path in parts:
        size = unit.layouts.of(p).size
        value = bits_of(unit.layouts.of(p), path)
        step = offset >> shift[size]
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


def part_load(unit: Unit, ty: Ty, offset: int, packed: bool, n: int) -> str:
    """The text that loads a part of the value at ``a``, inside a codec."""
    return load_text(unit, ty, f"(a + {offset})" if offset else "a", "b", "rip", f"m{n}", packed)


def part_store(unit: Unit, ty: Ty, offset: int, value: str, packed: bool) -> str:
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


def _agg_codec(unit: Unit, layout: Layout, get: str, put: str) -> tuple[str, str]:
    parts = list(zip(layout.fields[0], layout.offsets[0], strict=True))
    loads = [part_load(unit, f, o, layout.packed, i) for i, (f, o) in enumerate(parts)]
    stores = [part_store(unit, f, o, f"v[{i}]", layout.packed) for i, (f, o) in enumerate(parts)]
    body = "".join(f"\t{s}\n" for s in stores if s) or "\tpass\n"
    return f"def {get}(a, b, rip):\n\treturn ({', '.join(loads)},)\n", f"def {put}(a, v, b, rip):\n{body}"


def _array_codec(unit: Unit, layout: Layout, get: str, put: str) -> tuple[str, str]:
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


def _data_codec(unit: Unit, layout: Layout, get: str, put: str) -> tuple[str, str]:
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


def tag_text(layout: Layout, address: str, rsp: str, rip: str, temp: str) -> str:
    """The bits of an enum's tag in memory."""
    tag = layout.tag
    assert tag is not None
    at = f"({address} + {tag.offset})" if tag.offset else address
    if tag.size == 16:
        return f"int.from_bytes(ldb({at}, 16, {rsp}, {rip}), 'little')"
    return scalar_text(tag.size, at, rsp, rip, temp)


__all__ = ["READS", "address_of", "codec_source", "fat_parts", "in_memory", "load", "load_text", "spill_value", "store"]
