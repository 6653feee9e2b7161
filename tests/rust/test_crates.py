"""The hardware crates at work: kernels whose lines say what they print (``// => text``, once for each time)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagesim_py.rust.compiled import compile, prepare

CRATES = Path(__file__).parent.parent / "data" / "crates"


def expected(source: str) -> dict[int, list[str]]:
    """What each line is to print, by line number."""
    found = {number: re.findall(r" // => (.*?)(?= // =>|$)", line) for number, line in enumerate(source.split("\n"), 1)}
    return {number: texts for number, texts in found.items() if texts}


def printed(source: str, dialect: str) -> dict[int, list[str]]:
    """What each line has printed: the kernel puts its line number before each text."""
    compiled = compile({"src/main.rs": source}, dialect=dialect, record=False)
    machine = prepare(compiled)
    compiled.run(machine)
    lines: dict[int, list[str]] = {}
    for line in machine.uart.text.splitlines():
        number, text = line.split(" ", 1)
        lines.setdefault(int(number), []).append(text)
    return lines


def kernels() -> list[tuple[str, str]]:
    """Each kernel with each dialect that it names (``// dialects: ...``), with the usual one if it names none."""
    found = []
    for path in sorted(CRATES.glob("*.rs")):
        named = re.search(r"^// dialects: (.*)$", path.read_text(), re.MULTILINE)
        found += [(path.stem, dialect) for dialect in (named[1].split() if named else ["0.14.13"])]
    return found


@pytest.mark.parametrize(("name", "dialect"), kernels())
def test_kernel(name: str, dialect: str) -> None:
    source = (CRATES / f"{name}.rs").read_text()
    assert printed(source, dialect) == expected(source)
