"""Adaptors with closures around the iterators of core that a ``for`` loop owns: what they do becomes part of the loop.

The closures are called as ever, with the step and the memory that calling them takes; only the adaptors' own ``next``
is gone. A step is counted where ``next`` would have counted it.
"""

from __future__ import annotations

from collections.abc import Callable

from ..names import types as t
from ..names.types import Ty
from ..span import NO_SPAN
from .calls import call_item, invoke_function
from .core import FIXED, Fx, MemPlace, Place, Val, VarPlace
from .iterators import KNOWN, Iterable, Turn, code, iterable, part, whole
from .memory import load, store
from .places import field

Call = Callable[[Val], Val]


def caller(fx: Fx, place: Place, made: Iterable) -> tuple[Call, Ty] | None:
    """What calls the closure or function in ``place``, and the type that it gives; None if it cannot be done here. A
    closure that has captured something lies in memory while the loop runs.
    """
    ty = place.ty
    if isinstance(ty, t.FnItemTy) and ty.defn.ret is not None:
        given = fx.unit.concrete(ty.defn.ret, ty.args)
        inner = fx.unit.resolve(ty.defn, ty.args)
        return lambda val: call_item(fx, inner, ty, [val], given, NO_SPAN), given
    if not isinstance(ty, t.ClosureTy) or ty.expr.suspends or len(ty.expr.params) != 1:
        return None
    given = fx.unit.concrete(ty.expr.ret, ty.args) if ty.expr.ret is not None else t.UNIT
    env = Val("1", FIXED)
    if fx.layout(ty).size:

        def keep(room: MemPlace) -> None:
            kept = at(fx, room, place)
            store(fx, kept, load(fx, place))
            env.code = kept.address

        made.before.append(keep)
    return lambda val: invoke_function(fx, fx.unit.closure(ty, False), [env, val], given, ty.expr.span), given


def at(fx: Fx, room: MemPlace, place: Place) -> MemPlace:
    """Where a part of the loop's iterator would lie if the iterator lay in ``room``."""
    assert isinstance(place, VarPlace)
    found: Place = room
    for variant, index in place.path:
        found = field(fx, found, index, variant)
    assert isinstance(found, MemPlace)
    return found


def innermost(fx: Fx, place: MemPlace) -> MemPlace:
    """Where the iterator that adaptors are around would lie: nothing else is there."""
    while isinstance(place.ty, t.Adt) and place.ty.defn.path in KNOWN:
        names = [f.name for f in fx.unit.adt(place.ty).variants[0].fields]
        if "iter" not in names:
            break
        inner = field(fx, place, names.index("iter"))
        assert isinstance(inner, MemPlace)
        place = inner
    return place


def inside(fx: Fx, place: Place) -> Iterable | None:
    """The iterator that an adaptor is around, as the beginning of the adaptor's own."""
    made = iterable(fx, part(fx, place, "iter"))
    if made is not None:
        made.asked = True
    return made


def _map(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    made = inside(fx, place)
    called = caller(fx, part(fx, place, "f"), made) if made is not None else None
    if made is None or called is None:
        return None
    items, call = made.items, called[0]
    made.items = Turn(called[1], lambda: call(whole(fx, items)), acts=True)
    return made


def _asked(fx: Fx, place: Place, made: Iterable) -> Callable[[], str] | None:
    """What looks at an item that lies in memory, by the adaptor's ``predicate``; the item is what lies there then."""
    items = made.items
    called = caller(fx, part(fx, place, "predicate"), made)
    if called is None or fx.unit.needs_drop(items.ty):
        return None
    room = MemPlace(items.ty, "")

    def place_it(iterator: MemPlace) -> None:
        found = innermost(fx, at(fx, iterator, place))
        size, align = fx.layout(items.ty).size, fx.layout(items.ty).align
        if size > fx.layout(found.ty).size or found.offset % align:
            found = fx.slot(items.ty)
        room.base, room.offset = found.base, found.offset

    def test() -> str:
        store(fx, room, whole(fx, items))
        return called[0](Val(room.address, FIXED)).code

    made.before.append(place_it)
    made.items = Turn(items.ty, lambda: load(fx, room))
    return test


def _filter(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    made = inside(fx, place)
    if made is None or made.chosen is not None or made.ends:
        return None
    made.chosen = _asked(fx, place, made)
    return made if made.chosen is not None else None


def _take_while(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    made = inside(fx, place)
    test = _asked(fx, place, made) if made is not None else None
    if made is None or test is None:
        return None
    found = made.items
    made.source = f"(() if {code(fx, place, 'done')} else {made.source})"

    def value() -> Val:
        fx.emit(f"if not {test()}: break")
        return whole(fx, found)

    made.items, made.ends = Turn(found.ty, value, acts=True), True
    return made


def _take(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    made = inside(fx, place)
    if made is None or made.chosen is not None:
        return None
    made.source, made.target = f"zip(range({code(fx, place, 'n')}), {made.source})", f"(_, {made.target})"
    return made


def _windows(fx: Fx, ty: t.Adt, place: Place) -> Iterable | None:
    item = ty.args[0]
    size = fx.layout(item).size
    rest, width = code(fx, place, "rest"), code(fx, place, "size")
    name = fx.temp("e")
    source = f"range({rest}[0], {rest}[0] + ({rest}[1] - {width} + 1) * {size}, {size})"
    value = Val(f"({name}, {width})", FIXED, parts=(Val(name, FIXED), Val(width, FIXED)))
    return Iterable(source, name, Turn(t.ref(False, t.slice_of(item)), lambda: value), asked=True) if size else None


KNOWN.update(
    {
        "core::iter::map_filter::Map": _map,
        "core::iter::map_filter::Filter": _filter,
        "core::iter::skip_take::TakeWhile": _take_while,
        "core::iter::skip_take::Take": _take,
        "core::slice::chunks::Windows": _windows,
    }
)
