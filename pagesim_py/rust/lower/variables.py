"""What lowering remembers of a function's variables, for whoever looks at the program while it runs.

A variable lives in the function's frame if its address is wanted, or it is dropped; else it is a Python variable. It
is in scope from the code behind its declaration to the end of the block.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..names.types import Ty

if TYPE_CHECKING:
    from ..names import thir
    from .core import Place, Scope

END = 1 << 60
"""The end of a scope that is still open."""


@dataclass
class Variable:
    """One variable. ``code``: Python text of its value, or of the address it lies at (``in_memory``).

    ``since``, ``until``: the offsets in the function's code between which it is in scope.
    """

    name: str
    ty: Ty
    code: str
    in_memory: bool
    since: int
    until: int = END
    depth: int = 0


class Variables(list[Variable]):
    """Those of one function in the order of their declarations. No plain list, so that kept kernels leave it out."""


class Locals(dict["thir.Local", "Place"]):
    """The places of a body's variables, which are noted in ``seen`` as they are made."""

    def __init__(self, seen: Variables, offset: Callable[[], int], depth: Callable[[], int]) -> None:
        super().__init__()
        self._seen = seen
        self._offset = offset
        self._depth = depth
        self._known: dict[Any, Variable] = {}

    def __setitem__(self, local: thir.Local, place: Place) -> None:
        super().__setitem__(local, place)
        if local.made:
            return
        in_memory = hasattr(place, "base")
        code = place.address if in_memory else place.code  # type: ignore[union-attr]
        known = self._known.get(local)
        if known is not None:  # lowered once more, in another way
            known.code, known.in_memory = code, in_memory
            return
        made = Variable(local.name, place.ty, code, in_memory, self._offset(), depth=self._depth())
        self._known[local] = made
        self._seen.append(made)


class Scopes(list["Scope"]):
    """The scopes that are open; one that ends ends its variables."""

    def __init__(self, seen: Variables, offset: Callable[[], int]) -> None:
        super().__init__()
        self._seen = seen
        self._offset = offset

    def pop(self, index: Any = -1) -> Scope:
        scope = super().pop(index)
        for one in self._seen:
            if one.until == END and one.depth > len(self):
                one.until = self._offset()
        return scope
