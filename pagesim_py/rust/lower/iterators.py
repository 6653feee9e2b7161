"""Iterators of core that a ``for`` loop owns, as Python iterables: slices, text, ranges, and adaptors around them.

The loop is the only one to see such an iterator, so its state needs no memory; it gives what calls of ``next`` would.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..names import thir
from ..names import types as t
from ..names.types import Ty
from .core import ACTS, FIXED, Fx, MemPlace, Place, Val, VarPlace
from .exprs import construct
from .memory import load
from .ops import int_range
from .patterns import bind
from .places import field as field_of
from .places import temporary_of


@dataclass
class Turn:
    """What an iterable gives at a turn: one value, made from the loop's variable, or a tuple of ``parts``. ``acts``:
    making the value does something, so that it is made even where nobody wants it.
    """

    ty: Ty
    value: Callable[[], Val] | None = None
    parts: tuple[Turn, ...] = ()
    acts: bool = False


@dataclass
class Iterable:
    """``source``: text of the Python iterable; ``target``: what its items are assigned to. ``asked``: as of ``Items``.

    ``before``: what is done before the loop, given the room that the iterator would have in the frame. ``chosen`` gives
    the condition by which an item of the source is one of the iterator's; ``ends``: making an item may end the loop.
    """

    source: str
    target: str
    items: Turn
    asked: bool = False
    before: list[Callable[[MemPlace], None]] = field(default_factory=list)
    chosen: Callable[[], str] | None = None
    ends: bool = False

    @property
    def plain(self) -> bool:
        """Whether the source's items are the iterator's, and nothing is done to make them."""
        return self.chosen is None and not self.ends and not acts(self.items)


def acts(items: Turn) -> bool:
    """Whether making what a turn gives does something."""
    return items.acts or any(map(acts, items.parts))


def iterable(fx: Fx, place: Place) -> Iterable | None:
    """The iterator in ``place`` as a Python iterable; None if it is not one of those known."""
    ty = place.ty
    if not isinstance(ty, t.Adt) or not ty.defn.prelude or ty.defn.crate != "core" or isinstance(place, MemPlace):
        return None
    maker = KNOWN.get(ty.defn.path)
    return maker(fx, ty, place) if maker is not None else None


def part(fx: Fx, place: Place, name: str) -> Place:
    """A field by its name."""
    assert isinstance(place.ty, t.Adt)
    names = [f.name for f in fx.unit.adt(place.ty).variants[0].fields]
    return field_of(fx, place, names.index(name))


def code(fx: Fx, place: Place, name: str) -> str:
    """The text of a field's value."""
    return load(fx, part(fx, place, name)).code


def _slice(fx: Fx, ty: t.Adt, place: Place, backwards: bool = False) -> Iterable | None:
    item = ty.args[0]
    size = fx.layout(item).size
    if size == 0:
        return None
    start, end = code(fx, place, "at"), code(fx, place, "end")
    source = f"range({end} - {size}, {start} - {size}, -{size})" if backwards else f"range({start}, {end}, {size})"
    name = fx.temp("e")
    mutable = ty.defn.name == "IterMut"
    return Iterable(source, name, Turn(t.ref(mutable, item), lambda: Val(name, FIXED)))


