"""Our own crates, kept from one process to the next: one file for each dialect and set of crates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .. import prelude
from ..lower.unit import forget_items
from ..own import CRATE_NAMES
from ..pause import collector_paused
from . import files
from .state import Image

SUFFIX = ".image"
WORTH = 12
"""So many more bodies or functions, in per cent, make it worth while to write the file again."""


class Opened(NamedTuple):
    """What is used for compilations of one kernel. ``crates``: those that its text names, as bits by
    ``own.CRATE_NAMES``: what others bring would be seen in suggestions.
    """

    dialect: str
    key: bytes
    crates: int

    @property
    def prefix(self) -> str:
        """How the names of all files for this dialect and key begin."""
        return f"{self.dialect}-{self.key.hex()[:16]}-"

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.prefix}{self.crates:03x}{SUFFIX}"


def open_image(dialect: str, key: bytes, texts: Iterable[str]) -> Opened | None:
    """Let compilations of a kernel with these ``texts`` begin with the crates as they were kept under ``key``, if they
    were; None if nothing is to be kept.
    """
    if not key or files.folder() is None or prelude.is_shared(dialect):
        return None
    named = prelude.crate_names_in("\n".join(texts))
    opened = Opened(dialect, key, sum(1 << CRATE_NAMES.index(name) for name in named))
    name = best(opened)
    content = files.read(name, opened.key) if name is not None else None
    if name is None or content is None:
        return opened
    with collector_paused(keep=True):
        shared = prelude.PreludeShared(dialect)
        try:
            Image(shared).unpack(content, name)
        except Exception:  # whole, and for this key, but not to be read: a mistake of ours costs only time
            files.drop(name)
            forget_items(dialect)
            return opened
        prelude.share(dialect, shared)
    return opened


def best(opened: Opened) -> str | None:
    """The file to begin with: that of just these crates, else that with most of them and no others."""
    names = files.names(opened.prefix, SUFFIX)
    found = [opened._replace(crates=int(name[len(opened.prefix) : -len(SUFFIX)], 16)) for name in names]
    fitting = [one for one in found if not one.crates & ~opened.crates]
    return max(fitting, key=lambda one: one.crates.bit_count()).name if fitting else None


def discard_image(opened: Opened | None) -> bool:
    """Do without an image that was read, and remove it; whether there was one, so that it is worth trying anew."""
    if opened is None or not prelude.is_shared(opened.dialect):
        return False
    image = prelude.shared_for(opened.dialect).kept
    if image is None or image.name is None:
        return False
    prelude.share(opened.dialect, None)
    forget_items(opened.dialect)
    files.drop(image.name)
    return True


def keep_image(opened: Opened | None) -> bool:
    """Keep the crates as they are now, if much was learned since they were kept; whether it was done."""
    if opened is None or not prelude.is_shared(opened.dialect):
        return False
    shared = prelude.shared_for(opened.dialect)
    image = shared.kept or Image(shared)
    if image.name == opened.name and image.size() <= image.known * (100 + WORTH) // 100:
        return False
    with collector_paused():
        return files.write(opened.name, opened.key, image.pack())
