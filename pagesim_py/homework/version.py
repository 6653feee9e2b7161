"""Which pagesim this is: stored in submissions, so that a grader sees when another one was used."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pagesim_py import __version__

RULED = ("machine", "boot", "rust", "crates", "timeline", "homework")
"""The rooms that decide what a program does and what an answer is worth."""

STAMP = "build.txt"
"""In homework/: the build, where there are no sources to compute it from."""


@cache
def build() -> str:
    """12 hexadecimal digits for the code that decides about answers.

    The page has bytecode only; the build of the site writes down what it was made of (``STAMP``).
    """
    package = files("pagesim_py")
    stamp = package / "homework" / STAMP
    if stamp.is_file():
        return stamp.read_text("utf8").strip()
    return build_of(package)


def build_of(package: Traversable) -> str:
    """``build`` of the package whose sources lie in ``package``."""
    digest = hashlib.sha256()
    for room in RULED:
        for name, data in _sources(package / room, room):
            digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:12]


def identity() -> dict[str, str]:
    """Version and build, as submissions have them."""
    return {"version": __version__, "build": build()}


def _sources(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    if not folder.is_dir():
        return found
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        path = f"{name}/{child.name}"
        if child.is_dir():
            if child.name not in ("__pycache__", "assignments", "grading", "exports"):
                found += _sources(child, path)
        elif child.name.endswith((".py", ".rs", ".toml")):
            found.append((path, child.read_bytes()))
    return found
