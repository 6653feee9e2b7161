"""Control flow in the form: blocks, conditions, loops, jumps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..check.capture_places import thir_place
from ..check.writeback import binds_by_ref
from ..names import thir
from ..names import types as t
from ..names.types import NEVER
from .mir import Assign, Borrow, Compute, Operand, Place, RTy, Use
from .patterns import bind, declare, tests
from .places import as_operand, as_place, as_temp
from .state import Builder, Scope, Target, Unbuilt
from .written import Pattern


def value(b: Builder, dest: Place, e: thir.Expr, category: str = "other", extended: Scope | None = None) -> None:
    """Put a value into a place."""
    from .values import into  # a circle: values have control flow inside, and this has values

    into(b, dest, e, category, extended)


def statement(b: Builder, e: thir.Expr) -> None:
    """An expression whose value nobody wants."""
    if thir_place(e):
        place = as_place(b, e)
        op = b.read(place, e.ty, e.span)
        b.emit(Assign(Place(b.temp(e.ty, e.span)), Use(op), e.span))
        return
    as_temp(b, e)


def within(b: Builder, e: thir.Expr, run: Callable[[], Any]) -> Any:
    """Do something in a scope of its own for temporaries."""
    outer = b.temps
    b.temps = b.push(e.span)
    found = run()
    b.pop()
    b.temps = outer
    return found


# --- blocks -----------------------------------------------------------------------------------------------------------


def block(b: Builder, dest: Place, e: thir.Block, category: str, extended: Scope | None) -> None:
    """``{ .. }``, perhaps with a label."""
    done = -1
    if e.label is not None:
        done = b.block()
        b.breaks[e.label] = Target(done, len(b.scopes), dest)
    scope = b.push(e.span)
    for s in e.stmts:
        if isinstance(s, thir.LetStmt):
            let(b, s, scope)
        else:
            expr_statement(b, s)
    tail = e.tail
    if tail is not None:
        if b.edition >= 2024:
            within(b, e, lambda: value(b, dest, tail, category, extended))
        else:
            value(b, dest, tail, category, extended)
    elif e.ty is t.UNIT:
        b.emit(Assign(dest, Use(b.constant(e.ty, e.span)), e.span))
    b.pop()
    if e.label is not None:
        b.goto(done)
        b.at = done


def expr_statement(b: Builder, s: thir.ExprStmt) -> None:
    """``expr;``."""
    outer = b.temps
    b.temps = b.push(s.span)
    statement(b, s.expr)
    b.pop()
    b.temps = outer


def annotate(b: Builder, s: thir.LetStmt, rty: RTy) -> None:
    """The lifetimes that the type of a variable names."""
    if s.written is None:
        return
    items = Pattern(lambda _: None, None).of(s.written, rty.ty, None)
    named = b.facts.fill(items, rty.ty, b.lifetimes.get, [])
    pairs = zip(rty.slots, named.slots, strict=True)
    b.mir.annotated += [(x, y, s.written.span) for x, y in pairs if x is not None and y is not None]


def let(b: Builder, s: thir.LetStmt, scope: Scope) -> None:
    """``let pat = init else { .. };``."""
    if s.init is None:
        declare(b, s.pat, scope)
        return
    init = s.init
    outer = b.temps
    pat = s.pat
    if isinstance(pat, thir.BindPat) and pat.mode == "move" and pat.sub is None:
        declare(b, pat, scope, early=True)
        b.temps = b.push(s.span)
        number = b.numbers[pat.local]
        annotate(b, s, b.mir.locals[number].rty)
        value(b, Place(number), init, "let", scope)
        b.pop()
        b.dropped(number, scope)
        b.temps = outer
        return
    b.temps = b.push(s.span)
    place = matched(b, init, scope, keep=binds_by_ref(pat))
    if s.else_ is not None:
        other, on = b.block(), b.block()
        tests(b, pat, place, Target(other, len(b.scopes) - 1))
        declare(b, pat, scope, early=True)
        bind(b, pat, place, scope)
        b.pop()
        b.goto(on)
        b.at = other
        b.temps = outer
        statement(b, s.else_)
        b.at = on
        return
    declare(b, pat, scope, early=True)
    bind(b, pat, place, scope)
    b.pop()
    b.temps = outer


def matched(b: Builder, e: thir.Expr, extended: Scope | None = None, keep: bool = False) -> Place:
    """The place that patterns are matched with. ``keep``: they refer to it, so that it lives as long as they do."""
    if thir_place(e):
        return as_place(b, e, extended)
    where = extended if keep and extended is not None else b.temps
    number = b.temp(e.ty, e.span, where)
    value(b, Place(number), e, extended=extended)
    b.dropped(number, where)
    return Place(number)


# --- conditions -------------------------------------------------------------------------------------------------------


def condition(b: Builder, e: thir.Expr, fail: Target, scope: Scope) -> None:
    """Go on if a condition holds, else to ``fail``. ``scope``: of the variables that it binds."""
    if isinstance(e, thir.Binary) and e.op == "&&":
        condition(b, e.left, fail, scope)
        condition(b, e.right, fail, scope)
    elif isinstance(e, thir.LetCond):
        place = matched(b, e.init)
        tests(b, e.pat, place, fail)
        declare(b, e.pat, scope, early=True)
        bind(b, e.pat, place, scope)
    else:
        within(b, e, lambda: decide(b, e))
        b.branch(fail)


def decide(b: Builder, e: thir.Expr) -> None:
    """Read what a branch hangs on."""
    op = as_operand(b, e)
    if op.place is not None:
        b.emit(Assign(Place(b.temp(t.BOOL, e.span)), Compute([op]), e.span))


def lazy(b: Builder, dest: Place, e: thir.Binary) -> None:
    """``&&`` and ``||`` as a value."""
    done = b.block()
    within(b, e.left, lambda: value(b, dest, e.left))
    on = b.block()
    b.mir.blocks[b.at].successors += [done, on]
    b.at = on
    within(b, e.right, lambda: value(b, dest, e.right))
    b.goto(done)
    b.at = done


def if_(b: Builder, dest: Place, e: thir.If, category: str, extended: Scope | None) -> None:
    other, done = b.block(), b.block()
    depth, outer = len(b.scopes), b.temps
    scope = b.push(e.then.span)
    if b.edition >= 2024:
        b.temps = scope
    condition(b, e.cond, Target(other, depth), scope)
    b.temps = outer
    value(b, dest, e.then, category, extended)
    b.pop()
    b.goto(done)
    b.at = other
    if e.else_ is not None:
        value(b, dest, e.else_, category, extended)
    elif e.ty is t.UNIT:
        b.emit(Assign(dest, Use(b.constant(e.ty, e.span)), e.span))
    b.goto(done)
    b.at = done


def match(b: Builder, dest: Place, e: thir.Match, category: str, extended: Scope | None) -> None:
    place = matched(b, e.scrutinee)
    done, depth, outer = b.block(), len(b.scopes), b.temps
    for arm in e.arms:
        following = b.block()
        scope = b.push(arm.span)
        fail = Target(following, depth)
        tests(b, arm.pat, place, fail)
        declare(b, arm.pat, scope, early=True)
        if arm.guard is not None:
            bind(b, arm.pat, place, scope, moves=False)
            b.temps = scope
            condition(b, arm.guard, fail, scope)
            b.temps = outer
            bind(b, arm.pat, place, scope, moves=True)
        else:
            bind(b, arm.pat, place, scope)
        b.temps = b.push(arm.span)
        value(b, dest, arm.body, category, extended)
        b.pop()
        b.temps = outer
        b.pop()
        b.goto(done)
        b.at = following
    b.at = done


# --- loops ------------------------------------------------------------------------------------------------------------


def begin_loop(b: Builder, label: thir.Label, dest: Place | None) -> tuple[int, int]:
    """The block that a loop's turns begin in, and the one behind the loop."""
    turn, done = b.block(), b.block()
    b.goto(turn)
    b.at = turn
    depth = len(b.scopes)
    b.breaks[label] = Target(done, depth, dest)
    b.continues[label] = Target(turn, depth)
    return turn, done


