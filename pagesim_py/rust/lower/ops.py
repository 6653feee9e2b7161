"""Operators on primitives: arithmetic with the checks of a debug build, comparisons, casts."""

from __future__ import annotations

from ..names import thir
from ..names import types as t
from ..names.types import Ty
from .core import ACTS, FIXED, READS, UNIT, Fx, MemPlace, Place, Val, VarPlace, pair, values
from .drops import drop_place, drop_remaining, emit_drop
from .memory import change, load, store
from .scalars import signed_bits, strip

PANICS = {"+": "add", "-": "sub", "*": "mul", "/": "div", "%": "rem", "<<": "shl", ">>": "shr"}


def int_range(fx: Fx, ty: Ty) -> tuple[int, int] | None:
    """The least and greatest value of an integer (or char, bool) type; None for other types."""
    ty = strip(fx.unit, ty)
    if isinstance(ty, t.Prim):
        return prim_range(ty)
    return None


def prim_range(ty: t.Prim) -> tuple[int, int] | None:
    """The least and greatest value of a primitive type; None for floats and str."""
    bits = t.INTEGER_BITS.get(ty.name)
    if bits is None:
        return (0, 1) if ty is t.BOOL else (0, 0x10FFFF) if ty is t.CHAR else None
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if ty.name[0] == "i" else (0, (1 << bits) - 1)


def bounds(val: Val, limits: tuple[int, int]) -> tuple[int, int]:
    """What the value is known to lie between."""
    lo = limits[0] if val.lo is None else max(val.lo, limits[0])
    hi = limits[1] if val.hi is None else min(val.hi, limits[1])
    return lo, hi


def constant(val: Val) -> int | None:
    """The value, if it is a number known now."""
    return val.lo if val.lo is not None and val.lo == val.hi else None


def number(n: int) -> Val:
    """A constant."""
    return Val(str(n) if n >= 0 else f"({n})", FIXED, n, n)


# --- literals ------------


@values(thir.Lit)
def literal(fx: Fx, e: thir.Lit, want: str | None) -> Val:
    ty = fx.type(e.ty)
    value = e.value
    if isinstance(value, str) and ty is not t.CHAR:
        data = value.encode("utf-8", "surrogatepass")
        return pair(fx.unit.text(data), str(len(data)), FIXED)
    if isinstance(value, bytes):
        if isinstance(ty, t.Ref) and isinstance(ty.inner, t.Array):
            return Val(fx.unit.text(value), FIXED)
        return pair(fx.unit.text(value), str(len(value)), FIXED)
    if isinstance(value, str):
        return number(ord(value))
    if isinstance(value, bool):
        return number(int(value))
    if isinstance(value, float) or ty in (t.F32, t.F64):
        return Val(fx.unit.float_text(float(value), ty is t.F32), FIXED)
    limits = int_range(fx, ty)
    if limits is not None and not limits[0] <= value <= limits[1]:
        value = wrap_number(value, limits)
    return number(value)


def wrap_number(n: int, limits: tuple[int, int]) -> int:
    """``n`` modulo the size of the type."""
    size = limits[1] - limits[0] + 1
    return (n - limits[0]) % size + limits[0]


def wrap(val: Val, limits: tuple[int, int]) -> Val:
    """A value brought into the range of an integer type by dropping bits."""
    lo, hi = limits
    if val.lo is not None and val.hi is not None and lo <= val.lo and val.hi <= hi:
        return val
    known = constant(val)
    if known is not None:
        return number(wrap_number(known, limits))
    if lo == 0:
        return Val(f"({val.code} & {hi})", val.level, 0, hi)
    half = hi + 1
    return Val(f"(({val.code} + {half} & {2 * half - 1}) - {half})", val.level, lo, hi)


# --- arithmetic ------------


