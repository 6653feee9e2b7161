"""Which functions are shown: all of the program's own, or those that ``--function`` names."""

from __future__ import annotations

import difflib
import re

from pagesim_py.labs.project import InputError

MOST_NAMED = 12
"""Functions that a message lists at most."""


def plain(path: str) -> str:
    """A path without generic arguments, and with the type only in front of what it implements."""
    if path.startswith("<") and " as " in path:
        owner, _, name = path[1:].rpartition(">::")
        path = f"{owner.partition(' as ')[0]}::{name}"
    while path != (path := re.sub(r"(?:::)?<[^<>]*>", "", path)):
        pass
    return path


class Chosen:
    """The functions that were asked for; those that it was asked about are noted for the message if none is one."""

    def __init__(self, function: str | None) -> None:
        self.function = function
        self.seen: dict[str, bool] = {}

    @property
    def all(self) -> bool:
        """Whether everything is shown."""
        return self.function is None

    def has(self, path: str) -> bool:
        """Whether the function at ``path`` is shown, or a closure inside of one that is."""
        wanted = self.function
        outer = plain(path).partition("::{")[0]
        found = wanted is None or outer == wanted or outer.endswith(f"::{wanted}")
        self.seen[outer] = found
        return found

    def check(self) -> None:
        """InputError if none of the functions is the one that was asked for."""
        if self.all or any(self.seen.values()):
            return
        names = sorted(self.seen)
        near = difflib.get_close_matches(str(self.function), {path.rpartition("::")[2] for path in names}, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        if not names:
            raise InputError(f"there is no function {self.function}: the program has none at this stage")
        listed = ", ".join(names[:MOST_NAMED])
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        raise InputError(f"there is no function {self.function}{hint or f': there are {listed}{more}'}")