def body(b: Builder, e: thir.Expr) -> None:
    """A loop's body, with its temporaries."""
    outer = b.temps
    b.temps = b.push(e.span)
    statement(b, e)
    b.pop()
    b.temps = outer


def loop(b: Builder, dest: Place, e: thir.Loop, category: str, extended: Scope | None) -> None:
    turn, done = begin_loop(b, e.label, dest)
    body(b, e.body)
    b.goto(turn)
    b.at = done


def while_(b: Builder, dest: Place, e: thir.While, category: str, extended: Scope | None) -> None:
    turn, done = begin_loop(b, e.label, None)
    depth, outer = len(b.scopes), b.temps
    scope = b.push(e.body.span)
    b.temps = scope
    condition(b, e.cond, Target(done, depth), scope)
    b.temps = outer
    body(b, e.body)
    b.pop()
    b.goto(turn)
    b.at = done


def for_(b: Builder, dest: Place, e: thir.For, category: str, extended: Scope | None) -> None:
    """``for pat in iter``: a loop over ``next``."""
    from .values import finish_call  # a circle, as above

    outer = b.temps
    around = b.push(e.span)
    iter_ = b.local("temp", None, b.typed(e.iter.ty), True, e.iter.span)
    around.ends.append(("dead", iter_))
    value(b, Place(iter_), e.iter)
    b.dropped(iter_, around)
    turn, done = begin_loop(b, e.label, None)
    next_fn, generics = e.next
    item = e.pat.ty
    option = b.facts.items.cx.lang_adt("Option")
    if option is None:
        raise Unbuilt("Option")
    some = next(v.index for v in b.facts.items.adt(option).variants if v.name == "Some")
    scope = b.push(e.span)
    b.temps = scope
    got = b.temp(t.adt(option, (item,)), e.iter.span, scope)
    lent = b.temp(t.ref(True, e.iter.ty), e.iter.span, scope)
    b.borrowed.add(iter_)
    b.emit(Assign(Place(lent), Borrow(Place(iter_), "mut", b.fresh()), e.iter.span))
    op = Operand("move", Place(lent), b.mir.locals[lent].rty, e.iter.span)
    finish_call(b, Place(got), [op], next_fn, generics, e.iter, "other")
    b.dropped(got, scope)
    b.branch(Target(done, len(b.scopes) - 1))
    inner = b.push(e.body.span)
    place = Place(got, (("f", some, 0),))
    declare(b, e.pat, inner, early=True)
    bind(b, e.pat, place, inner)
    b.temps = outer
    body(b, e.body)
    b.pop()
    b.pop()
    b.goto(turn)
    b.at = done
    b.temps = outer
    b.pop()


