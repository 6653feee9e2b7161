"""Futures of async bodies: how they lie in memory, are begun, polled, suspended and dropped.

A future is a word, what it captures, then the room for all that its body keeps in memory: every variable that is alive
while the body waits, and every temporary of a statement with an ``.await``, so that they have addresses in the future,
and borrows hold across awaits. What is over before the next ``.await`` lies in the frame of the poll that runs, as in
any function. (rustc keeps less, and lays it over one another: ``size_of_val`` of a future is larger here.)

The word is 0 as long as the future was not polled, 1 when it is through, else the number by which the run knows the
body that has begun. A body is lowered like a function's, but to a Python generator: ``.await`` polls the inner future
and, while that is pending, yields. So what comes next is decided by the generator's place in its text; of the data
only temporaries that a statement keeps across an ``.await``, and what a loop goes through, may be Python's alone.
Nothing of it has to be undone when the timeline seeks, for no code runs then; and a run that is run again makes the
same generators with the same numbers, for they are counted.

A poll gives the body a new place on the stack: ``b`` is set anew behind each yield, where the frame is entered once
more. When a future is dropped while it waits, its body goes on without a context, and what is in scope there is
dropped, from the inside out, as a ``return`` would do it.

The room is known when the body has been lowered, which is done when its size is first asked for. Inside of that, the
size of the same future is asked for only behind a pointer (a recursion through a ``Box``): then it is guessed, and the
body lowered again until the guess was right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..diagnostics import CompileError, Diagnostic
from ..names import thir
from ..names import types as t
from ..names.defs import FnDefn, TraitDef
from ..names.types import Ty
from .core import FIXED, UNIT, Drop, Fx, MemPlace, Scope, Val
from .drops import drop_place, run_drops
from .exprs import construct
from .inline import run_inline
from .items import Function, new_name
from .layout import Layout
from .memory import load, store
from .places import captured, field

if TYPE_CHECKING:
    from .unit import Unit

WORD = 8
THROUGH = 1
RESUME = "\x00resume "
"""Stands in a body's lines for the entry into its frame; behind it the address where it goes on."""

ROUNDS = 6
"""A guess that is not right after so many tries is one of a future that holds itself."""


# --- layout ------------


def head_of(unit: Unit, ty: t.ClosureTy) -> tuple[list[int], int, int]:
    """Where a future's word and captures are, where they end, and their alignment."""
    offsets, end, align = [0], WORD, WORD
    for part in unit.fields_of(ty, 0):
        layout = unit.layouts.of(part)
        align = max(align, layout.align)
        end = (end + layout.align - 1) & -layout.align
        offsets.append(end)
        end += layout.size
    return offsets, end, align


def layout_of(unit: Unit, ty: t.ClosureTy) -> Layout:
    """The layout of a future. As a value it is its word and what it captures: it is moved only while that is all."""
    size, align = room_of(unit, ty)
    offsets, _, _ = head_of(unit, ty)
    fields: list[Ty] = [t.U64, *unit.fields_of(ty, 0)]
    return Layout((size + align - 1) & -align, align, "agg", offsets=[offsets], fields=[fields])


def room_of(unit: Unit, ty: t.ClosureTy) -> tuple[int, int]:
    """Size and alignment of a future: lowers its body."""
    from .function import lower  # a circle: a future's size is known once its body is lowered

    known = unit.rooms.get(ty)
    if known is not None:
        return known
    if ty in unit.guesses:
        unit.guessed.add(ty)
        return unit.guesses[ty]
    _, end, align = head_of(unit, ty)
    unit.guesses[ty] = (end, align)
    function = body_function(unit, ty)
    for _ in range(ROUNDS):
        unit.guessed.discard(ty)
        before = len(unit.layouts.known)
        lower(unit, function)
        found = function.room
        if found == unit.guesses[ty] or ty not in unit.guessed:
            unit.guesses.pop(ty)
            unit.rooms[ty] = found
            return found
        for one in list(unit.layouts.known)[before:]:
            del unit.layouts.known[one]
        unit.guesses[ty] = found
    raise holds_itself(ty)