@values(thir.Unary)
def unary(fx: Fx, e: thir.Unary, want: str | None) -> Val:
    ty = strip(fx.unit, fx.type(e.ty))
    if e.op == "-" and isinstance(e.operand, thir.Lit) and isinstance(e.operand.value, int):
        return number(-e.operand.value)
    val = fx.value(e.operand)
    limits = int_range(fx, ty)
    if e.op == "!":
        if ty is t.BOOL:
            if constant(val) is not None:
                return number(1 - val.lo)  # type: ignore[operator]
            return Val(f"(not {val.code})", val.level, 0, 1)
        assert limits is not None
        if limits[0] < 0:
            return Val(f"(~{val.code})", val.level)
        known = constant(val)
        return (
            number(known ^ limits[1]) if known is not None else Val(f"({val.code} ^ {limits[1]})", val.level, *limits)
        )
    if limits is None:
        return Val(f"(-{val.code})", val.level)
    known = constant(val)
    if known is not None and known != limits[0]:
        return number(-known)
    lo, hi = bounds(val, limits)
    return checked(fx, f"-{val.code}", val.level, (-hi, -lo), limits, "neg", e)


def checked(
    fx: Fx, code: str, level: int, reach: tuple[int, int], limits: tuple[int, int], name: str, e: thir.Expr
) -> Val:
    """An arithmetic result that panics outside the type's range; ``reach``: what it can be at all."""
    lo, hi = limits
    if lo <= reach[0] and reach[1] <= hi:
        return Val(f"({code})", level, *reach)
    r = fx.temp("n")
    if reach[0] >= lo:
        test = f"({r} := {code}) <= {hi}"
    elif reach[1] <= hi:
        test = f"({r} := {code}) >= {lo}"
    else:
        test = f"{lo} <= ({r} := {code}) <= {hi}"
    bad = fx.unit.panic_call(fx, f"panic_const_{name}_overflow", [], fx.location(e.span))
    return Val(
        f"({r} if {test} else {bad})",
        max(level, READS) if not fx.in_const else ACTS,
        max(lo, reach[0]),
        min(hi, reach[1]),
    )


@values(thir.Binary)
def _binary(fx: Fx, e: thir.Binary, want: str | None) -> Val:
    op = e.op
    if op in ("&&", "||"):
        return logical(fx, e)
    left, right = fx.values([lambda: fx.value(e.left), lambda: fx.value(e.right)])
    return operate(fx, op, fx.type(e.left.ty), left, right, e)


def logical(fx: Fx, e: thir.Binary) -> Val:
    """``&&`` and ``||``: temporaries of an operand are gone before the next one is looked at."""
    chained = isinstance(e.left, thir.LetCond) or (isinstance(e.left, thir.Binary) and e.left.op in ("&&", "||"))
    left = fx.value(e.left) if chained else fx.scoped(lambda: fx.value(e.left))
    word = "and" if e.op == "&&" else "or"
    known = constant(left)
    if known is not None:
        if known == (1 if e.op == "&&" else 0):
            return fx.scoped(lambda: fx.value(e.right))
        return number(known)
    before = fx.dead
    lines, right = fx.capture(lambda: fx.scoped(lambda: fx.value(e.right)))
    if not lines:
        fx.dead = before
        return Val(f"({left.code} {word} {right.code})", max(left.level, right.level), 0, 1)
    name = fx.temp()
    fx.emit(f"{name} = {left.code}")
    fx.emit(f"if {name}:" if e.op == "&&" else f"if not {name}:")
    fx.paste(lines, 1)
    if not fx.dead:
        fx.emit(f"\t{name} = {right.code}")
    fx.dead = before
    return Val(name, FIXED, 0, 1)


