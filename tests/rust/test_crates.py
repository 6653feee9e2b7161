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


@pytest.mark.parametrize("name", sorted(p.stem for p in CRATES.glob("*.rs")))
def test_kernel(name: str) -> None:
    source = (CRATES / f"{name}.rs").read_text()
    assert printed(source, "0.14.13") == expected(source)
