"""A deep traceback is taken apart from its inner end."""

from __future__ import annotations

import sys
from typing import NoReturn

import pytest

from pagesim_py.rust.run.unwind import let_go


class Tracer:
    """Notes when the frame that holds it goes."""

    order: list[int] = []  # noqa: RUF012 - one list for all of them is the point

    def __init__(self, depth: int) -> None:
        self.depth = depth

    def __del__(self) -> None:
        self.order.append(self.depth)


def dive(depth: int, error: BaseException) -> NoReturn:
    tracer = Tracer(depth)
    if depth:
        dive(depth - 1, error)
    raise error from ValueError(str(tracer.depth))


def deep_error() -> BaseException:
    error = KeyError("deep")
    was = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        dive(2000, error)
    except KeyError:
        return error
    finally:
        sys.setrecursionlimit(was)


def test_frames_go_innermost_first() -> None:
    Tracer.order.clear()
    error = deep_error()
    assert error.__traceback__ is not None
    assert not Tracer.order
    let_go(error)
    assert error.__traceback__ is None
    assert error.__cause__.__traceback__ is None
    assert Tracer.order == list(range(2001))


def test_exceptions_that_refer_to_each_other() -> None:
    first, second = ValueError("first"), ValueError("second")
    first.__context__, second.__context__ = second, first
    with pytest.raises(ValueError, match="first") as caught:
        raise first
    let_go(caught.value)
    assert first.__traceback__ is None