def operate(fx: Fx, op: str, left_ty: Ty, left: Val, right: Val, e: thir.Expr) -> Val:
    """A built-in binary operator other than && and ||."""
    ty = strip(fx.unit, left_ty)
    level = max(left.level, right.level)
    a, b = left.code, right.code
    if op in ("==", "!=", "<", "<=", ">", ">="):
        return compare(fx, op, ty, left, right)
    limits = int_range(fx, ty)
    if limits is None:
        if op in ("/", "%"):
            made = f"{'fdiv' if op == '/' else 'frem'}({a}, {b})"
            return Val(made if ty is t.F64 else f"f32({made})", level)
        return Val(f"fop({a} {op} {b})" if ty is t.F64 else f"f32({a} {op} {b})", level)
    x, y = constant(left), constant(right)
    if op in ("&", "|", "^"):
        if ty is t.BOOL and op == "^":
            return Val(f"({a} != {b})", level, 0, 1)
        if x is not None and y is not None:
            return number(x & y if op == "&" else x | y if op == "|" else x ^ y)
        if op == "&" and 0 in (x, y) and level != ACTS:
            return number(0)
        return bitwise(op, left, right, limits, level)
    if op in ("<<", ">>"):
        return shift(fx, op, ty, left, right, limits, e)
    l_lo, l_hi = bounds(left, limits)
    r_lo, r_hi = bounds(right, limits)
    if op in ("/", "%"):
        return divide(fx, op, ty, left, right, limits, e)
    if op == "+":
        reach = (l_lo + r_lo, l_hi + r_hi)
    elif op == "-":
        reach = (l_lo - r_hi, l_hi - r_lo)
    else:
        corners = [p * q for p in (l_lo, l_hi) for q in (r_lo, r_hi)]
        reach = (min(corners), max(corners))
    if x is not None and y is not None and limits[0] <= reach[0] and reach[1] <= limits[1]:
        return number(reach[0])
    return checked(fx, f"{a} {op} {b}", level, reach, limits, PANICS[op], e)


def bitwise(op: str, left: Val, right: Val, limits: tuple[int, int], level: int) -> Val:
    code = f"({left.code} {op} {right.code})"
    l_lo, l_hi = bounds(left, limits)
    r_lo, r_hi = bounds(right, limits)
    if op == "&":
        highs = [h for low, h in ((l_lo, l_hi), (r_lo, r_hi)) if low >= 0]
        return Val(code, level, 0, min(highs)) if highs else Val(code, level)
    if l_lo >= 0 and r_lo >= 0:
        return Val(code, level, 0, (1 << max(l_hi.bit_length(), r_hi.bit_length())) - 1)
    return Val(code, level)


def shift(fx: Fx, op: str, ty: Ty, left: Val, right: Val, limits: tuple[int, int], e: thir.Expr) -> Val:
    assert isinstance(ty, t.Prim)
    bits = t.INTEGER_BITS[ty.name]
    count = constant(right)
    level = max(left.level, right.level)
    amount = right.code
    if right.lo is not None and right.hi is not None and right.lo >= 0 and right.hi < bits:
        pass
    else:
        n = amount if amount.isidentifier() or amount.isdigit() else fx.temp("n")
        got = amount if n == amount else f"({n} := {amount})"
        name = "shl" if op == "<<" else "shr"
        bad = fx.unit.panic_call(fx, f"panic_const_{name}_overflow", [], fx.location(e.span))
        amount = f"({n} if 0 <= {got} < {bits} else {bad})"
        level = max(level, READS)
    lo, hi = bounds(left, limits)
    if op == ">>":
        if count is not None and 0 <= count < bits:
            known = constant(left)
            if known is not None:
                return number(known >> count)
            return Val(f"({left.code} >> {amount})", level, lo >> count, hi >> count)
        return Val(f"({left.code} >> {amount})", level, min(lo, 0), max(hi, 0))
    if count is not None and 0 <= count < bits:
        return wrap(Val(f"({left.code} << {amount})", level, lo << count, hi << count), limits)
    return wrap(Val(f"({left.code} << {amount})", level), limits)