def _loaded(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    """Copied, Cloned and Bytes: what the references point at."""
    inner = iterable(fx, part(fx, place, "iter"))
    if inner is None or not isinstance(inner.items.ty, t.Ref) or inner.items.value is None:
        return None
    item = inner.items.ty.inner
    if not fx.unit.is_copy(item):
        return None
    address = inner.items.value
    inner.items = Turn(item, lambda: load(fx, MemPlace(item, address().code)), acts=inner.items.acts)
    return inner


def _enumerate(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    inner = iterable(fx, part(fx, place, "iter"))
    if inner is None or inner.chosen is not None:
        return None
    name = fx.temp("e")
    count = code(fx, place, "count")
    both = t.tuple_of(t.USIZE, inner.items.ty)
    number = Turn(t.USIZE, lambda: Val(name, FIXED, 0, (1 << 47) - 1))
    inner.source, inner.target = f"enumerate({inner.source}, {count})", f"({name}, {inner.target})"
    inner.items = Turn(both, parts=(number, inner.items))
    return inner


def _zip(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    a, b = iterable(fx, part(fx, place, "a")), iterable(fx, part(fx, place, "b"))
    if a is None or b is None or not (a.plain and b.plain):
        return None
    both = t.tuple_of(a.items.ty, b.items.ty)
    return Iterable(f"zip({a.source}, {b.source})", f"({a.target}, {b.target})", Turn(both, parts=(a.items, b.items)))


def _rev(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    inner = part(fx, place, "iter")
    if not isinstance(inner.ty, t.Adt) or not inner.ty.defn.prelude:
        return None
    if inner.ty.defn.path in SLICES:
        return _slice(fx, inner.ty, inner, backwards=True)
    if inner.ty.defn.lang in ("Range", "RangeInclusiveStruct"):
        forward = _range(fx, inner.ty, inner)
        if forward is not None:
            forward.source = f"reversed({forward.source})"
        return forward
    return None


def _range(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    item = ty.args[0]
    limits = int_range(fx, item)
    if limits is None or not isinstance(item, t.Prim) or item in (t.CHAR, t.BOOL):
        return None
    name = fx.temp("e")
    start, end = code(fx, place, "start"), code(fx, place, "end")
    if ty.defn.lang == "RangeInclusiveStruct":
        end = f"{end} + (not {code(fx, place, 'exhausted')})"
    return Iterable(f"range({start}, {end})", name, Turn(item, lambda: Val(name, FIXED, *limits)))


def _step_by(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    inner = part(fx, place, "iter")
    if not isinstance(inner.ty, t.Adt) or inner.ty.defn.lang not in ("Range", "RangeInclusiveStruct"):
        return None
    made = _range(fx, inner.ty, inner)
    if made is None:
        return None
    step = code(fx, place, "step_minus_one")
    fresh = code(fx, place, "first_take")
    made.source = f"{made.source}[0 if {fresh} else {step}::{step} + 1]"
    return made


def _chars(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    text = load(fx, part(fx, place, "rest"))
    name = fx.temp("e")
    source = f"chars({text.code}[0], {text.code}[1], b, {fx.rip})"
    return Iterable(source, name, Turn(t.CHAR, lambda: Val(name, FIXED, 0, 0x10FFFF)))


def _array(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    item = ty.args[0]
    if fx.unit.needs_drop(item) or fx.layout(item).size == 0:
        return None
    name = fx.temp("e")
    data = code(fx, place, "data")
    source = f"{data}[{code(fx, place, 'at')}:{code(fx, place, 'end')}]" if data != "None" else "()"
    return Iterable(source, name, Turn(item, lambda: Val(name, FIXED)))


SLICES = ("core::slice::iter::Iter", "core::slice::iter::IterMut")
KNOWN: dict[str, Callable[[Fx, t.Adt, Place], Iterable | None]] = {
    "core::slice::iter::Iter": _slice,
    "core::slice::iter::IterMut": _slice,
    "core::array::IntoIter": _array,
    "core::str::iter::Bytes": _loaded,
    "core::str::iter::Chars": _chars,
    "core::iter::map_filter::Copied": _loaded,
    "core::iter::map_filter::Cloned": _loaded,
    "core::iter::chain_zip::Enumerate": _enumerate,
    "core::iter::chain_zip::Zip": _zip,
    "core::iter::chain_zip::Rev": _rev,
    "core::iter::peek_step::StepBy": _step_by,
    "core::ops::range::Range": _range,
    "core::ops::range::RangeInclusive": _range,
}


def bind_items(fx: Fx, items: Turn, pat: thir.Pat, key: object) -> None:
    """Bind a loop's pattern to what the iterable gave."""
    if isinstance(pat, thir.WildPat) and not acts(items):
        return
    if items.parts and isinstance(pat, thir.AdtPat):
        for index, sub in pat.fields:
            bind_items(fx, items.parts[index], sub, (key, index))
        return
    val = whole(fx, items)
    bind(fx, temporary_of(fx, items.ty, fx.spill(val) if val.level == ACTS else val, ("item", key)), pat)


def whole(fx: Fx, items: Turn) -> Val:
    """The value of one turn."""
    if items.value is not None:
        return items.value()
    return construct(fx, fx.layout(items.ty), [whole(fx, p) for p in items.parts])


__all__ = ["Iterable", "VarPlace", "bind_items", "iterable"]