def holds_itself(ty: t.ClosureTy) -> CompileError:
    """E0733."""
    what = "fn" if ty.expr.suspends == "fn" else "block"
    note = (
        "a recursive `async fn` call must introduce indirection such as `Box::pin` to avoid an infinitely sized future"
    )
    message = f"recursion in an async {what} requires boxing"
    return CompileError([Diagnostic("error", "E0733", message, ty.expr.span, notes=[note])])


def body_function(unit: Unit, ty: t.ClosureTy) -> Function:
    """The function of a future's body."""
    owner = ty.expr.owner
    student = not owner.prelude and isinstance(owner, FnDefn)
    key = ("future", ty)
    found = unit.item(key)
    if found is None:
        found = Function(new_name("F"), path=ty.expr.name, key=key, student=student)
        unit.add(key, found, unit.home(*key))
    assert isinstance(found, Function)
    found.span = ty.expr.span
    return found


# --- the body ------------


def future_body(fx: Fx, ty: t.ClosureTy) -> tuple[list[str], int]:
    """The body of a future that lies at ``f``, polled with the context at ``cx``."""
    e = ty.expr
    offsets, end, align = head_of(fx.unit, ty)
    fx.future = ty
    fx.held, fx.held_align = end, align
    scope = Scope()
    fx.scopes.append(scope)
    made: list[Drop] = []
    for c, part, offset in zip(e.captures, fx.unit.fields_of(ty, 0), offsets[1:], strict=True):
        place = MemPlace(part, "f", offset)
        fx.env.upvars.append(captured(fx, c, place))
        if c.mode == "move" and fx.unit.needs_drop(part):
            made.append(capture_drop(fx, place, ("capture", offset, fx.env.key)))
    scope.drops += reversed(made)
    assert e.body is not None
    fx.env.ret = fx.type(e.ret) if e.ret is not None else t.UNIT
    val = fx.value(e.body)
    if not fx.dead:
        if scope.drops:
            val = fx.spill(val)
            run_drops(fx, scope)
        through(fx, val)
    fx.scopes.pop()
    return ["f", "sp", "ret", "cx"], 4


def capture_drop(fx: Fx, place: MemPlace, key: object) -> Drop:
    """Have a captured value dropped at the body's end, as far as it is still there."""
    place.root = key
    flag = None
    if ("moved", key) in fx.memory:
        flag = fx.temp("d")
        fx.emit(f"{flag} = True")
    parts = {x[2]: fx.temp("d") for x in fx.memory if isinstance(x, tuple) and x[0] == "part" and x[1] == key}
    for name in parts.values():
        fx.emit(f"{name} = True")
    drop = fx.temp_drops[key] = Drop(place, flag, parts)
    return drop


def through(fx: Fx, val: Val | None) -> None:
    """The end of the body: the future is marked, its value given to who polls; None: it was dropped."""
    assert isinstance(fx.future, t.ClosureTy)
    if val is not None:
        val = fx.spill(val)
    store(fx, MemPlace(t.U64, "f"), Val(str(THROUGH), FIXED))
    leave_frame(fx)
    if val is None:
        fx.emit("return")
    else:
        fx.emit(f"return {construct(fx, fx.layout(answer(fx, fx.future)), [val], variant_of(fx, 'Ready')).code}")


def leave_frame(fx: Fx) -> None:
    """Note that the frame is given back."""
    if fx.student and fx.unit.record:
        fx.emit("L((ret, sp + 8))")


def answer(fx: Fx, ty: t.ClosureTy) -> Ty:
    """``Poll<Output>`` of a future."""
    output = fx.unit.concrete(ty.expr.ret, ty.args) if ty.expr.ret is not None else t.UNIT
    return t.adt(fx.unit.lang_adt("Poll"), (output,))


def variant_of(fx: Fx, name: str) -> int:
    """The number of a variant of ``Poll``."""
    return next(v.index for v in fx.unit.lang_adt("Poll").variants if v.name == name)


def suspend(fx: Fx) -> Val:
    """Leave the poll as pending; go on here at the next, or drop what there is."""
    assert isinstance(fx.future, t.ClosureTy)
    pending = construct(fx, fx.layout(answer(fx, fx.future)), [], variant_of(fx, "Pending"))
    leave_frame(fx)
    fx.emit(f"sp, ret, cx = yield {pending.code}")
    fx.emit(RESUME + fx.rip)
    with fx.block("if not cx:"):
        for scope in reversed(fx.scopes):
            run_drops(fx, scope)
        through(fx, None)
    return UNIT