def divide(fx: Fx, op: str, ty: Ty, left: Val, right: Val, limits: tuple[int, int], e: thir.Expr) -> Val:
    word = "div" if op == "/" else "rem"
    by = constant(right)
    level = max(left.level, right.level)
    lo, hi = bounds(left, limits)
    r_lo, r_hi = bounds(right, limits)
    python = "//" if op == "/" else "%"
    a, b = left.code, right.code
    if r_lo <= 0 <= r_hi:
        d = b if b.isidentifier() or b.isdigit() else fx.temp("n")
        if d != b:
            left = fx.spill(left) if left.level != FIXED else left
            fx.emit(f"{d} = {b}")
        a = left.code if left.level == FIXED else fx.spill(left).code
        bad = fx.unit.panic_call(fx, f"panic_const_{word}_by_zero", [], fx.location(e.span))
        fx.emit(f"if not {d}: {bad}")
        b = d
        level = READS
    if limits[0] == 0 or (lo >= 0 and r_lo >= 0):
        x = constant(left)
        if x is not None and by:
            return number(x // by if op == "/" else x % by)
        if op == "%":
            return Val(f"({a} % {b})", level, 0, min(hi, max(r_hi - 1, 0)))
        return Val(f"({a} // {b})", level, 0, hi // max(r_lo, 1))
    if r_lo <= -1 <= r_hi and lo <= limits[0]:
        a, b = fx.spill(Val(a, level)).code, fx.spill(Val(b, level)).code
        bad = fx.unit.panic_call(fx, f"panic_const_{word}_overflow", [], fx.location(e.span))
        fx.emit(f"if {b} == -1 and {a} == {limits[0]}: {bad}")
    return Val(f"{'sdiv' if python == '//' else 'srem'}({a}, {b})", max(level, READS), *limits)


def compare(fx: Fx, op: str, ty: Ty, left: Val, right: Val) -> Val:
    level = max(left.level, right.level)
    layout = fx.layout(ty)
    if layout.kind == "unit":
        for val in (left, right):
            if val.level == ACTS:
                fx.emit(val.code)
        return number(1 if op in ("==", "<=", ">=") else 0)
    x, y = constant(left), constant(right)
    if x is not None and y is not None:
        truth = {"==": x == y, "!=": x != y, "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[op]
        return number(int(truth))
    if left.lo is not None and left.hi is not None and right.lo is not None and right.hi is not None:
        if (op in ("<", ">=") and left.hi < right.lo) or (op in ("<=", ">") and left.hi <= right.lo and op == "<="):
            if level != ACTS:
                return number(1 if op in ("<", "<=") else 0)
    return Val(f"({left.code} {op} {right.code})", level, 0, 1)


# --- assignment ------------


@values(thir.Assign)
def assign(fx: Fx, e: thir.Assign, want: str | None) -> Val:
    ty = fx.type(e.place.ty)
    val = fx.value(e.value, assign_target(fx, e))
    if fx.dead:
        return UNIT
    lines, place = fx.capture(lambda: fx.place(e.place))
    if lines and val.level != FIXED:
        val = fx.spill(val)
    fx.lines.extend(lines)
    if fx.unit.needs_drop(ty):
        return replace(fx, e, place, val)
    if isinstance(place, MemPlace) and place.level == ACTS and val.level != FIXED:
        val = fx.spill(val)
    store(fx, place, val)
    return UNIT


def assign_target(fx: Fx, e: thir.Assign) -> str | None:
    return None


def replace(fx: Fx, e: thir.Assign, place: Place, val: Val) -> Val:
    """Store where something that needs dropping may be already."""
    val = fx.spill(val)
    if isinstance(place, MemPlace) and place.root is not None and isinstance(place.root, tuple):
        drop = fx.env.drops.get(place.root[0])
        if place.level != FIXED:
            place.base, place.level = fx.spill(Val(place.base, place.level)).code, FIXED
        if drop is None:
            drop_place(fx, place)
        elif place.path:
            drop_remaining(fx, place, drop)
        else:
            emit_drop(fx, drop)
        store(fx, place, val)
        if drop is not None:
            names = [name for path, name in drop.paths.items() if path[: len(place.path)] == place.path]
            if drop.flag and not place.path:
                names.append(drop.flag)
            for name in names:
                fx.emit(f"{name} = True")
        return UNIT
    if isinstance(place, VarPlace):
        fx.need_memory(place.key)
        return UNIT
    if place.level != FIXED:
        place = MemPlace(
            place.ty, fx.spill(Val(place.base, place.level)).code, place.offset, place.meta, FIXED, place.packed
        )
    drop_place(fx, place)
    store(fx, place, val)
    return UNIT


@values(thir.AssignOp)
def assign_op(fx: Fx, e: thir.AssignOp, want: str | None) -> Val:
    right = fx.value(e.value)
    lines, place = fx.capture(lambda: fx.place(e.place))
    if lines and right.level != FIXED:
        right = fx.spill(right)
    fx.lines.extend(lines)
    place = pinned(fx, place)
    if isinstance(place, MemPlace) and right.level == ACTS:
        right = fx.spill(right)
    op, ty = e.op.removesuffix("="), fx.type(e.place.ty)
    if isinstance(place, MemPlace):
        change(fx, place, lambda left: operate(fx, op, ty, left, right, e))
    else:
        store(fx, place, operate(fx, op, ty, load(fx, place), right, e))
    return UNIT


def pinned(fx: Fx, place: Place) -> Place:
    """The place with its address worked out once."""
    if isinstance(place, VarPlace) or (place.level == FIXED and (place.base.isidentifier() or place.base.isdigit())):
        return place
    name = fx.temp("a")
    fx.emit(f"{name} = {place.address}")
    return MemPlace(place.ty, name, 0, place.meta, FIXED, place.packed, place.root, place.path)


# --- casts ------------


@values(thir.Cast)
def cast(fx: Fx, e: thir.Cast, want: str | None) -> Val:
    kind = e.kind
    source, target = fx.type(e.operand.ty), fx.type(e.ty)
    if kind in ("fn-int", "fn-ptr") and isinstance(source, (t.FnItemTy, t.ClosureTy)):
        from .calls import reify  # a circle: a call computes with its arguments here

        fx.value(e.operand)
        return reify(fx, source)
    val = fx.value(e.operand)
    if kind == "float" or target in (t.F32, t.F64):
        return float_cast(fx, val, source, target)
    if kind in ("ptr-ptr", "array-ptr") or isinstance(target, t.Ptr):
        if isinstance(source, (t.Ptr, t.Ref)) and isinstance(target, t.Ptr):
            was, now = fx.unit.layouts.is_fat(source.inner), fx.unit.layouts.is_fat(target.inner)
            if was and not now:
                return first_word(val)
            return val
        return wrap(val, (0, (1 << 64) - 1)) if isinstance(source, t.Prim) else val
    if kind in ("int", "ptr-int", "fn-int", "int-ptr"):
        if isinstance(source, (t.Ptr, t.Ref)) and fx.unit.layouts.is_fat(source.inner):
            val = first_word(val)
        inner = strip(fx.unit, source)
        layout = fx.layout(inner)
        if isinstance(inner, t.Adt) and layout.kind in ("unit", "data"):
            val = enum_number(fx, inner, val)
        elif layout.kind == "enum":
            low, high = min(layout.discriminants), max(layout.discriminants)
            val = Val(val.code, val.level, low, high)
        limits = int_range(fx, target)
        if limits is None:
            return val
        known = int_range(fx, source)
        if known is not None:
            val = Val(val.code, val.level, *bounds(val, known))
            if inner is t.BOOL:
                val = Val(f"(+{val.code})", val.level, 0, 1)
        elif val.lo is None:
            val = Val(val.code, val.level, 0, (1 << 64) - 1)
        return wrap(val, limits)
    return val


def first_word(val: Val) -> Val:
    """The address in a fat pointer."""
    return val.parts[0] if val.parts else Val(f"{val.code}[0]", val.level)


def enum_number(fx: Fx, ty: t.Adt, val: Val) -> Val:
    layout = fx.layout(ty)
    if layout.kind == "unit" or len(layout.discriminants) == 1:
        return number(layout.discriminants[0] if layout.discriminants else 0)
    return Val(f"{tuple(layout.discriminants)}[{val.code}[0]]", val.level)


def float_cast(fx: Fx, val: Val, source: Ty, target: Ty) -> Val:
    limits = int_range(fx, target)
    if limits is not None:
        return Val(f"ftoi({val.code}, {limits[0]}, {limits[1]})", val.level, *limits)
    return Val(f"{'f32' if target is t.F32 else 'float'}({val.code})", val.level)


__all__ = ["bounds", "constant", "int_range", "number", "operate", "pinned", "signed_bits", "wrap"]