# --- jumps ------------------------------------------------------------------------------------------------------------


def break_(b: Builder, dest: Place, e: thir.Break, category: str, extended: Scope | None) -> None:
    target = b.breaks.get(e.label)
    if target is None:
        raise Unbuilt("a break")
    if e.value is not None and target.into is not None:
        value(b, target.into, e.value)
    elif e.value is not None:
        statement(b, e.value)
    b.leave(target, e.span)
    b.lost()


def continue_(b: Builder, dest: Place, e: thir.Continue, category: str, extended: Scope | None) -> None:
    target = b.continues.get(e.label)
    if target is None:
        raise Unbuilt("a continue")
    b.leave(target, e.span)
    b.lost()


def return_(b: Builder, dest: Place, e: thir.Return, category: str, extended: Scope | None) -> None:
    if e.value is not None:
        value(b, Place(0), e.value, "return")
    b.leave(Target(b.out, 0), e.span)
    b.lost()


def let_condition(b: Builder, dest: Place, e: thir.Expr, category: str, extended: Scope | None) -> None:
    raise Unbuilt("a condition that binds")


TABLE: dict[type, Callable[..., None]] = {
    thir.Block: block,
    thir.If: if_,
    thir.Match: match,
    thir.Loop: loop,
    thir.While: while_,
    thir.For: for_,
    thir.Break: break_,
    thir.Continue: continue_,
    thir.Return: return_,
    thir.LetCond: let_condition,
}

__all__ = ["NEVER", "TABLE", "statement"]
