"""Values, places and failures of constant evaluation."""

from __future__ import annotations

from typing import Any

from ..span import Span
from . import thir

MAX_STEPS = 400_000


class LayoutError(Exception):
    """A type that has no size known at compile time, or one that is too big."""


class ConstError(Exception):
    """Evaluation failed; ``silent``: the reason has been reported already; ``hard``: the program is wrong, not
    beyond us."""

    def __init__(
        self,
        message: str,
        span: Span | None = None,
        label: str = "",
        silent: bool = False,
        hard: bool = False,
        code: str = "E0080",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message, self.span, self.label, self.silent, self.hard = message, span, label, silent, hard


class Jump(Exception):
    """break, continue or return on its way."""

    def __init__(self, label: thir.Label | None, kind: str, value: Any) -> None:
        super().__init__(kind)
        self.label, self.kind, self.value = label, kind, value


def bytes_of(place: ConstPlace) -> ConstPlace:
    """A text's bytes, where a text is looked at as a slice; any other place as it is."""
    value = place.read()
    return ConstPlace([tuple(value.encode())]) if isinstance(value, str) else place


class ConstPlace:
    """A reference: a cell and a path of indices inside it."""

    __slots__ = ("cell", "path")

    def __init__(self, cell: list[Any], path: tuple[int, ...] = ()) -> None:
        self.cell, self.path = cell, path

    def read(self) -> Any:
        v = self.cell[0]
        for i in self.path:
            v = v[i]
        return v

    def write(self, value: Any) -> None:
        self.cell[0] = self._put(self.cell[0], self.path, value)

    def _put(self, old: Any, path: tuple[int, ...], value: Any) -> Any:
        if not path:
            return value
        i = path[0]
        return (*old[:i], self._put(old[i], path[1:], value), *old[i + 1 :])
