"""The hardware crates at work: kernels whose lines say what they print (``// => text``, once for each time)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagesim_py.machine.keys import typed
from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.own import release_key

CRATES = Path(__file__).parent.parent / "data" / "crates"


def expected(source: str) -> dict[int, list[str]]:
    """What each line is to print, by line number."""
    found = {number: re.findall(r" // => (.*?)(?= // =>|$)", line) for number, line in enumerate(source.split("\n"), 1)}
    return {number: texts for number, texts in found.items() if texts}


def printed(source: str, dialect: str) -> dict[int, list[str]]:
    """What each line has printed: the kernel puts its line number before each text."""
    asked = iter(words(source, "releases", ""))
    externs = [(crate, release_key(crate, release)) for crate, release in zip(asked, asked, strict=True)]
    compiled = compile({"src/main.rs": source}, dialect=dialect, record=False, externs=externs)
    machine = prepare(compiled)
    keys = re.search(r"^// keys: (.*)$", source, re.MULTILINE)
    compiled.run(machine, keys=typed(list(keys[1].replace(r"\n", "\n"))) if keys else ())
    lines: dict[int, list[str]] = {}
    for line in machine.uart.text.splitlines():
        number, text = line.split(" ", 1)
        lines.setdefault(int(number), []).append(text)
    return lines


def kernels() -> list[tuple[str, str, str]]:
    """Each kernel with each dialect that it names (``// dialects: ...``; the usual one if it names none) and with each
    word that is to stand for KIND (``// variants: ...``). A kernel may ask for releases of crates
    (``// releases: bitflags 1``).
    """
    found = []
    for path in sorted(CRATES.glob("*.rs")):
        text = path.read_text()
        for dialect in words(text, "dialects", "0.14.13"):
            found += [(path.stem, dialect, variant) for variant in words(text, "variants", "KIND")]
    return found


def words(text: str, name: str, usual: str) -> list[str]:
    """What a comment ``// name: ...`` lists."""
    found = re.search(rf"^// {name}: (.*)$", text, re.MULTILINE)
    return found[1].split() if found else [usual] if usual else []


@pytest.mark.parametrize(("name", "dialect", "variant"), kernels())
def test_kernel(name: str, dialect: str, variant: str) -> None:
    source = (CRATES / f"{name}.rs").read_text().replace("KIND", variant)
    assert printed(source, dialect) == expected(source)
