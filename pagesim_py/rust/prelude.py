"""Our own crates, those in ``pagesim_py/crates``: parsed when first named, shared by all compilations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostics, render
from .dialects import LIKE
from .names.collect import Collector
from .names.context import Shared
from .names.defs import ModuleDef
from .own import CRATE_NAMES, RELEASES, USUAL, WORDS
from .pause import collector_paused
from .span import Sources
from .syntax import parser

if TYPE_CHECKING:
    from .image.state import Image

CRATES = Path(__file__).resolve().parent.parent / "crates"


class PreludeError(Exception):
    """One of our own crates has an error: a bug of ours, told as such."""


def crate_names_in(text: str) -> list[str]:
    """Which of our crates a source text names."""
    words = set(re.findall(r"\b[a-z][a-z0-9_]+\b", text))
    return [n for n in CRATE_NAMES if n in words and (n not in WORDS or is_crate_in(n, text))]


def is_crate_in(name: str, text: str) -> bool:
    """Whether a text has the name where a crate's may stand: behind ``use`` or ``crate``, or at a path's beginning."""
    return re.search(rf"\b(?:use|crate)\s+(?:::\s*)?{name}\b|(?<!\w::)\b{name}\s*::", text) is not None


def crate_text(name: str) -> str:
    """All source text of one of our crates."""
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted((CRATES / name).rglob("*.rs")))


def crate_file(path: str) -> str | None:
    """The text of a file of our crates, None if there is no such file."""
    at = CRATES / path
    return at.read_text(encoding="utf-8") if at.is_file() else None


class PreludeShared(Shared):
    """Our crates for one dialect, parsed when first named."""

    def __init__(self, dialect: str) -> None:
        super().__init__(dialect, Sources())
        self.macro_env: dict[str, Any] = {}
        self.diagnostics = Diagnostics()
        self.loading: list[str] = []
        self.load = load_crate
        self.force_body = parser.force_body
        self.kept: Image | None = None


def cfg_of(dialect: str) -> dict[str, Any]:
    """What our crates' ``cfg`` attributes are told of a dialect: the x86_64 crate's version, an old compiler's name."""
    version, _, compiler = dialect.partition("+")
    return {"dialect": (version, LIKE[version]) if version in LIKE else version, "compiler": compiler}


def release_cfg(crate: str, release: str) -> dict[str, Any]:
    """What ``cfg(before = "..")`` in a crate is told: the releases that are newer than the one that is meant."""
    releases = RELEASES.get(crate, ())
    return {"before": releases[releases.index(release) + 1 :]} if releases else {}


def load_crate(shared: Any, key: str) -> ModuleDef | None:
    """Parse and collect one of our crates (and first those that it names)."""
    crate, _, release = key.partition(" ")
    release = release or USUAL.get(crate, "")
    if crate not in CRATE_NAMES or key in shared.loading or not (CRATES / crate / "lib.rs").exists():
        return None
    if release and release not in RELEASES[crate]:
        return None
    if key in shared.store.crates:
        return shared.store.crates[key]  # type: ignore[no-any-return]
    shared.loading.append(key)
    if crate != "core":
        text = crate_text(crate)
        for other in CRATE_NAMES:
            if other != crate and is_crate_in(other, text):
                load_crate(shared, other)

    before = shared.diagnostics.error_count
    cfg = cfg_of(shared.dialect) | release_cfg(crate, release)
    root = parser.parse_crate(
        shared.sources, key, f"{crate}/lib.rs", crate_file, cfg, shared.macro_env, shared.diagnostics, lazy_bodies=True,
        title=crate,
    )  # fmt: skip
    shared.loading.remove(key)
    if shared.diagnostics.error_count > before:
        raise PreludeError("\n".join(render(d, shared.sources) for d in shared.diagnostics.errors))
    return Collector(None, shared.store, key, True).root(root, crate)


_shared: dict[str, PreludeShared] = {}


def shared_for(dialect: str) -> PreludeShared:
    """The crates of one dialect, shared by all compilations of this process."""
    shared = _shared.get(dialect)
    if shared is None:
        with collector_paused(keep=True):
            shared = PreludeShared(dialect)
            load_crate(shared, "core")
        _shared[dialect] = shared
    return shared


def is_shared(dialect: str) -> bool:
    """Whether the crates of a dialect have been read."""
    return dialect in _shared


def share(dialect: str, shared: PreludeShared | None) -> None:
    """Let all compilations to come use these crates; None: they are read anew."""
    if shared is None:
        _shared.pop(dialect, None)
    else:
        _shared[dialect] = shared
