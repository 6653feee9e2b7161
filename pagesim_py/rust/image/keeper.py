"""What one run of the command takes from earlier ones, and leaves for later ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from . import files, kernels
from .key import key_of

if TYPE_CHECKING:
    from ..compiled import Compiled
    from .crates import Opened

T = TypeVar("T")


class Keeper:
    """For one kernel: its files, and all options that its compilation depends on."""

    def __init__(self, dialect: str, texts: Mapping[str, str], options: Mapping[str, Any]) -> None:
        self.dialect = dialect
        self.texts = texts
        self.base = key_of(dialect) if files.folder() is not None else b""
        self.key = kernels.key_of(self.base, texts, options) if self.base else b""
        self.opened: Opened | None = None
        self.found = False
        self.compiled: tuple[Compiled, list[dict[str, Any]]] | None = None

    def kernel(self) -> kernels.KeptKernel | None:
        """The kernel itself, if it was compiled before."""
        found = kernels.find(self.key) if self.key else None
        self.found = found is not None
        return found

    def open(self) -> None:
        """Let the compilation begin with the crates as they were kept."""
        from .crates import open_image  # only here: a kernel that was kept needs no compiler

        self.opened = open_image(self.dialect, self.base, self.texts.values())

    def take(self, compiled: Compiled, messages: list[dict[str, Any]]) -> None:
        """Note what was compiled."""
        self.compiled = compiled, messages

    def attempt(self, work: Callable[[], T], expected: type[Exception]) -> T:
        """What ``work`` gives. If it fails in another way than ``expected``, what earlier runs have left may be the
        cause: it is tried once more without.
        """
        try:
            return work()
        except expected:
            raise
        except Exception:
            if not self.discard():
                raise
        return work()

    def discard(self) -> bool:
        """Do without what earlier runs have left, and remove it; whether there was something, so that it is worth
        trying anew.
        """
        from .crates import discard_image  # only here: a kernel that was kept needs no compiler

        found = self.found
        if self.key:
            files.drop(kernels.name_of(self.key))
            self.key, self.found = b"", False
        return discard_image(self.opened) or found

    def keep(self) -> None:
        """At the end: leave what was learned to later runs, if that is worth it."""
        if self.compiled is not None and self.key:
            kernels.keep(self.key, self.compiled[0].linked, self.compiled[1])
        if self.opened is not None:
            from .crates import keep_image  # only here: a kernel that was kept needs no compiler

            keep_image(self.opened)
