"""Patterns: conditions that say whether a place matches, and the variables that a match binds."""

from __future__ import annotations

from ..names import thir
from ..names import types as t
from .core import ACTS, FIXED, Fx, MemPlace, Place, Val, VarPlace
from .drops import variant_test
from .memory import address_of, fat_parts, load, store
from .places import array_part, field, moved, variable


def tests(fx: Fx, place: Place, pat: thir.Pat) -> list[str]:
    """Conditions, to be tried in order, that all hold if the pattern matches."""
    if isinstance(pat, thir.WildPat):
        return []
    if isinstance(pat, thir.BindPat):
        return tests(fx, place, pat.sub) if pat.sub is not None else []
    if isinstance(pat, thir.ConstPat):
        return [equals(fx, place, pat.value)]
    if isinstance(pat, thir.RangePat):
        code = load(fx, place).code
        if pat.lo is not None and pat.hi is not None:
            return [f"{pat.lo} <= {code} <= {pat.hi}"]
        return [f"{code} >= {pat.lo}" if pat.lo is not None else f"{code} <= {pat.hi}"]
    if isinstance(pat, thir.DerefPat):
        return tests(fx, behind(fx, place), pat.inner)
    if isinstance(pat, thir.AdtPat):
        ty = place.ty
        found: list[str] = []
        if isinstance(ty, t.Adt) and ty.defn.kind == "enum" and len(fx.unit.adt(ty).variants) > 1:
            test = variant_test(fx, place, pat.variant)
            if test != "True":
                found.append(test)
        for index, sub in pat.fields:
            if refutable(sub):
                found += tests(fx, field(fx, place, index, pat.variant), sub)
        return found
    if isinstance(pat, thir.SlicePat):
        return _slice_tests(fx, place, pat)
    if isinstance(pat, thir.OrPat):
        choices = [tests(fx, place, p) for p in pat.items]
        if any(not c for c in choices):
            return []
        return ["(" + " or ".join(" and ".join(c) if len(c) == 1 else f"({' and '.join(c)})" for c in choices) + ")"]
    raise AssertionError(type(pat))


def refutable(pat: thir.Pat) -> bool:
    """Whether the pattern's text may hold a condition at all."""
    if isinstance(pat, thir.WildPat):
        return False
    if isinstance(pat, thir.BindPat):
        return pat.sub is not None and refutable(pat.sub)
    if isinstance(pat, thir.DerefPat):
        return refutable(pat.inner)
    return True


def looks_into_memory(place: Place, pat: thir.Pat) -> bool:
    """Whether the conditions of a pattern depend on memory, so that they must be tried before it is changed."""
    return refutable(pat) and (isinstance(place, MemPlace) or follows_reference(pat))


def follows_reference(pat: thir.Pat) -> bool:
    """Whether the pattern compares what lies behind a reference."""
    if isinstance(pat, thir.DerefPat):
        return refutable(pat.inner)
    if isinstance(pat, thir.ConstPat):
        return not isinstance(pat.ty, t.Prim)
    if isinstance(pat, thir.BindPat):
        return pat.sub is not None and follows_reference(pat.sub)
    if isinstance(pat, thir.AdtPat):
        return any(follows_reference(sub) for _, sub in pat.fields)
    if isinstance(pat, thir.SlicePat):
        return any(map(follows_reference, [*pat.before, *([pat.middle] if pat.middle else []), *pat.after]))
    return isinstance(pat, thir.OrPat) and any(map(follows_reference, pat.items))


def equals(fx: Fx, place: Place, value: thir.Expr) -> str:
    """A condition: what is in the place equals a constant."""
    ty = place.ty
    val = load(fx, place)
    if isinstance(ty, t.Ref):
        if ty.inner is t.STR or isinstance(ty.inner, t.Slice):
            wanted = fx.value(value)
            if isinstance(place, MemPlace):  # loaded where it is compared: conditions before it may say that it's there
                return f"same(*{val.code}, {wanted.code}, b, {fx.rip})"
            a, n = fat_parts(fx, val)
            return f"same({a}, {n}, {wanted.code}, b, {fx.rip})"
        if isinstance(ty.inner, t.Array):
            size = fx.layout(ty.inner).size
            return f"same({val.code}, {size}, ({fx.value(value).code}, {size}), b, {fx.rip})"
        other = fx.value(value)
        here, there = MemPlace(ty.inner, fx.atom(val).code), MemPlace(ty.inner, other.code)
        return f"{load(fx, here).code} == {load(fx, there).code}"
    if ty is t.STR and isinstance(place, MemPlace):
        return f"same({place.address}, {place.meta}, {fx.value(value).code}, b, {fx.rip})"
    if isinstance(ty, t.Slice) and isinstance(place, MemPlace):
        size = fx.layout(ty.item).size
        scaled = place.meta if size == 1 else f"{place.meta} * {size}"
        return f"same({place.address}, {scaled}, {fx.value(value).code}, b, {fx.rip})"
    return f"{val.code} == {fx.value(value).code}"


