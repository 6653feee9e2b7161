"""The licences of everything that a built site carries, as one text, out of the metadata of the npm packages.

What is carried is not guessed: the bundler tells what it has put into its bundles; Pyodide and PyScript are copied, and
PyScript's modules have PyScript's own dependencies in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "LICENSES.txt"
LINE = "=" * 78
#: npm packages that the site has whole files of.
COPIED = ("pyodide", "@pyscript/core")
#: Of those, the ones whose files have their dependencies in them.
PREBUNDLED = ("@pyscript/core",)
#: Licences of other things than npm packages that are in every site; see web/licenses/.
BESIDES = ("MIT", "PSF-2.0")
#: Licences that come without a text of their own in the package: where the text is.
TEXTS = {"MPL-2.0": "MPL-2.0.txt", "ISC": "ISC.txt"}


class NoticeError(Exception):
    """Something is carried, and nobody can tell under which licence; the message says what."""


@dataclass(frozen=True)
class Carried:
    """An npm package that the site has code of."""

    name: str
    version: str
    licence: str
    """SPDX identifier."""
    author: str
    """Empty if it doesn't say."""
    source: str
    """Where its source is; empty if it doesn't say."""
    text: str
    """The licence as the package has it; empty if it has none."""


def package_of(path: str) -> str | None:
    """The npm package that the file at ``path`` is from; None for a file of our own."""
    _, found, inside = path.rpartition("node_modules/")
    if not found:
        return None
    parts = inside.split("/")
    return "/".join(parts[: 2 if inside.startswith("@") else 1])


def carried(modules: Path, bundled: Iterable[str]) -> list[Carried]:
    """Those in ``modules``, a folder node_modules, that the site has: the ``bundled`` ones, and COPIED with theirs."""
    names = {*bundled, *COPIED}
    todo = list(PREBUNDLED)
    while todo:
        for name in _manifest(modules, todo.pop()).get("dependencies", {}):
            if name not in names and not name.startswith("@types/"):
                names.add(name)
                todo.append(name)
    return [_carried(modules, name) for name in sorted(names, key=lambda name: name.lstrip("@"))]


def packages_of(paths: Iterable[str]) -> set[str]:
    """The npm packages that any of these files is from."""
    return {name for path in paths if (name := package_of(path)) is not None}


def _manifest(modules: Path, name: str) -> dict[str, Any]:
    path = modules / name / "package.json"
    if not path.is_file():
        raise NoticeError(f"{name} is carried, but there is no {path}")
    manifest: dict[str, Any] = json.loads(path.read_text("utf8"))
    return manifest


def _carried(modules: Path, name: str) -> Carried:
    facts = _manifest(modules, name)
    licence = str(facts.get("license") or "")
    if not licence:
        raise NoticeError(f"{name} names no licence in its package.json")
    texts = [path for path in sorted((modules / name).iterdir()) if path.name.lower().startswith(("licen", "copying"))]
    source = _said(facts.get("repository") or facts.get("homepage"), "url").removeprefix("git+")
    author = _said(facts.get("author"), "name")
    spelled = "Apache-2.0" if licence.upper() == "APACHE-2.0" else licence
    text = texts[0].read_text("utf8").strip() if texts else ""
    return Carried(name, str(facts["version"]), spelled, author, source, text)


def _said(value: object, key: str) -> str:
    """What npm takes as a text, or as a table with it."""
    return str(value.get(key, "") if isinstance(value, dict) else value or "")


def notices(modules: Path, bundled: Iterable[str], ours: str, texts: Path, font: str) -> str:
    """The whole text. ``ours`` is pagesim's licence, ``texts`` the folder of licences that no package brings, ``font``
    that of the screen's font."""
    return "\n\n".join(_parts(carried(modules, bundled), ours, texts, font)) + "\n"


def _parts(packages: list[Carried], ours: str, texts: Path, font: str) -> Iterator[str]:
    yield (
        "pagesim's own files are under the MIT licence. The site that it builds, and that its wheel carries,\n"
        "has files of others, each with its own. Of Pyodide and Python, what nothing here uses is left out."
    )
    yield "\n".join(f"  {one.name} {one.version}: {one.licence}" for one in packages)
    yield "  Python's interpreter and standard library: PSF-2.0\n  the screen's font: MIT"
    yield _entry("pagesim (MIT)", ours)
    needed: dict[str, str] = {}
    for one in packages:
        text = one.text
        if not text:
            if one.licence not in TEXTS:
                raise NoticeError(
                    f"{one.name} comes without the text of its licence, {one.licence}, and TEXTS has none"
                )
            needed[one.licence] = (texts / TEXTS[one.licence]).read_text("utf8")
            by = f"Copyright by {one.author or 'the authors of ' + one.name}."
            text = f"{by} The text of the licence is below."
        yield _entry(f"{one.name} {one.version} ({one.licence})", text, one.source)
    yield _entry("What Pyodide's WebAssembly module has inside", (texts / "inside-pyodide.txt").read_text("utf8"))
    yield _entry("Python's interpreter and standard library (PSF-2.0)", (texts / "Python.txt").read_text("utf8"))
    yield _entry("The screen's font (MIT)", font)
    for licence, text in needed.items():
        yield _entry(licence, text)


def _entry(title: str, text: str, source: str = "") -> str:
    return "\n".join([LINE, title, *([source] if source else []), LINE, "", text.strip()])
