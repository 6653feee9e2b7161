"""Which tests a kernel's test runner called, and what came of each."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .runtime import Run


@dataclass
class TestCall:
    """One call of a test. ``path``: the test's, inside of its crate. ``began`` and ``ended`` are the run's steps then;
    ``ended`` is None if it never returned. ``sent``: the bytes that were sent over the serial port before it began, and
    before it ended. ``entry`` and ``exit`` are numbers of entries of the machine's log, None if there is no log.
    """

    path: str
    began: int
    sent: tuple[int, int | None]
    ended: int | None = None
    entry: int | None = None
    exit: int | None = None
    panicked: int | None = None
    """The same when a panic began in it, None if none did."""


def panicked(run: Run) -> None:
    """A panic begins: in the test that was called last, if that has not returned."""
    test, log = run.tests[-1] if run.tests else None, run.machine.log
    if test is not None and test.ended is None and test.panicked is None and log is not None:
        test.panicked = len(log)


def watched(run: Run, path: str, test: Callable[..., Any]) -> Callable[..., Any]:
    """``test``, with each of its calls taken down in ``run.tests``."""

    @functools.wraps(test)
    def call(*arguments: Any) -> Any:
        output, log = run.machine.uart.output, run.machine.log
        found = TestCall(path, run.turns.used, (len(output), None))
        found.entry = None if log is None else len(log)
        run.tests.append(found)
        value = test(*arguments)
        found.ended, found.sent = run.turns.used, (found.sent[0], len(output))
        found.exit = None if log is None else len(log)
        return value

    return call
