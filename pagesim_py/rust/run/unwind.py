"""Letting go of a deep traceback.

A program whose calls are nested thousands deep ends by an exception from the innermost. Its traceback and the frames
are chains of that length, and freeing a chain from its head takes one C call a link: under WebAssembly, where Python
does not see the end of the stack coming, that crashes the interpreter.
"""

from __future__ import annotations

from types import FrameType


def let_go(error: BaseException) -> None:
    """Takes the tracebacks off ``error`` and the exceptions behind it, and frees their frames innermost first."""
    pending: list[BaseException | None] = [error]
    seen: set[int] = set()
    frames: list[FrameType] = []
    while pending:
        one = pending.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        pending += [one.__cause__, one.__context__]
        link, one.__traceback__ = one.__traceback__, None
        while link is not None:
            frames.append(link.tb_frame)
            link.tb_next, link = None, link.tb_next
    while frames:
        frames.pop()
