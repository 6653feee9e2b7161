"""``for``: ranges of integers and slices become Python loops over numbers; anything else calls ``next``."""

from __future__ import annotations

from ..names import thir
from ..names import types as t
from ..names.defs import FnDefn
from ..names.types import Ty
from . import adaptors
from .calls import invoke
from .core import ACTS, FIXED, READS, UNIT, Fx, Loop, MemPlace, Place, Val, VarPlace, values
from .drops import variant_test
from .inline import body_for, run_inline
from .iterators import bind_items, iterable
from .jumps import Items, jump, python_loop
from .memory import in_memory, load, spill_value, store
from .ops import bounds, constant, int_range
from .patterns import bind
from .places import field, temporary_of


@values(thir.For)
def _for(fx: Fx, e: thir.For, want: str | None) -> Val:
    return fx.scoped(lambda: for_inside(fx, e))


def for_inside(fx: Fx, e: thir.For) -> Val:
    source = peeled(fx, e.iter)
    if integer_range(fx, e, source):
        return UNIT
    ty = fx.type(e.iter.ty)
    val = fx.value(e.iter)
    if fx.dead:
        return UNIT
    defn, generics = e.next
    generics = tuple(fx.type(g) for g in generics)
    instance = fx.unit.resolve(defn, generics)
    body_inline = body_for(fx, instance) if instance.kind == "fn" else None
    if known_iterator(fx, e, ty, val, in_frame=body_inline is None):
        return UNIT
    iterator: Place
    if body_inline is not None and not fx.unit.needs_drop(ty):
        iterator = iterator_variable(fx, ty, val, e)
    else:
        body_inline = None
        iterator = in_memory_iterator(fx, ty, val, e)
    made = Loop(e.label, None, True)

    def body() -> None:
        option_ty = fx.unit.concrete(defn.ret, generics)  # type: ignore[arg-type]
        assert isinstance(option_ty, t.Adt)
        if body_inline is not None:
            concrete = [fx.unit.concrete(p, instance.generics) for _, p in body_inline.params]
            got = run_inline(fx, body_inline, instance, [iterator], concrete, e.span, id(e))
        else:
            assert isinstance(iterator, MemPlace)
            address = Val(iterator.address, FIXED)
            if instance.kind == "virtual":
                raise AssertionError("for over a bare trait object")
            got = invoke(fx, instance, [address], option_ty, e.span)
        option = temporary_of(fx, option_ty, fx.spill(got, "o"), ("for", id(e), fx.env.key))
        none = next(v.index for v in fx.unit.adt(option_ty).variants if v.name == "None")
        some = 1 - none

        with fx.block(f"if {variant_test(fx, option, none)}:"):
            jump(fx, made, "break")
        fx.dead = False
        bind(fx, field(fx, option, 0, some), e.pat)
        run_body(fx, e)

    python_loop(fx, None, made, body)
    fx.dead = False
    return UNIT


def known_iterator(fx: Fx, e: thir.For, ty: Ty, val: Val, in_frame: bool) -> bool:
    """A loop over an iterator of core that Python can do. False if the iterator is another one. ``in_frame``: it has
    its room in the frame, as it would have if its ``next`` was called.
    """
    by_value = isinstance(ty, t.Adt) and ty.defn.path == "core::array::IntoIter"  # dropping numbers does nothing
    if (fx.unit.needs_drop(ty) and not by_value) or fx.layout(ty).size == 0:
        return False
    name = val.code if val.level == FIXED and val.code.isidentifier() else fx.temp("it")
    parts = val.parts if val.level == FIXED else ()
    place = VarPlace(ty, name, ("iterator", id(e), fx.env.key), FIXED, parts=parts)
    found = iterable(fx, place)
    if found is None:
        return False
    if (found.asked or found.chosen is not None) and fx.future is not None:
        return False  # what lies in the frame while the loop runs would have to outlive it
    if name != val.code:
        fx.emit(f"{name} = {val.code}")
    if found.before or (found.asked and in_frame):
        room = fx.slot(ty)
        for action in found.before:
            action(room)
    made = Loop(e.label, None, True)
    items: Items | None = Items(found.source, found.target, found.asked or in_core_iter(fx))
    choose = found.chosen
    if choose is not None:
        assert items is not None
        source, items = Items(fx.temp("it"), found.target), None
        fx.emit(f"{source.source} = iter({found.source})")

    def body() -> None:
        if choose is not None:
            with fx.block(f"for _, {source.target} in zip(T, {source.source}):"):
                fx.emit(f"if {choose()}: break")
            fx.emit("else: break")
        bind_items(fx, found.items, e.pat, (id(e), fx.env.key))
        run_body(fx, e)

    python_loop(fx, items, made, body)
    fx.dead = False
    return True