def behind(fx: Fx, place: Place) -> Place:
    """The place that the reference in ``place`` points at."""
    assert isinstance(place.ty, t.Ref), place.ty
    inner = place.ty.inner
    val = load(fx, place)
    if fx.unit.layouts.is_fat(inner):
        if isinstance(place, MemPlace):  # both words, each loaded where it is needed
            base = load(fx, MemPlace(t.USIZE, place.base, place.offset)).code
            meta = load(fx, MemPlace(t.USIZE, place.base, place.offset + 8)).code
            return MemPlace(inner, base, 0, meta, ACTS)
        return MemPlace(inner, f"{val.code}[0]", 0, f"{val.code}[1]", val.level)
    return MemPlace(inner, val.code, 0, None, val.level)


def _slice_tests(fx: Fx, place: Place, pat: thir.SlicePat) -> list[str]:
    fixed = len(pat.before) + len(pat.after)
    found: list[str] = []
    if isinstance(place, MemPlace) and place.meta is not None:
        if pat.middle is None:
            found.append(f"{place.meta} == {fixed}")
        elif fixed:
            found.append(f"{place.meta} >= {fixed}")
    for part, sub in slice_parts(fx, place, pat):
        if refutable(sub):
            found += tests(fx, part, sub)
    return found


def slice_parts(fx: Fx, place: Place, pat: thir.SlicePat) -> list[tuple[Place, thir.Pat]]:
    """The element places of a slice pattern with their patterns, the middle one included."""
    ty = place.ty
    assert isinstance(ty, (t.Array, t.Slice)), ty
    item = ty.item
    size = fx.layout(item).size
    found: list[tuple[Place, thir.Pat]] = []
    if isinstance(place, VarPlace):
        count = fx.layout(ty).count
        for i, sub in enumerate(pat.before):
            found.append((VarPlace(item, f"{place.code}[{i}]" if size else "None", place.key, place.level), sub))
        for i, sub in enumerate(pat.after):
            at = count - len(pat.after) + i
            found.append((VarPlace(item, f"{place.code}[{at}]" if size else "None", place.key, place.level), sub))
        if pat.middle is not None and not isinstance(pat.middle, thir.WildPat):
            n = count - len(pat.before) - len(pat.after)
            code = f"{place.code}[{len(pat.before)}:{len(pat.before) + n}]"
            found.append((VarPlace(t.array(item, n), code, place.key, place.level), pat.middle))
        return found
    length = place.meta if place.meta is not None else str(fx.layout(ty).count)
    if isinstance(ty, t.Array):
        count = int(length)
        for i, sub in [*enumerate(pat.before), *enumerate(pat.after, count - len(pat.after))]:
            found.append((array_part(fx, place, i), sub))
    for i, sub in enumerate(pat.before if not isinstance(ty, t.Array) else ()):
        found.append((MemPlace(item, place.base, place.offset + i * size, None, place.level), sub))
    for i, sub in enumerate(pat.after if not isinstance(ty, t.Array) else ()):
        back = len(pat.after) - i
        if length.isdigit():
            found.append(
                (MemPlace(item, place.base, place.offset + (int(length) - back) * size, None, place.level), sub)
            )
        else:
            found.append((MemPlace(item, f"({place.address} + ({length} - {back}) * {size})", 0, None, ACTS), sub))
    if pat.middle is not None and not isinstance(pat.middle, thir.WildPat):
        fixed = len(pat.before) + len(pat.after)
        offset = place.offset + len(pat.before) * size
        if length.isdigit() and place.meta is None:
            middle_ty: t.Ty = t.array(item, int(length) - fixed)
            found.append((MemPlace(middle_ty, place.base, offset, None, place.level), pat.middle))
        else:
            found.append(
                (MemPlace(t.slice_of(item), place.base, offset, f"({length} - {fixed})", place.level), pat.middle)
            )
    return found


# --- binding ------------


