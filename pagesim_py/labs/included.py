"""Files that a package's sources include: ``include_str!("logo.txt")``, ``include_bytes!``, ``include!``.

A file that is not UTF-8 is a text all the same, as Python's ``surrogateescape`` makes one of its bytes: the compiler
makes bytes of it again, and refuses it as text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from pagesim_py.rust.dependencies import PACKAGE

_CALL = re.compile(
    r'\binclude(?:_str|_bytes)?!\s*[({\[]\s*(?:(concat!\s*\(\s*env!\s*\(\s*"CARGO_MANIFEST_DIR"\s*\)\s*,)\s*)?"([^"\\\n]+)"'
)
MOST = 200
"""Files that are included at most."""


def named(path: str, text: str) -> Iterator[str]:
    """The files that the text of ``path`` includes, as seen from the package's folder. Those of a package that lies
    elsewhere are not found by its folder, which isn't known here.
    """
    for call in _CALL.finditer(text):
        given = call[2].lstrip("/") if call[1] else posixpath.join(posixpath.dirname(path), call[2])
        if given.startswith("/"):
            given = posixpath.relpath(given, PACKAGE)
        yield posixpath.normpath(given)


def included(files: Mapping[str, str], read: Callable[[str], str | None]) -> dict[str, str]:
    """What ``files``, and these again, include, by their paths; ``read`` gives a file's text, None if there is none."""
    found: dict[str, str] = {}
    pending = list(files.items())
    while pending and len(found) < MOST:
        path, text = pending.pop()
        for name in named(path, text):
            if name in files or name in found:
                continue
            more = read(name)
            if more is not None:
                found[name] = more
                pending.append((name, more))
    return found


def names_in(texts: Iterable[str]) -> set[str]:
    """The bare names of all files that some texts include."""
    return {posixpath.basename(call[2]) for text in texts for call in _CALL.finditer(text)}
