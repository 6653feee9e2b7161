"""Whole kernels, with the crates that they use: all are read without complaint; no damage to one stops the parser."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from pagesim_py.rust.diagnostics import MAX_ERRORS, Diagnostics
from pagesim_py.rust.span import Sources
from pagesim_py.rust.syntax.macro_scope import MacroModule
from pagesim_py.rust.syntax.parser import parse_crate

KERNELS = Path(__file__).parent.parent / "data" / "kernels"
CRATES = Path(__file__).parent.parent.parent / "pagesim_py" / "crates"
REJECTED = {
    "err_open_brace": "src/main.rs:20:3 this file contains an unclosed delimiter",
    "err_old_attribute": "src/main.rs:4:3 unsafe attribute used without unsafe",
}
_TOKEN = re.compile(r'\s+|//[^\n]*|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)\'|\w+|::|->|=>|.', re.DOTALL)


def reader(folder: Path):  # type: ignore[no-untyped-def]
    def load(name: str) -> str | None:
        file = folder / name
        return file.read_text() if file.is_file() else None

    return load


@cache
def prelude() -> tuple[Sources, dict[str, MacroModule]]:
    sources, diagnostics = Sources(), Diagnostics()
    env: dict[str, MacroModule] = {}
    names = sorted(folder.name for folder in CRATES.iterdir() if (folder / "lib.rs").is_file())
    for name in sorted(names, key=lambda n: n != "core"):
        parse_crate(sources, name, f"{name}/lib.rs", reader(CRATES), {}, env, diagnostics, lazy_bodies=True)
    assert [d.message for d in diagnostics.items] == []
    return sources, env


def errors(folder: Path, changed: dict[str, str]) -> list[str]:
    """The messages for a kernel whose files ``changed`` partly replaces."""
    sources, env = prelude()
    env = dict(env)
    diagnostics = Diagnostics()
    load = reader(folder)
    for crate, root in (("osirs", "src/lib.rs"), ("kernel", "src/main.rs")):
        if load(root) is not None:
            parse_crate(sources, crate, root, lambda name: changed.get(name) or load(name), {}, env, diagnostics)
    lines = []
    for diagnostic in diagnostics.errors:
        place = sources.place(diagnostic.span)
        file = sources.files[place.file]
        line, column = file.position(place.lo)
        lines.append(f"{file.name}:{line}:{column} {diagnostic.message}")
    return lines


@pytest.mark.parametrize("folder", sorted(f for f in KERNELS.iterdir() if f.is_dir()), ids=lambda folder: folder.name)
def test_kernel_parses(folder: Path) -> None:
    expected = REJECTED.get(folder.name)
    assert errors(folder, {}) == ([expected] if expected else [])


@pytest.mark.parametrize("seed", range(60))
def test_damaged_kernels_give_messages_not_exceptions(seed: int) -> None:
    chance = random.Random(seed)
    folder = chance.choice([f for f in sorted(KERNELS.iterdir()) if f.is_dir() and f.name not in REJECTED])
    file = chance.choice(sorted(folder.glob("src/*.rs")))
    tokens = _TOKEN.findall(file.read_text())
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(len(tokens))
        what = chance.choice(["delete", "double", "swap", "insert"])
        if what == "delete":
            tokens[at] = ""
        elif what == "double":
            tokens[at] += " " + tokens[at]
        elif what == "swap":
            other = chance.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] += chance.choice(list("(){}[];,=.#$!&<>'\"\\é")) + " "
    assert len(errors(folder, {f"src/{file.name}": "".join(tokens)})) <= MAX_ERRORS
