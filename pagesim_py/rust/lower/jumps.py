"""Python's loops, and the jumps out of them: a jump further out goes from loop to loop, what is left being dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..names import thir
from .core import Fx, Loop, Val
from .drops import run_drops
from .futures import through


@dataclass(slots=True)
class Items:
    """What a loop goes through: text of a Python iterable, and of what its items are assigned to. ``asked``: the step
    is counted before an item is asked for, so that finding the end counts too.
    """

    source: str
    target: str
    asked: bool = False


def python_loop(fx: Fx, items: Items | None, loop: Loop, body: Callable[[], None]) -> None:
    """A Python loop with a scope for each turn, and after it the jumps that only pass through. Without ``items`` it
    goes on until it is left.
    """
    waiting = fx.future is not None and not fx.brief
    if waiting:  # it may outlive the iterator of steps
        head = "while True:" if items is None else f"for {items.target} in {items.source}:"
    elif items is None:
        head = "for _ in T:"
    elif items.asked:
        head = f"for _, {items.target} in zip(T, {items.source}):"
    else:
        head = f"for {items.target}, _ in zip({items.source}, T):"
    with fx.block(head):
        fx.loops.append(loop)
        if waiting:
            fx.emit("N()")
        with fx.scope(loop):
            body()
        fx.loops.pop()
    fx.dead = False
    after(fx, loop)


def after(fx: Fx, loop: Loop) -> None:
    """Send jumps that pass through a loop on their way."""
    for number, target, kind in loop.passing:
        outer = fx.loops[-1]
        if outer is target:
            fx.emit(f"if j == {number}: j = 0; {kind}")
        else:
            fx.emit(f"if j == {number}: break")
            outer.passing.append((number, target, kind))


def jump(fx: Fx, target: Loop, kind: str) -> None:
    """``break`` or ``continue`` of a loop that may lie further out; what is in the scopes left is dropped."""
    for scope in reversed(fx.scopes):
        run_drops(fx, scope)
        if scope.loop is target:
            break
    if kind == "break":
        target.left = True
    inner = fx.loops[-1]
    if inner is target:
        fx.emit(kind)
    else:
        fx.temps += 1
        fx.crossed = True
        fx.emit(f"j = {fx.temps}")
        fx.emit("break")
        inner.passing.append((fx.temps, target, kind))
    fx.dead = True


def loop_of(fx: Fx, label: thir.Label) -> Loop:
    """The Python loop that stands for a label."""
    return next(x for x in reversed(fx.loops) if x.label is label)


def leave(fx: Fx, val: Val) -> None:
    """The end of a function: the frame is given back, the value returned."""
    if fx.future is not None:
        through(fx, val)
        return
    if fx.student and not fx.function.interrupt and fx.unit.record and not fx.in_const:
        val = fx.spill(val)
        fx.emit("L((ret, sp + 8))")
    fx.emit("return" if val.code == "None" else f"return {val.code}")
