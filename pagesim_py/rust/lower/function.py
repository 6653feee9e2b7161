"""One function instance from its typed tree to Python source and code."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..diagnostics import CompileError
from ..names import thir
from ..names import types as t
from ..names.types import Ty
from . import calls, control, exprs, loops, match, ops, places
from .core import FIXED, READS, UNIT, Drop, Fx, Line, MemPlace, Place, Scope, Val, VarPlace, offset_of
from .drops import glue_body, run_drops
from .futures import RESUME, future_body, poll_body
from .items import Function
from .jumps import leave
from .marks import join_marks
from .memory import load, spill_value
from .patterns import bind
from .places import captured, extending, field, temporary_of, variable

if TYPE_CHECKING:
    from .unit import Unit

# The modules of expressions register what they lower when they are imported.
__all__ = ["calls", "control", "exprs", "loops", "lower", "match", "ops", "places"]

Work = Callable[[Fx], tuple[list[str], int]]

PAGE = 4096

FRAME_MINIMUM = 32
"""Bytes that a student's function takes at least beside its return address, about what rustc takes in a debug build."""


def lower(unit: Unit, function: Function) -> None:
    """Make source and code of a function; again with more of its variables in memory until all addresses wanted are
    there.
    """
    memory: set[object] = set()
    kind = function.key[0]
    while True:
        function.deps.clear()
        function.offsets.clear()
        function.cursor = 0
        unit.current.append(function)
        try:
            args, work = prepare(unit, function, str(kind))
            fx = Fx(unit, function, args, memory)
            fx.in_const = function.constant
            head, params = work(fx)
        except Exception as e:
            if not isinstance(e, CompileError) and getattr(e, "place", None) is None and function.student:
                e.place = function.spans[-1] if function.spans else function.span  # type: ignore[attr-defined]
            e.add_note(f"while lowering `{function.path}`")
            raise
        finally:
            unit.current.pop()
        if not fx.retry:
            break
    function.params = params
    function.room = (fx.held, fx.held_align)
    function.source = assemble(fx, function, head)
    if not function.student or function.constant:
        function.code = compile(function.source, f"<{function.path}>", "exec")
    function.lowered = True


def prepare(unit: Unit, function: Function, kind: str) -> tuple[tuple[Ty, ...], Work]:
    """Concrete generics, and the action that lowers the body, giving Python parameters and their number."""
    key: tuple[Any, ...] = function.key
    if kind == "fn":
        args = key[2]
        return args, lambda fx: body_of(fx, unit.program.thir(key[1]), interrupt=function.interrupt)
    if kind == "const":
        return key[2], lambda fx: body_of(fx, unit.program.thir(key[1]))
    if kind == "init":
        return (), lambda fx: body_of(fx, unit.program.thir(key[1]))
    if kind == "closure":
        ty = key[1]
        return ty.args, lambda fx: closure_body(fx, ty, bool(key[2]))
    if kind == "future":
        ty = key[1]
        return ty.args, lambda fx: future_body(fx, ty)
    if kind == "poll":
        return (), lambda fx: poll_body(fx, key[1])
    if kind == "drop":
        return (), lambda fx: plain(fx, lambda: glue(fx, key[1]))
    if kind == "clone":
        return (), lambda fx: plain(fx, lambda: calls.clone_body(fx, key[1]))
    if kind == "once":
        return (), lambda fx: once_body(fx, key[1])
    return (), lambda fx: shim_body(fx, key[1])


def glue(fx: Fx, ty: Ty) -> Val:
    """Drop glue as a body."""
    glue_body(fx, ty)
    return UNIT


def plain(fx: Fx, action: Callable[[], Val]) -> tuple[list[str], int]:
    """A body made by the compiler, with one parameter ``p0``."""
    finish(fx, fx.scoped(action))
    return ["p0"], 1


def finish(fx: Fx, val: Val) -> None:
    """Return the value, if the end is reached."""
    if not fx.dead:
        leave(fx, val)


def body_of(fx: Fx, body: thir.Body, interrupt: bool = False) -> tuple[list[str], int]:
    """Parameters and body of an ordinary function."""

    scope = Scope()
    fx.scopes.append(scope)
    params = parameters(fx, body.params, interrupt)
    fx.env.ret = fx.type(body.ret)
    if fx.in_const:
        for e in extending(body.value):
            fx.extended[id(e)] = scope
    if fx.function.track_caller:
        fx.unit.location(fx.function.span)  # for calls through a pointer, see Run.definition_place
        fx.env.location = "loc"
    val = fx.value(body.value)
    if not fx.dead:
        if scope.drops:
            val = fx.spill(val)
            run_drops(fx, scope)
        leave(fx, val)
    fx.scopes.pop()
    return params, len(body.params)