def bind(fx: Fx, place: Place, pat: thir.Pat) -> None:
    """Make the variables of a pattern that matches."""
    if isinstance(pat, (thir.WildPat, thir.ConstPat, thir.RangePat)):
        return
    if isinstance(pat, thir.BindPat):
        _bind_one(fx, place, pat)
        if pat.sub is not None:
            bind(fx, place, pat.sub)
    elif isinstance(pat, thir.DerefPat):
        if binds(pat.inner):
            inner = behind(fx, place)
            if isinstance(inner, MemPlace) and inner.level == ACTS:
                base = fx.spill(Val(inner.base, ACTS)).code
                meta = fx.spill(Val(inner.meta, ACTS)).code if inner.meta is not None else None
                inner = MemPlace(inner.ty, base, inner.offset, meta)
            bind(fx, inner, pat.inner)
    elif isinstance(pat, thir.AdtPat):
        for index, sub in pat.fields:
            if binds(sub):
                bind(fx, field(fx, place, index, pat.variant), sub)
    elif isinstance(pat, thir.SlicePat):
        for part, sub in slice_parts(fx, place, pat):
            if binds(sub):
                bind(fx, part, sub)
    elif isinstance(pat, thir.OrPat):
        bind_choice(fx, place, pat)


def binds(pat: thir.Pat) -> bool:
    """Whether the pattern has variables."""
    if isinstance(pat, thir.BindPat):
        return True
    if isinstance(pat, thir.DerefPat):
        return binds(pat.inner)
    if isinstance(pat, thir.AdtPat):
        return any(binds(p) for _, p in pat.fields)
    if isinstance(pat, thir.SlicePat):
        return (
            any(map(binds, pat.before)) or any(map(binds, pat.after)) or (pat.middle is not None and binds(pat.middle))
        )
    if isinstance(pat, thir.OrPat):
        return any(map(binds, pat.items))
    return False


def _bind_one(fx: Fx, place: Place, pat: thir.BindPat) -> None:
    local = pat.local
    already = fx.choices.get(local)
    if pat.mode == "move":
        simple = isinstance(place, VarPlace) and place.level == FIXED and place.code.count("[") <= 1
        ty = place.ty
        if (
            simple
            and already is None
            and not local.mutable
            and not fx.holds
            and (local, fx.env.key) not in fx.memory
            and not fx.unit.needs_drop(ty)
        ):
            assert isinstance(place, VarPlace)
            fx.leave_room(ty)
            fx.env.locals[local] = VarPlace(ty, place.code, (local, fx.env.key), FIXED, None, place.lo, place.hi)
            return
        val = load(fx, place)
        if isinstance(place, MemPlace) and place.root is not None and fx.unit.needs_drop(ty):
            val = fx.spill(val)
            moved(fx, place)
    else:
        val = address_of(fx, place)
    if already is not None:
        store(fx, already, val)
        return
    variable(fx, local, val)


def bind_choice(fx: Fx, place: Place, pat: thir.OrPat) -> None:
    """Variables of ``A(x) | B(x)``: declared once, filled by whichever alternative matches."""
    if not binds(pat):
        return
    fresh = [b for b in bindings(pat.items[0]) if b not in fx.choices]
    for local in fresh:
        fx.choices[local] = variable(fx, local, None)
    depth = 0
    for i, item in enumerate(pat.items):
        lines, conditions = fx.capture(lambda item=item: tests(fx, place, item))  # type: ignore[misc]
        last = i == len(pat.items) - 1
        deeper = bool(lines) and i > 0 and not last
        if deeper:
            fx.emit("else:")
            fx.indent += 1
            depth += 1
        if not last:
            fx.paste(lines, int(deeper))
        word = "if" if lines or not i else "elif"
        with fx.block("else:" if last and i else f"{word} {' and '.join(conditions) or 'True'}:"):
            bind(fx, place, item)
    fx.indent -= depth
    for local in fresh:
        del fx.choices[local]


def bindings(pat: thir.Pat) -> list[thir.Local]:
    """The variables of a pattern."""
    if isinstance(pat, thir.BindPat):
        return [pat.local, *(bindings(pat.sub) if pat.sub is not None else [])]
    if isinstance(pat, thir.DerefPat):
        return bindings(pat.inner)
    if isinstance(pat, thir.AdtPat):
        return [b for _, p in pat.fields for b in bindings(p)]
    if isinstance(pat, thir.SlicePat):
        parts = [*pat.before, *([pat.middle] if pat.middle is not None else []), *pat.after]
        return [b for p in parts for b in bindings(p)]
    if isinstance(pat, thir.OrPat):
        return bindings(pat.items[0])
    return []


def binds_reference(pat: thir.Pat) -> bool:
    """Whether the pattern has a ``ref`` binding (also by default binding modes)."""
    if isinstance(pat, thir.BindPat):
        return pat.mode != "move" or (pat.sub is not None and binds_reference(pat.sub))
    if isinstance(pat, thir.DerefPat):
        return False
    if isinstance(pat, thir.AdtPat):
        return any(binds_reference(p) for _, p in pat.fields)
    if isinstance(pat, thir.SlicePat):
        return any(map(binds_reference, [*pat.before, *([pat.middle] if pat.middle else []), *pat.after]))
    if isinstance(pat, thir.OrPat):
        return any(map(binds_reference, pat.items))
    return False
