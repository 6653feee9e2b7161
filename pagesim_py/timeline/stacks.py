"""The call stack, followed through calls, returns, deliveries and IRETQ."""

from __future__ import annotations

from typing import Any, NamedTuple

from pagesim_py.machine.events import HandlerEntered, InterruptReturned


class Frame(NamedTuple):
    """One function on the call stack. ``vector`` is set if an exception or interrupt called it."""

    rip: int
    rsp: int
    vector: int | None


class Node(NamedTuple):
    """A call stack: its innermost frame and the rest."""

    frame: Frame
    parent: Node | None
    depth: int
    fresh: bool = False
    """A handler whose function has not said yet where its frame is."""


def after(top: Node | None, entry: Any) -> Node | None:
    """The call stack ``top`` after a call, a return, a delivery or an IRETQ."""
    if type(entry) is tuple:
        rip, rsp = entry
        if top is not None and top.fresh:
            return _push(top.parent, Frame(rip, rsp, top.frame.vector))
        while top is not None and top.frame.rsp < rsp and top.frame.vector is None:
            top = top.parent
        if top is not None and top.frame.rsp == rsp:
            return top
        return _push(top, Frame(rip, rsp, None))
    if isinstance(entry, HandlerEntered):
        return _push(top, Frame(entry.new.rip, entry.new.rsp, entry.vector), fresh=True)
    assert isinstance(entry, InterruptReturned)
    while top is not None and top.frame.vector is None:
        top = top.parent
    return top.parent if top is not None else None


def _push(parent: Node | None, frame: Frame, *, fresh: bool = False) -> Node:
    return Node(frame, parent, parent.depth + 1 if parent is not None else 1, fresh)