def parameters(fx: Fx, params: list[tuple[thir.Pat, Ty]], interrupt: bool = False) -> list[str]:
    """Names of the Python parameters; patterns are bound."""
    names: list[str] = []
    late: list[tuple[thir.Pat, Ty, str]] = []
    for i, (pat, ty) in enumerate(params):
        concrete = fx.type(ty)
        if interrupt and i == 0 and not isinstance(concrete, t.Ref):  # lent, as once was usual, it is its address
            names.append("p0")
            place: Place = MemPlace(concrete, "p0")
            if isinstance(pat, thir.BindPat) and pat.sub is None and pat.mode == "move":
                fx.env.locals[pat.local] = place
            else:
                bind(fx, place, pat)
            continue
        if interrupt and i == 1:
            fx.function.error_code = concrete
        if isinstance(pat, thir.BindPat) and pat.mode == "move" and pat.sub is None:
            key = (pat.local, fx.env.key)
            name = fx.name(pat.local.name)
            names.append(name)
            if key in fx.memory or fx.unit.needs_drop(concrete):
                late.append((pat, concrete, name))
            else:
                level = READS if pat.local.mutable else FIXED
                fx.env.locals[pat.local] = VarPlace(concrete, name, key, level, lambda v, n=name: f"{n} = {v}")  # type: ignore[misc]
            continue
        name = f"p{i}"
        names.append(name)
        late.append((pat, concrete, name))
    for pat, concrete, name in late:
        if isinstance(pat, thir.BindPat) and pat.mode == "move" and pat.sub is None:
            variable(fx, pat.local, Val(name, FIXED), concrete)
        else:
            place = temporary_of(fx, concrete, Val(name, FIXED), ("param", id(pat), fx.env.key))
            bind(fx, place, pat)
    return names


def closure_body(fx: Fx, ty: t.ClosureTy, by_value: bool) -> tuple[list[str], int]:
    """A closure's body; ``p0``'s place is named ``env``: the closure's value, or its address."""
    e = ty.expr
    scope = Scope()
    fx.scopes.append(scope)
    key = ("closure", fx.env.key)
    place: Place
    if not by_value:
        place = MemPlace(ty, "env")
    elif fx.unit.needs_drop(ty):
        place = spill_value(fx, ty, Val("env", FIXED))
        place.root = key
        flag = None
        if ("moved", key) in fx.memory:
            flag = fx.temp("d")
            fx.emit(f"{flag} = True")
        parts = {x[2]: fx.temp("d") for x in fx.memory if isinstance(x, tuple) and x[0] == "part" and x[1] == key}
        for name in parts.values():
            fx.emit(f"{name} = True")
        drop = Drop(place, flag, parts)
        fx.temp_drops[key] = drop
        scope.drops.append(drop)
    elif key in fx.memory:
        place = spill_value(fx, ty, Val("env", FIXED))
    else:
        place = VarPlace(ty, "env", key, READS, lambda v: f"env = {v}")
    for i, c in enumerate(e.captures):
        part = field(fx, place, i)
        fx.env.upvars.append(captured(fx, c, part))
    params = parameters(fx, e.params)
    assert e.body is not None
    fx.env.ret = fx.type(e.ret) if e.ret is not None else t.UNIT
    val = fx.value(e.body)
    if not fx.dead:
        if scope.drops:
            val = fx.spill(val)
            run_drops(fx, scope)
        leave(fx, val)
    fx.scopes.pop()
    return ["env", *params], len(params) + 1


def shim_body(fx: Fx, ty: Ty) -> tuple[list[str], int]:
    """A function to point at for what is no function with a body: constructors, intrinsics, closures, Fn methods."""
    fx.scopes.append(Scope())
    if isinstance(ty, t.ClosureTy):
        names = [f"p{i}" for i in range(len(ty.expr.params))]
        function = fx.unit.closure(ty, True)
        ret = fx.type(t.substitute(ty.expr.ret, ty.args)) if ty.expr.ret is not None else t.UNIT
        val = calls.invoke_function(fx, function, [UNIT, *(Val(n, READS) for n in names)], ret, ty.expr.span)
    else:
        assert isinstance(ty, t.FnItemTy)
        inner = fx.unit.resolve(ty.defn, ty.args)
        assert ty.defn.ret is not None
        names = [f"p{i}" for i in range(len(ty.defn.params))]
        ret = fx.unit.concrete(ty.defn.ret, ty.args)
        vals = [Val(n, READS) for n in names]
        val = calls.call_item(fx, inner, ty, vals, ret, ty.defn.span)
    finish(fx, val)
    fx.scopes.pop()
    return names, len(names)


def once_body(fx: Fx, ty: t.FnItemTy) -> tuple[list[str], int]:
    """``FnOnce::call_once`` for a trait object: loads the callee from ``p0``; ``p1`` is the tuple of arguments."""
    fx.scopes.append(Scope())
    inner = fx.unit.resolve(ty.defn, ty.args)
    assert ty.defn.ret is not None
    vals = [fx.spill(load(fx, MemPlace(ty.args[0], "p0"))), Val("p1", READS)]
    val = calls.call_item(fx, inner, ty, vals, fx.unit.concrete(ty.defn.ret, ty.args), ty.defn.span)
    finish(fx, val)
    fx.scopes.pop()
    return ["p0", "p1"], 2


