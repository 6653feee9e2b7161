"""What Cargo tells a package by ``env!`` (Cargo Book, "Environment Variables")."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from pagesim_py.rust.dependencies import PACKAGE

TOLD = ("description", "homepage", "repository", "license", "license-file", "rust-version", "readme")
"""What of a manifest Cargo tells the package as it stands there."""


def variables_of(title: str, folder: str, given: Callable[[str], object]) -> tuple[tuple[str, str], ...]:
    """What Cargo tells the package ``title`` in ``folder``; ``given`` is what its manifest says of a key."""

    def said(key: str) -> str:
        value = given(key)
        return value if isinstance(value, str) else ""

    version = said("version") or "0.0.0"
    numbers, _, before = version.partition("+")[0].partition("-")
    major, minor, patch = [*numbers.split("."), "0", "0", "0"][:3]
    authors = given("authors")
    found = {
        "CARGO_PKG_NAME": title,
        "CARGO_PKG_VERSION": version,
        "CARGO_PKG_VERSION_MAJOR": major,
        "CARGO_PKG_VERSION_MINOR": minor,
        "CARGO_PKG_VERSION_PATCH": patch,
        "CARGO_PKG_VERSION_PRE": before,
        "CARGO_PKG_AUTHORS": ":".join(map(str, authors)) if isinstance(authors, list) else "",
        "CARGO_MANIFEST_DIR": posixpath.normpath(posixpath.join(PACKAGE, folder)),
    }
    found |= {f"CARGO_PKG_{key.upper().replace('-', '_')}": said(key) for key in TOLD}
    return tuple(found.items())
