"""The bodies of futures that have begun: Python generators, by the numbers that stand in the futures' memory."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from .turns import Stop

if TYPE_CHECKING:
    from .runtime import Run

FIRST = 2
"""The first number; 0 and 1 say that there is no body, not yet or not any longer."""

Body = Generator[Any, "tuple[int, int, int] | None", Any]


class Futures:
    """Begins bodies and has them go on. A body runs on the stack of who polls: each time it is told where that is."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.begun: dict[int, tuple[Callable[..., Body], int, Body | None]] = {}
        self.next = FIRST

    def new(self, make: Callable[..., Body], address: int) -> int:
        """The number of a body to begin, of a future that lies at ``address``."""
        number = self.next
        self.next += 1
        self.begun[number] = (make, address, None)
        return number

    def go(self, number: int, address: int, sp: int, ret: int, context: int) -> Any:
        """What a poll gives; without a context (0) the body ends, and drops what it holds."""
        found = self.begun.get(number)
        if found is None:
            raise Stop(
                "running",
                f"The future at {address:#x} is polled or dropped, but no body of a future belongs to the number "
                f"{number:#x} that stands there: its memory was overwritten.",
            )
        make, begun_at, body = found
        if begun_at != address:
            raise Stop(
                "running",
                f"A future that was polled at {begun_at:#x} is polled or dropped at {address:#x}: it was moved, which "
                "its pin forbids.",
            )
        try:
            if body is None:
                body = make(address, sp, ret, context)
                self.begun[number] = (make, address, body)
                return next(body)
            if body.gi_frame is None:  # type: ignore[attr-defined]
                raise Stop("running", f"The future at {address:#x} was left by a handler that went on elsewhere.")
            return body.send((sp, ret, context))
        except StopIteration as end:
            del self.begun[number]
            return end.value