def in_core_iter(fx: Fx) -> bool:
    """Whether this is a method of an iterator of core: such a one asks for an item in a step, and so for the end."""
    key = fx.function.key
    return len(key) > 1 and isinstance(key[1], FnDefn) and key[1].path.startswith("core::iter::")


def in_memory_iterator(fx: Fx, ty: Ty, val: Val, e: thir.For) -> MemPlace:
    """The iterator in the frame; it is dropped after the loop."""
    if fx.unit.needs_drop(ty):
        place = temporary_of(fx, ty, val, ("iterator", id(e), fx.env.key))
        return in_memory(fx, place)
    return spill_value(fx, ty, val)


def iterator_variable(fx: Fx, ty: Ty, val: Val, e: thir.For) -> Place:
    """The iterator in a variable, or in the frame if its address is wanted."""
    key = ("iterator", id(e), fx.env.key)
    if key in fx.memory:
        return spill_value(fx, ty, val)
    name = fx.temp("it")
    fx.emit(f"{name} = {val.code}")
    return VarPlace(ty, name, key, READS, lambda v: f"{name} = {v}")


def run_body(fx: Fx, e: thir.For) -> None:
    val = fx.value(e.body)
    if not fx.dead and val.level == ACTS and val.code != "None":
        fx.emit(val.code)


def peeled(fx: Fx, e: thir.Expr) -> thir.Expr:
    """The iterator without the ``into_iter`` that an iterator gives itself back by."""
    while True:
        if (
            isinstance(e, thir.Call)
            and e.defn.lang == "into_iter"
            and len(e.args) == 1
            and fx.type(e.args[0].ty) is fx.type(e.ty)
        ):
            e = e.args[0]
        elif isinstance(e, thir.Block) and not e.stmts and e.tail is not None and e.label is None:
            e = e.tail
        else:
            return e


def integer_range(fx: Fx, e: thir.For, source: thir.Expr) -> bool:
    """``for i in a..b``, ``a..=b``, both also ``.rev()``: a Python range. False if the iterator is something else."""
    reverse = False
    inner = source
    if isinstance(inner, thir.Call) and inner.defn.name == "rev" and inner.defn.prelude and len(inner.args) == 1:
        reverse = True
        inner = peeled(fx, inner.args[0])
    ends = range_ends(fx, inner)
    if ends is None:
        return False
    start_e, end_e, inclusive = ends
    item = fx.type(start_e.ty)
    limits = int_range(fx, item)
    if limits is None or item in (t.CHAR, t.BOOL) or not isinstance(item, t.Prim):
        return False
    start, end = fx.values([lambda: fx.value(start_e), lambda: fx.value(end_e)])
    lo = bounds(start, limits)[0]
    hi = bounds(end, limits)[1] - (0 if inclusive else 1)
    stop = end.code
    if inclusive:
        known = constant(end)
        stop = str(known + 1) if known is not None else f"{end.code} + 1"
    if reverse:
        head = f"range({stop} - 1, {start.code} - 1, -1)"
    elif start.code == "0":
        head = f"range({stop})"
    else:
        head = f"range({start.code}, {stop})"
    made = Loop(e.label, None, True)
    name = fx.name(pattern_name(e.pat))

    def body() -> None:
        place = VarPlace(item, name, ("index", id(e), fx.env.key), FIXED, None, lo, max(hi, lo))
        bind(fx, place, e.pat)
        run_body(fx, e)

    python_loop(fx, Items(head, name), made, body)
    fx.dead = False
    return True


def pattern_name(pat: thir.Pat) -> str:
    return pat.local.name if isinstance(pat, thir.BindPat) else "i"


def range_ends(fx: Fx, e: thir.Expr) -> tuple[thir.Expr, thir.Expr, bool] | None:
    """First and last expression of a range that is written out."""
    if isinstance(e, thir.AdtExpr) and e.defn.lang == "Range" and e.base is None:
        by_index = dict(e.fields)
        return by_index[0], by_index[1], False
    if isinstance(e, thir.Call) and e.defn.lang == "range_inclusive_new":
        return e.args[0], e.args[1], True
    return None


__all__ = ["adaptors", "load", "store"]