def await_value(fx: Fx, e: thir.Call, want: str | None) -> Val:
    """``x.await``."""
    from .calls import invoke  # a circle: awaiting is a call, and is called as one

    unit = fx.unit
    ty = fx.type(e.args[0].ty)
    trait = unit.program.lang("into_future_trait")
    polled = unit.program.lang("await_polled")
    assert isinstance(trait, TraitDef)
    assert isinstance(polled, FnDefn)
    val = fx.value(e.args[0])
    if fx.dead:
        return UNIT
    future = unit.program.normalize(t.projection(trait.types["IntoFuture"], (ty,)))
    val = fx.spill(val)
    if future is not ty:
        val = fx.spill(invoke(fx, unit.resolve(trait.methods["into_future"], (ty,)), [val], future, e.span))
    instance = unit.resolve(polled, (future,))
    body = unit.program.thir(polled)
    was = fx.brief
    fx.brief = False
    found = run_inline(fx, body, instance, [val], [future], e.span, id(e), want)
    fx.brief = was
    if not fx.dead:
        found = fx.spill(found)
    return found


# --- from outside ------------


def begin_value(fx: Fx, ty: t.ClosureTy, captures: list[Val]) -> Val:
    """A future that was not polled."""
    return construct(fx, fx.layout(ty), [Val("0", FIXED), *captures])


def poll_body(fx: Fx, ty: t.ClosureTy) -> tuple[list[str], int]:
    """``Future::poll`` of a future at ``p0`` with the context at ``p1``."""
    fx.scopes.append(Scope())
    function = body_function(fx.unit, ty)
    room_of(fx.unit, ty)
    fx.unit.use(function)
    state = fx.temp("s")
    fx.emit(f"{state} = {load(fx, MemPlace(t.U64, 'p0')).code}")
    panic = fx.unit.panic_call(fx, "panic_async_fn_resumed", [], fx.unit.location(ty.expr.span))
    fx.emit(f"if {state} == {THROUGH}: {panic}")
    with fx.block(f"if not {state}:"):
        fx.emit(f"{state} = future_new({function.name}, p0)")
        store(fx, MemPlace(t.U64, "p0"), Val(state, FIXED))
    fx.emit(f"return future_go({state}, p0, §S, {fx.function.call_site()}, p1)")
    fx.scopes.pop()
    return ["p0", "p1"], 2


def drop_body(fx: Fx, ty: t.ClosureTy) -> None:
    """The drop glue of a future at ``p0``: of what it captures, or of what its body holds."""
    state = fx.temp("s")
    fx.emit(f"{state} = {load(fx, MemPlace(t.U64, 'p0')).code}")
    place = MemPlace(ty, "p0")
    with fx.block(f"if not {state}:"):
        for i, _ in enumerate(ty.expr.captures):
            drop_place(fx, field(fx, place, i + 1))
    fx.emit(f"elif {state} != {THROUGH}: future_go({state}, p0, §S, {fx.function.call_site()}, 0)")


# --- where things are kept ------------


def waits(node: Any, known: dict[int, bool]) -> bool:
    """Whether a part of a body has an ``.await``."""
    found = known.get(id(node))
    if found is None:
        if isinstance(node, thir.Call) and node.defn.lang in ("await", "suspend"):
            found = True
        elif isinstance(node, thir.ClosureExpr):
            found = False
        elif isinstance(node, list | tuple):
            found = any(waits(x, known) for x in node)
        elif isinstance(node, thir.Expr | thir.LetStmt | thir.ExprStmt | thir.Arm):
            names = [n for kind in type(node).__mro__ for n in getattr(kind, "__slots__", ())]
            found = any(waits(getattr(node, n), known) for n in names if n not in ("ty", "span", "defn", "local"))
        else:
            found = False
        known[id(node)] = found
    return found


def brief_statements(fx: Fx, block: thir.Block) -> list[bool]:
    """For each statement of a block whether what it makes is over before the body waits."""
    parts: list[Any] = [*block.stmts, block.tail]
    found: list[bool] = []
    later = False
    for part in reversed(parts):
        own = waits(part, fx.waiting)
        found.append(fx.brief or not (own or (later and isinstance(part, thir.LetStmt))))
        later = later or own
    return found[::-1]