def assemble(fx: Fx, function: Function, params: list[str]) -> str:
    """The source of a function: head, frame, body."""
    lines = join_marks(fx.lines) if fx.unit.record else fx.lines
    framed = fx.frame > 0 or function.student or function.interrupt  # a handler may not write where its frame lies
    extra = ["loc"] if function.track_caller else []
    body: list[str] = []
    if function.student and not function.constant:
        size = max(fx.frame + fx.unused_room + 15 & -16, FRAME_MINIMUM)
        if fx.future is not None:
            head = f"def {function.name}({', '.join(params)}):"
            body += enter(fx, size, "§0")
        elif function.interrupt:
            head = f"def {function.name}(sp, {', '.join(params)}):" if params else f"def {function.name}(sp):"
            body += [f"\tb = sp - {size} & -{fx.frame_align}", *touch(size)]
            body += ["\tL((§0, b))", "\tN()"] if fx.unit.record else ["\tN()"]
        else:
            head = f"def {function.name}({', '.join(['sp', 'ret', *params, *extra])}):"
            body += enter(fx, size, "§0")
        lines = [x for line in lines for x in resumed(fx, size, line)]
    elif fx.future is not None:
        size = (fx.frame + 15 & -16) + 8
        head = f"def {function.name}({', '.join(params)}):"
        body.append(f"\tb = sp - {size}")
        lines = [x for line in lines for x in resumed(fx, size, line)]
    elif framed:
        size = (fx.frame + 15 & -16) + 8
        align = f" & -{fx.frame_align}" if fx.frame_align > 16 else ""
        head = f"def {function.name}({', '.join(['sp', *params, *extra])}):"
        body.append(f"\tb = sp - {size}{align}")
    else:
        head = f"def {function.name}({', '.join(['b', *params, *extra])}):"
    if fx.crossed:
        body.append("\tj = 0")
    if fx.future is not None:
        body.append("\tif 0: yield")  # a generator, also if it never waits
    lines = lines or [Line("\tpass")]
    if function.student:
        function.statements = array("I", [0] * (1 + len(body)) + [line.at for line in lines]).tobytes()
    text = "\n".join([head, *body, *lines]) + "\n"
    return text.replace("§S", "b - 8" if framed else "b")


def enter(fx: Fx, size: int, rip: str) -> list[str]:
    """The entry into a student's function: its return address is pushed, the stack pointer goes down."""
    align = f" & -{fx.frame_align}" if fx.frame_align > 16 else ""
    body = [f"\tb = sp - {size + 8}{align}", "\tif (p := w8(sp >> 12)) is not None:"]
    if not fx.unit.record:
        body += ["\t\tp[sp >> 3 & 511] = ret", "\telse: push_return(sp, ret)"]
        return body + touch(size) + ["\tN()"]
    if size >= PAGE:
        body += ["\t\ti = sp >> 3 & 511; L((p, i, p[i], ret)); p[i] = ret", "\telse: push_return(sp, ret)"]
        return [*body, *touch(size), f"\tL(({rip}, b))", "\tN()"]
    body.append(f"\t\ti = sp >> 3 & 511; E(((p, i, p[i], ret), ({rip}, b))); p[i] = ret")
    return [*body, f"\telse: push_return(sp, ret); L(({rip}, b))", "\tN()"]


def touch(size: int) -> list[str]:
    """What a large frame costs. As rustc's code does, the stack pointer goes down page by page, and each page is
    touched: what lies below the stack faults, and the fault finds no stack.
    """
    return [f"\tfor a in range(sp - 4096 & -8, sp - {size}, -4096): s8(a, 0, a, §0)"] if size >= PAGE else []


def resumed(fx: Fx, size: int, line: Line) -> list[Line]:
    """A line of a body; where a future goes on, its frame is entered again."""
    indent, mark, rip = line.partition(RESUME)
    if not mark:
        return [line]
    if not fx.student or fx.function.constant:
        return [Line(f"{indent}b = sp - {size}", line.at)]
    return [Line(indent + x[1:], offset_of(rip)) for x in enter(fx, size, rip)]


def place_addresses(function: Function, base: int) -> None:
    """Give a student's function its address: the numbers in its text become addresses, and it is compiled."""
    function.base = base
    source = re.sub(r"§(\d+)", lambda m: str(base + int(m[1])), function.source)
    try:
        function.code = compile(source, f"<{function.path}>", "exec")
    except SyntaxError as e:
        e.place = function.span  # type: ignore[attr-defined]
        e.add_note(f"while lowering `{function.path}`")
        raise
